from quartiere.monitoring.daten import DYNAMIK, STATUS, IndikatorSpec
from quartiere.monitoring.index import compute
from quartiere.monitoring.meldungen import Bericht
from quartiere.monitoring.vergleich import Klassen, Wechsel, check_breaks, classes_of, compare
from tests.quartiere.monitoring.builders import edition, texts

CALM = Klassen("mittel", "stabil")
LOW = Klassen("niedrig", "stabil")
WORSE = Klassen("mittel", "negativ")
NONE = Klassen(None, None)


def breaks(previous, current):
    bericht = Bericht()
    check_breaks(previous, current, bericht)
    return texts(bericht.warnings())


def rows(*values):
    return {f"{number:02}": (value,) for number, value in enumerate(values)}


def test_compare_names_every_area_that_changes():
    before = {"1": CALM, "2": CALM, "3": CALM, "4": CALM, "5": NONE, "6": CALM}
    after = {"1": CALM, "2": LOW, "3": WORSE, "4": NONE, "5": CALM, "7": CALM}

    found = compare(before, after)

    assert found.common == 5
    assert found.status_changed == (Wechsel("2", CALM, LOW),)
    assert found.dynamik_changed == (Wechsel("3", CALM, WORSE),)
    assert (found.newly_valid, found.newly_excluded) == (("5",), ("4",))
    assert (found.added, found.removed) == (("7",), ("6",))
    assert found.moves == {("mittel", "mittel"): 2, ("mittel", "niedrig"): 1}


def test_compare_of_different_vintages_has_nothing_in_common():
    found = compare({"1": CALM}, {"a": LOW})

    assert (found.common, found.status_changed, found.moves) == (0, (), {})


def test_classes_of_a_result_feed_the_comparison():
    result = compute(edition({"1": (1.0,), "2": (2.0,), "3": "Gewerbe"}))

    assert classes_of(result) == {
        "1": Klassen("mittel", None),
        "2": Klassen("mittel", None),
        "3": NONE,
    }


def test_same_edition_has_no_break():
    given = edition(rows(*range(12)))

    assert breaks(given, given) == []


def test_other_gebietsstand_is_a_break():
    given = edition(rows(*range(12)))
    older = given.__class__(
        **{n: getattr(given, n) for n in given.__slots__ if n != "gebietsstand"},
        gebietsstand="2006",
    )

    assert breaks(older, given) == [
        "Der Gebietsstand ist 2030, in der letzten Ausgabe war er 2006: "
        "Gebiete und Klassen sind nicht vergleichbar."
    ]


def test_other_index_indicators_are_a_break():
    before = edition(rows(*range(12)), [IndikatorSpec("S2", STATUS)])

    assert breaks(before, edition(rows(*range(12)))) == [
        "Der Index besteht aus S1, in der letzten Ausgabe aus S2: "
        "Die Indexwerte sind nicht vergleichbar."
    ]


def test_changed_definition_is_a_break():
    before = edition(rows(*range(12)), [IndikatorSpec("S1", STATUS, unit="%")])
    after = edition(rows(*range(12)), [IndikatorSpec("S1", STATUS, polarity=-1)])

    assert breaks(before, after) == ["Spalte „S1“: Bei S1 hat sich geändert: Polarität, Einheit."]


def test_values_that_fit_badly_hint_at_swapped_columns():
    before, after = edition(rows(*range(12))), edition(rows(*range(12, 0, -1)))

    assert breaks(before, after) == [
        "Spalte „S1“: Die Werte von S1 passen kaum zur letzten Ausgabe. Sind Spalten vertauscht?"
    ]


def test_jump_of_the_mean_is_a_break():
    before = edition(rows(*range(12)))
    after = edition(rows(*(value * 2 for value in range(12))))

    assert breaks(before, after) == ["Spalte „S1“: Der Mittelwert von S1 geht von 5.50 auf 11.00."]


def test_mean_that_crosses_zero_is_no_jump():
    before = edition(rows(*(value - 6 for value in range(12))))

    assert breaks(before, edition(rows(*range(12)))) == []


def test_changes_of_a_dynamik_indicator_are_no_break():
    indicators = [IndikatorSpec("D1", DYNAMIK)]

    assert (
        breaks(edition(rows(*range(12)), indicators), edition(rows(*range(12, 0, -1)), indicators))
        == []
    )
