"""The figures of the example editions: areas, values and profile. Computed without chance."""

import csv
import io
import math

from portal.demo import city, rows

DISTANCE = 380  # metres from the middle of a Quartier to that of each of its two areas
SIDES = [("west", "Westteil", -1), ("ost", "Ostteil", 1)]
CHANGES = {"D1": "S1", "D2": "S2", "D3": "S3"}
FEW = 240  # residents of an area that is left out


def areas():
    """Map of area (slug) to its Quartier's data, key, name and seed: two in each Quartier."""
    found = {}
    for number, data in enumerate(rows.quartiere()):
        east, north = data["seed"]
        angle = math.radians(10 * (number % 3))
        for place, (side, word, sign) in enumerate(SIDES, start=1):
            found[f"{data['slug']}-{side}"] = {
                "key": f"{number + 1:02d}{place:02d}",
                "name": f"{data['name']}, {word}",
                "quartier": data,
                "seed": (
                    east + sign * DISTANCE * math.cos(angle),
                    north + sign * DISTANCE * math.sin(angle),
                ),
            }
    return found


def boundaries():
    """Map of area to its boundary; together they tile the city, not quite along the Quartiere."""
    return city.boundaries({slug: area["seed"] for slug, area in areas().items()})


def document(kommune, year, gebietsstand, *, is_new):
    """The import profile; the newer edition has another age limit and one more indicator."""
    data = rows.read("monitoring")
    indikatoren = {
        code: {"spalte": code, **sheet}
        for code, sheet in data["indikatoren"].items()
        if is_new or code not in data["neu"]
    }
    if is_new:
        for code, denominator in data["bruch"].items():
            indikatoren[code]["nenner"] = denominator
    table = values(is_new=is_new)
    for code, sheet in indikatoren.items():
        if code not in data["anteile"]:
            sheet["stadtwert"] = _city_value(code, table)
    return {
        "kommune": kommune,
        "jahr": year,
        "zeitraum": f"31.12.{year - 3} bis 31.12.{year - 1}",
        "gebietsstand": gebietsstand,
        "spalten": {"schluessel": "GEBIET", "name": "NAME", "einwohner": "EW"},
        "ausschluss": {"spalte": "GUELTIG", "gueltig": ["gültig"]},
        "indikatoren": indikatoren,
    }


def file(*, is_new):
    """The edition's values as a CSV file."""
    table = values(is_new=is_new)
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(next(iter(table.values()))), delimiter=";")
    writer.writeheader()
    writer.writerows(table.values())
    return io.BytesIO(text.getvalue().encode())


def values(*, is_new):
    """A row an area: key, name, residents, exclusion and a value of every indicator."""
    data = rows.read("monitoring")
    return {
        slug: {
            "GEBIET": area["key"],
            "NAME": area["name"],
            "EW": _inhabitants(slug, area, data, is_new),
            "GUELTIG": data["ausschluss"].get(slug, "gültig"),
            **_values(number, slug, area, data, is_new),
            **_counts(number, slug, area, data, is_new),
        }
        for number, (slug, area) in enumerate(areas().items())
    }


def _inhabitants(slug, area, data, is_new):
    if slug in data["ausschluss"]:
        return FEW
    share = 0.46 if slug.endswith("west") else 0.54
    return round(area["quartier"]["inhabitants"] * share * (1 if is_new else 0.98))


def _values(number, slug, area, data, is_new):
    found = {
        code: _value(code, number, slug, area, data, is_new)
        for code in data["rechnung"]
        if is_new or code not in data["neu"]
    }
    for change, code in CHANGES.items():
        before = _value(code, number, slug, area, data, False)
        drift = _wave(number * 3 + len(code)) * 0.8 - 0.3
        found[change] = round(found[code] - before if is_new else drift, 2)
    return {name: f"{value:.2f}" for name, value in found.items()}


def _counts(number, slug, area, data, is_new):
    """People of an age: a share of the residents, larger where more families live."""
    level = data["stufen"][area["quartier"]["slug"]] + 0.35 * _wave(number * 11)
    people = _inhabitants(slug, area, data, is_new)
    return {
        code: round(people * (base + slope * level))
        for code, (base, slope) in data["anteile"].items()
    }


def _value(code, number, slug, area, data, is_new):
    base, slope = data["rechnung"][code]
    level = data["stufen"][area["quartier"]["slug"]]
    if slug in data["verlauf"]:
        level = data["verlauf"][slug][is_new]
    elif is_new:
        level -= 0.25 + 0.3 * _wave(number * 5)
    noise = 0.35 * _wave(number * 7 + sum(map(ord, code)))
    extra = data["aufschlag"].get(slug, {}).get(code, 0)
    return round(base + slope * max(level + noise, 0.2) + extra, 2)


def _wave(number):
    """Between −1 and 1, without a pattern the eye would see."""
    return math.sin(number * 12.9898 + 4.1)


def _city_value(code, table):
    """The mean weighted by residents, as the city's statistics would give it."""
    people = sum(row["EW"] for row in table.values())
    return round(sum(float(row[code]) * row["EW"] for row in table.values()) / people, 2)
