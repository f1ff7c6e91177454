import pytest
from django.core.management import CommandError, call_command

from quartiere.importe import quartiere
from quartiere.importe.gebiete import AreaOptions
from quartiere.importe.quartiere import import_quartiere
from quartiere.models import Quartier
from tests.factories import KommuneFactory, QuartierFactory, square
from tests.quartiere.areas import NORD, OPTIONS, SUED, file_of, lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def berlin():
    return KommuneFactory(ags="11000000", name="Berlin", slug="berlin")


def test_import_creates_published_quartiere(berlin):
    report = import_quartiere(file_of(NORD, SUED), berlin, OPTIONS, programme="Zusammenhalt")

    assert report.summary() == "Quartiere: 2 neu. Gespeichert."
    assert list(berlin.quartiere.values_list("key", "name", "slug", "status", "programme")) == [
        ("1", "Nord", "nord", "published", "Zusammenhalt"),
        ("2", "Süd", "sued", "published", "Zusammenhalt"),
    ]
    nord = berlin.quartiere.get(key="1")
    assert nord.boundary == square(13.00, 52)
    assert (nord.west, nord.south, nord.east, nord.north) == (13.0, 52.0, 13.01, 52.01)
    assert (nord.longitude, nord.latitude) == (13.005, 52.005)
    assert nord.svg_path.startswith("M")


def test_import_as_draft_publishes_nothing(berlin):
    import_quartiere(file_of(NORD), berlin, OPTIONS, as_draft=True)

    assert not Quartier.objects.published().exists()


def test_two_areas_of_one_name_get_two_addresses(berlin):
    import_quartiere(file_of(NORD, ("2", "Nord", square(13.01, 52))), berlin, OPTIONS)

    assert set(berlin.quartiere.values_list("slug", flat=True)) == {"nord", "nord-2"}


def test_second_import_writes_nothing(berlin):
    import_quartiere(file_of(NORD, SUED), berlin, OPTIONS)
    before = list(Quartier.objects.order_by("key").values())

    report = import_quartiere(file_of(NORD, SUED), berlin, OPTIONS)

    assert report.summary() == "Quartiere: 2 unverändert. Es gab nichts zu speichern."
    assert list(Quartier.objects.order_by("key").values()) == before


def test_second_import_updates_boundary_and_name_but_not_address_and_texts(berlin):
    import_quartiere(file_of(NORD, SUED), berlin, OPTIONS)
    berlin.quartiere.update(teaser="Wir im Kiez", status=Quartier.Status.DRAFT)

    report = import_quartiere(
        file_of(("1", "Nordend", square(13.05, 52))), berlin, OPTIONS, programme="Neu"
    )

    assert lines(report) == [
        "Fläche 1 „Nordend“: Umbenannt: hieß bisher „Nord“.",
        "Quartier „Süd“: Der Schlüssel 2 fehlt in der Datei; das Quartier bleibt unverändert.",
    ]
    assert report.summary() == "Quartiere: 1 geändert, 1 nicht in der Datei. Gespeichert."
    assert list(
        berlin.quartiere.values_list("name", "slug", "west", "teaser", "status", "programme")
    ) == [
        ("Nordend", "nord", 13.05, "Wir im Kiez", "draft", "Neu"),
        ("Süd", "sued", 13.01, "Wir im Kiez", "draft", ""),
    ]


def test_same_key_in_another_kommune_is_another_quartier(berlin):
    other = QuartierFactory(key="1", name="Anderswo", boundary=square(7, 51))

    import_quartiere(file_of(NORD), berlin, OPTIONS)

    other.refresh_from_db()
    assert (other.name, other.west) == ("Anderswo", 7)


def test_quartier_entered_by_hand_under_the_same_name_is_noted(berlin):
    QuartierFactory(kommune=berlin, name="Nord", slug="nord")

    report = import_quartiere(file_of(NORD), berlin, OPTIONS)

    assert lines(report) == [
        "Quartier „Nord“: Es gibt schon ein Quartier dieses Namens ohne Gebietsschlüssel. Ist es "
        "dasselbe, tragen Sie dort den Schlüssel ein und löschen das neue."
    ]
    assert set(berlin.quartiere.values_list("slug", "key")) == {("nord", ""), ("nord-1", "1")}


def test_dry_run_reports_the_same_and_writes_nothing(berlin):
    report = import_quartiere(file_of(NORD), berlin, OPTIONS, dry_run=True)

    assert report.summary() == "Quartiere: 1 neu. Probelauf: Es wurde nichts gespeichert."
    assert not Quartier.objects.exists()


