"""The public pages as a whole: they answer, they leak nothing, they ask the database little."""

import pytest

from netzwerke.models import Akteur, Netzwerk, Quartiersmanagement
from tests.factories import HandlungsfeldFactory, QuartierFactory, ZielgruppeFactory
from tests.factories_netzwerke import (
    AkteurFactory,
    AngebotFactory,
    BedarfFactory,
    MassnahmeFactory,
    MitgliedschaftFactory,
    NetzwerkFactory,
    QuartiersmanagementFactory,
)
from tests.netzwerke.ketten import SECRET, hang_drafts_on, make_chain

pytestmark = pytest.mark.django_db

LISTS = ["netzwerke", "akteure", "angebote", "massnahmen", "ziele", "handlungsansaetze"]
WITH_POINTS = ["akteure", "angebote"]
OVERVIEWS = ["/netzwerke/bild/", "/netzwerke/weisse-flecken/", "/sitemap.xml", "/"]
EXPORTS = [f"/{name}.{suffix}" for name in LISTS for suffix in ("csv", "json")]
EXPORTS += [f"/{name}.geojson" for name in WITH_POINTS]
ODD = [
    "gibt-es-nicht",
    "\0",
    "0",
    "-1",
    "9" * 40,
    "ä ö<script>",
    "%00",
    "'; --",
    "1e400",
    ".",
    "a.b",
]
PARAMETERS = [
    "q", "kommune", "quartier", "zielgruppe", "handlungsfeld", "stand", "art", "sprache",
    "barrierefrei", "kostenfrei", "ort", "umkreis", "lat", "lon", "vorrang", "querschnitt", "page",
]  # fmt: skip


def pages_of(quartier, chain):
    """Every public address that could name something of the chain."""
    bedarf, *rows = chain
    base = f"/quartiere/{quartier.kommune.slug}/{quartier.slug}"
    rows += [quartier.kommune, bedarf.zielgruppe]
    rows += [row for model in PUBLIC for row in model.objects.published()]
    details = [row.get_absolute_url() for row in rows]
    lists = [f"/{name}/" for name in LISTS]
    return [f"{base}/", f"{base}/handlungskette/", f"{base}/wer-hilft/", *details, *lists]


PUBLIC = [Akteur, Netzwerk, Quartiersmanagement]


def text_of(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()


def test_no_page_shows_a_draft_that_hangs_on_something_public(client, quartier):
    chain = make_chain(quartier, ZielgruppeFactory())
    public = Akteur.objects.published().get()
    QuartiersmanagementFactory(akteur=public, quartiere=[quartier])
    hang_drafts_on(*chain)

    found = {}
    for address in [*pages_of(quartier, chain), *OVERVIEWS, *EXPORTS]:
        response = client.get(address)
        found[address] = (response.status_code, SECRET in text_of(response))

    assert found == dict.fromkeys(found, (200, False))


def test_no_page_of_a_draft_chain_is_public(client, kommune):
    quartier = QuartierFactory(kommune=kommune, published=True)
    _, *rows = make_chain(quartier, ZielgruppeFactory(), published=False)
    rows += [*Akteur.objects.all(), *Netzwerk.objects.all()]

    codes = {row.get_absolute_url(): client.get(row.get_absolute_url()).status_code for row in rows}

    assert codes == dict.fromkeys(codes, 404)


def test_pages_of_an_unpublished_quartier_are_not_public(client, kommune):
    quartier = QuartierFactory(kommune=kommune, slug="entwurf")

    for page in ("handlungskette", "wer-hilft"):
        assert client.get(f"/quartiere/musterstadt/{quartier.slug}/{page}/").status_code == 404


def test_no_reading_page_sets_a_cookie(client, quartier):
    chain = make_chain(quartier, ZielgruppeFactory())

    for address in [*pages_of(quartier, chain), *OVERVIEWS]:
        client.get(address)

    assert dict(client.cookies) == {}


@pytest.mark.parametrize("name", [*LISTS, "netzwerke/bild", "netzwerke/weisse-flecken"])
def test_odd_parameters_never_break_a_list(client, quartier, name):
    make_chain(quartier, ZielgruppeFactory())
    QuartierFactory(kommune=quartier.kommune, published=True)

    codes = {
        value: client.get(f"/{name}/", dict.fromkeys(PARAMETERS, value)).status_code
        for value in ODD
    }

    assert codes == dict.fromkeys(ODD, 200)


@pytest.mark.parametrize("address", EXPORTS)
def test_odd_parameters_never_break_an_export(client, quartier, address):
    make_chain(quartier, ZielgruppeFactory())

    codes = {
        value: client.get(address, dict.fromkeys(PARAMETERS, value)).status_code for value in ODD
    }

    assert codes == dict.fromkeys(ODD, 400)


def test_unknown_format_is_not_found(client):
    codes = {name: client.get(f"/{name}.exe").status_code for name in LISTS}
    no_points = {name: client.get(f"/{name}.geojson").status_code for name in LISTS[-4:]}

    assert codes == dict.fromkeys(LISTS, 404)
    assert no_points["ziele"] == no_points["massnahmen"] == 404


# Queries ------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 8])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("netzwerke", 9),
        ("akteure", 15),
        ("angebote", 14),
        ("massnahmen", 11),
        ("ziele", 9),
        ("handlungsansaetze", 7),
    ],
)
def test_list_query_count_does_not_grow(
    client, quartier, django_assert_num_queries, name, queries, count
):
    for _ in range(count):
        make_chain(quartier, ZielgruppeFactory())

    with django_assert_num_queries(queries):
        response = client.get(f"/{name}/")

    assert response.context["paginator"].count == count


