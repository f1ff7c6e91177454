"""Several rows in one cell, written and read back."""

from datetime import time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netzwerke.importe.listen import (
    read_amount,
    read_hours,
    read_money,
    split,
    write_hours,
    write_money,
)


@pytest.mark.parametrize(
    ("cell", "rows"),
    [
        ("", []),
        ("Mo 09:00–12:00", [(0, time(9), time(12), "")]),
        ("mo 9-12", [(0, time(9), time(12), "")]),
        ("Montag 9.30 bis 12 Uhr", [(0, time(9, 30), time(12), "")]),
        ("Sa 22:00–24:00", [(5, time(22), time(0), "")]),
        (
            "Di 14:00–18:00 (nur für Mädchen); Mo 09:00–12:00",
            [(0, time(9), time(12), ""), (1, time(14), time(18), "nur für Mädchen")],
        ),
    ],
)
def test_hours_are_read_as_people_write_them(cell, rows):
    assert read_hours(cell) == rows


@pytest.mark.parametrize(
    "cell", ["immer", "Xx 9-12", "Mo 25:00–26:00", "Mo", "Mo 9:00", "Mo–Fr 9–12"]
)
def test_what_is_no_time_is_refused_with_the_part(cell):
    with pytest.raises(ValueError, match=cell):
        read_hours(cell)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("8000", "8000.00"),
        ("12.000,50", "12000.50"),
        ("12.000", "12000.00"),
        ("1.234.567", "1234567.00"),
        ("12000.5", "12000.50"),
        ("50 948 €", "50948.00"),
    ],
)
def test_amount_is_read_in_german_and_plain_form(cell, amount):
    assert read_amount(cell) == Decimal(amount)


@pytest.mark.parametrize("cell", ["", "viel", "-5", "1,234", "1e5", "٣", "1" * 11])
def test_no_amount_is_refused(cell):
    with pytest.raises(ValueError, match="kein Betrag"):
        read_amount(cell)


@pytest.mark.parametrize(
    "cell", ["2026: 5,00 € Land; 2026: 6,00 € Land", "2026: Land", "26: 5 € Bund"]
)
def test_wrong_money_is_refused(cell):
    with pytest.raises(ValueError, match="Finanzierung|zweimal"):
        read_money(cell)


def test_semicolon_in_brackets_separates_nothing():
    assert split("Mo 9–12 (a; b); Di 9–12") == ["Mo 9–12 (a; b)", "Di 9–12"]


# Busy machines are slow, which says nothing about the code.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
notes = st.text("abc äöü.-", max_size=20).map(str.strip)
clock = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))


@patient
@given(st.sets(st.tuples(st.integers(0, 6), clock, clock, notes), max_size=6))
def test_hours_come_back_unchanged(rows):
    assert read_hours(write_hours(rows)) == sorted(rows)


amounts = st.decimals(0, 10**9, places=2)


@patient
@given(
    st.dictionaries(
        st.tuples(st.integers(1971, 2100), notes.filter(bool).map(lambda text: f"Topf {text}")),
        amounts,
        max_size=5,
    )
)
def test_money_comes_back_unchanged(rows):
    money = sorted(((year, amount, source) for (year, source), amount in rows.items()),
                   key=lambda row: (row[0], row[2]))  # fmt: skip

    assert read_money(write_money(money)) == money