def test_interrupted_import_leaves_nothing(berlin, monkeypatch):
    def fail(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(quartiere, "_report_missing", fail)

    with pytest.raises(KeyboardInterrupt):
        import_quartiere(file_of(NORD), berlin, OPTIONS)

    assert not Quartier.objects.exists()


def test_one_faulty_area_keeps_all_out(berlin):
    report = import_quartiere(file_of(NORD, ("2", "Süd", None)), berlin, OPTIONS)

    assert lines(report) == ["Fläche 2 „Süd“: Die Geometrie fehlt."]
    assert report.summary() == "Quartiere: nichts zu tun. 1 Fehler. Es wurde nichts gespeichert."
    assert not Quartier.objects.exists()


def test_command_passes_its_options_on(berlin, tmp_path, capsys):
    path = tmp_path / "grenzen.geojson"
    path.write_bytes(file_of(NORD).getvalue())
    options = {"kommune": "11000000", "key": "nr", "name": "name", "programm": "Zusammenhalt"}

    call_command("import_quartiere", path, **options, entwurf=True)

    assert capsys.readouterr().out == "Quartiere: 1 neu. Gespeichert.\n"
    assert list(berlin.quartiere.values_list("programme", "status")) == [("Zusammenhalt", "draft")]


def test_command_limits_the_size(berlin, tmp_path, capsys):
    path = tmp_path / "grenzen.geojson"
    path.write_bytes(b" " * 1_000_001)

    with pytest.raises(CommandError):
        call_command("import_quartiere", path, kommune="11000000", key="a", name="b", max_mb=1)

    assert capsys.readouterr().out.startswith("Fehler Datei: Die Datei ist größer als 1 MB.")


def test_command_names_an_unknown_kommune(tmp_path):
    path = tmp_path / "grenzen.geojson"
    path.write_bytes(b"{}")

    with pytest.raises(CommandError, match="Eine Kommune mit dem Schlüssel 99999999 gibt es nicht"):
        call_command("import_quartiere", path, kommune="99999999", key="a", name="b")


def test_areas_of_berlin_import_and_change_nothing_when_repeated(berlin, daten, capsys):
    path = daten / "berlin" / "lor_planungsraeume_2021.geojson"
    options = {"kommune": "11000000", "key": "PLR_ID", "name": "PLR_NAME"}

    call_command("import_quartiere", path, **options)
    call_command("import_quartiere", path, **options)

    assert capsys.readouterr().out == (
        "Quartiere: 542 neu. Gespeichert.\n"
        "Quartiere: 542 unverändert. Es gab nichts zu speichern.\n"
    )
    # The city measures 891.1 square kilometres.
    assert sum(berlin.quartiere.values_list("area_km2", flat=True)) == pytest.approx(891.1, abs=0.5)


def test_areas_of_koeln_import_with_three_repairs(daten):
    koeln = KommuneFactory(ags="05315000", name="Köln")
    path = daten / "geometrie" / "koeln_stadtteile.geojson"

    with path.open("rb") as file:
        report = import_quartiere(file, koeln, AreaOptions("cartodb_id", "name"))

    assert report.summary() == "Quartiere: 86 neu. Gespeichert."
    assert [line.place for line in report.notes] == [
        "Fläche 9 „Dünnwald“",
        "Fläche 61 „Langel“",
        "Fläche 82 „Marienburg“",
    ]
    assert koeln.quartiere.published().count() == 86


def test_kommune_that_is_gone_gets_no_quartiere():
    gone = KommuneFactory(name="Altdorf", is_active=False)

    report = import_quartiere(file_of(NORD), gone, OPTIONS)

    assert lines(report) == [
        "Kommune: Altdorf besteht nicht mehr; ihre Quartiere wären nicht zu sehen. "
        "Bitte wählen Sie die Kommune, zu der das Gebiet heute gehört."
    ]
    assert (report.is_written, Quartier.objects.exists()) == (False, False)


def test_programme_that_does_not_fit_is_refused(berlin):
    fits = import_quartiere(file_of(NORD), berlin, OPTIONS, programme="x" * 120)
    report = import_quartiere(file_of(SUED), berlin, OPTIONS, programme="x" * 121)

    assert fits.is_written
    assert lines(report) == [
        "Programm: Der Name hat 121 Zeichen, möglich sind 120. Bitte kürzen Sie ihn."
    ]
    assert (report.is_written, Quartier.objects.count()) == (False, 1)
