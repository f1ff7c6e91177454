"""What is written in German says so on English pages (WCAG 3.1.1 and 3.1.2): there is no kind of
page on which a screen reader reads it with English sounds.

Every German text of the example city begins with a mark. Wherever the mark stands on a page, the
nearest `lang` around it is German.
"""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, models
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from portal.beitraege import menue
from portal.demo import drawing
from portal.suche import index
from quartiere.monitoring import frozen
from tests.browser.addresses import FORM_PAGES, READER_PAGES
from tests.factories_beitraege import BeitragFactory
from tests.portal.example_city import SAMPLING, load
from tests.portal.test_xss_everywhere import NOT_FREE

pytestmark = pytest.mark.django_db

MARK = "ẞß"
APPS = {"beitraege", "quartiere", "monitoring", "strategie", "netzwerke", "veranstaltungen"}
# Proper names need no mark (WCAG 3.1.2), whatever they are made of.
NAMES = {
    "Kommune.name", "Kommune.official_name", "Kommune.kreis", "Quartier.name", "Ort.name",
    "Planungsraum.name", "Gebietswert.name", "Akteur.name", "Netzwerk.name", "Veranstalter.name",
    "Quartiersmanagement.client", "Bild.author", "Bild.licence", "Programmpunkt.speakers",
}  # fmt: skip
# Keys, addresses, units and what is compared with fixed words.
KEYS = {
    "code", "number", "key", "ags", "kreis_key", "postcode", "contact_postcode", "street", "place",
    "city", "phone", "contact_phone", "icon", "source_key", "population_code", "gebietsstand",
    "method_version", "checksum", "profile", "period", "progress", "status_class",
    "dynamik_class", "group", "choices", "unit", "svg_path",
}  # fmt: skip
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "path", "circle", "rect", "line", "polyline", "use",
}  # fmt: skip
# Elements of plain text have one language, and these say more than what staff wrote.
MIXED = r"^head title: Register: |svg a title: .*: not rated \("
READ_ALOUD = {"alt", "aria-label", "title", "placeholder"}
PAGES = [path for path in [*READER_PAGES, *FORM_PAGES] if not path.startswith("/konto/")]


def german_fields(model):
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, (*NOT_FREE, models.JSONField))
        and not field.choices
        and field.name not in KEYS
        and f"{model.__name__}.{field.name}" not in NAMES
    ]


def mark_german_texts():
    """Past all forms, editions that are published included."""
    connection.check_constraints()  # PostgreSQL lets no trigger go while a check is waiting
    frozen.remove(apps, connection.schema_editor())
    for model in apps.get_models():
        for field in german_fields(model) if model._meta.app_label in APPS else []:
            text = Concat(Value(f"{MARK} "), field.name, output_field=models.TextField())
            text = Substr(text, 1, field.max_length or 100_000)
            rows = model._base_manager.exclude(**{field.name: ""})
            rows.update(**{field.name: text})


class Marks(HTMLParser):
    """`german` counts the marks in German elements; `foreign` tells where the others stand."""

    def __init__(self, html):
        super().__init__()
        self.open, self.german, self.foreign = [], 0, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        around = self.open[-1][1] if self.open else ""
        self.open.append((tag, dict(attrs).get("lang", around)))
        for name, value in attrs:
            if name in READ_ALOUD and value:
                self.note(value)
        if tag in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1][0] != "script":
            self.note(data)

    def note(self, text):
        if MARK not in text:
            return
        if self.open[-1][1].partition("-")[0] == "de":
            self.german += 1
        else:
            way = " ".join(tag for tag, _ in self.open[1:])
            self.foreign.append(f"{way}: {text.strip()[:60]}")


def test_every_german_text_on_an_english_page_is_marked(client, monkeypatch):
    monkeypatch.setattr(drawing, "SAMPLING", SAMPLING)
    load()
    mark_german_texts()
    index.rebuild()
    cache.delete(menue.KEY)

    seen = {path: Marks(client.get(f"/en{path}").text) for path in PAGES}

    unmarked = [
        f"{path} {text}"
        for path, marks in seen.items()
        for text in marks.foreign
        if not re.search(MIXED, text)
    ]
    assert unmarked == []
    assert len([path for path, marks in seen.items() if marks.german]) > 70


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_where_the_page_is_german_no_part_says_so_again(client, prefix):
    beitrag = BeitragFactory(published=True)

    html = client.get(f"{prefix}{beitrag.get_absolute_url()}").text

    main = html.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    assert (' lang="de"' in main, beitrag.title in main) == (False, True)


@pytest.mark.parametrize(
    ("html", "german", "foreign"),
    [
        ('<html lang="en"><p>ẞß</p></html>', 0, ["p: ẞß"]),
        ('<html lang="en"><p lang="de"><b>ẞß</b></p></html>', 1, []),
        ('<html lang="en"><div lang="de"><p lang="en">ẞß</p></div></html>', 0, ["div p: ẞß"]),
        ('<html lang="en"><img alt="ẞß"><br></html>', 0, ["img: ẞß"]),
        ('<html lang="en"><img alt="ẞß" lang="de-simple"></html>', 1, []),
        ('<html lang="en"><script>ẞß</script></html>', 0, []),
    ],
)
def test_the_rule_finds_what_it_should(html, german, foreign):
    marks = Marks(html)

    assert (marks.german, marks.foreign) == (german, foreign)
