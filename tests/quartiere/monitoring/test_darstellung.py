"""The one door to the public: what must not be seen does not pass it."""

import json

import pytest

from quartiere.monitoring import export
from quartiere.monitoring.darstellung import public_view
from quartiere.monitoring.daten import DYNAMIK, KONTEXT, STATUS, IndikatorSpec
from quartiere.monitoring.models import Ausgabe, Indikator
from tests.factories_monitoring import make_ausgabe

pytestmark = pytest.mark.django_db

# Stands in no other number: where it turns up, something leaked.
MARKER = 47.114711
EXPORTS = [
    export.as_csv,
    lambda ausgabe: export.as_csv(ausgabe, for_spreadsheet=True),
    export.as_json,
    export.as_geojson,
]


def spec(code, role=KONTEXT, **values):
    return IndikatorSpec(code, role, **values)


def areas_of(ausgabe):
    sicht = public_view(ausgabe)
    rows = ausgabe.gebietswerte.for_tables().by_key()
    return {area.key: area for area in sicht.areas(rows)}


@pytest.fixture
def secret():
    """S3 and G2 hold the marker and are hidden; both stand beside public ones."""
    specs = [
        spec("S1", STATUS, unit="%", name="Arbeitslosigkeit"),
        spec("S3", STATUS, unit="%", name="Geheimsache", public=False),
        spec("G1", zielgruppe="kinder", unit="%"),
        spec("G2", zielgruppe="kinder", name="Geheimnis", public=False),
        spec("G3", name="Ganz geheim", sheet=(("quelle", "Geheimarchiv"),), public=False),
    ]
    rows = {
        "01": [1.0, MARKER, 2.0, MARKER, MARKER],
        "02": [2.0, 3.0, 9.0, 60.0, None],
        "03": [4.0, 5.0, 3.0, 4.0, None],
        "04": "unter 300 Einwohner",
    }
    return make_ausgabe(rows=rows, indicators=specs)


@pytest.mark.parametrize("write", EXPORTS)
def test_hidden_indicators_are_in_no_download(secret, write):
    text = "".join(write(secret))

    places = [text.find(word) for word in ("47.11", "47,11", "eheim", "S3", "G2", "G3")]
    assert places == [-1] * 6
    assert "S1" in text


def test_view_holds_public_indicators_only(secret):
    sicht = public_view(secret)
    area = areas_of(secret)["01"]

    assert [indicator.code for indicator in sicht.indicators] == ["S1", "G1"]
    assert (list(area.values), list(area.z)) == (["S1", "G1"], ["S1", "G1"])
    assert "47.11" not in repr((sicht, area))


def test_results_of_several_indicators_stay(secret):
    area = areas_of(secret)["02"]

    assert [(need.zielgruppe, need.label) for need in area.needs] == [("kinder", "erhöht")]
    assert (area.status_class, area.overlap, area.rated) == ("hoch", 1, 1)


def test_reasons_name_public_indicators_only(secret):
    sicht = public_view(secret)

    sentences = sicht.sentences(areas_of(secret)["02"])

    assert sentences == ["Kinder: G1 9,0 %, Mittel der Gebiete 4,7 %, z = 1,4."]


def test_message_about_a_hidden_indicator_is_not_told():
    specs = [spec("S1", STATUS), spec("K1"), spec("K2", public=False)]
    ausgabe = make_ausgabe(rows={"1": [1, 5, 5], "2": [2, 5, 5]}, indicators=specs)

    assert len(ausgabe.messages) == 2
    assert public_view(ausgabe).messages == (
        "K1 ist ausgelassen: alle gültigen Gebiete haben denselben Wert.",
    )


@pytest.mark.parametrize("write", EXPORTS)
def test_withdrawn_indicator_disappears_from_published_editions_at_once(write):
    specs = [spec("S1", STATUS), spec("S2", STATUS)]
    ausgabe = make_ausgabe(rows={"1": [1.5, MARKER], "2": [2.5, 1]}, indicators=specs)
    assert "47.1147" in "".join(write(ausgabe)).replace(",1147", ".1147")

    Indikator.objects.filter(code="S2").update(is_public=False)

    assert "47.1147" not in "".join(write(ausgabe)).replace(",1147", ".1147")


