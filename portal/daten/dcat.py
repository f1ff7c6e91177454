"""The catalogue as DCAT-AP.de 2.0, which data portals such as GovData harvest.

Terms and vocabularies: DCAT-AP.de specification 2.0 and its handbook of conventions (licences,
political geocoding by AGS, availability), EU Publications Office (themes, file types, languages,
frequency, access rights).
"""

from django.conf import settings
from django.urls import reverse
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef

from portal.daten import zeitraum
from quartiere.exporte import LICENCE
from quartiere.xmltext import xml_text

DCATAP = Namespace("http://data.europa.eu/r5r/")
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = "http://publications.europa.eu/resource/authority"
IANA = "http://www.iana.org/assignments/media-types"
GEOCODING = "http://dcat-ap.de/def/politicalGeocoding"
PREFIXES = {"dcatap": DCATAP, "dcatde": DCATDE, "vcard": VCARD}
# Addresses of licences as DCAT-AP.de knows them, by the address readers are given.
LICENCES = {
    "https://www.govdata.de/dl-de/by-2-0": "http://dcat-ap.de/def/licenses/dl-by-de/2.0",
    "https://www.govdata.de/dl-de/zero-2-0": "http://dcat-ap.de/def/licenses/dl-zero-de/2.0",
    "https://creativecommons.org/licenses/by/4.0/": "http://dcat-ap.de/def/licenses/cc-by/4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "http://dcat-ap.de/def/licenses/cc-zero",
}
FORMATS = {
    # name in the address: (serialisation of rdflib, media type)
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "jsonld": ("json-ld", "application/ld+json"),
    "rdf": ("pretty-xml", "application/rdf+xml; charset=utf-8"),
}
FILE_TYPES = {"csv": "CSV", "json": "JSON", "geojson": "GEOJSON"}


def serialize(datensaetze, base_url, suffix):
    """The catalogue in one of FORMATS; `base_url` is scheme and host without a slash."""
    name, _ = FORMATS[suffix]
    return graph(datensaetze, base_url).serialize(format=name, encoding="utf-8")


def graph(datensaetze, base_url):
    found = Graph()
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace)
    publisher = _publisher(found, base_url)
    catalogue = _catalogue(found, base_url, publisher)
    service = _service(found, base_url, publisher)
    found.add((catalogue, DCAT.service, service))
    for item in datensaetze:
        dataset = _dataset(found, item, base_url, publisher)
        found.add((catalogue, DCAT.dataset, dataset))
        if item.api:
            found.add((service, DCAT.servesDataset, dataset))
    return found


def _add(found, subject, **pairs):
    """Add `namespace__term=value` pairs; None and "" are left out, a tuple gives several."""
    spaces = {"dct": DCTERMS, "dcat": DCAT, "foaf": FOAF, "vcard": VCARD, "dcatap": DCATAP}
    spaces |= {"dcatde": DCATDE, "rdfs": RDFS}
    for name, values in pairs.items():
        space, _, term = name.partition("__")
        for value in values if isinstance(values, list) else [values]:
            if value not in (None, ""):
                found.add((subject, spaces[space][term], value))


def _german(text):
    return Literal(xml_text(text), lang="de")


def _time(moment):
    return moment and Literal(moment.isoformat(), datatype=XSD.dateTime)


def _publisher(found, base_url):
    agent = URIRef(f"{base_url}/daten/#herausgeber")
    found.add((agent, RDF.type, FOAF.Agent))
    _add(
        found,
        agent,
        foaf__name=Literal(settings.SITE_OPERATOR or settings.SITE_NAME),
        foaf__homepage=URIRef(f"{base_url}/"),
    )
    return agent


def _catalogue(found, base_url, publisher):
    catalogue = URIRef(f"{base_url}/daten/")
    found.add((catalogue, RDF.type, DCAT.Catalog))
    _add(
        found,
        catalogue,
        dct__title=_german(f"Offene Daten: {settings.SITE_NAME}"),
        dct__description=_german("Alle Datensätze des Portals unter freier Lizenz."),
        dct__publisher=publisher,
        dct__language=URIRef(f"{EU}/language/DEU"),
        dct__license=_licence(),
        dcat__themeTaxonomy=URIRef(f"{EU}/data-theme"),
        foaf__homepage=catalogue,
    )
    return catalogue


def _service(found, base_url, publisher):
    service = URIRef(f"{base_url}{reverse('daten:api')}")
    found.add((service, RDF.type, DCAT.DataService))
    _add(
        found,
        service,
        dct__title=_german(f"Schnittstelle: {settings.SITE_NAME}"),
        dct__description=_german("Die Zeilen der Datensätze zum Lesen, als JSON."),
        dct__publisher=publisher,
        dct__license=_licence(),
        dct__accessRights=URIRef(f"{EU}/access-right/PUBLIC"),
        dcat__endpointURL=service,
        dcat__endpointDescription=URIRef(f"{base_url}{reverse('daten:openapi')}"),
        dcat__landingPage=URIRef(f"{base_url}{reverse('daten:api_page')}"),
        dcat__contactPoint=_contact(found, base_url),
    )
    return service


