"""The page frame: head, navigation, footer, error pages, palettes, allauth's pages."""

import math
import re

import allauth
import polib
import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import reverse

from portal.errors import server_error, service_unavailable
from portal.templatetags import frame

LOCALE = settings.BASE_DIR / "locale" / "de" / "LC_MESSAGES"
CSS = settings.BASE_DIR / "static" / "css"
ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html", "503.html"]
PALETTES = ["blau", "petrol", "gruen", "beere", "ziegel"]
ENTRANCES = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_request_login_code",
]


def render(source, path="/quartiere/", **context):
    template = engines["django"].from_string(source)
    return template.render(context, RequestFactory().get(path))


def page(path="/quartiere/", **context):
    source = (
        "{% extends 'layout/base.html' %}{% block title %}Nord & Süd{% endblock %}"
        "{% block content %}<h1>Nord</h1>{% endblock %}"
    )
    return render(source, path, **context)


# Head ---------------------------------------------------------------------------------------


def test_title_of_an_object_is_escaped_once():
    html = render(
        "{% extends 'layout/base.html' %}{% block title %}{{ name }}{% endblock %}",
        name="<Nord> & Süd",
    )

    assert re.findall(r"<title>(.+?) –", html) == ["&lt;Nord&gt; &amp; Süd"]


@override_settings(SITE_NAME="Quartiersportal")
def test_title_names_page_and_site():
    html = page()

    assert re.findall(r"<title>(.+?)</title>", html) == ["Nord & Süd – Quartiersportal"]
    assert '<meta property="og:title" content="Nord & Süd">' in html


def test_head_names_canonical_address_without_the_query():
    request = RequestFactory().get("/quartiere/?q=nord")
    html = engines["django"].from_string("{% extends 'layout/base.html' %}").render({}, request)

    assert '<link rel="canonical" href="http://testserver/quartiere/">' in html


@override_settings(SITE_ACCENT="petrol")
def test_html_carries_language_and_accent():
    assert '<html lang="de" data-accent="petrol">' in page()


def test_page_has_skip_link_and_one_main():
    html = page()

    assert '<a class="skip-link" href="#inhalt">' in html
    assert html.count('<main id="inhalt"') == html.count("<main") == 1


def test_frame_loads_nothing_from_elsewhere():
    loaded = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', page())

    own = ("/static/", "http://testserver/")
    assert len(loaded) >= 10
    assert [address for address in loaded if not address.startswith(own)] == []


def test_view_may_call_something_else_site():
    html = page(site="nebenan.example")

    assert f"– {settings.SITE_NAME}</title>" in html


# Navigation and footer ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "current"),
    [("/quartiere/", "page"), ("/quartiere/musterstadt/nord/", "true"), ("/kontakt/", "")],
)
def test_navigation_marks_where_you_are(path, current):
    context = {"request": RequestFactory().get(path)}

    marks = {label: mark for label, _, mark in frame.main_navigation(context)}

    assert marks["Quartiere"] == current
    assert marks["Zielgruppen"] == ""


def test_navigation_shows_only_pages_that_exist(monkeypatch):
    monkeypatch.setattr(
        frame, "MAIN_NAVIGATION", [("Quartiere", "quartiere:list"), ("Morgen", "morgen:list")]
    )

    assert [label for label, _, _ in frame.main_navigation({})] == ["Quartiere"]


def test_footer_keeps_the_address_of_a_page_with_a_key_to_itself():
    request = RequestFactory().get("/veranstaltungen/anmeldung/geheim/")

    url = frame.report_barrier_url({"request": request, "canonical_url": ""})

    assert url == reverse("rueckmeldungen:create")


def test_footer_fills_in_the_address_of_the_page():
    request = RequestFactory().get("/quartiere/köln/")

    url = frame.report_barrier_url({"request": request})

    assert url == f"{reverse('rueckmeldungen:create')}?seite=%2Fquartiere%2Fk%C3%B6ln%2F"


@override_settings(SITE_OFFICIAL_LINE="")
def test_official_line_is_off_by_default():
    assert "official-line" not in page()


@override_settings(SITE_OFFICIAL_LINE="Offizielle Website der Musterstadt")
def test_official_line_is_a_setting():
    assert "Offizielle Website der Musterstadt" in page()


def test_breadcrumb_ends_with_this_page():
    html = page(breadcrumb=[("Start", "/"), ("Nordstadt", "")])

    assert '<span aria-current="page">Nordstadt</span>' in html


