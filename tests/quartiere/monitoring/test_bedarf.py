import pytest

from quartiere.monitoring.bedarf import Reason, german, need_class, overlap_of, reasons
from quartiere.monitoring.daten import STATUS, IndikatorSpec
from quartiere.monitoring.index import compute
from tests.quartiere.monitoring.builders import edition

JUGEND = IndikatorSpec(
    "K1", zielgruppe="jugendliche", name="Jugendarbeitslosigkeit", unit="%", phrase="arbeitslos"
)


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        (None, "keine Angabe"),
        (-1.000001, "gering"),
        (-1, "mittel"),
        (1, "mittel"),
        (1.000001, "erhöht"),
        (1.5, "erhöht"),
        (1.500001, "hoch"),
    ],
)
def test_need_class_cuts_exactly_as_written(need, expected):
    assert need_class(need) == expected


@pytest.mark.parametrize(
    ("needs", "expected"),
    [((1.2, 1.0, None, 3.0), (2, 3)), ((None, None), (0, 0)), ((), (0, 0))],
)
def test_overlap_counts_flags_of_rated_groups(needs, expected):
    assert overlap_of(needs) == expected


def test_need_of_a_group_sums_its_indicators_with_their_polarity():
    indicators = [
        IndikatorSpec("K1", zielgruppe="kinder"),
        IndikatorSpec("K2", zielgruppe="kinder", polarity=-1),
    ]
    as_status = [IndikatorSpec("S1", STATUS), IndikatorSpec("S2", STATUS, polarity=-1)]
    rows = {"1": (1.0, 9.0), "2": (2.0, 3.0), "3": (8.0, 1.0)}

    result = compute(edition(rows, indicators))

    expected = [area.status_index for area in compute(edition(rows, as_status)).areas]
    assert [area.needs for area in result.areas] == [(index,) for index in expected]
    assert result.zielgruppen == ("kinder",)


def test_missing_value_is_no_need_and_never_zero():
    rows = {"1": (1.0,), "2": (2.0,), "3": (None,), "4": (30.0,)}

    result = compute(edition(rows, [JUGEND]))

    assert [(area.overlap, area.rated) for area in result.areas] == [(0, 1), (0, 1), (0, 0), (1, 1)]
    without = compute(edition({k: row for k, row in rows.items() if k != "3"}, [JUGEND]))
    assert [a.needs for a in result.areas if a.key != "3"] == [a.needs for a in without.areas]


def test_group_without_spread_is_not_rated():
    result = compute(edition({"1": (1.0,), "2": (1.0,)}, [JUGEND]))

    assert [(area.overlap, area.rated) for area in result.areas] == [(0, 0), (0, 0)]


def test_reasons_explain_each_flag_in_one_sentence():
    given = edition({"1": (1.0,), "2": (2.0,), "3": (3.0,), "4": (30.0,)}, [JUGEND])
    result = compute(given)

    flagged = reasons(given, result, given.areas[3], result.areas[3])
    calm = reasons(given, result, given.areas[0], result.areas[0])

    assert [reason.sentence("Jugendliche") for reason in flagged] == [
        "Jugendliche: 30,0 % arbeitslos, Mittel der Gebiete 9,0 %, z = 1,7."
    ]
    assert calm == []


def test_reason_names_the_official_city_value_where_it_is_known():
    reason = Reason("jugendliche", "Jugendarbeit", "arbeitslos", "%", 14.2, 5.1, False, 2.3)

    assert reason.sentence("Jugendliche") == "Jugendliche: 14,2 % arbeitslos, Stadt 5,1 %, z = 2,3."


def test_reason_without_phrase_names_the_indicator():
    reason = Reason("kinder", "Kinderarmut", "", "%", -4.0, 1200.5, False, -2.3)

    assert reason.sentence("Kinder") == "Kinder: Kinderarmut −4,0 %, Stadt 1.200,5 %, z = −2,3."


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(1234.56, 1, "1.234,6"), (-0.04, 1, "0,0"), (-2.5, 1, "−2,5"), (7, 0, "7")],
)
def test_german_number(value, decimals, expected):
    assert german(value, decimals) == expected
