"""What the database refuses, which rows a QuerySet gives, and the sheet's own rule."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from quartiere.monitoring.daten import DYNAMIK, KONTEXT, STATUS, IndikatorSpec
from quartiere.monitoring.models import (
    Ausgabe,
    Einspielung,
    EinspielungDatei,
    Gebietswert,
    Indikator,
    Planungsraum,
    Zuordnung,
)
from tests.factories import KommuneFactory, QuartierFactory
from tests.factories_monitoring import (
    AusgabeFactory,
    EinschaetzungFactory,
    EinspielungDateiFactory,
    EinspielungFactory,
    ImportProfilFactory,
    IndikatorFactory,
    PlanungsraumFactory,
    ZuordnungFactory,
    make_ausgabe,
)

pytestmark = pytest.mark.django_db


def refused(change):
    """The message of the constraint that `change` breaks."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
    return str(error.value)


# Constraints ----------------------------------------------------------------------------------


def test_planungsraum_key_is_unique_in_its_gebietsstand_alone():
    first = PlanungsraumFactory(key="01")

    PlanungsraumFactory(key="01", kommune=first.kommune, gebietsstand="2006")
    PlanungsraumFactory(key="01")

    refused(lambda: PlanungsraumFactory(key="01", kommune=first.kommune))
    assert Planungsraum.objects.count() == 3


@pytest.mark.parametrize("missing", ["key", "gebietsstand"])
def test_planungsraum_without_key_is_refused(missing):
    assert "planungsraum_has_key" in refused(lambda: PlanungsraumFactory(**{missing: ""}))


def test_kommune_has_one_published_ausgabe_a_year():
    published = {
        "state": "published",
        "checksum": "0" * 64,
        "published_at": timezone.now(),
        "is_example": True,
    }
    ausgabe = AusgabeFactory(**published)

    AusgabeFactory(kommune=ausgabe.kommune, year=2019, **published)
    AusgabeFactory(kommune=ausgabe.kommune, version=2)

    refused(lambda: AusgabeFactory(kommune=ausgabe.kommune, version=3, **published))


def test_published_ausgabe_without_checksum_is_refused():
    message = refused(lambda: AusgabeFactory(state="published", published_at=timezone.now()))

    assert "ausgabe_frozen_has_checksum" in message


def test_correction_without_reason_is_refused():
    ausgabe = make_ausgabe()
    values = {"kommune": ausgabe.kommune, "version": 2, "supersedes": ausgabe}

    assert "ausgabe_correction_has_note" in refused(lambda: AusgabeFactory(**values))


@pytest.mark.parametrize("places", [0, 2])
def test_einschaetzung_has_exactly_one_place(places):
    quartier, planungsraum = QuartierFactory(), PlanungsraumFactory()
    values = {"quartier": quartier, "planungsraum": planungsraum} if places else {"quartier": None}

    assert "einschaetzung_one_place" in refused(lambda: EinschaetzungFactory(**values))


def test_einschaetzung_refers_to_an_edition_of_its_own_kommune():
    einschaetzung = EinschaetzungFactory.build(quartier=QuartierFactory(), ausgabe=make_ausgabe())

    with pytest.raises(ValidationError) as error:
        einschaetzung.clean()

    assert error.value.message_dict == {
        "ausgabe": ["Diese Ausgabe gehört zu einer anderen Kommune."]
    }


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"share": 1.1}, "zuordnung_share_is_a_share"),
        ({"share": -0.1}, "zuordnung_share_is_a_share"),
        ({"decision": "exclude"}, "zuordnung_decision_has_reason"),
    ],
)
def test_zuordnung_refuses_what_makes_no_sense(values, constraint):
    assert constraint in refused(lambda: ZuordnungFactory(**values))


def test_excluded_area_with_result_is_refused():
    row = make_ausgabe(state="draft").gebietswerte.exclude(exclusion="").get()

    message = refused(lambda: Gebietswert.objects.filter(pk=row.pk).update(status_class="hoch"))

    assert "gebietswert_excluded_has_no_result" in message


# QuerySets ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "decision", "is_effective"),
    [
        (0.1, "", True),
        (0.0999, "", False),
        (0.02, "include", True),
        (0.9, "exclude", False),
    ],
)
def test_zuordnung_counts_from_a_tenth_unless_somebody_decided(share, decision, is_effective):
    ZuordnungFactory(share=share, decision=decision, reason="Ortskenntnis")

    assert Zuordnung.objects.effective().count() == is_effective


def test_latest_edition_of_each_kommune_is_the_newest_published_one():
    first = make_ausgabe(year=2019)
    newest = make_ausgabe(first.kommune, year=2021)
    make_ausgabe(first.kommune, year=2023, state="checked")
    other = make_ausgabe(year=2017)

    assert set(Ausgabe.objects.latest_per_kommune()) == {newest, other}
    assert set(Ausgabe.objects.published()) == {first, newest, other}


