"""Tags of the page frame and the components (templates/layout, templates/components)."""

from urllib.parse import urlencode

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from portal import context_processors
from portal.beitraege import menue
from quartiere.structured_data import breadcrumb_list, json_ld

register = template.Library()

# Only what has a page is shown, so a later app needs no more than its line here.
MAIN_NAVIGATION = [
    (_("Quartiere"), "quartiere:list"),
    (_("Zielgruppen"), "quartiere:zielgruppe_list"),
    (_("Handlungsfelder"), "quartiere:handlungsfeld_list"),
    (_("Monitoring"), "monitoring:list"),
    (_("Angebote"), "netzwerke:angebot_list"),
    (_("Netzwerke"), "netzwerke:list"),
    (_("Veranstaltungen"), "veranstaltungen:list"),
    (_("Beiträge"), "beitraege:list"),
]
LEGAL_PAGES = [
    (_("Impressum"), "impressum"),
    (_("Datenschutz"), "datenschutz"),
    (_("Erklärung zur Barrierefreiheit"), "barrierefreiheit"),
    (_("Kontakt"), "kontakt"),
]
LEGAL_SLUGS = {slug for _, slug in LEGAL_PAGES}
ACCESS_PAGES = [
    (_("Leichte Sprache"), "leichte-sprache", "book"),
    (_("Gebärdensprache"), "gebaerdensprache", "hands"),
]
ACCOUNT_PAGES = [
    ("Mein Konto", "account"),
    ("E-Mail-Adressen", "account_email"),
    ("Passwort", "account_change_password"),
    ("Anmeldung in zwei Schritten", "mfa_index"),
    ("Abmelden", "account_logout"),
]


def url_of(name, *args):
    """The address, or "" where this installation has no such page (yet)."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag
def page_url(name, *args):
    return url_of(name, *args)


@register.simple_tag
def installation():
    """`site`, whatever a view calls `site` (allauth) and without context processors (CSRF)."""
    return context_processors.site(None)["site"]


@register.simple_tag(takes_context=True)
def main_navigation(context):
    """Label, address and `aria-current` of every main page that exists."""
    path = getattr(context.get("request"), "path", "")
    pages = [(label, url_of(name)) for label, name in MAIN_NAVIGATION]
    pages += [(title, url_of("seite", slug)) for title, slug in menue.entries("in_menu")]
    return [(label, url, _current(url, path)) for label, url in pages if url]


def _current(url, path):
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""


@register.simple_tag(takes_context=True)
def account_navigation(context):
    path = getattr(context.get("request"), "path", "")
    pages = ((label, url_of(name)) for label, name in ACCOUNT_PAGES)
    return [(label, url, path == url) for label, url in pages if url]


@register.simple_tag
def legal_pages():
    """The pages a public body must link, then those that staff chose for the footer."""
    chosen = [entry for entry in menue.entries("in_footer") if entry[1] not in LEGAL_SLUGS]
    pages = [*LEGAL_PAGES, *chosen]
    return [(label, url) for label, slug in pages if (url := url_of("seite", slug))]


@register.simple_tag
def access_pages():
    pages = ((label, url_of("seite", slug), icon) for label, slug, icon in ACCESS_PAGES)
    return [page for page in pages if page[1]]


@register.simple_tag(takes_context=True)
def report_barrier_url(context):
    """The form "Barriere melden" with the address of this page filled in.

    Not of a page without a canonical address: it holds somebody's key.
    """
    if not (url := url_of("rueckmeldungen:create")):
        return ""
    is_private = context.get("canonical_url") == ""
    path = "" if is_private else getattr(context.get("request"), "path", "")
    return f"{url}?{urlencode({'seite': path})}" if path and path != url else url


@register.simple_tag(takes_context=True)
def breadcrumb_data(context, items):
    """The way to this page for search engines (JSON-LD); "" without a request."""
    request = context.get("request")
    return json_ld(breadcrumb_list(items, request.build_absolute_uri)) if request else ""


@register.simple_block_tag
def capture(content):
    """Keep rendered content: `{% capture as title %}…{% endcapture %}`."""
    return mark_safe(content.strip())  # noqa: S308 rendered by a template, escaped there


@register.simple_block_tag(takes_context=True)
def component(context, content, name, **parameters):
    """Wrap content: `{% component "accordion" title="…" %}…{% endcomponent %}`.

    The component sees its parameters and `content`, nothing else.
    """
    component_template = context.template.engine.get_template(f"components/{name}.html")
    return component_template.render(context.new({**parameters, "content": content}))


@register.simple_tag(takes_context=True)
def example(context, name, parameters):
    """One example of the style page: a component with a dict of parameters."""
    component_template = context.template.engine.get_template(f"components/{name}.html")
    return component_template.render(context.new({**parameters}))