def _dataset(found, item, base_url, publisher):
    dataset = URIRef(f"{base_url}{item.get_absolute_url()}")
    found.add((dataset, RDF.type, DCAT.Dataset))
    _add(
        found,
        dataset,
        dct__title=_german(item.title),
        dct__description=_german(item.description),
        dct__identifier=Literal(str(dataset)),
        dct__publisher=publisher,
        dct__creator=publisher,
        dct__issued=_time(item.issued),
        dct__modified=_time(item.modified),
        dct__language=URIRef(f"{EU}/language/DEU"),
        dct__accrualPeriodicity=URIRef(f"{EU}/frequency/IRREG"),
        dct__accessRights=URIRef(f"{EU}/access-right/PUBLIC"),
        dcat__landingPage=dataset,
        dcat__keyword=[_german(word) for word in item.keywords],
        dcat__theme=[URIRef(f"{EU}/data-theme/{theme}") for theme in item.themes],
        dcat__contactPoint=_contact(found, base_url),
        dcatde__contributorID=settings.DCAT_CONTRIBUTOR_ID and URIRef(settings.DCAT_CONTRIBUTOR_ID),
        dct__temporal=_period(found, dataset, item),
        dct__provenance=_provenance(found, dataset, item),
    )
    if item.ags:
        _add_place(found, dataset, item.ags)
    for number, file in enumerate(item.files, start=1):
        distribution = _distribution(found, item, file, dataset, number, base_url)
        found.add((dataset, DCAT.distribution, distribution))
    return dataset


def _period(found, dataset, item):
    days = zeitraum.days_of(item.period)
    if days is None:
        return None
    period = URIRef(f"{dataset}#zeitraum")
    found.add((period, RDF.type, DCTERMS.PeriodOfTime))
    first, last = (Literal(day.isoformat(), datatype=XSD.date) for day in days)
    _add(found, period, dcat__startDate=first, dcat__endDate=last)
    return period


def _provenance(found, dataset, item):
    """The checksum of an edition. No `spdx:checksum`: that is of the bytes of one file, while this
    one is of the inputs and results, whatever file they stand in (docs/methode.md)."""
    if not item.checksum:
        return None
    statement = URIRef(f"{dataset}#pruefsumme")
    found.add((statement, RDF.type, DCTERMS.ProvenanceStatement))
    text = f"SHA-256 über Eingaben, Methode und Ergebnisse: {item.checksum}"
    _add(found, statement, rdfs__label=_german(text))
    return statement


def _add_place(found, dataset, ags):
    municipality = URIRef(f"{GEOCODING}/municipalityKey/{ags}")
    level = URIRef(f"{GEOCODING}/Level/municipality")
    _add(
        found,
        dataset,
        dcatde__politicalGeocodingURI=municipality,
        dcatde__politicalGeocodingLevelURI=level,
        dct__spatial=municipality,
    )


def _contact(found, base_url):
    contact = URIRef(f"{base_url}/kontakt/#stelle")
    found.add((contact, RDF.type, VCARD.Organization))
    email = settings.SITE_EMAIL and URIRef(f"mailto:{settings.SITE_EMAIL}")
    _add(
        found,
        contact,
        vcard__fn=Literal(settings.SITE_OPERATOR or settings.SITE_NAME),
        vcard__hasEmail=email,
        vcard__hasURL=URIRef(f"{base_url}/kontakt/"),
    )
    return contact


def _distribution(found, item, file, dataset, number, base_url):
    distribution = URIRef(f"{dataset}#datei-{number}")
    url = URIRef(f"{base_url}{file.url}")
    found.add((distribution, RDF.type, DCAT.Distribution))
    _add(
        found,
        distribution,
        dct__title=_german(f"{item.title}: {file.title} ({file.format})"),
        dcat__accessURL=url,
        dcat__downloadURL=url,
        dcat__mediaType=URIRef(f"{IANA}/{file.media_type}"),
        dct__format=URIRef(f"{EU}/file-type/{FILE_TYPES[file.suffix]}"),
        dct__license=_licence(),
        dcatde__licenseAttributionByText=Literal(settings.SITE_OPERATOR or settings.SITE_NAME),
        dcatap__availability=URIRef(f"{EU}/planned-availability/STABLE"),
        dct__issued=_time(item.issued),
        dct__modified=_time(item.modified),
    )
    return distribution


def _licence():
    return URIRef(LICENCES.get(LICENCE["url"], LICENCE["url"]))
