"""Language of the page: `lang`, `dir`, other languages of the same page."""

from typing import NamedTuple
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from portal.sprachen import addresses, lesen, quellen
from quartiere.german import German

register = template.Library()
NAMES = dict(settings.LANGUAGES)
ALWAYS = object()


class PageLanguage(NamedTuple):
    """`frame`: header and footer; `text`: everything between; `active`: for {% language %}."""

    code: str
    frame: str
    text: str
    active: str
    direction: str


class Choice(NamedTuple):
    """`written` is the language of the name."""

    code: str
    written: str
    name: str
    direction: str
    url: str
    is_current: bool


@register.simple_tag
def page_language():
    text = addresses.text_language()
    code = addresses.address_language()
    frame = code if code in addresses.FRAME else text
    return PageLanguage(code, frame, text, addresses.frame_language(), addresses.direction(frame))


@register.simple_tag
def text_attributes():
    """` lang="de" dir="ltr"` where the frame around the portal's texts is in another language."""
    language = page_language()
    if language.text == language.frame:
        return ""
    return format_html(' lang="{}" dir="{}"', language.text, addresses.direction(language.text))


@register.simple_tag
def source(value=ALWAYS):
    """` lang="de"` for what staff wrote in German, on a page that is not German.

    With a value, which may be a translated text as well, only if staff wrote it.
    """
    is_written = value is ALWAYS or isinstance(value, German)
    if not is_written or addresses.text_language() == addresses.SOURCE:
        return ""
    return format_html(' lang="{}"', addresses.SOURCE)


@register.filter
def german(text, part=None):
    """What staff wrote in German, inside of an element that holds translated words too; with a
    part, that alone ("" for none).
    """
    if not text or part == "" or addresses.text_language() == addresses.SOURCE:
        return text
    before, written, after = str(text).partition(part) if part else ("", text, "")
    mark = format_html('<span lang="{}">{}</span>', addresses.SOURCE, written)
    return format_html("{}{}{}", before, mark if written else "", after)


@register.simple_tag(takes_context=True)
def languages(context):
    """The languages in which this page exists; none where its address has no language.

    A page without a canonical address is private: nothing on it repeats its key.
    """
    request = context.get("request")
    if not context.get("canonical_url") or not addresses.has_languages(request.resolver_match):
        return []
    current = addresses.address_language()
    sprachen = context.get("fassung_languages", {})
    codes = dict.fromkeys([*addresses.COMPLETE, *sprachen, current])
    return [_choice(request, code, current, sprachen.get(code)) for code in codes]


def _choice(request, code, current, sprache):
    url = addresses.in_language(request.get_full_path(), code)
    if sprache:
        written, name, direction = sprache.written, sprache.name, sprache.direction
    else:
        written, name, direction = code, NAMES.get(code, code), addresses.direction(code)
    return Choice(code, written, name, direction, url, code == current)


@register.simple_tag(takes_context=True)
def alternates(context):
    """(hreflang, absolute address) of every language in which the page can be read.

    The page of a row that can have versions is read in German and in the languages of these.
    """
    request = context.get("request")
    if not request or not context.get("canonical_url"):
        return []
    versions = context.get("fassung_languages")
    readable = addresses.COMPLETE if versions is None else {addresses.SOURCE, *versions}
    codes = [choice.code for choice in languages(context) if choice.code in readable]
    pairs = [(code, _absolute(request, code)) for code in codes]
    return [*pairs, ("x-default", pairs[0][1])] if len(pairs) > 1 else []


def _absolute(request, code):
    return request.build_absolute_uri(addresses.in_language(request.path, code))


@register.simple_tag
def language_name():
    """The language of the address, named in itself."""
    return NAMES.get(addresses.address_language(), addresses.address_language())


@register.simple_tag
def version_url(fassung, source):
    """Where the version of a source is read, whatever the language of this page."""
    return lesen.address_of(fassung, source)


@register.simple_tag(takes_context=True)
def admin_versions(context, row):
    """(address of the list in the admin, number) of the versions of a row; None for other rows."""
    user = context["request"].user
    if type(row) not in quellen.SOURCES or not user.has_perm("sprachen.view_fassung"):
        return None
    query = urlencode({"von": quellen.key_of(row)})
    return f"{reverse('admin:sprachen_fassung_changelist')}?{query}", row.fassungen.count()


@register.simple_tag
def versions_in(code):
    """[(Fassung, source)] of all public versions in one language."""
    return lesen.public_versions(code)