# Error pages --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_page_stands_in_the_frame_without_request_and_database(name):
    html = render_to_string(name)

    assert html.count("<h1>") == 1
    assert 'class="site-footer"' in html


@pytest.mark.parametrize(
    ("view", "status", "heading"),
    [
        (server_error, 500, "Hier ist etwas schiefgegangen"),
        (service_unavailable, 503, "Das Portal macht eine kurze Pause"),
    ],
)
def test_error_view_needs_no_database(view, status, heading):
    response = view(RequestFactory().get("/"))

    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in response.content.decode()


def test_foreign_host_is_refused_in_the_frame(client, settings):
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False

    response = client.get("/", headers={"host": "fremd.example"})

    assert response.status_code == 400
    assert response.text.count("<h1>") == 1
    assert "fremd.example" not in response.text


# Colours ------------------------------------------------------------------------------------


def luminance(oklch):
    """Relative luminance (WCAG 2.2) of an OKLCH colour (L 0..1, C, h in degrees)."""
    lightness, chroma, hue = oklch
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(part, 0), 1) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    brighter, darker = sorted([luminance(one), luminance(other)], reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def oklch(text):
    lightness, chroma, hue = re.search(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", text).groups()
    return float(lightness) / 100, float(chroma), float(hue)


# KERN's own colours that the palettes refer to (kern.css, oklch).
KERN = {
    "darkblue-700": "oklch(42.84% 0.1689 265.02)",
    "darkblue-300": "oklch(75.39% 0.0772 264.66)",
    "lightblue-700": "oklch(41.33% 0.0811 228.63)",
    "lightblue-250": "oklch(77.12% 0.1345 224.30)",
    "green-700": "oklch(40.35% 0.1250 145.53)",
    "green-250": "oklch(76.96% 0.0936 148.58)",
}


def palette(accent, theme):
    """(accent, paper, sand) of a palette as the style sheet says it."""
    source = (CSS / "base.css").read_text()
    values = re.findall(rf'data-accent="{accent}"\].*?action-default: (.+?); }}', source)
    own = {"light": "darkblue-700", "dark": "darkblue-300"}
    value = values[theme == "dark"] if values else own[theme]
    kern = re.search(r"(darkblue|lightblue|green)-\d+", value)
    grounds = [re.findall(rf"--{name}: (oklch.+?);", source) for name in ("paper", "sand")]
    return oklch(KERN[kern[0]] if kern else value), *(oklch(g[theme == "dark"]) for g in grounds)


def test_contrast_is_computed_as_wcag_does():
    assert round(contrast((1, 0, 0), (0, 0, 0)), 2) == 21
    assert round(contrast(oklch(KERN["darkblue-700"]), (1, 0, 0)), 1) == 8.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("accent", PALETTES)
def test_every_accent_is_readable_on_every_ground(accent, theme):
    colour, paper, sand = palette(accent, theme)

    assert contrast(colour, paper) >= 7
    assert contrast(colour, sand) >= 6.5


# Accounts -----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("name", ENTRANCES)
def test_entrance_stands_in_the_frame_and_names_its_cookie(client, name):
    html = client.get(reverse(name)).content.decode()

    assert html.count("<h1>") == 1
    assert "technisch notwendige Cookies" in html
    assert f"– {settings.SITE_NAME}</title>" in html


@pytest.mark.django_db
def test_entrance_says_sie(client):
    text = "".join(client.get(reverse(name)).content.decode() for name in ENTRANCES)

    assert re.findall(r"\b(?:du|dich|dir|dein\w*)\b", text, re.IGNORECASE) == []


def test_catalogue_says_sie_and_is_built():
    source = polib.pofile(LOCALE / "django.po")
    built = polib.mofile(LOCALE / "django.mo")

    assert [
        entry.msgid for entry in source if re.search(r"\b[Dd](u|ich|ein\w*)\b", entry.msgstr)
    ] == []
    assert {entry.msgid: entry.msgstr for entry in built} == {
        entry.msgid: entry.msgstr for entry in source
    }


def test_catalogue_answers_every_du_of_allauth():
    theirs = polib.pofile(f"{allauth.__path__[0]}/locale/de/LC_MESSAGES/django.po")
    ours = {entry.msgid for entry in polib.pofile(LOCALE / "django.po")}
    says_du = re.compile(r"\b(du|dich|dir|dein\w*)\b", re.IGNORECASE)

    assert [
        e.msgid
        for e in theirs
        if says_du.search(e.msgstr) and not e.obsolete and e.msgid not in ours
    ] == []