def test_result_that_rests_on_a_hidden_indicator_alone_is_withheld():
    specs = [spec("S1", STATUS), spec("D1", DYNAMIK), spec("K1", zielgruppe="kinder")]
    rows = {"1": [1, 4, MARKER], "2": [2, 5, 1], "3": [3, 1, 2]}
    ausgabe = make_ausgabe(rows=rows, indicators=specs)
    # Neither the profile's check nor the sheet's was asked.
    Indikator.objects.filter(code__in=["D1", "K1"]).update(is_public=False)

    area = areas_of(ausgabe)["1"]

    assert (area.status_class, area.dynamik_class, area.dynamik_index) == ("hoch", "", None)
    assert (area.group, area.attention, area.needs, area.rated) == ("", False, (), 0)


# Small numbers --------------------------------------------------------------------------------

BESIDE = {"01": [1.0, 3.0], "02": [2.0, 0.0], "03": [4.5, 12.0]}
COUNTED = [spec("S1", STATUS), spec("K1", unit="Personen", zielgruppe="kinder")]


def test_area_with_few_inhabitants_shows_classes_and_no_figure():
    ausgabe = make_ausgabe(rows=BESIDE, indicators=COUNTED, inhabitants={"01": 4, "02": 5})

    area = areas_of(ausgabe)["01"]

    assert (area.inhabitants, area.is_small, area.status_class) == (None, True, "hoch")
    assert (area.status_index, area.needs[0].index, area.needs[0].label) == (None, None, "mittel")
    assert (dict(area.values), dict(area.z)) == ({"S1": None, "K1": None},) * 2
    assert areas_of(ausgabe)["02"].inhabitants == 5


def test_area_with_few_inhabitants_shows_no_figure_of_hidden_indicators_either():
    specs = [spec(f"S{n}", STATUS, zielgruppe="kinder", public=False) for n in (1, 2)]
    ausgabe = make_ausgabe(rows=BESIDE, indicators=specs, inhabitants={"01": 3})

    found = areas_of(ausgabe)

    assert (found["01"].status_index, found["01"].needs[0].index) == (None, None)
    assert None not in (found["02"].status_index, found["02"].needs[0].index)


def test_small_count_is_suppressed_with_what_would_betray_it():
    ausgabe = make_ausgabe(rows=BESIDE, indicators=COUNTED)

    found = areas_of(ausgabe)

    assert [area.values["K1"] for area in found.values()] == [None, 0.0, 12.0]
    assert [area.z["K1"] is None for area in found.values()] == [True, False, False]
    assert [area.needs[0].index is None for area in found.values()] == [True, False, False]
    assert [area.values["S1"] for area in found.values()] == [1.0, 2.0, 4.5]


@pytest.mark.parametrize("write", EXPORTS)
def test_small_numbers_are_in_no_download(write):
    rows = {"01": [1.0, 3.0], "02": [2.0, 0.0], "03": [4.5, 12.0]}
    ausgabe = make_ausgabe(
        rows=rows | {"04": [MARKER, 9.0]}, indicators=COUNTED, inhabitants={"04": 3}
    )

    text = "".join(write(ausgabe))

    assert "47.1" not in text
    assert "47,1" not in text


def test_threshold_belongs_to_the_edition():
    ausgabe = make_ausgabe(inhabitants=9, state="draft")
    Ausgabe.objects.filter(pk=ausgabe.pk).update(least_count=10)
    ausgabe.refresh_from_db()

    assert {area.is_small for area in areas_of(ausgabe).values()} == {True}


# Excluded areas, and how much is asked of the database ----------------------------------------


def test_excluded_area_shows_its_reason_and_nothing_else():
    area = areas_of(make_ausgabe())["05"]

    assert (area.is_valid, area.exclusion) == (False, "unter 300 Einwohner")
    assert (area.status_class, area.overlap, area.needs, dict(area.values)) == ("", None, (), {})


@pytest.mark.parametrize("count", [5, 50])
@pytest.mark.parametrize("editions", [1, 8])
def test_number_of_queries_depends_on_nothing(kommune, django_assert_num_queries, count, editions):
    specs = [spec(f"K{n}", zielgruppe="kinder") for n in range(count // 5)]
    rows = {f"{n:02}": [float(n), *[float(n)] * len(specs)] for n in range(count)}
    for year in range(editions):
        make_ausgabe(kommune, year=2010 + year, rows=rows, indicators=[spec("S1", STATUS), *specs])
    ausgabe = Ausgabe.objects.select_related("kommune").first()

    with django_assert_num_queries(3):
        areas = areas_of(ausgabe)
    # One more: whether a corrected edition followed.
    with django_assert_num_queries(4):
        document = json.loads("".join(export.as_geojson(ausgabe)))

    assert (len(areas), len(document["features"])) == (count, count)
