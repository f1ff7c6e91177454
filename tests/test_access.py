"""Every address of the portal × every role. A new address without a row here fails the test.

The admin has its own matrices beside each app; here it is one row, its front door.
"""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from portal.beitraege import vorschau
from quartiere.vorschau import preview_url
from tests.factories import MaterialFactory, QuartierFactory, SeiteFactory
from tests.factories_beitraege import BeitragFactory
from tests.netzwerke import adressen
from tests.quartiere.monitoring import adressen as monitoring
from tests.veranstaltungen import adressen as veranstaltungen

pytestmark = pytest.mark.django_db

PERSONS = ["anonymous", "visitor", "quartiersmanagement", "staff", "other_staff", "programmleitung"]
EVERYBODY = dict.fromkeys(PERSONS, 200)
NOBODY = dict.fromkeys(PERSONS, 404)
LOG_IN_FIRST = {**EVERYBODY, "anonymous": 302}
# The log-in page then tells people without a role that they may not enter.
STAFF_ONLY = {**LOG_IN_FIRST, "visitor": 302}
THEIRS = {**EVERYBODY, "anonymous": 404, "visitor": 404, "other_staff": 404}
ORGANISERS_ONLY = {**NOBODY, "anonymous": 302}

# Name of the address: what to open (a function of the fixture `places`), and who gets what.
ADDRESSES = {
    "home": ("/", EVERYBODY),
    "health": ("/gesundheit/", EVERYBODY),
    "sitemap": ("/sitemap.xml", EVERYBODY),
    "robots": ("/robots.txt", EVERYBODY),
    "security_txt": ("/.well-known/security.txt", EVERYBODY),
    "change_password": ("/.well-known/change-password", dict.fromkeys(PERSONS, 302)),
    "account": ("/konto/", LOG_IN_FIRST),
    # Log-in comes before the question of the method.
    "account_digest": ("/konto/wochenpost/", {**dict.fromkeys(PERSONS, 405), "anonymous": 302}),
    "admin:index": ("/verwaltung/", STAFF_ONLY),
    "seite": ("/impressum/", EVERYBODY),
    "rueckmeldungen:create": ("/barriere-melden/", EVERYBODY),
    "rueckmeldungen:contact": ("/kontakt/", EVERYBODY),
    "rueckmeldungen:received": ("/eingang/gibt-es-nicht/", NOBODY),
    "daten:list": ("/daten/", EVERYBODY),
    "daten:katalog": ("/daten/katalog.ttl", EVERYBODY),
    "daten:api_page": ("/daten/schnittstelle/", EVERYBODY),
    "daten:export": ("/daten/kommunen.csv", EVERYBODY),
    "daten:detail": ("/daten/quartiere/", EVERYBODY),
    "daten:detail (edition)": ("/daten/monitoring-musterstadt-2021/", EVERYBODY),
    "daten:detail (draft)": ("/daten/monitoring-musterstadt-2022/", NOBODY),
    "daten:api": ("/api/v1/", EVERYBODY),
    "daten:openapi": ("/api/v1/openapi.json", EVERYBODY),
    "daten:api_not_found": ("/api/v1/quartiere/ä/", NOBODY),
    "daten:api_list": ("/api/v1/quartiere/", EVERYBODY),
    "daten:api_detail": ("/api/v1/quartiere/musterstadt.nordstadt/", EVERYBODY),
    "daten:api_detail (draft)": ("/api/v1/quartiere/musterstadt.entwurf/", NOBODY),
    "daten:api_detail (draft akteur)": ("/api/v1/akteure/entwurf/", NOBODY),
    "daten:api_detail (draft edition)": ("/api/v1/ausgaben/musterstadt.2022/", NOBODY),
    "beitraege:list": ("/beitraege/", EVERYBODY),
    "beitraege:atom": ("/beitraege.atom", EVERYBODY),
    "beitraege:rss": ("/beitraege.rss?art=nachrichten", EVERYBODY),
    "beitraege:export": ("/beitraege.csv", EVERYBODY),
    "beitraege:detail": ("/beitraege/oeffentlich/", EVERYBODY),
    "beitraege:detail (draft)": ("/beitraege/entwurf/", NOBODY),
    "beitraege:preview": ("preview of a Beitrag", EVERYBODY),
    "beitraege:preview (forged)": ("/vorschau/beitrag/falsch/", NOBODY),
    "beitraege:seite_preview": ("preview of a Seite", EVERYBODY),
    "beitraege:seite_preview (forged)": ("/vorschau/seite/falsch/", NOBODY),
    "suche:search": ("/suche/?q=nordstadt", EVERYBODY),
    "suche:suggestions": ("/suche/vorschlaege.json?q=nord", EVERYBODY),
    "sprachen:preview (forged)": ("/vorschau/fassung/falsch/", NOBODY),
    "sprachen:video": ("/gebaerdenvideo/gibt-es-nicht.mp4", NOBODY),
    "quartiere:list": ("/quartiere/", EVERYBODY),
    "quartiere:csv": ("/quartiere.csv", EVERYBODY),
    "quartiere:json": ("/quartiere.json", EVERYBODY),
    "quartiere:geojson": ("/quartiere.geojson", EVERYBODY),
    "quartiere:find": ("/quartiere/finden/", EVERYBODY),
    "quartiere:kommune_redirect": ("/quartiere/musterstadt/", dict.fromkeys(PERSONS, 302)),
    "quartiere:detail": ("/quartiere/musterstadt/nordstadt/", EVERYBODY),
    "quartiere:detail (draft)": ("/quartiere/musterstadt/entwurf/", NOBODY),
    "quartiere:steckbrief": ("/quartiere/musterstadt/nordstadt/steckbrief/", EVERYBODY),
    "quartiere:steckbrief (draft)": ("/quartiere/musterstadt/entwurf/steckbrief/", NOBODY),
    "quartiere:preview": ("preview", EVERYBODY),
    "quartiere:preview (forged)": ("/vorschau/falsch/", NOBODY),
    "quartiere:kommune_list": ("/kommunen/", EVERYBODY),
    "quartiere:kommune_detail": ("/kommunen/musterstadt/", EVERYBODY),
    "quartiere:zielgruppe_list": ("/zielgruppen/", EVERYBODY),
    "quartiere:zielgruppe_detail": ("/zielgruppen/kinder/", EVERYBODY),
    "quartiere:handlungsfeld_list": ("/handlungsfelder/", EVERYBODY),
    "quartiere:handlungsfeld_detail": ("/handlungsfelder/bildung/", EVERYBODY),
    "quartiere:picture": ("/medien/gibt-es-nicht.webp", NOBODY),
    "quartiere:picture (private folder)": ("/medien/material/x/geheim.pdf", NOBODY),
    "quartiere:material": ("public material", EVERYBODY),
    "quartiere:material (draft)": ("draft material", THEIRS),
}

