from dataclasses import replace

import pytest

from quartiere.monitoring.daten import ATTENTION_GROUPS, DYNAMIK, STATUS, IndikatorSpec
from quartiere.monitoring.index import (
    GROUPS,
    IncompleteAreaError,
    compute,
    dynamik_class,
    group_of,
    needs_attention,
    status_class,
)
from quartiere.monitoring.statistik import moments, rounded, standardise, sum_and_index
from tests.quartiere.monitoring.builders import edition, status_and_dynamik

JUST = 1e-9


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (-1 - JUST, "hoch"),
        (-1, "mittel"),
        (0, "mittel"),
        (1, "mittel"),
        (1 + JUST, "niedrig"),
        (1.5, "niedrig"),
        (1.5 + JUST, "sehr niedrig"),
    ],
)
def test_status_class_cuts_exactly_as_written(index, expected):
    assert status_class(index) == expected


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (-1 - JUST, "positiv"),
        (-1, "stabil"),
        (1, "stabil"),
        (1 + JUST, "negativ"),
        (1.5 + JUST, "negativ"),
    ],
)
def test_dynamik_class_cuts_exactly_as_written(index, expected):
    assert dynamik_class(index) == expected


def test_groups_are_the_twelve_pairs_as_published():
    assert (
        *("1+", "1+/-", "1-", "2+", "2+/-", "2-"),
        *("3+", "3+/-", "3-", "4+", "4+/-", "4-"),
    ) == GROUPS


@pytest.mark.parametrize(
    ("status", "dynamik", "expected"),
    [("sehr niedrig", "negativ", "4-"), ("mittel", None, "2"), (None, None, None)],
)
def test_group_of_pairs_both_classes(status, dynamik, expected):
    assert group_of(status, dynamik) == expected


@pytest.mark.parametrize(
    ("group", "expected"),
    [("4+", True), ("3-", True), ("3+/-", False), ("4", True), ("3", False), (None, False)],
)
def test_needs_attention_follows_the_rule_of_the_edition(group, expected):
    assert needs_attention(group, ATTENTION_GROUPS) is expected


def test_moments_use_the_population_deviation():
    found = moments([2, 4, 4, 4, 5, 5, 7, 9])

    assert (found.n, found.mean, found.sd) == (8, 5, 2)


def test_moments_need_values():
    with pytest.raises(ValueError, match="Ohne Werte"):
        moments([])


def test_standardise_keeps_gaps():
    column, _ = standardise([1.0, None, 3.0])

    assert column == [-1, None, 1]


@pytest.mark.parametrize("value", [0.0, 0.1, 1e9 / 7])
def test_moments_of_equal_values_have_no_spread(value):
    assert moments([value] * 1001).sd == 0


def test_sum_and_index_without_spread_gives_no_index():
    z, _ = standardise([0.1, 0.7, 0.2])

    sums, indices = sum_and_index([z, [-value for value in z]])

    assert (sums, indices) == ([0, 0, 0], [None, None, None])


def test_sum_and_index_does_not_standardise_float_noise():
    """0,1 + 0,2 − 0,3 is not quite 0 in floats; its noise must not become an index of ±1."""
    sums, indices = sum_and_index([[0.1, 0.5], [0.2, -0.2], [-0.3, -0.3]])

    assert (sums, indices) == ([0, 0], [None, None])


def test_rounded_never_gives_minus_zero():
    assert str(rounded(-1e-15)) == "0.0"


def test_compute_follows_the_formula_by_hand():
    rows = {"01": (2, 10), "02": (4, 30), "03": (4, 20), "04": (6, 20)}

    result = compute(edition(rows))

    root = 2**0.5
    assert [area.z for area in result.areas] == [
        (rounded(-root), rounded(-root)),
        (0, rounded(root)),
        (0, 0),
        (rounded(root), 0),
    ]
    assert [area.status_sum for area in result.areas] == [
        rounded(value) for value in (-2 * root, root, 0, root)
    ]
    # sums -2√2, √2, 0, √2: mean 0, sd √3
    assert [area.status_index for area in result.areas] == [
        rounded(value / 3**0.5) for value in (-2 * root, root, 0, root)
    ]
    assert [area.status_class for area in result.areas] == ["hoch", "mittel", "mittel", "mittel"]


