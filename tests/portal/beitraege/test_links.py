"""The check of links, against servers of its own on 127.0.0.1."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.beitraege.links import extern, intern
from portal.beitraege.links.pruefung import Grenzen, check_all, collect
from portal.beitraege.links.sammeln import all_links, links_in
from portal.beitraege.models import BeitragVersion, LinkBefund, Seite, SeiteVersion, befund
from portal.sprachen.models import Fassungsabschnitt
from quartiere.models import Bild
from tests.factories import QuartierFactory
from tests.factories_beitraege import BeitragFactory
from tests.factories_netzwerke import AkteurFactory
from tests.factories_veranstaltungen import VeranstalterFactory, VeranstaltungFactory
from tests.portal.beitraege.linkserver import at, local_only
from tests.portal.sprachen.fassungen import make as make_fassung
from veranstaltungen.models import Kalenderabo

pytestmark = pytest.mark.django_db

QUICK = Grenzen(pause_seconds=0, timeout_seconds=2)


def test_own_pages_are_asked_as_a_reader_would(kommune):
    public = QuartierFactory(kommune=kommune, published=True)
    draft = QuartierFactory(kommune=kommune)
    paths = [public.get_absolute_url(), draft.get_absolute_url(), "/gibt/es/nicht/", "/impressum/"]

    problems = [intern.problem_of(path) for path in [*paths, "/verwaltung/", "/quartiere/?q=%00"]]

    assert problems == ["", intern.NOT_FOUND, intern.NOT_FOUND, "", "", ""]


def test_own_pages_are_found_in_every_language_and_without_the_last_slash(quartier):
    path = quartier.get_absolute_url()
    found = [f"/en{path}", "/ar/", "/de-simple/angebote/", "/quartiere", path.removesuffix("/")]
    missing = ["/en/gibt/es/nicht/", "/xx/quartiere/", "/gibt/es/nicht"]

    problems = [intern.problem_of(path) for path in [*found, *missing]]

    assert problems == [""] * len(found) + [intern.NOT_FOUND] * len(missing)


def test_own_addresses_are_known_with_their_host(settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://portal.example.org", ["portal.example.org"]

    found = [
        intern.is_internal(url)
        for url in ("/x/", "https://portal.example.org/x/", "https://example.org/", "//example.org")
    ]

    assert found == [True, True, False, False]


def test_links_of_a_text_are_found_once():
    text = (
        '<p><a href="/a/?x=1&amp;y=2">a</a> <a rel="x" href="/a/?x=1&amp;y=2">b</a> '
        '<a href="mailto:a@example.org">c</a> <a href="#hier">d</a> <a href="tel:1">e</a></p>'
    )

    assert links_in(text) == ["/a/?x=1&y=2"]


def test_every_field_with_links_is_checked_or_not_public():
    """Old versions, calendars that the portal reads, and where a picture is from."""
    found = {
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in befund.OURS
        and any(isinstance(field, befund.LINK_FIELDS) for field in model._meta.fields)
    }

    assert found - befund.linking_models().keys() == {
        BeitragVersion,
        SeiteVersion,
        Kalenderabo,
        Bild,
    }


def test_parts_of_versions_and_organisers_are_checked_once_they_are_public(
    kommune, quartier, staff, other_staff
):
    Seite.objects.update(text="")
    text = '<p><a href="/gibt/es/nicht/">x</a></p>'
    for published in (True, False):
        version = make_fassung(quartier, "ar" if published else "tr", published=published)
        Fassungsabschnitt.objects.create(fassung=version, heading="Wo?", text=text)
        website = f"https://testserver/fort/{published}/"
        organiser = VeranstalterFactory(website=website, kommune=kommune)
        VeranstaltungFactory(veranstalter=organiser, published=published)

    collect()

    found = LinkBefund.objects.order_by("url")
    assert list(found.values_list("url", flat=True)) == [
        "/gibt/es/nicht/", "https://testserver/fort/True/",
    ]  # fmt: skip
    assert found[0].title == "Titel ar (Arabisch): Wo?"
    assert found.managed_by(staff).count() == 2
    assert found.managed_by(other_staff).count() == 0


def test_more_parts_of_versions_cost_no_more_questions(quartier):
    text = '<p><a href="/gibt/es/nicht/">x</a></p>'
    version = make_fassung(quartier, "ar", published=True)
    asked = []
    for number in range(3):
        Fassungsabschnitt.objects.create(fassung=version, heading=f"Teil {number}", text=text)
        with CaptureQueriesContext(connection) as queries:
            found = [link for link in all_links() if link.url == "/gibt/es/nicht/"]
        asked.append(len(queries))
        assert len(found) == number + 1

    assert asked[1] == asked[2]


@pytest.fixture
def linked(kommune, quartier, server):
    """Public texts with links, and a draft whose links nobody asks."""
    # The shipped pages link other servers, which no test may ask.
    Seite.objects.update(text="")
    text = f'<p><a href="/gibt/es/nicht/">x</a> <a href="{at(server, "/weg")}">y</a></p>'
    own = BeitragFactory(kommune=kommune, quartiere=[quartier], published=True, text=text)
    BeitragFactory(kommune=kommune, text='<p><a href="/auch/nicht/">x</a></p>')
    akteur = AkteurFactory(published=True, website=at(server, "/gut"))
    return own, akteur


def of(row):
    return LinkBefund.objects.filter(title=str(row)).order_by("url")


def test_check_stores_what_it_found_and_who_it_concerns(
    linked, staff, quartiersmanagement, other_staff, programmleitung
):
    own, akteur = linked

    check_all(QUICK, allow=local_only)

    assert [row.problem for row in of(own)] == [intern.NOT_FOUND, extern.GONE]
    assert [row.problem for row in of(akteur)] == [""]
    assert not LinkBefund.objects.filter(url="/auch/nicht/").exists()
    broken = [
        LinkBefund.objects.managed_by(user).broken().filter(title=str(own)).count()
        for user in (staff, quartiersmanagement, other_staff, programmleitung)
    ]
    assert broken == [2, 2, 0, 2]


def test_address_that_cannot_be_read_is_found_and_the_check_goes_on(linked, kommune, server):
    text = f'<p><a href="//[x/">x</a> <a href="{at(server, "/weg")}">y</a></p>'
    odd = BeitragFactory(kommune=kommune, published=True, text=text)

    check_all(QUICK, allow=local_only)

    found = {row.url: (row.is_external, row.problem) for row in of(odd)}
    assert found == {
        "//[x/": (True, extern.UNREACHABLE),
        at(server, "/weg"): (True, extern.GONE),
    }


def test_mended_link_vanishes_and_what_is_known_stays(linked):
    own, _ = linked
    check_all(QUICK, allow=local_only)
    checked = dict(LinkBefund.objects.values_list("pk", "checked_at"))

    own.text = "<p>Ohne Link.</p>"
    own.save()
    collect()

    assert list(of(own)) == []
    left = dict(LinkBefund.objects.values_list("pk", "checked_at"))
    assert left == {pk: checked[pk] for pk in left}


def test_limit_holds_and_the_oldest_come_next(kommune, server):
    links = "".join(f'<a href="{at(server, f"/{n}")}">x</a>' for n in range(4))
    BeitragFactory(kommune=kommune, published=True, text=f"<p>{links}</p>")
    Seite.objects.update(text="")

    for _ in range(2):
        check_all(Grenzen(number=2, pause_seconds=0, timeout_seconds=2), allow=local_only)

    assert sorted(path for _, path in server.asked) == ["/0", "/1", "/2", "/3"]


def test_command_tells_its_numbers_and_asks_nobody_beyond_its_limit():
    output = StringIO()

    call_command("check_links", "--max", "0", stdout=output)

    assert ", davon 0 fremde Adressen gefragt, 0 fehlerhaft." in output.getvalue()


@pytest.mark.parametrize(
    ("person", "count"),
    [("staff", 2), ("quartiersmanagement", 2), ("other_staff", 0), ("programmleitung", 2)],
    indirect=["person"],
)
def test_staff_find_broken_links_on_their_first_page(client, linked, person, count):
    check_all(QUICK, allow=local_only)
    client.force_login(person)

    tasks = {task.label: task.number for task in client.get("/verwaltung/").context["tasks"]}
    listed = client.get("/verwaltung/beitraege/linkbefund/")

    assert tasks.get("Links, die ins Leere führen", 0) == count
    assert listed.context["cl"].result_count == count


@pytest.mark.parametrize(
    ("choice", "count"), [("eigene", 1), ("fremde", 1), ("gibtesnicht", 2), ("", 2)]
)
def test_list_is_narrowed_by_where_a_link_leads(client, linked, staff, choice, count):
    check_all(QUICK, allow=local_only)
    client.force_login(staff)

    response = client.get(f"/verwaltung/beitraege/linkbefund/?ziel={choice}")

    assert response.context["cl"].result_count == count
