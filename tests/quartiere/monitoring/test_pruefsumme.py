from dataclasses import replace

import pytest

from quartiere.monitoring.daten import IndikatorSpec
from quartiere.monitoring.index import compute
from quartiere.monitoring.pruefsumme import checksum, input_lines, result_lines
from tests.quartiere.monitoring.builders import edition


@pytest.fixture
def given():
    return edition({"02": (2.5,), "01": (1.0,), "03": "unter 300 Einwohner"})


def test_input_lines_are_canonical(given):
    assert b"".join(input_lines(given)).decode().splitlines() == [
        '{"edition":{"attention_groups":["3-","4+","4+/-","4-"],"gebietsstand":"2030",'
        '"indicators":[{"city_value":null,"code":"S1","name":"","polarity":1,"role":"status",'
        '"sheet":[],"unit":"","zielgruppe":""}],"kommune":"99000001","period":"2029",'
        '"year":2030},"method":"1"}',
        '["01","Gebiet 01",1000,"",[1.0]]',
        '["02","Gebiet 02",1000,"",[2.5]]',
        '["03","Gebiet 03",100,"unter 300 Einwohner",[null]]',
    ]


def test_result_lines_hold_every_area(given):
    lines = b"".join(result_lines(compute(given))).decode().splitlines()

    assert lines[1] == '["01",[-1.0],-1.0,-1.0,"mittel",null,null,null,"2",false,[],0,0]'
    assert len(lines) == 4


def test_checksum_is_stable_over_releases(given):
    """A change here means that published editions no longer prove their bytes."""
    assert checksum(given, compute(given)) == (
        "db5a837f6b62e7e5ac20c18dd0728c7fb3c8a27fd3a850e76cc369696e60c01d"
    )


def test_checksum_does_not_tell_whole_numbers_from_floats(given):
    whole = edition({"02": (2.5,), "01": (1,), "03": "unter 300 Einwohner"})

    assert checksum(whole, compute(whole)) == checksum(given, compute(given))


@pytest.mark.parametrize(
    "change",
    [
        {"year": 2031},
        {"gebietsstand": "2031"},
        {"attention_groups": ()},
        {"indicators": (IndikatorSpec("S1", "status", sheet=(("quelle", "Amt"),)),)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_checksum_covers_what_the_edition_says(given, change):
    changed = replace(given, **change)

    assert checksum(changed, compute(changed)) != checksum(given, compute(given))


def test_checksum_covers_values_exclusions_and_method(given):
    other_value = edition({"02": (2.6,), "01": (1.0,), "03": "unter 300 Einwohner"})
    other_reason = edition({"02": (2.5,), "01": (1.0,), "03": "Ausreißer"})

    sums = {checksum(e, compute(e)) for e in (given, other_value, other_reason)}

    assert len(sums | {checksum(given, compute(given), method="2")}) == 4