def test_superseded_edition_stays_public_and_is_no_longer_published():
    old = make_ausgabe()
    new = make_ausgabe(old.kommune)

    assert list(Ausgabe.objects.published()) == [new]
    assert set(Ausgabe.objects.public()) == {old, new}
    assert Ausgabe.objects.get(pk=old.pk).successor == new


def test_areas_are_found_by_need():
    specs = [
        IndikatorSpec("S1", STATUS, zielgruppe="kinder"),
        IndikatorSpec("K1", KONTEXT, zielgruppe="senioren"),
    ]
    rows = {"01": [1.0, None], "02": [1.0, 1.0], "03": [1.0, 1.0], "04": [9.0, 8.0]}
    ausgabe = make_ausgabe(rows=rows, indicators=specs)
    areas = ausgabe.gebietswerte

    needs = areas.with_need(1).by_key().values_list("need", flat=True)

    assert [None if need is None else round(need, 3) for need in needs] == [
        None, -0.707, -0.707, 1.414,
    ]  # fmt: skip
    assert [row.name for row in areas.flagged(0)] == ["Gebiet 04"]
    assert areas.most_overlap_first().first().overlap == 2


def test_numbers_survive_the_database_bit_for_bit():
    values = [0.1 + 0.2, 1e-7, 123456789.12345678, 5.0, -2 / 3]
    ausgabe = make_ausgabe(rows={f"{n}": [value] for n, value in enumerate(values)})

    stored = ausgabe.gebietswerte.by_key().values_list("values", flat=True)

    assert [repr(value) for (value,) in stored] == [repr(value) for value in values]


# Uploads --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "seconds", "is_stalled"),
    [("running", 61, True), ("running", 5, False), ("running", None, True), ("ready", 61, False)],
)
def test_einspielung_without_sign_of_life_is_stalled(state, seconds, is_stalled):
    heartbeat = None if seconds is None else timezone.now() - timedelta(seconds=seconds)

    assert Einspielung(state=state, heartbeat=heartbeat).is_stalled == is_stalled


@pytest.mark.parametrize("way", ["object", "queryset", "datei", "datei queryset"])
def test_deleted_einspielung_takes_its_files_along(way, django_capture_on_commit_callbacks):
    datei = EinspielungDateiFactory(einspielung=EinspielungFactory(), file__filename="Geheim.csv")
    storage, name = datei.file.storage, datei.file.name

    with django_capture_on_commit_callbacks(execute=True):
        {
            "object": lambda: datei.einspielung.delete(),
            "queryset": lambda: Einspielung.objects.all().delete(),
            "datei": lambda: datei.delete(),
            "datei queryset": lambda: EinspielungDatei.objects.all().delete(),
        }[way]()

    assert not storage.exists(name)


def test_uploaded_file_gives_nothing_away_and_has_no_address(client):
    datei = EinspielungDateiFactory(file__filename="Geheim.csv")

    assert datei.file.name.startswith("privat/einspielungen/")
    assert "Geheim" not in datei.file.name
    assert client.get(f"/medien/{datei.file.name}").status_code == 404


def test_importprofil_with_mistake_is_explained():
    profil = ImportProfilFactory.build(kommune=KommuneFactory(), text="jahr = 2021")

    with pytest.raises(ValidationError) as error:
        profil.clean()

    assert "Der Abschnitt [spalten] fehlt." in error.value.message_dict["text"]


# The sheet ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("specs", "message"),
    [
        ([IndikatorSpec("S1", STATUS)], "Der Index „Status“ der Ausgabe Musterstadt 2021"),
        (
            [IndikatorSpec("S1", DYNAMIK), IndikatorSpec("S2", STATUS)],
            "Der Index „Dynamik“ der Ausgabe Musterstadt 2021",
        ),
        (
            [IndikatorSpec("S1", KONTEXT, zielgruppe="kinder"), IndikatorSpec("S2", STATUS)],
            "Der Bedarf „kinder“ der Ausgabe Musterstadt 2021",
        ),
    ],
)
def test_only_indicator_behind_a_result_cannot_be_hidden(kommune, specs, message):
    rows = {"01": [1.0, 2.0], "02": [3.0, 3.0], "03": [4.0, 9.0]}
    make_ausgabe(kommune, rows={k: r[: len(specs)] for k, r in rows.items()}, indicators=specs)
    indikator = Indikator.objects.get(code="S1")
    indikator.is_public = False

    with pytest.raises(ValidationError) as error:
        indikator.clean()

    assert error.value.message_dict == {
        "is_public": [
            f"{message} beruht allein auf diesem Indikator und würde seine Werte verraten. Er "
            "muss öffentlich bleiben."
        ]
    }


def test_one_of_two_indicators_can_be_hidden(kommune):
    specs = [IndikatorSpec("S1", STATUS), IndikatorSpec("S2", STATUS)]
    make_ausgabe(kommune, rows={"01": [1.0, 2.0], "02": [3.0, 3.0]}, indicators=specs)
    indikator = Indikator.objects.get(code="S1")
    indikator.is_public = False

    indikator.clean()

    IndikatorFactory(kommune=kommune, is_public=False).clean()
