"""What an import found and did, in German, row by row. No Django."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

LINES_SHOWN = 200


class ImportRefused(Exception):
    """The file as a whole cannot be used; message and advice are German, meant for people."""

    def __init__(self, problem, advice=""):
        super().__init__(problem)
        self.problem = problem
        self.advice = advice


class Level(StrEnum):
    ERROR = "Fehler"
    NOTE = "Hinweis"


@dataclass(frozen=True)
class Line:
    """One finding: where it is, what is wrong or worth knowing, what to do."""

    level: Level
    place: str
    problem: str
    advice: str = ""

    def __str__(self):
        return " ".join(part for part in (f"{self.place}: {self.problem}", self.advice) if part)


@dataclass
class Report:
    """Collects the findings of one import and counts what happened to its rows.

    `outcomes` maps words such as "neu" or "unverändert" to numbers, in the order they are
    printed. Nothing was written where `is_written` is False.
    """

    CHANGES = ("neu", "geändert", "weggefallen")

    noun: str
    lines: list[Line] = field(default_factory=list)
    outcomes: Counter = field(default_factory=Counter)
    dry_run: bool = False
    is_written: bool = False
    has_changes: bool = False

    def error(self, place, problem, advice=""):
        self.lines.append(Line(Level.ERROR, place, problem, advice))

    def note(self, place, problem, advice=""):
        self.lines.append(Line(Level.NOTE, place, problem, advice))

    def refuse(self, refusal):
        self.error("Datei", refusal.problem, refusal.advice)

    def count(self, outcome, number=1):
        self.outcomes[outcome] += number
        self.has_changes |= outcome in self.CHANGES and number > 0

    @property
    def errors(self):
        return [line for line in self.lines if line.level is Level.ERROR]

    @property
    def notes(self):
        return [line for line in self.lines if line.level is Level.NOTE]

    @property
    def is_ok(self):
        return not self.errors

    def text(self):
        """The findings, notes before errors, each kind cut after LINES_SHOWN lines."""
        return [*_shown(Level.NOTE, self.notes), *_shown(Level.ERROR, self.errors)]

    def summary(self):
        """The closing line with the counts and whether anything was written."""
        counts = ", ".join(f"{number(n)} {outcome}" for outcome, n in self.outcomes.items() if n)
        return f"{self.noun}: {counts or 'nichts zu tun'}. {self._closing()}"

    def _closing(self):
        if errors := len(self.errors):
            return f"{number(errors)} Fehler. Es wurde nichts gespeichert."
        if self.dry_run:
            return "Probelauf: Es wurde nichts gespeichert."
        return "Gespeichert." if self.is_written else "Es gab nichts zu speichern."


def _shown(level, lines):
    yield from (f"{level} {line}" for line in lines[:LINES_SHOWN])
    if (rest := len(lines) - LINES_SHOWN) > 0:
        yield f"{level} … und {number(rest)} weitere."


def number(value):
    """An integer in German form: 10952 becomes 10.952."""
    return f"{value:,}".replace(",", ".")
