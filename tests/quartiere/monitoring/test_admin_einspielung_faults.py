"""Faulty files, forged input and lost runs: each leaves what is published untouched."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from quartiere.monitoring import wizard, wizard_lauf
from quartiere.monitoring.models import Ausgabe, Einspielung, Gebietswert
from tests.quartiere.monitoring.berlin import FILES_2021
from tests.quartiere.monitoring.einspielungen import (
    ADD,
    HEAD,
    ROWS,
    begin,
    check,
    files_data,
    look,
    make_areas,
    mapping,
    publish,
    table,
    url,
    whole,
)

pytestmark = pytest.mark.django_db

State = Einspielung.State


@pytest.fixture
def city(kommune):
    return make_areas(kommune)


@pytest.fixture
def redaktion(client, staff):
    client.force_login(staff)
    return client


def stored():
    """Everything that is published, down to the values."""
    rows = Gebietswert.objects.order_by("pk").values_list("ausgabe__checksum", "values", "z")
    return list(Ausgabe.objects.values_list("pk", "state", "checksum")), list(rows)


FAULTS = {
    "no number": (ROWS[0].replace("1,5", "viel"), *ROWS[1:]),
    "key twice": (*ROWS, ROWS[0]),
    "key missing": (";Nord;1200;gültig;1,5;0,1;3", *ROWS[1:]),
    "unknown area": (*ROWS, "99;Fremd;1;gültig;1;1;1"),
    "area missing": ROWS[:-1],
    "stops half-way": (*ROWS[:-1], "05;Mit"),
}


@pytest.mark.parametrize("rows", FAULTS.values(), ids=FAULTS)
def test_faulty_file_is_explained_and_changes_nothing(redaktion, city, rows):
    whole(redaktion, city)
    before = stored()

    einspielung = check(redaktion, begin(redaktion, city, table(*rows), year=2023))
    page = redaktion.get(url(einspielung, "bericht"))

    assert (einspielung.state, einspielung.ausgabe) == (State.FAULTY, None)
    assert page.context["report"]["fehler"] >= 1
    assert [row["stufe"] for row in page.context["rows"]][0] == "fehler"
    assert stored() == before


def test_report_names_file_row_and_column(redaktion, city):
    einspielung = check(redaktion, begin(redaktion, city, table(*FAULTS["no number"])))

    row = redaktion.get(url(einspielung, "bericht")).context["rows"][0]

    place = (row["datei"], row["zeile"], row["spalte"], row["schluessel"])
    assert place == ("werte.csv", 2, "S1", "01")


def test_corrected_file_takes_the_place_of_the_faulty_one(redaktion, city):
    einspielung = check(redaktion, begin(redaktion, city, table(*FAULTS["no number"])))
    data = {"replaces": einspielung.dateien.get().pk, "file": table(name="neu.csv"), "ersetzen": 1}

    redaktion.post(url(einspielung, "bericht"), data)

    einspielung.refresh_from_db()
    assert [datei.name for datei in einspielung.dateien.all()] == ["neu.csv"]
    assert einspielung.state == State.READY


def test_correction_that_is_no_table_keeps_the_report(redaktion, city):
    einspielung = check(redaktion, begin(redaktion, city, table(*FAULTS["no number"])))
    upload = SimpleUploadedFile("foto.jpg", b"\x00\x01\x02")
    data = {"replaces": einspielung.dateien.get().pk, "file": upload, "ersetzen": 1}

    response = redaktion.post(url(einspielung, "bericht"), data)

    assert "file" in response.context["form"].errors
    assert response.context["report"]["fehler"] >= 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"files": []}, "files"),
        ({"gebietsstand": "1999"}, "gebietsstand"),
        ({"year": 12}, "year"),
        ({"kommune": 10**9}, "kommune"),
        ({"profile": 10**9}, "profile"),
        ({"correction_note": "Grund"}, "correction_note"),
    ],
)
def test_first_step_stores_nothing_before_all_is_right(redaktion, city, changes, field):
    response = redaktion.post(ADD, files_data(city, table()) | changes)

    assert field in response.context["form"].errors
    assert Einspielung.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"nur ein Satz"])
def test_file_that_is_no_table_is_refused_at_once(redaktion, city, content):
    upload = table()
    upload.file = io.BytesIO(content)
    upload.size = len(content)

    response = redaktion.post(ADD, files_data(city, upload))

    assert "files" in response.context["form"].errors


def test_forged_column_is_no_choice(redaktion, city):
    einspielung = begin(redaktion, city)
    data = mapping(redaktion, einspielung, **{"schluessel": "gibt es nicht", "i0-spalte": "EW"})

    response = redaktion.post(url(einspielung, "spalten"), data)

    forms = response.context["forms"]
    assert ("schluessel" in forms.main.errors, "spalte" in forms.indicators[0].errors) == (
        True,
        True,
    )


def test_markup_in_headings_and_cells_is_text(redaktion, city):
    evil = "<script>alert(1)</script>"
    head = HEAD.replace("KI_01", f"K1{evil}")
    rows = [row.replace("Nord", evil) for row in ROWS]
    einspielung = begin(redaktion, city, table(*rows, head=head, name="<b>x.csv"))
    columns = redaktion.get(url(einspielung, "spalten")).text
    check(redaktion, einspielung)

    report = redaktion.get(url(einspielung, "bericht")).text

    assert (evil in columns, evil in report) == (False, False)
    assert "&lt;script&gt;alert(1)" in columns


def test_report_as_csv_starts_no_formula(redaktion, city):
    rows = (ROWS[0].replace("01;", "=1+1;"), *ROWS[1:])
    einspielung = check(redaktion, begin(redaktion, city, table(*rows)))

    text = redaktion.get(url(einspielung, "bericht")[:-1] + ".csv").content.decode("utf-8-sig")

    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert "'=1+1" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_report_as_json_is_the_whole_report(redaktion, city):
    einspielung = check(redaktion, begin(redaktion, city, table(*FAULTS["key twice"])))

    response = redaktion.get(url(einspielung, "bericht")[:-1] + ".json")

    assert response.json() == einspielung.report


# Runs that go on, stop or are overtaken ----------------------------------------


def test_running_check_refreshes_its_page(redaktion, city):
    einspielung = begin(redaktion, city)
    wizard.begin(einspielung)

    page = redaktion.get(url(einspielung, "bericht"))

    assert page["Refresh"] == "3"
    assert "Die Prüfung läuft." in page.text


@pytest.mark.parametrize("step", ["dateien", "spalten", "vorschau", "veroeffentlichen"])
def test_nothing_is_changed_while_the_check_runs(redaktion, city, step):
    einspielung = begin(redaktion, city)
    wizard.begin(einspielung)

    response = redaktion.post(url(einspielung, step), files_data(city, table()))

    assert response.url == url(einspielung, "bericht")


def test_check_that_gave_no_sign_of_life_can_be_started_again(redaktion, city):
    einspielung = begin(redaktion, city)
    wizard.begin(einspielung)
    long_ago = timezone.now() - timedelta(minutes=5)
    Einspielung.objects.update(heartbeat=long_ago)

    page = redaktion.get(url(einspielung, "bericht"))
    redaktion.post(url(einspielung, "bericht"))

    einspielung.refresh_from_db()
    assert "Die Prüfung ist abgebrochen." in page.text
    assert "Refresh" not in page
    assert einspielung.state == State.READY


def test_run_that_was_overtaken_writes_nothing(redaktion, city):
    einspielung = begin(redaktion, city)
    number = wizard.begin(einspielung)
    Einspielung.objects.update(run=number + 1)

    wizard_lauf.run(einspielung.pk, number)

    einspielung.refresh_from_db()
    assert (einspielung.state, Ausgabe.objects.count()) == (State.RUNNING, 0)


def test_unexpected_fault_is_told_and_stores_nothing(redaktion, city, caplog):
    einspielung = begin(redaktion, city)
    einspielung.dateien.get().file.delete(save=False)
    number = wizard.begin(einspielung)

    wizard_lauf.run(einspielung.pk, number)

    page = redaktion.get(url(einspielung, "bericht"))
    assert "Ein unerwarteter Fehler hat die Prüfung abgebrochen." in page.text
    assert Ausgabe.objects.count() == 0
    assert "failed" in caplog.text


def test_draft_that_a_colleague_replaced_is_not_published(redaktion, city):
    first = check(redaktion, begin(redaktion, city))
    look(redaktion, first)
    second = check(redaktion, begin(redaktion, city))

    response = publish(redaktion, first)

    assert response.url == url(first, "bericht")
    assert "Den Entwurf gibt es nicht mehr" in redaktion.get(response.url).text
    assert list(Ausgabe.objects.values_list("pk", "state")) == [(second.ausgabe_id, "draft")]


# The real files ----------------------------------------------------------------


def test_berlin_2021_goes_through_the_wizard(redaktion, staff, kommune, daten):
    keys = [line.split(",")[1].strip('"') for line in _lines(daten, FILES_2021[0])[1:]]
    make_areas(kommune, keys)
    uploads = [table(*_lines(daten, name)[1:], head=_lines(daten, name)[0], name=name)
               for name in FILES_2021]  # fmt: skip

    einspielung = whole(redaktion, kommune, *uploads)

    ausgabe = einspielung.ausgabe
    assert (ausgabe.state, ausgabe.area_count, ausgabe.valid_count) == ("published", 542, 536)
    assert ausgabe.class_counts["status"] == {
        "hoch": 75, "mittel": 366, "niedrig": 46, "sehr niedrig": 49,
    }  # fmt: skip
    assert ausgabe.class_counts["dynamik"] == {"negativ": 52, "positiv": 48, "stabil": 436}


def _lines(daten, name):
    return (daten / "berlin" / name).read_text(encoding="utf-8-sig").splitlines()
