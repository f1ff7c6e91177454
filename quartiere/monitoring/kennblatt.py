"""The sheets of a Kommune's Indikatoren against those of a profile."""

from quartiere.models import Zielgruppe
from quartiere.monitoring.models import Indikator

# Entries of the profile's sheet and the columns that hold them.
SHEET_COLUMNS = {
    "nummer": "number",
    "kernaussage": "key_message",
    "formel": "formula",
    "zaehler": "numerator",
    "nenner": "denominator",
    "quelle": "source",
    "inhaber": "holder",
    "raumbezug": "space",
    "zeitbezug": "time",
    "zeitreihe": "series",
    "interpretation": "interpretation",
}


def columns_of(spec) -> dict[str, str]:
    """What a profile says of an indicator, by column; only what it says."""
    named = {"name": spec.name if spec.name != spec.code else "", "unit": spec.unit}
    named |= {"phrase": spec.phrase}
    named |= {SHEET_COLUMNS[entry]: text for entry, text in spec.sheet}
    return {column: text for column, text in named.items() if text}


def check(kommune, specs, bericht):
    """Zielgruppen that do not exist, sheets that differ, and who may see the indicators."""
    zielgruppen = set(Zielgruppe.objects.values_list("slug", flat=True))
    living = {indikator.code: indikator for indikator in kommune.indikatoren.all()}
    hidden = set()
    for spec in specs:
        _check_zielgruppe(spec, zielgruppen, bericht)
        if not (living[spec.code].is_public if spec.code in living else spec.public):
            hidden.add(spec.code)
        if spec.code in living:
            _check_sheet(spec, living[spec.code], bericht)
    for code, result in betrayed(specs, hidden):
        bericht.error(
            "öffentlich",
            f"{code} ist nicht öffentlich, aber {result} beruht allein darauf und würde die "
            "Werte verraten.",
            column=code,
        )


def betrayed(specs, hidden):
    """(code, result in words) where a result rests on one hidden indicator alone."""
    for spec in specs:
        if spec.code not in hidden:
            continue
        if spec.is_index and sum(other.role == spec.role for other in specs) == 1:
            yield spec.code, f"der Index „{spec.role}“"
        if spec.zielgruppe and sum(other.zielgruppe == spec.zielgruppe for other in specs) == 1:
            yield spec.code, f"der Bedarf „{spec.zielgruppe}“"


def _check_zielgruppe(spec, zielgruppen, bericht):
    if spec.zielgruppe and spec.zielgruppe not in zielgruppen:
        known = ", ".join(sorted(zielgruppen))
        text = f"Die Zielgruppe „{spec.zielgruppe}“ gibt es nicht. Vorhanden sind: {known}."
        bericht.error("zielgruppe", text, column=spec.code)


def _check_sheet(spec, indikator, bericht):
    if indikator.is_public and not spec.public:
        bericht.error(
            "öffentlich",
            f"{spec.code} ist im Portal öffentlich, im Profil nicht. Nehmen Sie den Haken im "
            "Kennblatt heraus oder ändern Sie das Profil.",
            column=spec.code,
        )
    for column, text in columns_of(spec).items():
        stored = getattr(indikator, column)
        if stored and stored != text:
            label = indikator._meta.get_field(column).verbose_name
            note = f"Im Kennblatt von {spec.code} steht bei „{label}“: „{stored[:80]}“."
            bericht.warn("kennblatt", f"{note} Es bleibt so.", column=spec.code)


def bring_in(kommune, specs) -> dict[str, Indikator]:
    """Create missing Indikatoren and fill empty entries of known ones; by code."""
    zielgruppen = {zielgruppe.slug: zielgruppe for zielgruppe in Zielgruppe.objects.all()}
    living = {indikator.code: indikator for indikator in kommune.indikatoren.all()}
    for spec in specs:
        indikator = living.get(spec.code)
        if indikator is None:
            indikator = living[spec.code] = Indikator(
                kommune=kommune,
                code=spec.code,
                name=spec.name,
                polarity=spec.polarity,
                is_public=spec.public,
            )
        if _complete(indikator, spec, zielgruppen.get(spec.zielgruppe)):
            indikator.save()
    return living


def _complete(indikator, spec, zielgruppe):
    """Whether there was something to fill in."""
    empty = {c: text for c, text in columns_of(spec).items() if not getattr(indikator, c)}
    for column, text in empty.items():
        setattr(indikator, column, text)
    if zielgruppe and indikator.zielgruppe_id is None:
        indikator.zielgruppe, empty = zielgruppe, empty | {"zielgruppe": zielgruppe}
    return bool(empty) or indikator._state.adding
