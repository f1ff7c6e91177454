"""Reading an edition: files and profile against what the portal knows. Writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from quartiere.models import Kommune
from quartiere.monitoring import kennblatt, stored
from quartiere.monitoring.ausgabe_daten import build
from quartiere.monitoring.daten import AusgabeInput, AusgabeResult
from quartiere.monitoring.index import compute
from quartiere.monitoring.meldungen import Bericht
from quartiere.monitoring.models import Ausgabe, Planungsraum
from quartiere.monitoring.profil import Profil
from quartiere.monitoring.pruefung import Bekannt
from quartiere.monitoring.speicherbar import check_storable
from quartiere.monitoring.tabellen import TabelleError, open_table
from quartiere.monitoring.vergleich import Vergleich, check_breaks, classes_of, compare


@dataclass(frozen=True, slots=True)
class Einlesung:
    """What reading came to. With an error in `bericht` there is no edition and no result.

    `previous` is the edition it is compared with in `vergleich`, None for the first one;
    `supersedes` the published one that it would correct.
    """

    profil: Profil
    kommune: Kommune | None
    bericht: Bericht
    edition: AusgabeInput | None = None
    result: AusgabeResult | None = None
    previous: Ausgabe | None = None
    vergleich: Vergleich | None = None
    supersedes: Ausgabe | None = None
    correction_note: str = ""

    @property
    def is_clean(self):
        return self.edition is not None and self.bericht.is_clean


def read(
    profil: Profil,
    files: Sequence[tuple[str, BinaryIO]],
    *,
    kommune: Kommune | None = None,
    correction_note: str = "",
    progress=lambda text: None,
) -> Einlesung:
    """Read and compute; writes nothing. What is wrong stands in the report.

    `files` are pairs of name and seekable stream. `kommune` is whose edition it must be, the
    profile's by default. `correction_note` says why a published edition is superseded.
    `progress` is called with a German sentence before each longer step.
    """
    bericht = Bericht()
    found = _kommune(profil, kommune, bericht)
    if found is None:
        return Einlesung(profil, None, bericht)
    supersedes = _superseded(profil, found, correction_note, bericht)
    bekannt = known_areas(found, profil.gebietsstand)
    _check_known(bekannt, found, bericht)
    kennblatt.check(found, profil.specs, bericht)
    progress("Die Dateien werden gelesen.")
    edition = _build(profil, files, bekannt, bericht) if bericht.is_clean else None
    if edition is None:
        return Einlesung(profil, found, bericht)
    progress("Die Ergebnisse werden berechnet.")
    result = compute(edition)
    previous = supersedes or _previous(found, profil.year)
    vergleich = _compare(previous, edition, result, bericht)
    return Einlesung(
        profil, found, bericht, edition, result, previous, vergleich, supersedes, correction_note
    )


def known_areas(kommune, gebietsstand) -> Bekannt:
    """The Planungsräume of a Kommune, those of other vintages by key only; one query."""
    names, others = {}, {}
    rows = Planungsraum.objects.filter(kommune=kommune).order_by()
    for stand, key, name in rows.values_list("gebietsstand", "key", "name").iterator():
        if stand == gebietsstand:
            names[key] = name
        else:
            others.setdefault(stand, set()).add(key)
    return Bekannt(gebietsstand, names, {s: frozenset(keys) for s, keys in others.items()})


def _kommune(profil, kommune, bericht):
    found = Kommune.objects.filter(ags=profil.kommune).first()
    if found is None:
        text = f"Eine Kommune mit dem Schlüssel {profil.kommune} gibt es nicht."
        bericht.error("kommune", f"{text} Lesen Sie zuerst das Gemeindeverzeichnis ein.")
    elif kommune is not None and kommune != found:
        text = f"Das Profil gehört zu {found} ({found.ags}), gewählt ist {kommune}."
        bericht.error("kommune", text)
        return None
    return found


def _superseded(profil, kommune, correction_note, bericht):
    published = Ausgabe.objects.published().filter(kommune=kommune, year=profil.year).first()
    if published and not correction_note:
        bericht.error(
            "veröffentlicht",
            f"Die Ausgabe {published} ist veröffentlicht und damit unveränderlich. Eine "
            "korrigierte Ausgabe ersetzt sie, wenn Sie den Grund der Korrektur angeben.",
        )
    if correction_note and not published:
        text = f"Für {profil.year} ist keine Ausgabe veröffentlicht, die ersetzt werden könnte."
        bericht.error("veröffentlicht", text)
    return published


def _check_known(bekannt, kommune, bericht):
    if bekannt.names:
        return
    others = ", ".join(sorted(bekannt.others))
    present = f"Vorhanden sind: {others}. " if others else ""
    bericht.error(
        "gebietsstand",
        f"Für {kommune} gibt es keine Planungsräume mit dem Gebietsstand "
        f"{bekannt.gebietsstand}. {present}Lesen Sie sie zuerst mit import_planungsraeume ein.",
    )


def _build(profil, files, bekannt, bericht):
    tables = []
    for name, stream in files:
        try:
            tables.append(open_table(name, stream, key=profil.key, sheet=profil.sheet))
        except TabelleError as error:
            bericht.error("datei", str(error), file=name)
    if not tables or not bericht.is_clean:
        return None
    try:
        reading = build(profil, tables, bekannt)
    except OverflowError:
        bericht.error("zahl", "Die Dateien enthalten Zahlen, mit denen niemand rechnen kann.")
        return None
    bericht.extend(reading.bericht)
    if reading.edition is not None:
        check_storable(reading.edition, bericht)
    return reading.edition if bericht.is_clean else None


def _previous(kommune, year):
    earlier = Ausgabe.objects.published().filter(kommune=kommune, year__lt=year)
    return earlier.order_by("-year").first()


def _compare(previous, edition, result, bericht):
    if previous is None:
        return None
    previous_edition, previous_result = stored.load(previous)
    check_breaks(previous_edition, edition, bericht)
    return compare(classes_of(previous_result), classes_of(result))
