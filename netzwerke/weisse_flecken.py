"""White spots as a table: Zielgruppe × Quartier, need set against who works in a Netzwerk."""

from dataclasses import dataclass

from netzwerke.offene_enden import white_spots
from quartiere.models import Quartier, Zielgruppe
from quartiere.strategie.models import Bedarf

MAX_QUARTIERE = 100


@dataclass(frozen=True)
class Cell:
    """State of one Zielgruppe in one Quartier: "none" (no need stated), "covered", "gap"."""

    zielgruppe: Zielgruppe
    state: str


@dataclass(frozen=True)
class Row:
    quartier: Quartier
    cells: list[Cell]

    @property
    def gaps(self):
        return sum(cell.state == "gap" for cell in self.cells)


@dataclass(frozen=True)
class Tafel:
    zielgruppen: list[Zielgruppe]
    rows: list[Row]
    has_more: bool

    @property
    def gaps(self):
        return sum(row.gaps for row in self.rows)


def table(kommune):
    """Quartiere with a published Bedarf (of one Kommune, or all) and the groups that need."""
    needs = Bedarf.objects.published()
    if kommune:
        needs = needs.in_kommune(kommune)
    pairs = set(needs.order_by().values_list("quartier_id", "zielgruppe_id"))
    quartiere = _quartiere({quartier for quartier, _ in pairs})
    shown = quartiere[:MAX_QUARTIERE]
    gaps = {(found.quartier.pk, found.row.pk) for found in white_spots(shown)}
    zielgruppen = list(Zielgruppe.objects.filter(pk__in={pk for _, pk in pairs}))
    rows = [Row(row, [_cell(row, group, pairs, gaps) for group in zielgruppen]) for row in shown]
    return Tafel(zielgruppen, rows, len(quartiere) > MAX_QUARTIERE)


def _quartiere(keys):
    rows = Quartier.objects.published().filter(pk__in=keys).select_related("kommune")
    rows = rows.defer("boundary", "svg_path").order_by("kommune__name", "name", "pk")
    return list(rows[: MAX_QUARTIERE + 1])


def _cell(quartier, zielgruppe, pairs, gaps):
    key = quartier.pk, zielgruppe.pk
    if key in gaps:
        return Cell(zielgruppe, "gap")
    return Cell(zielgruppe, "covered" if key in pairs else "none")
