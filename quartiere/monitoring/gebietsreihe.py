"""Everything the editions of a Kommune say publicly about one area."""

from collections import defaultdict

from quartiere.models import Zielgruppe
from quartiere.monitoring.darstellung import view_of
from quartiere.monitoring.models import AusgabeIndikator, Gebietswert
from quartiere.monitoring.zeitreihe import Stand


def staende(planungsraum) -> list[tuple]:
    """(Ausgabe, Stand) of each year, oldest first; three queries however many editions.

    Where a year's edition was superseded, the corrected one counts.
    """
    rows = list(
        Gebietswert.objects.public()
        .filter(
            planungsraum__kommune=planungsraum.kommune_id, planungsraum__key=planungsraum.key
        )
        .select_related("ausgabe__kommune", "planungsraum")
        .defer(
            "planungsraum__boundary", "planungsraum__svg_path",
            "ausgabe__profile", "ausgabe__report",
        )
        .order_by("ausgabe__year", "ausgabe__version")
    )  # fmt: skip
    newest = {row.ausgabe.year: row for row in rows}
    ausgaben = [row.ausgabe for row in newest.values()]
    sichten = sichten_of(ausgaben)
    return [(row.ausgabe, _stand(row, sichten[row.ausgabe.pk])) for row in newest.values()]


def _stand(row, sicht):
    return Stand(row.ausgabe.year, row.ausgabe.gebietsstand, sicht, sicht.area(row))


def sichten_of(ausgaben) -> dict:
    """The public view of several editions by their id; two queries."""
    rows = AusgabeIndikator.objects.filter(ausgabe__in=ausgaben).select_related("indikator")
    names = [f.name for f in AusgabeIndikator._meta.concrete_fields]
    by_ausgabe = defaultdict(list)
    for row in rows.only(*names, "indikator__is_public").order_by("position"):
        by_ausgabe[row.ausgabe_id].append(row)
    slugs = {slug for ausgabe in ausgaben for slug in ausgabe.zielgruppen}
    names = dict(Zielgruppe.objects.filter(slug__in=slugs).values_list("slug", "name"))
    return {a.pk: view_of(a, by_ausgabe[a.pk], names) for a in ausgaben}
