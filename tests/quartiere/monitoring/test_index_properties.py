"""What must hold for any data, tried on data that hypothesis makes up."""

import random
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quartiere.monitoring.daten import GebietInput
from quartiere.monitoring.index import compute
from quartiere.monitoring.pruefsumme import checksum, input_lines, result_lines
from tests.quartiere.monitoring.builders import edition, status_and_dynamik

hundredths = st.integers(min_value=-5_000, max_value=10_000).map(lambda number: number / 100)
tables = st.lists(st.tuples(*[hundredths] * 4), min_size=3, max_size=40)
# Powers of two scale floats without rounding, the others with.
factors = st.sampled_from([0.001, 0.5, 3.0, 7.3, 1024.0])


def made(rows):
    keyed = {f"{number:04}": row for number, row in enumerate(rows)}
    return edition(keyed, status_and_dynamik(2))


def classes(result):
    return [(area.key, area.status_class, area.dynamik_class) for area in result.areas]


@given(tables, hundredths, st.integers(0, 3))
def test_adding_a_constant_changes_no_class(rows, constant, column):
    moved = [
        tuple(value + constant if i == column else value for i, value in enumerate(row))
        for row in rows
    ]

    assert classes(compute(made(moved))) == classes(compute(made(rows)))


@given(tables, factors, st.integers(0, 3))
def test_scaling_an_indicator_changes_no_class(rows, factor, column):
    scaled = [
        tuple(value * factor if i == column else value for i, value in enumerate(row))
        for row in rows
    ]

    assert classes(compute(made(scaled))) == classes(compute(made(rows)))


@given(tables, st.randoms())
def test_permuting_the_rows_changes_no_byte(rows, chance):
    original = made(rows)
    shuffled = list(original.areas)
    chance.shuffle(shuffled)
    permuted = replace(original, areas=tuple(shuffled))

    first, second = compute(original), compute(permuted)

    assert b"".join(result_lines(second)) == b"".join(result_lines(first))
    assert b"".join(input_lines(permuted)) == b"".join(input_lines(original))
    assert checksum(permuted, second) == checksum(original, first)


@given(tables, st.tuples(*[hundredths] * 4))
def test_an_excluded_area_changes_nobodys_class(rows, values):
    original = made(rows)
    excluded = GebietInput("9999", "Gewerbegebiet", 12, "unter 300 Einwohner", values)

    result = compute(replace(original, areas=(*original.areas, excluded)))

    assert result.areas[:-1] == compute(original).areas
    assert result.areas[-1].status_class is None


@given(tables)
def test_turning_all_polarities_mirrors_the_index(rows):
    original = made(rows)
    turned = replace(
        original, indicators=tuple(replace(i, polarity=-1) for i in original.indicators)
    )
    before, after = compute(original), compute(turned)
    assume(before.areas[0].status_index is not None)

    mirrored = [area.status_index for area in after.areas]
    assert mirrored == pytest.approx([-area.status_index for area in before.areas], abs=1e-9)


def test_the_permutation_test_can_fail():
    """The plain sum depends on the order; that is why `math.fsum` is used."""
    values = [10.0**exponent / 3 for exponent in range(-8, 9)] * 3
    chance = random.Random(1)

    sums = set()
    for _ in range(20):
        chance.shuffle(values)
        sums.add(sum(values))

    assert len(sums) > 1