for app in (adressen, monitoring, veranstaltungen):
    ADDRESSES |= {name: (address, EVERYBODY) for name, address in app.PUBLIC.items()}
    ADDRESSES |= {name: (address, NOBODY) for name, address in app.NOT_FOUND.items()}
ADDRESSES |= {name: (path, ORGANISERS_ONLY) for name, path in veranstaltungen.ORGANISERS.items()}
for app in (adressen, veranstaltungen):
    ADDRESSES |= {name: (address, THEIRS) for name, address in app.THEIRS.items()}
ADDRESSES |= {name: (address, LOG_IN_FIRST) for name, address in veranstaltungen.ACCOUNTS.items()}
for name, (page, answer) in veranstaltungen.MANAGED.items():
    allowed = {person: answer if THEIRS[person] == 200 else 404 for person in PERSONS}
    ADDRESSES[name] = (f"/meine-veranstaltungen/entwurf/{page}", {**allowed, "anonymous": 302})


@pytest.fixture
def places(kommune, quartiersmanagement):
    """One published Quartier and one draft of the same Kommune, both with a file."""
    public = QuartierFactory(kommune=kommune, slug="nordstadt", published=True)
    draft = QuartierFactory(kommune=kommune, slug="entwurf")
    draft.quartiersmanagement.add(quartiersmanagement)
    monitoring.make_rows(kommune)
    BeitragFactory(kommune=kommune, slug="oeffentlich", published=True)
    beitrag = BeitragFactory(kommune=kommune, slug="entwurf", quartiere=[draft])
    return {
        "preview": preview_url(draft),
        "preview of a Beitrag": vorschau.BEITRAEGE.url(beitrag),
        "preview of a Seite": vorschau.SEITEN.url(SeiteFactory()),
        "public material": material_of(public),
        "draft material": material_of(draft),
        **adressen.make_rows(draft, "draft"),
        **adressen.make_rows(public, "public"),
        **veranstaltungen.make_rows(draft, "draft"),
        **veranstaltungen.make_rows(public, "public"),
    }


def material_of(quartier):
    material = MaterialFactory(quartier=quartier, with_file=True)
    return f"/material/{material.file.name.removeprefix('material/')}"


@pytest.mark.parametrize("person", PERSONS, indirect=True)
def test_each_address_answers_a_role_as_it_should(client, request, places, person):
    role = request.node.callspec.params["person"]
    if person:
        client.force_login(person)

    wrong = {}
    for name, (address, expected) in ADDRESSES.items():
        response = client.get(places.get(address, address))
        if response.streaming:
            response.getvalue()  # reads to the end and closes the file
        if response.status_code != expected[role]:
            wrong[name] = (response.status_code, expected[role])

    assert wrong == {}, "answered, expected"


def names_of(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names_of(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def test_every_address_has_a_row():
    """Accounts are allauth's and the admin's pages have matrices of their own."""
    foreign = ("account_", "mfa_", "admin:", "socialaccount_")
    own = {name for name in names_of(get_resolver().url_patterns) if not name.startswith(foreign)}

    assert own - {name.split(" ")[0] for name in ADDRESSES} == set()
