"""Writing a profile back as TOML."""

import json

from quartiere.monitoring.daten import ATTENTION_GROUPS
from quartiere.monitoring.profil import DECIMALS, Profil


def dump(profil: Profil) -> str:
    """The profile as TOML text; reading it again gives the same profile."""
    sections = [
        _section("", _edition(profil)),
        _section(
            "spalten",
            {"schluessel": profil.key, "name": profil.name, "einwohner": profil.inhabitants},
        ),
        _section("ausschluss", _exclusion(profil)),
    ]
    sections += [
        _section(f"indikatoren.{indicator.spec.code}", _indicator(indicator))
        for indicator in profil.indicators
    ]
    return "\n".join(section for section in sections if section)


def dump_document(document: dict) -> str:
    """The nested values of a profile as TOML, complete or not; what is empty is left out."""
    if document.get("aufmerksamkeit") == []:
        document = document | {"aufmerksamkeit": _EMPTY}
    tables = {name: value for name, value in document.items() if isinstance(value, dict)}
    sections = [_section("", {n: v for n, v in document.items() if n not in tables})]
    codes = tables.pop("indikatoren", {})
    sections += [_section(name, values) for name, values in tables.items()]
    sections += [_section(f"indikatoren.{code}", values) for code, values in codes.items()]
    return "\n".join(section for section in sections if section)


def _edition(profil):
    preset = tuple(sorted(profil.attention_groups)) == tuple(sorted(ATTENTION_GROUPS))
    return {
        "kommune": profil.kommune,
        "jahr": profil.year,
        "zeitraum": profil.period,
        "gebietsstand": profil.gebietsstand,
        "fehlwerte": list(profil.missing),
        "dezimal": DECIMALS[profil.decimal] if profil.decimal else "",
        "blatt": profil.sheet,
        # An empty rule is a rule too: nobody needs attention.
        "aufmerksamkeit": None if preset else list(profil.attention_groups) or _EMPTY,
        "hinweis": profil.note,
    }


def _exclusion(profil):
    exclusion = profil.exclusion
    values = {"fehlende_gebiete": profil.missing_areas}
    if exclusion is None:
        return values
    return {
        "spalte": exclusion.column,
        "gueltig": list(exclusion.valid),
        "ungueltig": list(exclusion.invalid),
        "grund": exclusion.reason,
    } | values


def _indicator(indicator):
    spec = indicator.spec
    return {
        "spalte": indicator.column,
        "rolle": spec.role,
        "name": spec.name,
        "einheit": spec.unit,
        "polaritaet": spec.polarity,
        "zielgruppe": spec.zielgruppe,
        "kurz": spec.phrase,
        "stadtwert": spec.city_value,
        "minimum": spec.minimum,
        "maximum": spec.maximum,
        "oeffentlich": None if spec.public else False,
    } | dict(spec.sheet)


class _Empty(list):
    """A list that is written although it is empty."""


_EMPTY = _Empty()


def _section(title, values):
    lines = [
        f"{name} = {_value(value)}"
        for name, value in values.items()
        if value is _EMPTY or value not in (None, "", [])
    ]
    if lines and title:
        lines.insert(0, f"[{title}]")
    return "\n".join(lines) + "\n" if lines else ""


def _value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_value(entry) for entry in value)}]"
    if isinstance(value, str):
        # A JSON string is a TOML string but for DEL, which TOML wants escaped.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)
