"""The import profile: a TOML file that says which column holds what.

It is public interface (docs/methode.md has the reference). Keys are German because staff read
and write them; values are checked as a whole, so that every mistake is named at once.
"""

import re
import tomllib
from dataclasses import dataclass

from quartiere.monitoring.daten import ATTENTION_GROUPS, DYNAMIK, ROLES, IndikatorSpec
from quartiere.monitoring.index import GROUPS
from quartiere.monitoring.profil_werte import Abschnitt

SHEET_FIELDS = (
    "nummer",
    "kernaussage",
    "formel",
    "zaehler",
    "nenner",
    "quelle",
    "inhaber",
    "raumbezug",
    "zeitbezug",
    "zeitreihe",
    "interpretation",
)
DECIMALS = {"": "auto", ",": "komma", ".": "punkt"}
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,29}")


class ProfilError(ValueError):
    """The profile cannot be used; `messages` are German sentences, one a mistake."""

    def __init__(self, messages):
        self.messages = list(messages)
        super().__init__(" ".join(self.messages))


@dataclass(frozen=True, slots=True)
class Ausschluss:
    """How a column says that an area is excluded; exactly one of both lists is filled.

    With `valid` an area counts where the column holds one of these, and anything else is the
    reason. With `invalid` it is excluded for `reason` where the column holds one of these.
    """

    column: str
    valid: tuple[str, ...] = ()
    invalid: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class IndikatorColumn:
    """An indicator and the heading of its column."""

    column: str
    spec: IndikatorSpec


@dataclass(frozen=True, slots=True)
class Profil:
    """A checked profile. `decimal` is ",", "." or "" (found out by itself).

    `missing_areas` is the reason for areas that the files leave out; "" = that is an error.
    """

    kommune: str
    year: int
    gebietsstand: str
    key: str
    indicators: tuple[IndikatorColumn, ...]
    period: str = ""
    name: str = ""
    inhabitants: str = ""
    sheet: str = ""
    decimal: str = ""
    missing: tuple[str, ...] = ()
    exclusion: Ausschluss | None = None
    missing_areas: str = ""
    attention_groups: tuple[str, ...] = ATTENTION_GROUPS
    note: str = ""

    @property
    def specs(self) -> tuple[IndikatorSpec, ...]:
        return tuple(indicator.spec for indicator in self.indicators)


def parse(text: str) -> Profil:
    """Read a profile. Raises ProfilError with every mistake that was found."""
    try:
        document = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise ProfilError([_syntax_message(error)]) from error
    except RecursionError as error:
        raise ProfilError(["Das Profil ist zu tief verschachtelt."]) from error
    return from_document(document)


def from_document(document: dict) -> Profil:
    """A profile from the nested values of its TOML. Raises ProfilError."""
    messages = []
    top = Abschnitt(document, "", messages)
    columns = Abschnitt(top.table("spalten", required=True), "[spalten]", messages)
    values = _edition(top) | _columns(columns)
    values |= _exclusion(top.table("ausschluss"), messages)
    values["indicators"] = _indicators(top.table("indikatoren", required=True), messages)
    top.refuse_unknown()
    if messages:
        raise ProfilError(messages)
    return Profil(**values)


def _syntax_message(error):
    place = re.search(r"line (\d+), column (\d+)", str(error))
    where = f"Zeile {place[1]}, Zeichen {place[2]}" if place else "am Ende"
    return (
        f"Das Profil ist kein gültiges TOML ({where}). "
        "Texte stehen in geraden Anführungszeichen, Namen von Einträgen haben keine Umlaute, "
        "jeder Eintrag steht nur einmal."
    )


