"""Messages about a file, each with its place, and the report that gathers them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

ERROR, WARNING = "fehler", "warnung"
KEPT_PER_KIND = 50


@dataclass(frozen=True, slots=True)
class Meldung:
    """One finding, in German, with file, row (1 = first row of the table), column and area key."""

    level: str
    kind: str
    text: str
    file: str = ""
    row: int | None = None
    column: str = ""
    key: str = ""

    def __str__(self):
        place = [self.file] if self.file else []
        if self.row is not None:
            place.append(f"Zeile {self.row}")
        if self.column:
            place.append(f"Spalte „{self.column}“")
        return f"{', '.join(place)}: {self.text}" if place else self.text


@dataclass(slots=True)
class Bericht:
    """Gathers messages; of each kind the first fifty are kept and all are counted."""

    meldungen: list[Meldung] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)

    def error(self, kind: str, text: str, **place):
        self.add(Meldung(ERROR, kind, text, **place))

    def warn(self, kind: str, text: str, **place):
        self.add(Meldung(WARNING, kind, text, **place))

    def add(self, meldung: Meldung):
        self.counts[meldung.level, meldung.kind] += 1
        if self.counts[meldung.level, meldung.kind] <= KEPT_PER_KIND:
            self.meldungen.append(meldung)

    def extend(self, other: "Bericht"):
        """Take over the messages of another report, with its counts."""
        kept = Counter((meldung.level, meldung.kind) for meldung in other.meldungen)
        for meldung in other.meldungen:
            self.add(meldung)
        self.counts += other.counts - kept

    @property
    def error_count(self) -> int:
        return self._count(ERROR)

    @property
    def warning_count(self) -> int:
        return self._count(WARNING)

    @property
    def is_clean(self) -> bool:
        """No error; warnings may stand."""
        return not self.error_count

    def errors(self) -> list[Meldung]:
        return [meldung for meldung in self.meldungen if meldung.level == ERROR]

    def warnings(self) -> list[Meldung]:
        return [meldung for meldung in self.meldungen if meldung.level == WARNING]

    def unshown(self) -> Iterator[tuple[str, str, int]]:
        """(level, kind, number) of the messages beyond those kept."""
        for (level, kind), count in self.counts.items():
            if count > KEPT_PER_KIND:
                yield level, kind, count - KEPT_PER_KIND

    def _count(self, wanted):
        return sum(count for (level, _), count in self.counts.items() if level == wanted)
