"""Time series of an area, and their drawing."""

import pytest

from quartiere.monitoring.darstellung import PublicArea, PublicIndikator, Sicht
from quartiere.monitoring.daten import IndikatorSpec
from quartiere.monitoring.diagramm import diagramm, ticks_of
from quartiere.monitoring.zeitreihe import (
    NEW_BOUNDARY,
    NEW_DEFINITION,
    NEW_GROUPS,
    NEW_INDICATORS,
    Punkt,
    Stand,
    class_breaks,
    zeitreihen,
)


def stand(year, values, *, gebietsstand="2021", groups=(), mean=None, **spec):
    indicators = tuple(
        PublicIndikator(n, IndikatorSpec(code, **{"role": "status", "unit": "%", **spec}), mean)
        for n, code in enumerate(values)
    )
    sicht = Sicht(5, indicators, groups, groups, True, True, {})
    area = PublicArea("01", "Mitte", 1000 + year, is_small=False, exclusion="", values=values)
    return Stand(year, gebietsstand, sicht, area)


def points_of(*staende):
    (reihe,) = zeitreihen(staende)
    return [(p.year, p.value, p.change, p.breaks) for p in reihe.points]


def test_series_gives_value_and_absolute_change_beside_the_city():
    (reihe,) = zeitreihen(
        [stand(2019, {"S1": 8.0}, city_value=6.0), stand(2021, {"S1": 7.5}, city_value=5.0)]
    )

    assert reihe.city_label == "Stadt"
    assert reihe.points == (
        Punkt(2019, 3019, 8.0, 6.0),
        Punkt(2021, 3021, 7.5, 5.0, change=-0.5, city_change=-1.0),
    )


def test_series_names_the_mean_where_one_city_value_is_missing():
    (reihe,) = zeitreihen(
        [stand(2019, {"S1": 8.0}, city_value=6.0, mean=6.4), stand(2021, {"S1": 7.5}, mean=5.5)]
    )

    assert reihe.city_label == "Mittel der Gebiete"
    assert [point.city for point in reihe.points] == [6.4, 5.5]


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ({"gebietsstand": "2006"}, NEW_BOUNDARY),
        ({"unit": "Prozentpunkte"}, NEW_DEFINITION),
        ({"polarity": -1}, NEW_DEFINITION),
        ({"sheet": (("nenner", "15- bis unter 27-Jährige"),)}, NEW_DEFINITION),
    ],
)
def test_series_breaks_where_a_value_means_something_else(second, reason):
    found = points_of(stand(2019, {"S1": 8.0}), stand(2021, {"S1": 7.0}, **second))

    assert found == [(2019, 8.0, None, ()), (2021, 7.0, None, (reason,))]


def test_series_does_not_break_where_only_the_date_of_the_sheet_changes():
    found = points_of(
        stand(2019, {"S1": 8.0}, sheet=(("zeitbezug", "31.12.2018"),)),
        stand(2021, {"S1": 7.0}, sheet=(("zeitbezug", "31.12.2020"),)),
    )

    assert found == [(2019, 8.0, None, ()), (2021, 7.0, -1.0, ())]


def test_series_has_a_gap_where_an_edition_lacks_the_indicator_or_its_value():
    found = points_of(
        stand(2015, {"S1": 8.0}), stand(2017, {}), stand(2019, {"S1": None}), stand(2021, {"S1": 7})
    )

    assert found == [
        (2015, 8.0, None, ()),
        (2017, None, None, ()),
        (2019, None, None, ()),
        (2021, 7, None, ()),
    ]


def test_changes_of_the_dynamics_are_no_series_of_their_own():
    assert zeitreihen([stand(2021, {"D1": -0.5}, role="dynamik")]) == []


def test_classes_break_where_indicators_groups_or_boundaries_differ():
    before = stand(2019, {"S1": 1.0}, groups=("kinder",))

    assert class_breaks(before, stand(2021, {"S1": 1.0}, groups=("kinder",))) == []
    assert class_breaks(before, stand(2021, {"S3": 1.0}, gebietsstand="2006")) == [
        NEW_BOUNDARY,
        NEW_INDICATORS,
        NEW_GROUPS,
    ]


@pytest.mark.parametrize(
    ("lowest", "highest", "ticks"),
    [
        (4.1, 14.2, [0, 5, 10, 15]),
        (0, 0, [0, 0.25]),
        (-3.4, -0.4, [-4, -3, -2, -1, 0]),
        (-0.2, 0.1, [-0.2, -0.1, 0, 0.1]),
        (310.0, 980.0, [0, 250, 500, 750, 1000]),
    ],
)
def test_axis_has_round_numbers_and_zero(lowest, highest, ticks):
    assert ticks_of(lowest, highest) == ticks


def test_drawing_stops_its_line_at_a_break_and_at_a_gap():
    values = [(2013, 8.0, ()), (2015, 7.0, ()), (2017, None, ()), (2019, 6.0, ()), (2021, 5.0, ())]
    points = [Punkt(year, 100, value, 5.0, breaks=breaks) for year, value, breaks in values]
    points.append(Punkt(2023, 100, 4.0, 5.0, breaks=(NEW_DEFINITION,)))

    bild = diagramm(points)

    assert [len(piece.split(" ")) for piece in bild.area.points] == [2, 2]
    assert len(bild.area.dots) == 5
    assert [len(piece.split(" ")) for piece in bild.city.points] == [5]
    assert [mark.text for mark in bild.breaks] == ["Bruch"]
    assert float(bild.years[-2].x) < float(bild.breaks[0].x) < float(bild.years[-1].x)
    assert [label.text for label in bild.labels] == ["8,0", "7,0", "6,0", "5,0", "4,0"]


def test_drawing_keeps_the_distance_of_years():
    bild = diagramm([Punkt(year, 1, 5.0, None) for year in (2013, 2015, 2021)])

    first, second, third = (float(mark.x) for mark in bild.years)
    assert round((third - second) / (second - first), 1) == 3.0


def test_drawing_of_forty_years_names_only_some():
    bild = diagramm([Punkt(year, 1, 5.0, 4.0) for year in range(1980, 2021)])

    assert len(bild.years) <= 8
    assert (bild.years[-1].text, bild.labels) == ("2020", ())


def test_nothing_is_drawn_without_a_value():
    assert diagramm([Punkt(2021, 1, None, 4.0)]) is None
    assert diagramm([]) is None
