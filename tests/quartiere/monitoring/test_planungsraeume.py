"""Importing Planungsräume: all or nothing, again without effect, never below an edition."""

import io
import json

import pytest
from django.core.management import CommandError

from quartiere.monitoring.models import Planungsraum, Zuordnung
from tests.factories import QuartierFactory, square
from tests.factories_monitoring import make_ausgabe
from tests.quartiere.monitoring.builders import KOMMUNE
from tests.quartiere.monitoring.einspielung import run

pytestmark = pytest.mark.django_db


def geojson(*areas):
    """A file of squares: (key, name, longitude)."""
    features = [
        {
            "type": "Feature",
            "geometry": square(longitude, 52.0),
            "properties": {"ID": key, "NAME": name},
        }
        for key, name, longitude in areas
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def import_areas(path, **options):
    fields = ["--kommune", KOMMUNE, "--gebietsstand", "2030", "--key", "ID", "--name", "NAME"]
    return run("import_planungsraeume", path, *fields, **options)


def test_planungsraeume_are_imported_with_their_zuordnungen(musterstadt, write):
    QuartierFactory(kommune=musterstadt, boundary=square(13.0, 52.0))
    path = write(geojson(("01", "Nord", 13.0), ("02", "Süd", 13.005)))

    assert import_areas(path) == (
        "Planungsräume: 2 neu, 2 Zuordnungen zu Quartieren. Gespeichert.\n"
    )

    found = Planungsraum.objects.values_list("kommune", "gebietsstand", "key", "name")
    assert list(found) == [
        (musterstadt.pk, "2030", "01", "Nord"),
        (musterstadt.pk, "2030", "02", "Süd"),
    ]
    assert sorted(round(row.share, 2) for row in Zuordnung.objects.all()) == [0.5, 1.0]


def test_second_import_of_areas_changes_nothing(musterstadt, write):
    path = write(geojson(("01", "Nord", 13.0)))
    import_areas(path)

    assert import_areas(path) == "Planungsräume: 1 unverändert. Es gab nichts zu speichern.\n"


def test_area_without_published_edition_follows_the_file(musterstadt, write):
    import_areas(write(geojson(("01", "Nord", 13.0), ("02", "Süd", 13.1))))

    out = import_areas(write(geojson(("01", "Mitte", 13.2))))

    assert out.splitlines() == [
        "Hinweis Planungsraum „Süd“: Der Schlüssel 02 fehlt in der Datei; der Planungsraum bleibt "
        "unverändert.",
        "Planungsräume: 1 geändert, 1 nicht in der Datei. Gespeichert.",
    ]
    changed = Planungsraum.objects.get(key="01")
    assert (changed.name, changed.west) == ("Mitte", 13.2)


@pytest.mark.parametrize("area", [("01", "Nord", 13.1), ("01", "Anders", 13.0)])
def test_area_of_a_published_edition_is_not_changed(musterstadt, write, area):
    import_areas(write(geojson(("01", "Nord", 13.0), ("02", "Süd", 13.3))))
    make_ausgabe(musterstadt, gebietsstand="2030", rows={"01": [1.0], "02": [2.0]})
    out = io.StringIO()

    with pytest.raises(CommandError, match=r"1 Fehler\. Es wurde nichts gespeichert"):
        import_areas(write(geojson(area, ("03", "Neu", 13.5))), stdout=out)

    assert out.getvalue().splitlines()[-1] == (
        f"Fehler Fläche 1 „{area[1]}“: Name oder Grenze weichen ab, aber der Planungsraum gehört "
        "zu einer veröffentlichten Ausgabe. Ein neuer Zuschnitt braucht einen neuen Gebietsstand."
    )
    assert list(Planungsraum.objects.values_list("name", "west")) == [("Nord", 13.0), ("Süd", 13.3)]


def test_areas_of_an_unknown_kommune_are_refused(write):
    with pytest.raises(CommandError, match=f"Eine Kommune mit dem Schlüssel {KOMMUNE}"):
        import_areas(write(geojson(("01", "Nord", 13.0))))


def test_dry_run_of_areas_saves_nothing(musterstadt, write):
    out = import_areas(write(geojson(("01", "Nord", 13.0))), dry_run=True)

    assert "Probelauf" in out
    assert Planungsraum.objects.count() == 0
