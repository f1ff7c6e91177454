"""The supply rules of the method page: with a norm, against the city, and the gap."""

import pytest

from netzwerke.versorgung import Norm, Offer, OfferType, gap, lower_quartile, supply

CLUBS = OfferType(
    "Jugendclubs", population_name="junge Menschen", norm=Norm(0.114, "Berlin, Kinder- und Jugend")
)
ADVICE = OfferType("Beratung", unit="Stunden")


def areas(*keys):
    return frozenset(keys)


def test_supply_with_norm_counts_capacity_against_population_and_norm():
    offers = [Offer(areas("a"), 40), Offer(areas("a"), 17), Offer(areas("b"), 60)]

    found = supply(CLUBS, offers, {"a": 500, "b": 1000})

    assert {key: (item.offers, item.amount, item.is_deficit) for key, item in found.items()} == {
        "a": (2, 57, False),
        "b": (1, 60, True),
    }
    assert found["a"].value == pytest.approx(1)
    assert found["b"].value == pytest.approx(60 / 114)
    assert found["b"].reason == (
        "Jugendclubs: 60 Plätze für 1.000 junge Menschen, nach Richtwert nötig 114."
    )


def test_offer_serves_its_service_area_and_names_what_it_shares():
    offers = [Offer(areas("a", "b"), 50), Offer(None, 20)]

    found = supply(CLUBS, offers, {"a": 100, "c": 100})

    assert (found["a"].amount, found["a"].shared) == (70, 70)
    assert (found["c"].amount, found["c"].shared) == (20, 20)
    assert found["a"].reason == (
        "Jugendclubs: 70 Plätze (davon 70 auch für andere Gebiete) für 100 junge Menschen, "
        "nach Richtwert nötig 11."
    )


def test_unknown_capacity_is_named_and_counts_as_none():
    found = supply(CLUBS, [Offer(areas("a"))], {"a": 100})["a"]

    assert (found.offers, found.amount, found.is_deficit) == (1, 0, True)
    assert found.reason == (
        "Jugendclubs: 0 Plätze für 100 junge Menschen, nach Richtwert nötig 11; "
        "bei einem Angebot fehlt die Kapazität."
    )


@pytest.mark.parametrize("offer_type", [CLUBS, ADVICE])
@pytest.mark.parametrize("population", [None, 0])
def test_area_without_population_is_not_judged(offer_type, population):
    found = supply(offer_type, [Offer(areas("a"), 5)], {"a": population, "b": 100})["a"]

    assert (found.value, found.is_deficit) == (None, None)
    assert "nicht zu beurteilen" in found.reason


def test_supply_without_norm_is_measured_per_1000_against_the_city():
    offers = [
        Offer(areas(key), capacity) for key, capacity in zip("abcde", [1, 2, 3, 4, 5], strict=True)
    ]

    found = supply(ADVICE, offers, dict.fromkeys("abcde", 1000))

    assert {key: (item.value, item.is_deficit) for key, item in found.items()} == {
        "a": (1, True),
        "b": (2, False),
        "c": (3, False),
        "d": (4, False),
        "e": (5, False),
    }
    assert {(item.lower_quartile, item.median) for item in found.values()} == {(2, 3)}
    assert found["a"].reason == (
        "Beratung: 1,0 Stunden je 1.000 Personen der Zielgruppe, Mitte der Stadt 3,0, "
        "unteres Viertel unter 2,0."
    )


def test_offers_are_counted_where_a_capacity_is_missing():
    offers = [Offer(areas("a"), 500), Offer(areas("b")), Offer(areas("b"))]

    found = supply(ADVICE, offers, {"a": 1000, "b": 1000})

    assert {key: item.value for key, item in found.items()} == {"a": 1, "b": 2}
    assert "Angebote je 1.000" in found["a"].reason


def test_nothing_is_a_deficit_where_a_quarter_of_the_areas_has_nothing():
    found = supply(ADVICE, [Offer(areas("a"), 5)], dict.fromkeys("abcd", 1000))

    assert {item.is_deficit for item in found.values()} == {None}
    assert found["b"].reason.endswith(
        "nicht zu beurteilen, weil ein Viertel der Gebiete gar nichts hat."
    )


@pytest.mark.parametrize(
    ("need", "is_gap"),
    [
        ("gering", False),
        ("mittel", False),
        ("erhöht", True),
        ("hoch", True),
        ("keine Angabe", False),
    ],
)
def test_gap_is_need_and_deficit(need, is_gap):
    short = supply(CLUBS, [Offer(areas("a"), 1)], {"a": 1000})["a"]
    enough = supply(ADVICE, [Offer(areas("a"), 9)], {"a": 1000})["a"]

    found = gap("Jugendliche", "a", need, [short, enough])

    assert (found.is_gap, found.missing) == (is_gap, (short,))


def test_gap_explains_itself_in_one_sentence_with_its_numbers():
    short = supply(CLUBS, [], {"a": 1000})["a"]

    assert gap("Jugendliche", "a", "hoch", [short]).reason == (
        "Jugendliche: Bedarf hoch, und es fehlt an: Jugendclubs: 0 Plätze für 1.000 junge "
        "Menschen, nach Richtwert nötig 114."
    )


def test_deficit_without_need_names_its_numbers_too():
    short = supply(CLUBS, [], {"a": 1000})["a"]

    assert gap("Jugendliche", "a", "mittel", [short]).reason == (
        "Jugendliche: Bedarf mittel; der Bedarf ist nicht erhöht, aber es fehlt an: Jugendclubs: "
        "0 Plätze für 1.000 junge Menschen, nach Richtwert nötig 114."
    )


def test_nothing_is_said_of_offers_that_cannot_be_judged():
    unknown = supply(CLUBS, [], {"a": None})["a"]

    found = gap("Jugendliche", "a", "hoch", [unknown])

    assert (found.is_gap, found.is_judged) == (False, False)
    assert found.reason == (
        "Jugendliche: Bedarf hoch; ob Angebote fehlen, ist nicht zu beurteilen."
    )


def test_rate_names_what_other_areas_share():
    offers = [Offer(areas("a", "b"), 2), Offer(areas("a"), 1), Offer(areas("b"), 2)]

    reason = supply(ADVICE, offers, {"a": 1000, "b": 1000})["a"].reason

    assert reason == (
        "Beratung: 3,0 Stunden je 1.000 Personen der Zielgruppe (2 von 3 auch für andere Gebiete), "
        "Mitte der Stadt 3,5, unteres Viertel unter 3,2."
    )


def test_need_without_deficit_is_no_gap():
    enough = supply(CLUBS, [Offer(areas("a"), 200)], {"a": 1000})["a"]

    assert gap("Jugendliche", "a", "hoch", [enough]).is_gap is False


@pytest.mark.parametrize(
    ("values", "quartile"),
    [([], None), ([7], 7), ([1, 2], 1.25), ([4, 3, 2, 1], 1.75), ([5, 1, 2, 4, 3], 2)],
)
def test_lower_quartile_interpolates(values, quartile):
    assert lower_quartile(values) == quartile


def test_norm_must_be_positive():
    with pytest.raises(ValueError, match="größer als 0"):
        Norm(0, "Quelle")
