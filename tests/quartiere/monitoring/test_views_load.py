"""Pages of the monitoring under odd parameters and with many editions."""

import pytest

from quartiere.monitoring.models import Ausgabe, Planungsraum
from tests.factories import KommuneFactory, QuartierFactory
from tests.factories_monitoring import EinschaetzungFactory, ZuordnungFactory, make_ausgabe
from tests.quartiere.monitoring.pages import INDICATORS, ROWS, body

pytestmark = pytest.mark.django_db


@pytest.fixture
def ausgabe(kommune):
    return make_ausgabe(kommune, rows=ROWS, indicators=INDICATORS)


@pytest.fixture
def mitte(kommune, ausgabe):
    """A published Quartier that covers area 05."""
    quartier = QuartierFactory(kommune=kommune, published=True, slug="mitte", phone="0123 456")
    area = Planungsraum.objects.get(kommune=kommune, key="05")
    ZuordnungFactory(planungsraum=area, quartier=quartier, share=0.4)
    return quartier


@pytest.mark.parametrize(
    "query",
    [
        "page=x", "page=-1", "page=99999999999999999999", "ansicht=%00", "bereich=%00&ansicht=",
        "q=%00", "q=%F0%9F%98%80", "ab=9", "ab=-1", "ab=x", "zielgruppe=senioren", "status=x",
        "dynamik=%00", "aufmerksamkeit=vielleicht", "sortierung=bedarf-x", "sortierung=bedarf-",
        "q=" + "a" * 5000, "q=%25", "ab=2&ab=1&zielgruppe=kinder&sortierung=bedarf-kinder",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["", "ueberlagerung/", "ueberlagerung.csv", "ausgabe.json"])
def test_odd_parameters_never_break_a_page(client, ausgabe, query, path):
    response = client.get(f"/monitoring/musterstadt/2021/{path}?{query}")

    assert response.status_code in ({200, 400} if path.endswith("csv") else {200})
    assert body(response)


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/monitoring/", 3),
        ("/monitoring/methode/", 0),
        ("/monitoring/musterstadt/", 2),
        ("/monitoring/musterstadt/2021/", 4),
        ("/monitoring/musterstadt/2021/ueberlagerung/", 6),
        ("/monitoring/musterstadt/gebiete/2021/05/", 7),
        ("/monitoring/musterstadt/indikatoren/", 2),
        ("/monitoring/musterstadt/indikatoren/S1/", 2),
        ("/monitoring/musterstadt/2021/ausgabe.csv", 4),
        ("/monitoring/musterstadt/2021/ueberlagerung.json", 4),
    ],
)
def test_number_of_queries_is_the_same_for_one_and_for_eight_editions(
    client, kommune, mitte, django_assert_num_queries, url, queries, many
):
    EinschaetzungFactory.create_batch(5 if many else 1, quartier=mitte, published=True)
    rows = ROWS | {f"{key}": [3.0, 0.1, 10.0, 1.0] for key in (range(10, 50) if many else ())}
    if many:
        for year in (2007, 2009, 2011, 2013, 2015, 2017, 2019):
            make_ausgabe(kommune, year=year, rows=ROWS, indicators=INDICATORS)
        make_ausgabe(kommune, rows=rows, indicators=INDICATORS)
        make_ausgabe(KommuneFactory(), rows=ROWS, indicators=INDICATORS[::-1])

    with django_assert_num_queries(queries):
        assert body(client.get(url))

    assert Ausgabe.objects.published().count() == (9 if many else 1)


def test_download_carries_licence_and_checksum(client, ausgabe):
    response = client.get("/monitoring/musterstadt/2021/ausgabe.geojson")

    assert response.headers["X-Checksum-SHA256"] == ausgabe.checksum
    assert response.headers["Link"].endswith('rel="license"')
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="monitoring-musterstadt-2021.geojson"'
    )
    assert '"type":"FeatureCollection"' in body(response)


def test_sitemap_names_editions(client, ausgabe):
    text = client.get("/sitemap.xml").text

    for path in ("", "methode/", "musterstadt/", "musterstadt/2021/ueberlagerung/"):
        assert f"/monitoring/{path}</loc>" in text
