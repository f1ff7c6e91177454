"""Every marked text has its English; catalogues are whole, current and built."""

import re

import polib
import pytest
from django.conf import settings
from django.utils import translation

from portal.sprachen import addresses, catalogue

ROOT = settings.BASE_DIR
MARKED = catalogue.messages()


def entries(code):
    return {catalogue._key(entry): entry for entry in polib.pofile(str(path_of(code)))}


def path_of(code, suffix=".po"):
    return (catalogue.folder(code) / "django.po").with_suffix(suffix)


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_something_is_marked():
    assert len(MARKED) > 900


def test_every_marked_text_is_in_the_english_catalogue_and_nothing_else():
    """Mend it with `manage.py update_translations`, then translate what is new."""
    found = set(entries("en"))

    assert (sorted(set(MARKED) - found, key=str), sorted(found - set(MARKED), key=str)) == ([], [])


@pytest.mark.parametrize("code", catalogue.PLURALS)
def test_catalogue_is_whole_and_certain(code):
    faulty = [
        entry.msgid
        for entry in polib.pofile(str(path_of(code)))
        if not entry.translated() or entry.fuzzy or entry.obsolete
    ]

    assert faulty == []


@pytest.mark.parametrize("code", catalogue.PLURALS)
def test_translation_keeps_placeholders_and_markup(code):
    wrong = [
        (key, text)
        for key, entry in entries(code).items()
        for source, text in zip(sources(key, entry), texts(entry), strict=True)
        if catalogue.placeholders(source) != catalogue.placeholders(text)
        or sorted(re.findall(r"</?\w+>", source)) != sorted(re.findall(r"</?\w+>", text))
        or source[:1].isspace() != text[:1].isspace()
    ]

    assert wrong == []


def sources(key, entry):
    return [key] if isinstance(key, str) else [key[min(n, 1)] for n in entry.msgstr_plural]


@pytest.mark.parametrize("code", catalogue.PLURALS)
def test_built_catalogue_is_current(code):
    built = {
        catalogue._key(entry): texts(entry) for entry in polib.mofile(str(path_of(code, ".mo")))
    }

    assert built == {key: texts(entry) for key, entry in entries(code).items()}


@pytest.mark.parametrize("code", [code for code in catalogue.PLURALS if code != "en"])
def test_frame_is_there_in_its_languages(code):
    assert set(entries(code)) == set(catalogue.frame_messages())


def test_every_language_of_the_frame_has_a_catalogue():
    assert set(catalogue.PLURALS) == set(addresses.FRAME) - {addresses.SOURCE}


def test_dates_and_numbers_are_british_in_english():
    from django.template import engines

    source = engines["django"].from_string("{{ day|date:'DATE_FORMAT' }} {{ number }}")
    from datetime import date

    with translation.override("en"):
        text = source.render({"day": date(2026, 12, 3), "number": 1234567})

    assert text == "3 December 2026 1,234,567"


# Reading -------------------------------------------------------------------------------------


def test_messages_of_a_template_are_found():
    source = (
        '{% load i18n %}{% translate "Eins" %}{% translate variable %}'
        '{% include "x.html" with title=_("Zwei") %}'
        "{% blocktranslate trimmed with n=a.b %}\n  Drei {{ n }}\n{% endblocktranslate %}"
        "{% blocktranslate count n=n %}Ein Platz{% plural %}{{ n }} Plätze{% endblocktranslate %}"
    )

    assert sorted(catalogue.in_template(source), key=str) == sorted(
        ["Eins", "Zwei", "Drei %(n)s", ("Ein Platz", "%(n)s Plätze")], key=str
    )


def test_messages_of_a_module_are_found():
    source = '_("Eins" " und mehr"), gettext_noop("Zwei"), _(name), ngettext("Platz", "Plätze", n)'

    assert list(catalogue.in_module(source)) == ["Eins und mehr", "Zwei", ("Platz", "Plätze")]
