"""The ways to look at an edition: status, dynamics, overlap, need. Pure but for translation.

Every class has a shade from 1 (light) to 4 (dark) of one hue, and a pattern of its own. Dark
means that more is needed; there is no good and no bad colour.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from quartiere.monitoring.bedarf import NEED_CLASSES, NO_VALUE
from quartiere.monitoring.darstellung import PublicArea, Sicht

# Stored and compared in German; a page translates them where it shows them.
OVERLAP_CLASSES = (
    gettext_noop("keine Gruppe"),
    gettext_noop("1 Gruppe"),
    gettext_noop("2 Gruppen"),
    gettext_noop("3 oder mehr Gruppen"),
)
STATUS_SHADES = {"hoch": 1, "mittel": 2, "niedrig": 3, "sehr niedrig": 4}
DYNAMIK_SHADES = {"positiv": 1, "stabil": 2, "negativ": 4}
NEED_SHADES = {name: shade for shade, name in enumerate(NEED_CLASSES, start=1)}
OVERLAP_SHADES = {name: shade for shade, name in enumerate(OVERLAP_CLASSES, start=1)}


@dataclass(frozen=True, slots=True)
class Ansicht:
    """One way to look: `class_of` gives an area's class in words, "" where it has none."""

    slug: str
    title: str
    prefix: str
    reading: str
    shades: dict[str, int]
    class_of: Callable[[PublicArea], str]
    # The German name in title and reading, where there is one.
    zielgruppe: str = ""

    def shade(self, area: PublicArea) -> int:
        """0 for an area without a class."""
        return self.shades.get(self.class_of(area), 0)

    def label(self, area: PublicArea) -> str:
        """ "Status mittel", or why there is none."""
        if not area.is_valid:
            return gettext("nicht bewertet ({reason})").format(reason=area.exclusion)
        name = self.class_of(area)
        return f"{self.prefix} {gettext(name)}" if name else f"{self.title}: {gettext(NO_VALUE)}"


def of(sicht: Sicht, *, has_status: bool, has_dynamik: bool) -> list[Ansicht]:
    """The ways in which this edition can be looked at, at least one."""
    found = []
    if has_status and sicht.shows_status:
        found.append(_status())
    if has_dynamik and sicht.shows_dynamik:
        found.append(_dynamik())
    found.append(_overlap())
    return found + [_need(slug, sicht.names.get(slug, slug)) for slug in sicht.shown_zielgruppen]


def overlap_class(area: PublicArea) -> str:
    if not area.rated:
        return ""
    return OVERLAP_CLASSES[min(area.overlap, 3)]


def need_of(area: PublicArea, slug: str):
    return next((need for need in area.needs if need.zielgruppe == slug), None)


def _status():
    return Ansicht(
        slug="status",
        title=_("Status"),
        prefix=_("Status"),
        reading=_(
            "Der Status fasst die Status-Indikatoren zusammen und vergleicht jedes Gebiet mit "
            "allen anderen. Ein niedriger Status sagt nichts über die Menschen und nichts über die "
            "Qualität eines Quartiers: Er zeigt, wo sich Unterstützung lohnt."
        ),
        shades=STATUS_SHADES,
        class_of=lambda area: area.status_class,
    )


def _dynamik():
    return Ansicht(
        slug="dynamik",
        title=_("Dynamik"),
        prefix=_("Dynamik"),
        reading=_(
            "Die Dynamik vergleicht die Veränderung eines Gebiets mit der Veränderung aller "
            "anderen. „Negativ“ heißt: weniger günstig als im Durchschnitt. Ein Gebiet kann besser "
            "geworden sein und trotzdem so heißen; die absolute Veränderung steht beim Gebiet."
        ),
        shades=DYNAMIK_SHADES,
        class_of=lambda area: area.dynamik_class,
    )


def _overlap():
    return Ansicht(
        slug="ueberlagerung",
        title=_("Überlagerung"),
        prefix=_("Bedarf erhöht oder hoch:"),
        reading=_(
            "Gezählt wird, wie viele Zielgruppen in einem Gebiet einen erhöhten oder hohen "
            "Bedarf haben. Gruppen werden nie miteinander verrechnet."
        ),
        shades=OVERLAP_SHADES,
        class_of=overlap_class,
    )


def _need(slug, name):
    def class_of(area):
        need = need_of(area, slug)
        return "" if need is None or need.label == NO_VALUE else need.label

    return Ansicht(
        slug=f"bedarf-{slug}",
        title=gettext("Bedarf: {name}").format(name=name),
        prefix=_("Bedarf"),
        reading=gettext(
            "Der Bedarf der Zielgruppe „{name}“ beruht auf den Indikatoren, die für sie "
            "sprechen. „Erhöht“ und „hoch“ heißt: deutlich über dem Mittel aller Gebiete."
        ).format(name=name),
        shades=NEED_SHADES,
        class_of=class_of,
        zielgruppe=name,
    )
