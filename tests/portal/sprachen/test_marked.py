"""No German text in a public template stands outside of a translation."""

import re

import pytest
from django.conf import settings

from portal.sprachen import catalogue

TEMPLATES = settings.BASE_DIR / "templates"
PUBLIC = [
    path
    for path in sorted(TEMPLATES.rglob("*.html"))
    if not catalogue.NOT_PUBLIC & set(path.relative_to(TEMPLATES).parts)
]
# Template: why its text needs no translation.
REASONS = {
    "portal/style.html": "The style page is for developers.",
    "portal/style_example.html": "The style page is for developers.",
    "portal/account.html": "Accounts are German.",
    "django/forms/widgets/clearable_file_input.html": "Files are uploaded in the administration.",
    "django/forms/widgets/select_date.html": "Django's own widget.",
    "django/forms/widgets/splitdatetime.html": "Django's own widget.",
}
# Units, names of file types and such are the same in every language.
SAME_EVERYWHERE = {"km", "MB", "CSV", "JSON", "GeoJSON", "PDF"}
NOT_TEXT = re.compile(
    r"\{% comment %\}.*?endcomment %\}|\{% (blocktranslate|blocktrans)\b.*?\{% end\1 %\}"
    r"|<(script|style|math|svg|code)\b.*?</\2>|<!--.*?-->|\{#.*?#\}",
    re.DOTALL,
)
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|&\w+;", re.DOTALL)
READ_ALOUD = re.compile(r'\b(?:aria-label|alt|title|placeholder|summary)="([^"]*)"')
IN_TAG = re.compile(
    r"\{% (?:include|component|firstof)\b.*?%\}|\{\{[^{}]*\|(?:default|pluralize|yesno):[^{}]*\}\}"
)
WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{2,}")
LITERAL = re.compile(r'(_\()?"([^"]*)"')
GERMAN = re.compile(r"[äöüßÄÖÜ]|[a-zäöüß]{2} [A-Za-zäöü]|^[A-ZÄÖÜ][a-zäöü]{2}")


def unmarked(text):
    """Words between tags, in attributes that are read aloud, and in parameters of components."""
    text = NOT_TEXT.sub("", text)
    literals = [
        text
        for tag in IN_TAG.findall(text)
        for mark, text in LITERAL.findall(tag)
        if not mark and GERMAN.search(text) and "/" not in text
    ]
    plain = TAGS.sub("", text)
    spoken = READ_ALOUD.findall(plain)
    between = re.sub(r"<[^<>]*>", "\n", plain)
    words = [
        word
        for piece in [between, *spoken]
        for word in WORD.findall(piece)
        if word not in SAME_EVERYWHERE
    ]
    return words + literals


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_public_template_marks_its_texts(path):
    if str(path.relative_to(TEMPLATES)) in REASONS:
        return

    assert unmarked(path.read_text()) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hallo Welt</p>", ["Hallo", "Welt"]),
        ('<p>{% translate "Hallo" %}</p>', []),
        ("{% blocktranslate trimmed %}Hallo {{ name }}{% endblocktranslate %}", []),
        ('<nav aria-label="Seiten"></nav>', ["Seiten"]),
        ('{% include "x.html" with title="Alle Quartiere" only %}', ["Alle Quartiere"]),
        ('{% include "x.html" with title=_("Alle Quartiere") only %}', []),
        ("{% comment %}A note{% endcomment %}<p>5 km</p>", []),
        ('{{ n|pluralize:"Ziel,Ziele" }}', ["Ziel,Ziele"]),
    ],
)
def test_the_rule_finds_what_it_should(source, found):
    assert unmarked(source) == found
