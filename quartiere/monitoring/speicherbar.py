"""Whether an edition fits into the database: lengths, characters and sizes of numbers."""

from quartiere.importe.text import visible_text
from quartiere.monitoring.models import Ausgabe, AusgabeIndikator, Gebietswert, Indikator

MOST_INHABITANTS = 2**31 - 1
LARGEST = 1e15  # beyond, a float no longer holds each whole number


def check_storable(edition, bericht):
    _check_texts(Ausgabe, edition, ("period", "gebietsstand"), bericht)
    for spec in edition.indicators:
        named = ("name", "unit", "phrase", "zielgruppe")
        _check_texts(AusgabeIndikator, spec, named, bericht, column=spec.code)
        number = dict(spec.sheet).get("nummer", "")
        _check_text(Indikator, "number", number, bericht, column=spec.code)
    for area in edition.areas:
        _check_texts(Gebietswert, area, ("name", "exclusion"), bericht, key=area.key)
        _check_numbers(edition, area, bericht)


def _check_texts(model, item, names, bericht, **place):
    for name in names:
        _check_text(model, name, getattr(item, name), bericht, **place)


def _check_text(model, name, text, bericht, **place):
    field = model._meta.get_field(name)
    if len(text) > field.max_length:
        message = (
            f"{field.verbose_name}: „{text[:40]}…“ hat {len(text)} Zeichen, "
            f"möglich sind {field.max_length}."
        )
        bericht.error("text zu lang", message, **place)
    if not text.isprintable() and visible_text(text) != text:
        message = f"{field.verbose_name}: „{visible_text(text)[:40]}“ hat unsichtbare Zeichen."
        bericht.error("zeichen", message, **place)


def _check_numbers(edition, area, bericht):
    if area.inhabitants is not None and area.inhabitants > MOST_INHABITANTS:
        text = f"{area.inhabitants} ist keine Einwohnerzahl."
        bericht.error("einwohner", text, key=area.key)
    for spec, value in zip(edition.indicators, area.values, strict=True):
        if value is not None and abs(value) > LARGEST:
            text = f"{value:g} ist zu groß."
            bericht.error("wertebereich", text, column=spec.code, key=area.key)