@pytest.mark.parametrize("count", [1, 40])
def test_chain_page_query_count_does_not_grow(client, quartier, django_assert_num_queries, count):
    zielgruppen = [ZielgruppeFactory(), ZielgruppeFactory()]
    for number in range(count):
        make_chain(quartier, zielgruppen[number % 2])

    with django_assert_num_queries(30):
        response = client.get(f"/quartiere/musterstadt/{quartier.slug}/handlungskette/")

    assert sum(len(kette.bedarfe) for kette in response.context["ketten"]) == count


@pytest.mark.parametrize("count", [10, 150])
def test_graph_query_count_does_not_grow(client, kommune, django_assert_num_queries, count):
    QuartierFactory(kommune=kommune, published=True)
    netzwerke = [NetzwerkFactory(kommune=kommune, published=True) for _ in range(2)]
    netzwerke[0].handlungsfelder.add(HandlungsfeldFactory())
    for akteur in AkteurFactory.create_batch(count, kommune=kommune, published=True):
        for netzwerk in netzwerke:
            MitgliedschaftFactory(netzwerk=netzwerk, akteur=akteur)

    with django_assert_num_queries(9):
        response = client.get("/netzwerke/bild/")

    assert len(response.context["netzbild"].rows) == count


@pytest.mark.parametrize("count", [1, 6])
@pytest.mark.parametrize(("page", "queries"), [("wer-hilft", 17), ("", 51)])
def test_page_of_a_quartier_asks_a_constant_number_of_queries(
    client, quartier, django_assert_num_queries, page, queries, count
):
    for _ in range(count):
        make_chain(quartier, ZielgruppeFactory())
    address = f"/quartiere/musterstadt/{quartier.slug}/" + (f"{page}/" if page else "")

    with django_assert_num_queries(queries):
        response = client.get(address)

    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 6])
def test_white_spots_query_count_does_not_grow(client, kommune, django_assert_num_queries, count):
    for _ in range(count):
        BedarfFactory(quartier=QuartierFactory(kommune=kommune, published=True), published=True)

    with django_assert_num_queries(7):
        response = client.get("/netzwerke/weisse-flecken/")

    assert response.context["tafel"].gaps == count


@pytest.mark.parametrize("count", [1, 6])
def test_detail_query_counts_do_not_grow(client, quartier, django_assert_num_queries, count):
    *_, massnahme, angebot = make_chain(quartier, ZielgruppeFactory())
    akteur = angebot.akteur
    for _ in range(count):
        MitgliedschaftFactory(
            akteur=akteur, netzwerk=NetzwerkFactory(kommune=quartier.kommune, published=True)
        )
        AngebotFactory(akteur=akteur, kommune=quartier.kommune, published=True)
        MassnahmeFactory(traeger=akteur, kommune=quartier.kommune, published=True)
        massnahme.partner.add(AkteurFactory(kommune=quartier.kommune, published=True))

    with django_assert_num_queries(23):
        client.get(akteur.get_absolute_url())
    with django_assert_num_queries(15):
        client.get(massnahme.get_absolute_url())
    with django_assert_num_queries(11):
        client.get(angebot.get_absolute_url())
