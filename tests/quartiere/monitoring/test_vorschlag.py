from quartiere.monitoring.profil import from_document
from quartiere.monitoring.vorschlag import adapt, suggest
from tests.quartiere.monitoring import berlin
from tests.quartiere.monitoring.builders import table

TEXT = (
    "ZEIT;PLR_ID;PLR_NAME;EW;S1;S1_SD_GR;D1;KI_01;Anteil 65+;S2;KOM\n"
    "2030;01;a;1200;4,5;2;-0,5;3;17;-9999;gültig\n"
    "2030;02;b;900;5,5;2;0,5;.;12;;ungültig\n"
)


def test_columns_are_guessed_from_headings_and_cells():
    proposal = suggest([table(TEXT)])

    assert proposal.document == {
        "spalten": {"schluessel": "PLR_ID", "name": "PLR_NAME", "einwohner": "EW"},
        "ausschluss": {"spalte": "KOM", "gueltig": ["gültig"]},
        "indikatoren": {
            "S1": {"spalte": "S1", "rolle": "status", "name": "S1"},
            "D1": {"spalte": "D1", "rolle": "dynamik", "name": "D1"},
            "KI_01": {"spalte": "KI_01", "rolle": "kontext", "name": "KI_01"},
        },
    }
    assert proposal.others == ("ZEIT", "Anteil 65+")


def test_known_keys_tell_more_than_a_heading():
    text = "ID;Nr;S1\n7;01;1\n8;02;2\n"

    assert suggest([table(text)], {"01", "02"}).document["spalten"] == {"schluessel": "Nr"}


def test_columns_of_several_tables_are_guessed_together():
    proposal = suggest([table("ID;S1\n01;1\n"), table("ID;D1\n01;1\n")])

    assert list(proposal.document["indikatoren"]) == ["S1", "D1"]


def test_guess_completes_to_a_profile():
    document = {"kommune": "99000001", "jahr": 2030, "gebietsstand": "2030"}

    profil = from_document(document | suggest([table(TEXT)]).document)

    assert [spec.code for spec in profil.specs] == ["S1", "D1", "KI_01"]


def test_profile_is_adapted_to_the_next_files():
    profil = berlin.profil_2021(("S1", "S2", "D1"))

    adapted, lost = adapt(profil, [table(TEXT.replace("S2", "S5"))])

    assert ([i.column for i in adapted.indicators], lost) == (["S1", "D1"], ("S2",))
    assert (adapted.key, adapted.exclusion) == (profil.key, profil.exclusion)


def test_real_headings_are_guessed(daten):
    streams = [(daten / "berlin" / name).open("rb") for name in berlin.FILES_2021]
    try:
        tables = [table(stream.read(), stream.name) for stream in streams]
    finally:
        for stream in streams:
            stream.close()

    document = suggest(tables, berlin.known_areas(daten).names).document

    assert document["spalten"] == {"schluessel": "PLR_ID", "name": "PLR_NAME", "einwohner": "EW"}
    assert document["ausschluss"] == {"spalte": "KOM", "gueltig": ["gültig"]}
    codes = [code for code, entry in document["indikatoren"].items() if entry["rolle"] != "kontext"]
    assert codes == ["S1", "S3", "S4", "D1", "D3", "D4"]
