"""Reading an edition against what the portal knows; nothing is written."""

import io

import pytest

from quartiere.models import Zielgruppe
from quartiere.monitoring import einspielen
from quartiere.monitoring.models import Ausgabe, AusgabeIndikator, Gebietswert, Indikator
from tests.factories import KommuneFactory
from tests.factories_monitoring import IndikatorFactory, PlanungsraumFactory, make_ausgabe
from tests.quartiere.monitoring.builders import KOMMUNE, profil, texts
from tests.quartiere.monitoring.einspielung import CSV, errors, read

pytestmark = pytest.mark.django_db


def everything():
    return [model.objects.count() for model in (Ausgabe, Gebietswert, AusgabeIndikator, Indikator)]


def test_reading_writes_nothing(areas):
    reading = read()

    assert errors(reading) == []
    assert [area.status_class for area in reading.result.areas] == ["mittel", "mittel", "niedrig"]
    assert everything() == [0, 0, 0, 0]


def test_progress_is_told(areas):
    steps = []

    einspielen.read(profil(), [("w.csv", io.BytesIO(CSV.encode()))], progress=steps.append)

    assert steps == ["Die Dateien werden gelesen.", "Die Ergebnisse werden berechnet."]


def test_unknown_kommune_is_an_error():
    assert errors(read()) == [
        f"Eine Kommune mit dem Schlüssel {KOMMUNE} gibt es nicht. Lesen Sie zuerst das "
        "Gemeindeverzeichnis ein."
    ]


def test_profile_of_another_kommune_is_refused(areas):
    other = KommuneFactory(name="Anderstadt")

    assert errors(read(kommune=other)) == [
        f"Das Profil gehört zu Musterstadt ({KOMMUNE}), gewählt ist Anderstadt."
    ]


def test_missing_planungsraeume_are_named_with_what_is_there(musterstadt):
    PlanungsraumFactory(kommune=musterstadt, gebietsstand="2006")

    assert errors(read()) == [
        "Für Musterstadt gibt es keine Planungsräume mit dem Gebietsstand 2030. Vorhanden sind: "
        "2006. Lesen Sie sie zuerst mit import_planungsraeume ein."
    ]


def test_unknown_zielgruppe_is_an_error(areas):
    indikatoren = {"S1": {"spalte": "S1", "rolle": "status", "zielgruppe": "kinderr"}}
    known = ", ".join(sorted(Zielgruppe.objects.values_list("slug", flat=True)))

    assert errors(read(indikatoren=indikatoren)) == [
        f"Spalte „S1“: Die Zielgruppe „kinderr“ gibt es nicht. Vorhanden sind: {known}."
    ]


def test_file_that_is_no_table_is_an_error(areas):
    assert errors(read("")) == ["werte.csv: werte.csv ist leer."]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1e200", "Die Dateien enthalten Zahlen, mit denen niemand rechnen kann."),
        ("1e20", "Spalte „S1“: 1e+20 ist zu groß."),
    ],
)
def test_number_too_large_is_an_error(areas, text, message):
    assert errors(read(CSV.replace("9,5", text))) == [message]


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("x" * 201, f"Grund des Ausschlusses: „{'x' * 40}…“ hat 201 Zeichen, möglich sind 200."),
        ("zu\u200bklein", "Grund des Ausschlusses: „zu klein“ hat unsichtbare Zeichen."),
        ("zu\0klein", "Grund des Ausschlusses: „zu klein“ hat unsichtbare Zeichen."),
    ],
)
def test_text_the_database_would_refuse_is_an_error(areas, reason, message):
    filler = "".join(f"0{n};{n};ja\n" for n in (1, 2))
    text = f"ID;S1;KOM\n{' ' * 5000}\n{filler}03;3;{reason}\n"

    found = read(text, ausschluss={"spalte": "KOM", "gueltig": ["ja"]})

    assert errors(found) == [message]


def test_comparison_is_with_the_last_published_edition(musterstadt, areas):
    rows = {"01": [9.0], "02": [2.0], "03": [1.0]}
    make_ausgabe(musterstadt, year=2028, rows=rows, gebietsstand="2030")
    make_ausgabe(musterstadt, year=2029, rows=rows, gebietsstand="2030", state="checked")

    reading = read()

    assert reading.previous.year == 2028
    assert [change.key for change in reading.vergleich.status_changed] == ["01", "03"]


# The sheet ------------------------------------------------------------------------------------


def test_sheet_is_created_and_completed_and_never_overwritten(musterstadt, areas):
    IndikatorFactory(kommune=musterstadt, code="S1", name="Eigener Name", unit="")
    entry = {"spalte": "S1", "rolle": "status", "name": "Anderer Name", "einheit": "%"}
    entry |= {"quelle": "Statistisches Amt", "zielgruppe": "kinder"}

    reading = read(indikatoren={"S1": entry})
    einspielen.store_draft(reading)

    indikator = Indikator.objects.get()
    assert (indikator.name, indikator.unit, indikator.source, indikator.zielgruppe.slug) == (
        "Eigener Name",
        "%",
        "Statistisches Amt",
        "kinder",
    )
    assert texts(reading.bericht.warnings())[0] == (
        "Spalte „S1“: Im Kennblatt von S1 steht bei „Name“: „Eigener Name“. Es bleibt so."
    )


HIDDEN = {"spalte": "S1", "rolle": "kontext", "oeffentlich": False}
BESIDE = {"S2": {"spalte": "S2", "rolle": "status"}}


def test_indicator_hidden_in_the_profile_but_public_in_the_portal_is_refused(musterstadt, areas):
    IndikatorFactory(kommune=musterstadt, code="S1", is_public=True)

    found = errors(read("ID;S1;S2\n01;1;1\n02;2;2\n03;3;4\n", indikatoren={"S1": HIDDEN} | BESIDE))

    assert found == [
        "Spalte „S1“: S1 ist im Portal öffentlich, im Profil nicht. Nehmen Sie den Haken im "
        "Kennblatt heraus oder ändern Sie das Profil."
    ]


def test_result_that_rests_on_an_indicator_hidden_in_the_portal_is_refused(musterstadt, areas):
    IndikatorFactory(kommune=musterstadt, code="S1", is_public=False)

    assert errors(read()) == [
        "Spalte „S1“: S1 ist nicht öffentlich, aber der Index „status“ beruht allein darauf und "
        "würde die Werte verraten."
    ]