@pytest.mark.parametrize("rows", [{"1": (0.1,), "2": (0.3,)}, {"1": (7.7,), "2": (-1e-3,)}])
def test_compute_classes_an_index_of_exactly_one_as_mittel(rows):
    """Two areas always have the indices −1 and 1; float noise must not push them over."""
    result = compute(edition(rows))

    assert {area.status_class for area in result.areas} == {"mittel"}
    assert sorted(area.status_index for area in result.areas) == [-1, 1]


def test_compute_turns_indicators_with_negative_polarity():
    rows = {"1": (0.0,), "2": (1.0,), "3": (5.0,)}

    plain = compute(edition(rows))
    turned = compute(edition(rows, [IndikatorSpec("S1", STATUS, polarity=-1)]))

    assert [area.z for area in turned.areas] == [area.z for area in plain.areas]
    assert [area.status_index for area in turned.areas] == [
        -area.status_index for area in plain.areas
    ]


def test_compute_leaves_excluded_areas_empty_and_out_of_the_means():
    rows = {"1": (1.0,), "2": (2.0,), "3": (3.0,)}

    alone = compute(edition(rows))
    beside = compute(edition(rows | {"0": "unter 300 Einwohner"}))

    assert beside.areas[1:] == alone.areas
    excluded = beside.areas[0]
    assert (excluded.status_class, excluded.group, excluded.overlap) == (None, None, None)
    assert excluded.attention is False


def test_compute_ignores_values_of_excluded_areas():
    rows = {"1": (1.0,), "2": (2.0,), "3": (3.0,)}
    given = edition(rows | {"0": "Ausreißer"})
    outlier = replace(given.areas[-1], values=(1e6,))
    with_value = replace(given, areas=(*given.areas[:-1], outlier))

    assert compute(with_value) == compute(given)


def test_compute_leaves_out_an_indicator_without_spread_and_says_so():
    rows = {"1": (1.0, 5.0), "2": (2.0, 5.0), "3": (4.0, 5.0)}

    result = compute(edition(rows))

    only_first = compute(edition({key: row[:1] for key, row in rows.items()}))
    assert [area.status_index for area in result.areas] == [
        area.status_index for area in only_first.areas
    ]
    assert result.messages == ("S2 ist ausgelassen: alle gültigen Gebiete haben denselben Wert.",)


def test_compute_refuses_a_valid_area_without_index_value():
    with pytest.raises(IncompleteAreaError, match="Gebiet 2 hat keinen Wert für S1") as caught:
        compute(edition({"1": (1.0,), "2": (None,)}))

    assert (caught.value.key, caught.value.code) == ("2", "S1")


def test_compute_works_without_dynamik():
    result = compute(edition({"1": (0.0,), "2": (0.0,), "3": (0.0,), "4": (9.0,)}))

    assert [(area.group, area.attention) for area in result.areas] == [
        ("2", False),
        ("2", False),
        ("2", False),
        ("4", True),
    ]


def test_compute_without_valid_area_gives_only_empty_results():
    result = compute(edition({"1": "Gewerbe"}, status_and_dynamik(1)))

    assert [area.status_class for area in result.areas] == [None]
    assert result.moments == (None, None)


def test_compute_uses_the_attention_rule_of_the_edition():
    rows = {"1": (0.0, 0.0), "2": (0.0, 0.0), "3": (0.0, 0.0), "4": (9.0, 9.0)}
    indicators = [IndikatorSpec("S1", STATUS), IndikatorSpec("D1", DYNAMIK)]

    nobody = compute(edition(rows, indicators, attention_groups=()))
    middle = compute(edition(rows, indicators, attention_groups=("2+/-",)))

    assert [area.attention for area in nobody.areas] == [False] * 4
    assert [area.attention for area in middle.areas] == [True, True, True, False]
