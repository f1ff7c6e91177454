from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from quartiere.importe import kommunen
from quartiere.importe.kommunen import import_kommunen
from quartiere.models import Kommune
from tests.factories import KommuneFactory, QuartierFactory
from tests.quartiere.gv100ad import KOELN, MARL, as_file, register_file, register_lines

pytestmark = pytest.mark.django_db

HALLE_SAALE = ("15002000", "Halle (Saale), Stadt", "61", 226_767)
HALLE_WESTFALEN = ("05754008", "Halle (Westf.), Stadt", "63", 21_000)
MUENSTER = ("05515000", "Münster, Stadt", "61", 308_258)
MUENSTER_SMALL = ("01779187", "Münster", "64", 1_228)
MUENSTER_TINY = ("01779188", "Münster", "64", 900)


def load(*gemeinden, date="20250831", is_extract=True, **options):
    return import_kommunen(register_file(*gemeinden, date=date), is_extract=is_extract, **options)


def notes(report):
    return [str(line) for line in report.notes]


def complete(*gemeinden):
    """The Gemeinden amid enough others to pass for a complete register."""
    filler = [(f"{land:02}999{n:03}", f"Ort {n}", "64", 1) for land in range(1, 17)
              for n in range(640)]  # fmt: skip
    return [*gemeinden, *filler]


def test_import_creates_kommunen_with_every_column():
    report = load(MARL)

    kommune = Kommune.objects.get()
    assert report.summary() == "Kommunen: 1 neu. Gespeichert."
    assert (kommune.ags, kommune.name, kommune.official_name, kommune.slug) == (
        "05562024",
        "Marl",
        "Marl, Stadt",
        "marl",
    )
    assert (kommune.land, kommune.kreis, kommune.kind) == (
        "Nordrhein-Westfalen",
        "Kreis 05562",
        Kommune.Kind.GROSSE_KREISSTADT,
    )
    assert (kommune.inhabitants, kommune.area_km2, kommune.postcode) == (86_000, 40.5, "12345")
    assert (kommune.is_active, kommune.register_date) == (True, date(2025, 8, 31))


def test_larger_kommune_gets_the_plain_slug():
    load(MUENSTER_SMALL, MUENSTER_TINY, MUENSTER, KOELN)

    assert dict(Kommune.objects.values_list("ags", "slug")) == {
        "05515000": "muenster",
        "01779187": "muenster-kreis-01779",
        "01779188": "muenster-kreis-01779-land-01",
        "05315000": "koeln",
    }


def test_second_import_changes_nothing():
    load(KOELN, MARL)
    before = list(Kommune.objects.order_by("pk").values())

    report = load(KOELN, MARL)

    assert report.summary() == "Kommunen: 2 unverändert. Es gab nichts zu speichern."
    assert list(Kommune.objects.order_by("pk").values()) == before


def test_newer_register_reports_new_gone_and_renamed():
    load(*complete(HALLE_SAALE, KOELN, MUENSTER_SMALL), is_extract=False)
    gone = Kommune.objects.get(ags="01779187")
    QuartierFactory.create_batch(2, kommune=gone)
    renamed = ("15002000", "Halle an der Saale, Stadt", "61", 226_767)

    report = load(*complete(renamed, KOELN, MARL), date="20260831", is_extract=False)

    assert notes(report) == [
        "Zeile 38: Neu: Marl, Stadt (05562024).",
        "Zeile 36: Umbenannt: Halle (Saale), Stadt heißt Halle an der Saale, Stadt (15002000).",
        "AGS 01779187: Weggefallen: Münster. Sie bleibt als nicht mehr bestehend erhalten. "
        "Sie hat 2 Quartiere: Bitte ordnen Sie diese neu zu.",
    ]
    assert report.summary() == (
        "Kommunen: 1 neu, 1 geändert, 10.241 unverändert, 1 weggefallen. Gespeichert."
    )
    gone.refresh_from_db()
    halle = Kommune.objects.get(ags="15002000")
    assert (gone.is_active, gone.register_date) == (False, date(2025, 8, 31))
    assert (halle.name, halle.slug) == ("Halle an der Saale", "halle-saale")
    assert set(Kommune.objects.active().values_list("register_date", flat=True)) == {
        date(2026, 8, 31)
    }


def test_returning_kommune_becomes_active_again():
    load(KOELN)
    Kommune.objects.update(is_active=False)

    report = load(KOELN, date="20260831")

    assert notes(report) == ["Zeile 3: Besteht wieder: Köln, Stadt (05315000)."]
    assert Kommune.objects.get().is_active


def test_extract_leaves_other_kommunen_alone():
    load(KOELN)

    report = load(MARL)

    assert notes(report) == ["Zeile 3: Neu: Marl, Stadt (05562024)."]
    assert Kommune.objects.active().count() == 2


def test_kommune_entered_by_hand_stays_active():
    by_hand = KommuneFactory(ags="00000001")

    load(*complete(KOELN), is_extract=False)

    by_hand.refresh_from_db()
    assert by_hand.is_active


