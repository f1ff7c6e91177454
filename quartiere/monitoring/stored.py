"""An edition between the database and its computation: rows to plain values, and back."""

import itertools
from collections import Counter

from quartiere.monitoring.daten import (
    AusgabeInput,
    AusgabeResult,
    GebietInput,
    GebietResult,
    Moments,
)
from quartiere.monitoring.models import AusgabeIndikator, Gebietswert

BATCH = 500
INPUT_COLUMNS = ("planungsraum__key", "name", "inhabitants", "exclusion", "values")
RESULT_COLUMNS = GebietResult.__slots__[1:]


def load(ausgabe) -> tuple[AusgabeInput, AusgabeResult]:
    """Inputs and results as they are stored; two queries."""
    indikatoren = list(ausgabe.indikatoren.order_by("position"))
    rows = ausgabe.gebietswerte.order_by().values_list(*INPUT_COLUMNS, *RESULT_COLUMNS)
    areas, results = [], []
    for row in sorted(rows.iterator(chunk_size=BATCH), key=lambda row: row[0]):
        key, name, inhabitants, exclusion, values, *found = row
        areas.append(GebietInput(key, name, inhabitants, exclusion, tuple(values)))
        results.append(_result(key, found))
    edition = AusgabeInput(
        kommune=ausgabe.kommune.ags,
        year=ausgabe.year,
        period=ausgabe.period,
        gebietsstand=ausgabe.gebietsstand,
        indicators=tuple(indikator.spec for indikator in indikatoren),
        areas=tuple(areas),
        attention_groups=tuple(ausgabe.attention_groups),
    )
    return edition, AusgabeResult(
        areas=tuple(results),
        moments=tuple(_moments(indikator) for indikator in indikatoren),
        zielgruppen=tuple(ausgabe.zielgruppen),
        messages=tuple(ausgabe.messages),
    )


def _result(key, found):
    values = dict(zip(RESULT_COLUMNS, found, strict=True))
    for name in ("status_class", "dynamik_class", "group"):
        values[name] = values[name] or None
    for name in ("z", "needs"):
        values[name] = tuple(values[name])
    return GebietResult(key, **values)


def _moments(indikator):
    return None if indikator.n is None else Moments(indikator.n, indikator.mean, indikator.sd)


def write(ausgabe, edition, result, indikatoren, planungsraeume):
    """Fill an empty edition; `indikatoren` by code and ids of `planungsraeume` by key."""
    AusgabeIndikator.objects.bulk_create(
        _indikator(ausgabe, position, spec, found, indikatoren[spec.code])
        for position, (spec, found) in enumerate(
            zip(edition.indicators, result.moments, strict=True)
        )
    )
    areas = sorted(edition.areas, key=lambda area: area.key)
    rows = (
        _gebietswert(ausgabe, area, found, planungsraeume[area.key])
        for area, found in zip(areas, result.areas, strict=True)
    )
    while batch := list(itertools.islice(rows, BATCH)):
        Gebietswert.objects.bulk_create(batch)


def _indikator(ausgabe, position, spec, found, indikator):
    copied = ("role", "code", "name", "unit", "phrase", "polarity", "zielgruppe")
    copied += ("city_value", "minimum", "maximum")
    moments = {} if found is None else {"n": found.n, "mean": found.mean, "sd": found.sd}
    return AusgabeIndikator(
        ausgabe=ausgabe,
        indikator=indikator,
        position=position,
        sheet=[list(pair) for pair in spec.sheet],
        **{name: getattr(spec, name) for name in copied},
        **moments,
    )


def _gebietswert(ausgabe, area, found, planungsraum_id):
    results = {name: getattr(found, name) for name in RESULT_COLUMNS}
    for name in ("status_class", "dynamik_class", "group"):
        results[name] = results[name] or ""
    for name in ("z", "needs"):
        results[name] = list(results[name])
    return Gebietswert(
        ausgabe=ausgabe,
        planungsraum_id=planungsraum_id,
        name=area.name,
        inhabitants=area.inhabitants,
        exclusion=area.exclusion,
        values=[None if value is None else float(value) for value in area.values],
        **results,
    )


def class_counts(result: AusgabeResult) -> dict[str, dict[str, int]]:
    """Areas by status, dynamics, group, overlap and attention, as lists and start page show."""
    valid = [area for area in result.areas if area.overlap is not None]
    counts = {
        "status": Counter(area.status_class for area in valid),
        "dynamik": Counter(area.dynamik_class for area in valid),
        "group": Counter(area.group for area in valid),
        "overlap": Counter(str(area.overlap) for area in valid),
        "attention": Counter({"yes": sum(area.attention for area in valid)}),
    }
    return {
        name: {key: count for key, count in sorted(counter.items(), key=str) if key is not None}
        for name, counter in counts.items()
    }
