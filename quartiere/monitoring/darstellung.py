"""The one door from stored rows to anything public: pages, downloads, reasons, search.

What does not pass here must not be shown: values of indicators that are not public, results
that rest on a single one of them, and figures about fewer people than the edition shows.
Pure functions over plain attributes; `public_view` alone asks the database.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from quartiere.models import Zielgruppe
from quartiere.monitoring.bedarf import NO_VALUE, is_flagged, need_class, reasons
from quartiere.monitoring.daten import (
    DYNAMIK,
    STATUS,
    AusgabeInput,
    AusgabeResult,
    GebietInput,
    GebietResult,
    IndikatorSpec,
)

COUNT_UNITS = {"anzahl", "personen", "einwohner", "kinder", "fälle", "menschen", "haushalte"}


@dataclass(frozen=True, slots=True)
class PublicIndikator:
    """A public indicator of an edition; `position` is its place in the stored lists.

    `mean` is the unweighted mean over the valid areas, for sentences where the city's official
    value is not known. `sheet` holds pairs of entry and text, frozen with the edition.
    """

    position: int
    spec: IndikatorSpec
    mean: float | None

    @property
    def code(self):
        return self.spec.code

    @property
    def is_count(self):
        return self.spec.unit.casefold() in COUNT_UNITS


@dataclass(frozen=True, slots=True)
class PublicNeed:
    """Need of one Zielgruppe in an area; without `index` where it is not known or not shown."""

    zielgruppe: str
    index: float | None
    label: str
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class PublicArea:
    """One area as everybody may see it; everything is None or empty for an excluded one.

    `inhabitants` is None where unknown or too few to be shown (`is_small`). `values` and `z`
    hold public indicators by code, without what is suppressed.
    """

    key: str
    name: str
    inhabitants: int | None
    is_small: bool
    exclusion: str
    status_index: float | None = None
    status_class: str = ""
    dynamik_index: float | None = None
    dynamik_class: str = ""
    group: str = ""
    attention: bool = False
    overlap: int | None = None
    rated: int | None = None
    needs: tuple[PublicNeed, ...] = ()
    values: Mapping[str, float | None] = field(default_factory=dict)
    z: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def is_valid(self):
        return not self.exclusion


@dataclass(frozen=True, slots=True)
class Sicht:
    """What the public sees of one edition, whatever its areas.

    `zielgruppen` are the slugs in the order of the stored needs, `shown_zielgruppen` those that
    are shown; `names` gives a Zielgruppe's name by slug. `messages` say what was left out.
    """

    least_count: int
    indicators: tuple[PublicIndikator, ...]
    zielgruppen: tuple[str, ...]
    shown_zielgruppen: tuple[str, ...]
    shows_status: bool
    shows_dynamik: bool
    names: Mapping[str, str]
    messages: tuple[str, ...] = ()

    def areas(self, rows: Iterable) -> Iterator[PublicArea]:
        return (self.area(row) for row in rows)

    def area(self, row) -> PublicArea:
        """The public side of a Gebietswert, loaded with its Planungsraum."""
        is_small = row.inhabitants is not None and 0 < row.inhabitants < self.least_count
        plain = {
            "key": row.planungsraum.key,
            "name": row.name,
            "inhabitants": None if is_small else row.inhabitants,
            "is_small": is_small,
            "exclusion": row.exclusion,
        }
        if row.exclusion:
            return PublicArea(**plain)
        hidden = self._suppressed(row, is_small)
        needs = self._needs(row, hidden, is_small)
        rated = [need for need in needs if need.label != NO_VALUE]
        return PublicArea(
            **plain,
            **self._index(row, "status", self.shows_status, hidden, is_small),
            **self._index(row, "dynamik", self.shows_dynamik, hidden, is_small),
            group=row.group if self.shows_status and self.shows_dynamik else "",
            attention=row.attention and self.shows_status and self.shows_dynamik,
            overlap=sum(need.is_flagged for need in rated),
            rated=len(rated),
            needs=needs,
            values=self._by_code(row.values, hidden),
            z=self._by_code(row.z, hidden),
        )

    def sentences(self, area: PublicArea) -> list[str]:
        """ "Jugendliche: 14,2 % arbeitslos, Stadt 5,1 %, z = 2,3." for each flagged group."""
        return self._sentences(area, area.needs)

    def sentences_of(self, area: PublicArea, need: PublicNeed) -> list[str]:
        """The same of one group alone."""
        return self._sentences(area, [need])

    def _sentences(self, area, wanted):
        specs = [indicator.spec for indicator in self.indicators]
        edition = AusgabeInput("", 0, "", "", tuple(specs), ())
        result = AusgabeResult((), self.indicators, self.shown_zielgruppen, ())
        flags = tuple(2.0 if need.is_flagged else None for need in area.needs)
        values = tuple(area.values.get(spec.code) for spec in specs)
        z = tuple(area.z.get(spec.code) for spec in specs)
        found = reasons(
            edition,
            result,
            GebietInput(area.key, area.name, area.inhabitants, "", values),
            GebietResult(area.key, z=z, needs=flags),
        )
        groups = {need.zielgruppe for need in wanted}
        found = [reason for reason in found if reason.zielgruppe in groups]
        return [r.sentence(self.names.get(r.zielgruppe, r.zielgruppe)) for r in found]

    def _suppressed(self, row, is_small):
        """Codes of public indicators whose figures of this area stand for too few people."""
        if is_small:
            return {indicator.code for indicator in self.indicators}
        return {
            indicator.code
            for indicator in self.indicators
            if indicator.is_count and 0 < (row.values[indicator.position] or 0) < self.least_count
        }

    def _index(self, row, role, shown, hidden, is_small):
        """Class and, where no suppressed figure could be worked out from it, the index."""
        traceable = any(i.spec.role == role and i.code in hidden for i in self.indicators)
        index = None if is_small or traceable or not shown else getattr(row, f"{role}_index")
        name = getattr(row, f"{role}_class") if shown else ""
        return {f"{role}_index": index, f"{role}_class": name}

    def _needs(self, row, hidden, is_small):
        traceable = {i.spec.zielgruppe for i in self.indicators if i.code in hidden}
        return tuple(
            PublicNeed(
                zielgruppe=slug,
                index=None if is_small or slug in traceable else need,
                label=need_class(need),
                is_flagged=is_flagged(need),
            )
            for slug, need in zip(self.zielgruppen, row.needs, strict=True)
            if slug in self.shown_zielgruppen
        )

    def _by_code(self, numbers, hidden):
        return {
            indicator.code: None if indicator.code in hidden else numbers[indicator.position]
            for indicator in self.indicators
        }


def public_view(ausgabe) -> Sicht:
    """The view of a published edition; two queries, whatever its size."""
    rows = ausgabe.indikatoren.select_related("indikator").only(
        *(f.name for f in ausgabe.indikatoren.model._meta.concrete_fields), "indikator__is_public"
    )
    names = Zielgruppe.objects.filter(slug__in=ausgabe.zielgruppen).values_list("slug", "name")
    return view_of(ausgabe, rows.order_by("position"), dict(names))


def view_of(ausgabe, indikatoren: Iterable, names: Mapping[str, str]) -> Sicht:
    """The view of an edition; `indikatoren` are its rows, each with its living Indikator."""
    indikatoren = list(indikatoren)
    hidden = {row.code for row in indikatoren if not row.indikator.is_public}

    def is_shown(rests_on):
        """Nobody can trace the result back to the only indicator behind it, a hidden one."""
        behind = [row.code for row in indikatoren if rests_on(row)]
        return not (len(behind) == 1 and behind[0] in hidden)

    shown = [s for s in ausgabe.zielgruppen if is_shown(lambda row, s=s: row.zielgruppe == s)]
    return Sicht(
        least_count=ausgabe.least_count,
        indicators=tuple(
            PublicIndikator(row.position, row.spec, row.mean)
            for row in indikatoren
            if row.code not in hidden
        ),
        zielgruppen=tuple(ausgabe.zielgruppen),
        shown_zielgruppen=tuple(shown),
        shows_status=is_shown(lambda row: row.role == STATUS),
        shows_dynamik=is_shown(lambda row: row.role == DYNAMIK),
        names=names,
        # Each begins with the code of its indicator.
        messages=tuple(text for text in ausgabe.messages if text.split(" ")[0] not in hidden),
    )