def test_name_improved_by_staff_stays_until_the_official_name_changes():
    load(HALLE_WESTFALEN)
    Kommune.objects.update(name="Halle in Westfalen", introduction="<p>Willkommen</p>")

    load(("05754008", "Halle (Westf.), Stadt", "63", 22_000), date="20260831")

    kommune = Kommune.objects.get()
    assert (kommune.name, kommune.inhabitants) == ("Halle in Westfalen", 22_000)
    assert kommune.introduction == "<p>Willkommen</p>"


def test_older_register_is_refused_unless_allowed():
    load(KOELN, date="20260831")

    refused = load(KOELN, MARL, date="20250831")
    allowed = load(KOELN, MARL, date="20250831", allow_older=True)

    assert [str(line) for line in refused.errors] == [
        "Datei: Das Verzeichnis ist vom 31.08.2025, eingelesen ist schon das vom 31.08.2026. Wenn "
        "Sie wirklich zurückgehen wollen, geben Sie --aeltere-zulassen an."
    ]
    assert refused.summary() == "Kommunen: nichts zu tun. 1 Fehler. Es wurde nichts gespeichert."
    assert allowed.summary() == "Kommunen: 1 neu, 1 unverändert. Gespeichert."


def test_dry_run_reports_the_same_and_writes_nothing():
    load(KOELN)
    before = list(Kommune.objects.values())

    report = load(("05315000", "Cöln, Stadt", "61", 5), MARL, date="20260831", dry_run=True)

    assert report.summary() == (
        "Kommunen: 1 neu, 1 geändert. Probelauf: Es wurde nichts gespeichert."
    )
    assert list(Kommune.objects.values()) == before


def test_one_faulty_line_keeps_everything_out():
    lines = register_lines(KOELN, MARL)

    report = import_kommunen(as_file([*lines[:-1], lines[-1][:150]]), is_extract=True)

    assert [line.place for line in report.errors] == ["Zeile 5"]
    assert not Kommune.objects.exists()


def test_interrupted_import_leaves_nothing(monkeypatch):
    def fail(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(kommunen, "_update", fail)

    with pytest.raises(KeyboardInterrupt):
        load(KOELN)

    assert not Kommune.objects.exists()


def test_failing_database_becomes_an_error_of_the_report(monkeypatch):
    def fail(*args):
        raise IntegrityError("doppelt")

    monkeypatch.setattr(kommunen, "_update", fail)

    report = load(KOELN)

    assert [line.place for line in report.errors] == ["Datenbank"]
    assert (report.is_written, Kommune.objects.exists()) == (False, False)


def test_command_prints_the_report(tmp_path, capsys):
    path = tmp_path / "register.txt"
    path.write_bytes(register_file(KOELN).getvalue())

    call_command("import_kommunen", path, auszug=True)

    assert capsys.readouterr().out == "Kommunen: 1 neu. Gespeichert.\n"


def test_command_fails_with_the_summary(tmp_path, capsys):
    path = tmp_path / "register.txt"
    path.write_bytes(register_file(KOELN).getvalue())

    with pytest.raises(CommandError) as error:
        call_command("import_kommunen", path)

    assert str(error.value) == "Kommunen: nichts zu tun. 1 Fehler. Es wurde nichts gespeichert."
    assert capsys.readouterr().out.startswith("Fehler Datei: Das Verzeichnis ist unvollständig")


def test_command_names_a_missing_file():
    with pytest.raises(CommandError) as error:
        call_command("import_kommunen", "/gibt/es/nicht")

    assert str(error.value) == "/gibt/es/nicht lässt sich nicht lesen: Die Datei gibt es nicht."


def test_command_names_a_folder(tmp_path):
    with pytest.raises(CommandError) as error:
        call_command("import_kommunen", tmp_path)

    assert str(error.value) == f"{tmp_path} lässt sich nicht lesen: Das ist ein Ordner."


def test_gone_kommune_with_one_quartier_is_told_in_the_singular():
    load(*complete(HALLE_SAALE, MUENSTER_SMALL), is_extract=False)
    QuartierFactory(kommune=Kommune.objects.get(ags="01779187"))

    report = load(*complete(HALLE_SAALE), date="20260831", is_extract=False)

    assert notes(report) == [
        "AGS 01779187: Weggefallen: Münster. Sie bleibt als nicht mehr bestehend erhalten. "
        "Sie hat 1 Quartier: Bitte ordnen Sie es neu zu."
    ]


def test_real_register_imports_with_stable_slugs(daten):
    path = daten / "gemeinden" / "GV100AD_31082025.txt"

    call_command("import_kommunen", path)

    expected = {"11000000": "berlin", "05315000": "koeln", "02000000": "hamburg"}
    found = Kommune.objects.filter(ags__in=expected).values_list("ags", "slug")
    assert dict(found) == expected
    assert Kommune.objects.active().count() == 10_952