def _edition(top):
    groups = top.texts("aufmerksamkeit", default=ATTENTION_GROUPS)
    for group in groups:
        if group not in GROUPS:
            known = ", ".join(GROUPS)
            top.complain("aufmerksamkeit", f"„{group}“ ist keine Gruppe. Es gibt: {known}.")
    return {
        "kommune": top.text("kommune", required=True, pattern=r"\d{8}", hint="acht Ziffern"),
        "year": top.whole("jahr", required=True, lowest=1900, highest=2200),
        "period": top.text("zeitraum"),
        "gebietsstand": top.text("gebietsstand", required=True, numbers_too=True),
        "missing": top.texts("fehlwerte"),
        "decimal": top.choice("dezimal", {word: sign for sign, word in DECIMALS.items()}, "auto"),
        "attention_groups": tuple(sorted(groups)),
        "note": top.text("hinweis"),
        "sheet": top.text("blatt"),
    }


def _columns(columns):
    values = {
        "key": columns.text("schluessel", required=True),
        "name": columns.text("name"),
        "inhabitants": columns.text("einwohner"),
    }
    columns.refuse_unknown()
    return values


def _exclusion(table, messages):
    section = Abschnitt(table, "[ausschluss]", messages)
    column = section.text("spalte")
    valid, invalid = section.texts("gueltig"), section.texts("ungueltig")
    reason, missing_areas = section.text("grund"), section.text("fehlende_gebiete")
    section.refuse_unknown()
    if bool(column) != bool(valid or invalid):
        section.complain("spalte", "Eine Spalte braucht „gueltig“ oder „ungueltig“, und umgekehrt.")
    if valid and invalid:
        section.complain("gueltig", "Geben Sie entweder „gueltig“ oder „ungueltig“ an.")
    if invalid and not reason:
        section.complain("grund", "Zu „ungueltig“ gehört ein Grund.")
    exclusion = Ausschluss(column, valid, invalid, reason) if column else None
    return {"exclusion": exclusion, "missing_areas": missing_areas}


def _indicators(table, messages):
    indicators = [_indicator(code, entry, messages) for code, entry in table.items()]
    used = {}
    for indicator in indicators:
        if indicator.column and (other := used.get(indicator.column)):
            messages.append(
                f"Die Spalte „{indicator.column}“ steht bei {other} und bei {indicator.spec.code}."
            )
        used[indicator.column] = indicator.spec.code
    _refuse_traceable(indicators, messages)
    return tuple(indicators)


def _refuse_traceable(indicators, messages):
    """A result that rests on one hidden indicator alone would give its values away."""
    specs = [indicator.spec for indicator in indicators]
    for spec in specs:
        roles = [other for other in specs if spec.is_index and other.role == spec.role]
        group = [other for other in specs if spec.zielgruppe == other.zielgruppe != ""]
        if not spec.public and 1 in (len(roles), len(group)):
            messages.append(
                f"[indikatoren.{spec.code}] „oeffentlich“: Das Ergebnis beruht allein auf diesem "
                "Indikator und würde seine Werte verraten."
            )


def _indicator(code, entry, messages):
    section = Abschnitt(entry, f"[indikatoren.{code}]", messages)
    if not CODE.fullmatch(code):
        section.complain("", "Ein Kürzel besteht aus Buchstaben, Ziffern, „_“ und „-“.")
    column = section.text("spalte", required=True)
    spec = IndikatorSpec(
        code=code,
        role=section.choice("rolle", {role: role for role in ROLES}, None),
        polarity=section.choice("polaritaet", {1: 1, -1: -1}, 1),
        zielgruppe=section.text("zielgruppe", pattern=r"[a-z0-9]+(-[a-z0-9]+)*", hint="ein Kürzel"),
        name=section.text("name") or code,
        unit=section.text("einheit"),
        phrase=section.text("kurz"),
        public=section.flag("oeffentlich", default=True),
        city_value=section.number("stadtwert"),
        minimum=section.number("minimum"),
        maximum=section.number("maximum"),
        sheet=tuple((name, text) for name in SHEET_FIELDS if (text := section.text(name))),
    )
    section.refuse_unknown()
    if spec.zielgruppe and spec.role == DYNAMIK:
        section.complain("zielgruppe", "Eine Veränderung (dynamik) geht in keinen Bedarf ein.")
    if None not in (spec.minimum, spec.maximum) and spec.minimum > spec.maximum:
        section.complain("minimum", "Der kleinste Wert liegt über dem größten.")
    return IndikatorColumn(column, spec)
