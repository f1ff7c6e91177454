"""The page of one Planungsraum: what the editions say, what people on site say."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from quartiere.models import Quartier
from quartiere.monitoring import gebietsreihe
from quartiere.monitoring.adressen import (
    ausgabe_step,
    ausgabe_url,
    breadcrumb,
    gebiet_url,
    kommune_step,
)
from quartiere.monitoring.ansichten import NEED_SHADES
from quartiere.monitoring.choropleth import of_neighbours
from quartiere.monitoring.diagramm import diagramm
from quartiere.monitoring.models import Einschaetzung, Planungsraum, Zuordnung
from quartiere.monitoring.zeitreihe import class_breaks, zeitreihen

MAX_NEIGHBOURS = 60


def gebiet(request, kommune, gebietsstand, key):
    found = get_object_or_404(
        Planungsraum.objects.select_related("kommune").defer("boundary"),
        kommune__slug=kommune,
        kommune__is_active=True,
        gebietsstand=gebietsstand,
        key=key,
    )
    pairs = gebietsreihe.staende(found)
    if not any(stand.gebietsstand == gebietsstand for _, stand in pairs):
        raise Http404("Zu diesem Gebiet ist keine Ausgabe veröffentlicht.")
    ausgabe, latest = [pair for pair in pairs if pair[1].gebietsstand == gebietsstand][-1]
    zuordnungen = quartiere_of(found)
    context = {
        "planungsraum": found,
        "ausgabe": ausgabe,
        "area": latest.area,
        "needs": needs_of(latest),
        "sentences": latest.sicht.sentences(latest.area),
        "history": history(pairs),
        "reihen": [(reihe, diagramm(reihe.points)) for reihe in zeitreihen(stands(pairs))],
        "karte": of_neighbours(found, neighbours(found), found.kommune),
        "zuordnungen": zuordnungen,
        "einschaetzungen": einschaetzungen_of(found, zuordnungen),
        "kontakte": contacts(found, zuordnungen),
        "others": other_vintages(pairs, found),
        "ausgabe_url": ausgabe_url(ausgabe),
        "matrix_url": ausgabe_url(ausgabe, "matrix"),
        "breadcrumb": breadcrumb(
            kommune_step(found.kommune),
            ausgabe_step(ausgabe),
            (found.name, ""),
        ),
    }
    return render(request, "monitoring/gebiet.html", context)


def stands(pairs):
    return [stand for _, stand in pairs]


def needs_of(stand):
    """(name, need, shade) of every Zielgruppe that is shown."""
    names = stand.sicht.names
    return [
        (names.get(need.zielgruppe, need.zielgruppe), need, NEED_SHADES.get(need.label, 0))
        for need in stand.area.needs
    ]


def history(pairs):
    """Classes of each edition, newest first, with the absolute changes beside the dynamics."""
    earlier = [None, *(stand for _, stand in pairs)]
    rows = [
        {
            "ausgabe": ausgabe,
            "url": ausgabe_url(ausgabe),
            "area": stand.area,
            "changes": changes_of(stand),
            "breaks": class_breaks(before, stand) if before else [],
        }
        for before, (ausgabe, stand) in zip(earlier, pairs, strict=False)
    ]
    return rows[::-1]


def changes_of(stand):
    """(indicator, value, city's value) of each indicator of the dynamics."""
    return [
        {
            "indicator": indicator.spec,
            "value": stand.area.values.get(indicator.code),
            "city": indicator.mean
            if indicator.spec.city_value is None
            else indicator.spec.city_value,
            "is_mean": indicator.spec.city_value is None,
        }
        for indicator in stand.sicht.indicators
        if indicator.spec.role == "dynamik"
    ]


def neighbours(planungsraum):
    """Areas of the same vintage around it, itself included."""
    if planungsraum.west is None:
        return []
    margin = max(planungsraum.east - planungsraum.west, planungsraum.north - planungsraum.south)
    rows = Planungsraum.objects.of(planungsraum.kommune_id, planungsraum.gebietsstand).for_maps()
    near = rows.filter(
        west__lte=planungsraum.east + margin,
        east__gte=planungsraum.west - margin,
        south__lte=planungsraum.north + margin,
        north__gte=planungsraum.south - margin,
    )
    found = list(near.exclude(pk=planungsraum.pk).order_by("key")[:MAX_NEIGHBOURS])
    return [*found, planungsraum]


def quartiere_of(planungsraum):
    """Published Quartiere that cover the area, largest share first."""
    rows = Zuordnung.objects.effective().filter(planungsraum=planungsraum)
    public = rows.filter(quartier__in=Quartier.objects.published())
    return list(
        public.select_related("quartier__kommune").defer("quartier__boundary").order_by("-share")
    )


def einschaetzungen_of(planungsraum, zuordnungen):
    """What is published about the area itself and about the Quartiere that cover it."""
    quartiere = [row.quartier_id for row in zuordnungen]
    about = Q(planungsraum=planungsraum) | Q(quartier__in=quartiere)
    return list(Einschaetzung.objects.published().filter(about).for_lists())


def contacts(planungsraum, zuordnungen):
    """Whom to ask about what nobody has judged yet."""
    found = [row.quartier for row in zuordnungen if row.quartier.has_contact]
    if not found and planungsraum.kommune.has_contact:
        found = [planungsraum.kommune]
    return found[:2]


def other_vintages(pairs, planungsraum):
    """Pages of the same key in other Gebietsstände."""
    stands_ = {stand.gebietsstand for _, stand in pairs} - {planungsraum.gebietsstand}
    return [
        (name, gebiet_url(planungsraum.kommune, name, planungsraum.key)) for name in sorted(stands_)
    ]
