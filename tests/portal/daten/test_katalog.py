"""The catalogue: complete, true, and read by the tools of data portals."""

from datetime import date

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, Graph, URIRef

from portal.daten import dcat, verzeichnis, zeitraum
from portal.daten.sammlungen import ALL
from tests.factories import KommuneFactory, QuartierFactory
from tests.factories_monitoring import make_ausgabe

pytestmark = pytest.mark.django_db
PARSERS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}


@pytest.fixture
def ausgabe(kommune):
    return make_ausgabe(kommune)


@pytest.mark.parametrize("sammlung", ALL, ids=lambda sammlung: sammlung.slug)
def test_every_column_has_a_meaning(sammlung):
    names = [column.name for column in sammlung.export.columns]

    assert [feld.name for feld in sammlung.felder] == [*names, "adresse"]
    assert [feld.name for feld in sammlung.felder if not feld.meaning] == []


def test_catalogue_lists_collections_and_published_editions(client, ausgabe):
    make_ausgabe(ausgabe.kommune, year=2022, state="draft")

    response = client.get("/daten/")

    slugs = [item.slug for item in response.context["datensaetze"]]
    assert slugs == [*(sammlung.slug for sammlung in ALL), "monitoring-musterstadt-2021"]


def test_catalogue_finds_by_words_in_any_order(client, ausgabe):
    response = client.get("/daten/?q=musterstadt+Monitoring")

    assert [item.slug for item in response.context["datensaetze"]] == [
        "monitoring-musterstadt-2021"
    ]


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 500, "q=gibtesnicht"])
def test_catalogue_answers_odd_questions(client, query):
    assert client.get(f"/daten/?{query}").status_code == 200


def test_catalogue_asks_as_often_for_many_editions_as_for_one(
    client, ausgabe, django_assert_num_queries
):
    queries = len(list(filter(lambda sammlung: sammlung.changed_by, ALL))) + 1
    with django_assert_num_queries(queries):
        client.get("/daten/")
    for year in (2019, 2023):
        make_ausgabe(ausgabe.kommune, year=year)

    with django_assert_num_queries(queries):
        client.get("/daten/")


# The parser of the library itself uses what the library gives up.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("suffix", PARSERS)
def test_catalogue_file_is_read_by_rdflib(client, ausgabe, suffix):
    QuartierFactory(kommune=ausgabe.kommune, published=True)

    response = client.get(f"/daten/katalog.{suffix}")

    found = Graph().parse(data=response.content, format=PARSERS[suffix])
    expected = dcat.graph(verzeichnis.datensaetze(), "http://testserver")
    assert set(found) == set(expected)
    assert response.headers["Content-Type"] == dcat.FORMATS[suffix][1]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_catalogue_as_xml_survives_a_control_character(client, ausgabe):
    type(ausgabe.kommune).objects.update(name="Muster\x0bstadt")

    content = client.get("/daten/katalog.rdf").content

    titles = Graph().parse(data=content, format="xml").objects(None, DCTERMS.title)
    assert "Monitoring Musterstadt 2021" in {str(title) for title in titles}


def test_catalogue_file_carries_what_govdata_asks_for(ausgabe, settings):
    settings.DCAT_CONTRIBUTOR_ID = "http://dcat-ap.de/def/contributors/musterstadt"
    settings.SITE_OPERATOR = "Stadt Musterstadt"

    found = dcat.graph(verzeichnis.datensaetze(), "https://portal.example")

    catalogue = URIRef("https://portal.example/daten/")
    datasets = set(found.objects(catalogue, DCAT.dataset))
    assert len(datasets) == len(ALL) + 1
    assert set(found.subjects(RDF.type, DCAT.Dataset)) == datasets
    needed = [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.theme, DCAT.distribution]
    needed += [DCAT.contactPoint, DCTERMS.identifier, dcat.DCATDE.contributorID]
    assert [(s, p) for s in datasets for p in needed if (s, p, None) not in found] == []
    files = set(found.subjects(RDF.type, DCAT.Distribution))
    needed = [DCAT.accessURL, DCTERMS.license, DCTERMS.format, dcat.DCATAP.availability]
    needed += [DCAT.mediaType, dcat.DCATDE.licenseAttributionByText]
    assert [(s, p) for s in files for p in needed if (s, p, None) not in found] == []
    licence = URIRef("http://dcat-ap.de/def/licenses/dl-by-de/2.0")
    assert set(found.objects(None, DCTERMS.license)) == {licence}
    publisher = found.value(catalogue, DCTERMS.publisher)
    assert str(found.value(publisher, FOAF.name)) == "Stadt Musterstadt"
    edition = URIRef("https://portal.example/daten/monitoring-musterstadt-2021/")
    place = found.value(edition, dcat.DCATDE.politicalGeocodingURI)
    assert str(place).endswith(f"/municipalityKey/{ausgabe.kommune.ags}")


