"""The handbook's profiles are read and used as they stand."""

import re
from pathlib import Path

from quartiere.monitoring.profil import SHEET_FIELDS, parse
from tests.quartiere.monitoring import berlin
from tests.quartiere.monitoring.builders import texts

DOC = Path(__file__).resolve().parents[3] / "docs" / "methode.md"


def profiles():
    return [parse(text) for text in re.findall(r"```toml\n(.*?)```", DOC.read_text(), re.DOTALL)]


def test_profiles_of_the_handbook_are_valid():
    assert [(profil.year, profil.key) for profil in profiles()] == [
        (2021, "PLR_ID"),
        (2017, "SCHLUESSEL"),
    ]


def test_profile_of_the_handbook_reads_the_real_files(daten):
    profil = profiles()[0]

    reading = berlin.read(daten, profil, berlin.FILES_2021, berlin.known_areas(daten))

    assert texts(reading.bericht.errors()) == []
    assert sum(not area.exclusion for area in reading.edition.areas) == 536


def test_handbook_names_every_entry_of_the_indicator_sheet():
    text = DOC.read_text()

    assert [name for name in SHEET_FIELDS if f"`{name}`" not in text] == []
