"""Versions of texts: who reads them, how honest their labels are, and whose they are."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from portal.beitraege.models import Seite
from portal.sprachen import lesen, quellen, vorschau
from portal.sprachen.models import Fassung, Textsprache
from quartiere.models import Quartier, Zielgruppe
from tests.factories import QuartierFactory, SeiteFactory
from tests.portal.sprachen.fassungen import make

pytestmark = pytest.mark.django_db


def html_of(client, path):
    return client.get(path).content.decode()


# Reading ------------------------------------------------------------------------------------


def test_version_takes_the_place_of_the_german_page(client, quartier):
    make(quartier, title="الحي", text="<p>نص</p>")

    html = html_of(client, f"/ar{quartier.get_absolute_url()}")

    assert "<h1>الحي</h1>" in html
    assert '<article class="fassung flow" lang="ar" dir="rtl">' in html
    assert f'rel="canonical" href="http://testserver/ar{quartier.get_absolute_url()}"' in html
    assert f'href="{quartier.get_absolute_url()}" hreflang="de"' in html


def test_missing_version_is_told_in_that_language_and_german_is_marked(client, quartier):
    html = html_of(client, f"/ar{quartier.get_absolute_url()}")

    assert "هذا النص غير متوفر بهذه اللغة بعد" in html
    assert '<div class="language-note no-print" lang="ar" dir="rtl">' in html
    assert '<main id="inhalt" tabindex="-1" lang="de" dir="ltr">' in html
    assert f'rel="canonical" href="http://testserver{quartier.get_absolute_url()}"' in html


def test_english_reader_is_told_when_the_text_is_german(client, quartier, kinder):
    make(kinder, "en", title="Children")

    without = html_of(client, f"/en{quartier.get_absolute_url()}")
    with_version = html_of(client, "/en/zielgruppen/kinder/")

    assert "This text is not available in this language yet" in without
    assert "This text is not available" not in with_version
    assert "<h1>Children</h1>" in with_version


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"origin": "machine"}, "Machine translation. Not checked yet."),
        ({"origin": "translator"}, "Translated by people. Not checked yet."),
        (
            {"origin": "machine", "reviewed_by": "Office", "reviewed_on": date(2026, 3, 5)},
            "Machine translation. Checked on 5 March 2026: Office.",
        ),
        ({"origin": "editor"}, "Written by the editors. Not checked yet."),
    ],
)
def test_label_says_where_a_version_comes_from(client, kinder, fields, label):
    make(kinder, "en", **fields)

    assert label in html_of(client, "/en/zielgruppen/kinder/")


def test_version_is_outdated_once_the_german_text_changed(client, kinder):
    make(kinder, "en")
    before = html_of(client, "/en/zielgruppen/kinder/")

    Zielgruppe.objects.filter(pk=kinder.pk).update(text="<p>Neu</p>")

    assert "Outdated:" not in before
    assert "Outdated:" in html_of(client, "/en/zielgruppen/kinder/")


def test_change_that_is_no_text_leaves_a_version_current(kinder):
    fassung = make(kinder)

    Zielgruppe.objects.filter(pk=kinder.pk).update(order=99)

    assert Fassung.objects.get(pk=fassung.pk).is_stale is False


def test_easy_language_is_offered_only_where_it_exists(client, kinder):
    before = html_of(client, "/zielgruppen/kinder/")
    make(kinder, "de-simple")

    after = html_of(client, "/zielgruppen/kinder/")

    link = '<a class="tall-link" href="/de-simple/zielgruppen/kinder/" hreflang="de-simple"'
    assert (link in before, link in after) == (False, True)


def test_switch_and_alternates_name_the_languages_of_the_text(client, kinder):
    make(kinder, "ar")
    make(kinder, "uk", published=False)

    html = html_of(client, "/zielgruppen/kinder/")

    assert 'hreflang="ar" lang="ar" dir="rtl">العربية</a>' in html
    assert 'rel="alternate" hreflang="ar" href="http://testserver/ar/zielgruppen/kinder/"' in html
    assert 'hreflang="uk"' not in html


def test_easy_language_page_is_larger_and_not_hyphenated(client, kinder):
    fassung = make(kinder, "de-simple", text="")
    fassung.abschnitte.create(heading="Was ist das?", text="<p>Ein Satz.</p>")

    html = html_of(client, "/de-simple/zielgruppen/kinder/")

    assert '<article class="fassung flow easy-language" lang="de-simple" dir="ltr">' in html
    assert "<h2>Was ist das?</h2>" in html


def test_overview_lists_what_exists_in_easy_language(client, kinder, quartier):
    SeiteFactory._meta.model.objects.filter(slug="leichte-sprache").update(status="published")
    make(kinder, "de-simple", title="Die Kinder")
    make(quartier, "ar", title="Arabisch")

    html = html_of(client, "/leichte-sprache/")

    assert '<a class="tall-link" href="/de-simple/zielgruppen/kinder/" lang="de-simple">' in html
    assert "Arabisch" not in html


@pytest.mark.parametrize(
    ("path", "nothing"),
    [
        ("/gebaerdensprache/", "Ein Video in Deutscher Gebärdensprache gibt es auf diesem Portal"),
        ("/en/gebaerdensprache/", "This portal has no video in German Sign Language yet."),
    ],
)
def test_page_on_sign_language_tells_what_there_is(client, kinder, path, nothing):
    SeiteFactory._meta.model.objects.filter(slug="gebaerdensprache").update(status="published")
    without = html_of(client, path)
    make(kinder, "gsg", title="Die Kinder")

    listed = html_of(client, path)

    assert ("Die Kinder" in without, nothing in without) == (False, True)
    assert ("Die Kinder" in listed, nothing in listed) == (True, False)
    assert "noch nicht" not in Seite.objects.get(slug="gebaerdensprache").text
    assert "noch kein Video" not in Seite.objects.get(slug="leichte-sprache").text


def test_page_on_easy_language_says_nothing_of_videos(client):
    assert "Ein Video in Deutscher" not in html_of(client, "/leichte-sprache/")


def test_language_that_is_data_has_addresses_of_its_own(client, kinder):
    Textsprache.objects.create(code="fa", name="فارسی", german_name="Persisch", direction="rtl")
    make(kinder, "fa", title="کودکان")

    html = html_of(client, "/fa/zielgruppen/kinder/")

    assert '<html lang="de" data-accent' in html
    assert 'lang="fa" dir="rtl"' in html
    assert client.get("/xy/zielgruppen/kinder/").status_code == 404


# Nothing leaks ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "/ar", "/en"])
def test_draft_is_shown_nowhere(client, quartier, path):
    make(quartier, "ar", published=False, title="Geheim")

    assert "Geheim" not in html_of(client, f"{path}{quartier.get_absolute_url()}")
    assert "/ar/" not in html_of(client, "/sitemap.xml")


def test_version_of_an_unpublished_row_is_a_404_and_in_no_list(client, kommune):
    draft = QuartierFactory(kommune=kommune)
    make(draft, "de-simple", title="Geheim")

    response = client.get(f"/de-simple{draft.get_absolute_url()}")

    assert response.status_code == 404
    assert lesen.public_versions() == []
    assert "Geheim" not in html_of(client, "/leichte-sprache/")
    assert "de-simple" not in html_of(client, "/sitemap.xml")


def test_pages_with_versions_set_no_cookie(client, quartier):
    make(quartier, "ar")

    response = client.get(f"/ar{quartier.get_absolute_url()}")

    assert (response.cookies, "Cookie" in response.headers.get("Vary", "")) == ({}, False)


def test_preview_shows_a_draft_until_it_is_public(client, quartier):
    fassung = make(quartier, published=False, title="Entwurf")
    url = vorschau.FASSUNGEN.url(fassung)

    draft = client.get(url)
    Fassung.objects.update(status="published")
    public = client.get(url)

    assert (draft.status_code, "<h1>Entwurf</h1>" in draft.content.decode()) == (200, True)
    assert draft.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert public.url == f"/ar{quartier.get_absolute_url()}"


# Rules of the table -------------------------------------------------------------------------


def test_one_version_a_language(kinder):
    make(kinder, "ar")

    with pytest.raises(IntegrityError):
        make(kinder, "ar")


def test_review_needs_a_function(kinder):
    fassung = make(kinder)
    fassung.reviewed_on = date(2026, 1, 1)

    with pytest.raises(ValidationError):
        fassung.full_clean()


def test_deleted_row_takes_its_versions_along(quartier):
    make(quartier)

    Quartier.objects.filter(pk=quartier.pk).delete()

    assert Fassung.objects.count() == 0


def test_text_is_sanitised(kinder):
    fassung = make(kinder)
    fassung.text = '<p onclick="x()">Gut<script>alert(1)</script></p>'

    fassung.full_clean()

    assert fassung.text == "<p>Gut</p>"


@pytest.mark.parametrize("code", ["de", "DE", "a", "en us", "x" * 30])
def test_code_of_a_language_is_checked(code):
    with pytest.raises(ValidationError):
        Textsprache(code=code, name="x", german_name="x").full_clean()


@pytest.mark.parametrize("model", quellen.SOURCES, ids=lambda model: model._meta.label)
def test_texts_of_every_source_exist(model):
    names = {field.name for field in model._meta.get_fields()}

    assert set(quellen.SOURCES[model]) - names == set()


# Queries ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_one_and_for_many_versions(
    client, kinder, django_assert_max_num_queries, number
):
    for code in ["ar", "tr", "uk"][:number]:
        make(kinder, code)
    client.get("/ar/zielgruppen/kinder/")

    with django_assert_max_num_queries(40) as queries:
        client.get("/ar/zielgruppen/kinder/")

    asked = [query["sql"] for query in queries if "sprachen_fassung" in query["sql"]]
    assert len(asked) == 2  # the versions, and the sections of the one that is read
