"""The monitoring on other pages: of a Quartier, a Kommune and a Zielgruppe.

Their templates ask for it by a tag, so that no code below knows of the monitoring.
"""

from collections import defaultdict

from django.db.models import Count, Exists, OuterRef, Q

from quartiere.monitoring.adressen import ausgabe_url, gebiet_url
from quartiere.monitoring.darstellung import public_view
from quartiere.monitoring.models import (
    Ausgabe,
    AusgabeIndikator,
    Einschaetzung,
    Gebietswert,
    Zuordnung,
)

LISTED = 12


def of_quartier(quartier):
    """Planungsräume that the Quartier covers with their classes, its profile, the judgements."""
    einschaetzungen = Einschaetzung.objects.published().filter(quartier=quartier)
    context = {
        "quartier": quartier,
        "einschaetzungen": list(einschaetzungen.for_lists()),
        "kontakt": quartier if quartier.has_contact else quartier.kommune,
        "ausgabe": None,
        "rows": [],
    }
    rows = Ausgabe.objects.published().filter(kommune=quartier.kommune_id)
    ausgabe = rows.defer("profile", "report").order_by("-year").first()
    if ausgabe is None:
        return context
    ausgabe.kommune = quartier.kommune
    return context | _figures(quartier, ausgabe)


def _figures(quartier, ausgabe):
    shares = dict(
        Zuordnung.objects.effective()
        .filter(quartier=quartier, planungsraum__gebietsstand=ausgabe.gebietsstand)
        .values_list("planungsraum", "share")
    )
    sicht = public_view(ausgabe)
    stored = ausgabe.gebietswerte.for_tables().filter(planungsraum__in=shares).by_key()
    pairs = [(sicht.area(row), shares[row.planungsraum_id]) for row in stored]
    rows = [
        {
            "area": area,
            "share": share,
            "url": gebiet_url(quartier.kommune, ausgabe.gebietsstand, area.key),
            "sentences": sicht.sentences(area),
        }
        for area, share in pairs
    ]
    return {
        "ausgabe": ausgabe,
        "ausgabe_url": ausgabe_url(ausgabe),
        "sicht": sicht,
        "rows": rows,
        "has_sentences": any(row["sentences"] for row in rows),
        "profile": profile(sicht, pairs),
    }


def profile(sicht, pairs):
    """Shares (per cent) of the Quartier: the mean over its areas, weighted by population × share.

    `pairs` are areas with the share of each that lies in the Quartier. Left out is what is not
    known of any area; `covered` says of how many areas the mean is made.
    """
    found = []
    for indicator in sicht.indicators:
        if indicator.spec.unit != "%":
            continue
        known = [
            (area.values[indicator.code], area.inhabitants * share)
            for area, share in pairs
            if area.inhabitants and area.values.get(indicator.code) is not None
        ]
        weight = sum(w for _, w in known)
        if weight:
            city = indicator.spec.city_value
            found.append(
                {
                    "indicator": indicator.spec,
                    "value": sum(value * w for value, w in known) / weight,
                    "city": indicator.mean if city is None else city,
                    "is_mean": city is None,
                    "covered": len(known),
                }
            )
    return found


def of_kommune(kommune):
    rows = kommune.ausgaben.published().for_lists().order_by("-year")
    return {
        "kommune": kommune,
        "ausgaben": [(row, ausgabe_url(row), ausgabe_url(row, "matrix")) for row in rows],
    }


def of_zielgruppe(zielgruppe):
    """Kommunen whose newest edition rates this group: in how many areas need is high."""
    public = AusgabeIndikator.objects.filter(
        ausgabe=OuterRef("pk"), zielgruppe=zielgruppe.slug, indikator__is_public=True
    )
    rows = Ausgabe.objects.latest_per_kommune().for_lists().filter(kommune__is_active=True)
    rows = rows.filter(Exists(public)).order_by("kommune__name", "kommune__ags")
    ausgaben = [row for row in rows if zielgruppe.slug in row.zielgruppen]
    counts = _flagged_counts(ausgaben, zielgruppe.slug)
    kommunen = [
        {
            "ausgabe": row,
            "count": counts.get(row.pk, 0),
            "url": f"{ausgabe_url(row, 'matrix')}?zielgruppe={zielgruppe.slug}",
        }
        for row in ausgaben
    ]
    return {"zielgruppe": zielgruppe, "kommunen": kommunen[:LISTED], "more": kommunen[LISTED:]}


def _flagged_counts(ausgaben, slug):
    """Areas in need by edition; editions hold their groups at different places. One query."""
    by_position = defaultdict(list)
    for ausgabe in ausgaben:
        by_position[ausgabe.zielgruppen.index(slug)].append(ausgabe.pk)
    if not by_position:
        return {}
    condition = Q()
    for position, ids in by_position.items():
        condition |= Q(ausgabe__in=ids, pk__in=Gebietswert.objects.flagged(position).values("pk"))
    rows = Gebietswert.objects.order_by().filter(condition).values("ausgabe")
    return dict(rows.annotate(count=Count("pk")).values_list("ausgabe", "count"))