def test_catalogue_file_tells_what_days_an_edition_is_about_and_its_checksum(ausgabe):
    found = dcat.graph(verzeichnis.datensaetze(), "https://portal.example")

    edition = URIRef("https://portal.example/daten/monitoring-musterstadt-2021/")
    period = found.value(edition, DCTERMS.temporal)
    statement = found.value(edition, DCTERMS.provenance)
    days = [found.value(period, term).toPython() for term in (DCAT.startDate, DCAT.endDate)]
    assert days == [date(2020, 12, 31), date(2020, 12, 31)]
    assert (period, RDF.type, DCTERMS.PeriodOfTime) in found
    assert str(found.value(statement, RDFS.label)).endswith(f": {ausgabe.checksum}")
    assert set(found.subjects(DCTERMS.temporal)) == {edition}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("31.12.2020", (date(2020, 12, 31), date(2020, 12, 31))),
        ("31. 12. 2018 bis 1.1.2020", (date(2018, 12, 31), date(2020, 1, 1))),
        ("2018–2020", (date(2018, 1, 1), date(2020, 12, 31))),
        (" 2029 ", (date(2029, 1, 1), date(2029, 12, 31))),
        ("1.7.2019 - 2020", (date(2019, 7, 1), date(2020, 12, 31))),
        ("Ende 2020", None), ("31.2.2020", None), ("2020 bis 2018", None), ("", None),
        ("0000", None), ("31.12.2020 und 31.12.2021", None), ("²020", None),
    ],
)  # fmt: skip
def test_period_in_words_becomes_days_only_where_it_names_them(text, days):
    assert zeitraum.days_of(text) == days


def test_catalogue_file_names_the_api_and_what_it_serves(client, ausgabe):
    found = dcat.graph(verzeichnis.datensaetze(), "http://testserver")

    [service] = found.objects(URIRef("http://testserver/daten/"), DCAT.service)
    served = {str(dataset) for dataset in found.objects(service, DCAT.servesDataset)}
    assert (service, RDF.type, DCAT.DataService) in found
    assert served == {f"http://testserver/daten/{sammlung.slug}/" for sammlung in ALL}
    for term in (DCAT.endpointURL, DCAT.endpointDescription, DCAT.landingPage):
        assert client.get(str(found.value(service, term))).status_code == 200


def test_every_file_of_the_catalogue_can_be_fetched(client, ausgabe):
    urls = [file.url for item in verzeichnis.datensaetze() for file in item.files]

    answers = {url: client.get(url) for url in urls}

    assert {url for url, answer in answers.items() if answer.status_code != 200} == set()
    for answer in answers.values():
        answer.close()


def test_data_set_says_licence_fields_and_count(client):
    QuartierFactory(published=True)
    QuartierFactory(status="draft")

    response = client.get("/daten/quartiere/")

    assert response.context["count"] == 1
    assert "Datenlizenz Deutschland" in response.text
    assert '<th scope="row"><code>ags</code></th>' in response.text


@pytest.mark.parametrize(
    "path",
    ["/daten/gibt-es-nicht/", "/daten/monitoring-x-20²1/", "/daten/katalog.exe", "/daten/x.csv"],
)
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_vocabularies_and_kommunen_have_files(client, kommune):
    QuartierFactory(kommune=kommune, published=True)
    KommuneFactory(name="Ohne Quartier")

    rows = client.get("/daten/kommunen.json").getvalue().decode()

    assert '"name":"Musterstadt"' in rows
    assert "Ohne Quartier" not in rows
