"""Example parameters of every component, for the style page and for the tests."""

from datetime import date
from types import SimpleNamespace

from django.core.paginator import Paginator
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.functional import lazy
from django.utils.text import format_lazy

ZIELGRUPPEN = ["Kinder", "Familien", "Seniorinnen und Senioren"]

PICTURE = lazy(static, str)("img/og.png")
BILD = SimpleNamespace(
    alt_text="Häuser, Bäume und eine Bank",
    author="Projekt",
    licence="EUPL-1.2",
    width=1200,
    height=630,
    medium=SimpleNamespace(url=PICTURE),
    srcset=format_lazy("{0} 480w, {0} 960w", PICTURE),
)

KONTAKT = SimpleNamespace(
    contact_function="Quartiersmanagement Nord",
    street="Lindenstraße 12",
    contact_postcode="12345",
    place="Musterstadt",
    phone="030 123456",
    email="nord@musterstadt.example",
    website="https://musterstadt.example/nord",
    hours="dienstags und donnerstags 10 bis 16 Uhr",
)
NO_KONTAKT = SimpleNamespace(**dict.fromkeys(vars(KONTAKT), ""))
PARTS = [
    {"title": "Was", "url": "#was", "current": False},
    {"title": "Wann", "url": "#wann", "current": True},
    {"title": "Wo", "url": "#wo", "current": False, "open": True},
]
STEPS = [
    {"title": "Beobachtung", "text": "Zahlen und Ortskenntnis.", "count": 24, "label": "Quartiere"},
    {"title": "Bedarf", "text": "Was fehlt wem?", "count": 0, "label": "Bedarfe", "url": "#bedarf"},
    {"title": "Maßnahme", "text": "Was getan wird."},
]


COLUMNS = [("Quartier", ""), ("Programm", ""), ("Einwohnende", "number"), ("Anteil", "number")]
ROWS = [
    [("Nordstadt", "#"), "läuft seit 2019", "12.400", "14,2 %"],
    [("Am Alten Gaswerk", "#"), "abgeschlossen 2023", "3.150", "8,0 %"],
]


# Component → its parameters, one dict for each state worth seeing.
EXAMPLES = {
    "accordion": [
        {"title": "Wie wird gefördert?", "heading": "h3", "content": "Bund, Land, Kommune."},
        {"title": "Und offen", "heading": "h3", "content": "Sofort lesbar.", "open": True},
    ],
    "alert": [
        {"kind": "success", "title": "Danke! Ihre Meldung ist angekommen."},
        {"kind": "info", "title": "Die Ausgabe 2025 ist neu.", "text": "Stand 31.12.2025."},
        {"kind": "warning", "title": "Die letzte Prüfung liegt zwei Jahre zurück."},
        {"kind": "error", "title": "Das hat nicht geklappt.", "content": "Bitte noch einmal."},
    ],
    "bild": [{"bild": BILD, "sizes": "50vw", "caption": "Am Platz."}, {"bild": BILD}],
    "breadcrumb": [{"items": [("Start", "/"), ("Quartiere", "#"), ("Nordstadt", "")]}],
    "button": [
        {"label": "Entfernen", "kind": "tertiary", "name": "remove", "about": "Plan.pdf"},
        {"label": "Quartier finden", "url": "#", "icon": "search"},
        {"label": "Liste ansehen", "url": "#", "kind": "secondary"},
        {"label": "Zurück", "url": "#", "kind": "tertiary"},
        {"label": "Speichern"},
        {"label": "Karte laden", "action": "demo", "hidden": False, "describedby": "h"},
    ],
    "card": [
        {
            "title": "Nordstadt",
            "url": "#",
            "heading": "h3",
            "meta": "Musterstadt",
            "text": "Zwischen Hafen und Park: jung, eng, voller Ideen.",
            "bild": BILD,
            "content": "Mit weiteren Angaben.",
        },
        {
            "title": "Familien",
            "url": "#",
            "heading": "h3",
            "icon": "familien",
            "text": "Gute Orte.",
        },
        {"title": "Nur ein Titel", "url": "#", "heading": "h3"},
    ],
    "contact": [
        {"kontakt": KONTAKT, "heading": "h3"},
        {"kontakt": NO_KONTAKT, "heading": "h3", "title": "Ohne Angaben"},
    ],
    "cookie_notice": [{}],
    "downloads": [
        {
            "items": [
                {"label": "Steckbrief", "url": "#", "type": "PDF", "size": 812_345},
                {"label": "Liste", "url": "#", "type": "CSV", "note": "Stand: heute"},
            ]
        }
    ],
    "empty": [
        {
            "title": "Kein Quartier passt zu Ihrer Auswahl.",
            "text": "Nehmen Sie einen Filter weg.",
            "label": "Alle Quartiere zeigen",
            "url": "#",
        },
        {"title": "Zurzeit ist nichts geplant."},
    ],
    "facts": [
        {"items": [("Programm", "Sozialer Zusammenhalt"), ("Fläche", "1,2 km²"), ("leer", "")]},
        {"items": [("Quartiere", 24), ("offene Bedarfe", 0)], "kind": "figures"},
    ],
    "filter_panel": [
        {"content": "Hier steht das Formular.", "active": 0},
        {"content": "Hier steht das Formular.", "active": 2, "title": "Liste eingrenzen"},
        {"content": "Ein Feld hat einen Fehler.", "active": 1, "open": True},
    ],
    "hero": [
        {"title": "Gut leben im Quartier", "text": "Wer für Sie da ist.", "content": "Suche"},
        {"title": "Mit eigenem Bild", "text": "Kurz.", "image": PICTURE},
    ],
    "icon": [{"name": "search"}, {"name": "familien", "size": "large"}],
    "map_figure": [
        {"content": "Karte", "caption": "Die Quartiere, Stand 2025.", "id": "karte"},
        {"content": "Karte", "caption": "Mit Text.", "id": "karte-2", "text_url": "#liste"},
    ],
    "notice": [
        {"text": "Musterstadt ist ein Beispiel; Namen und Zahlen sind erfunden."},
        {"content": "Mit eigenem Zeichen.", "icon": "calendar"},
    ],
    "pagination": [
        {"page_obj": Paginator(range(200), 10).page(number), "query": QueryDict("q=nord")}
        for number in (1, 8, 20)
    ],
    "print_button": [{}, {"label": "Steckbrief drucken"}],
    "reviewed": [
        {"item": SimpleNamespace(reviewed_on=date(2026, 3, 5), reviewed_by="Quartiersmanagement")},
        {"item": SimpleNamespace(reviewed_on=None, reviewed_by="")},
    ],
    "search": [
        {"id": "suche-1", "label": "Mein Quartier finden", "url": "#", "button": "Finden"},
        {
            "id": "suche-2",
            "label": "Mit Hinweis",
            "url": "#",
            "button": "Suchen",
            "hint": "Name, Ort oder Postleitzahl",
        },
    ],
    "status": [
        {"label": "läuft", "kind": "success"},
        {"label": "geplant", "kind": "info"},
        {"label": "überfällig", "kind": "warning"},
        {"label": "abgesagt", "kind": "danger"},
        {"label": "abgeschlossen"},
    ],
    "progress": [{"items": PARTS, "number": 2, "total": 3}],
    "search_input": [
        {"id": "beispiel-suche", "typed": "Kita", "longest": 100},
        {"id": "beispiel-fehler", "typed": "", "longest": 100, "errors": ["Zu lang."]},
    ],
    "steps": [{"items": STEPS, "heading": "h3"}],
    "table": [
        {"caption": "Quartiere, Stand 2025", "columns": COLUMNS, "rows": ROWS},
        {"caption": "Breite Tabelle", "columns": COLUMNS, "rows": ROWS, "wide": True},
    ],
    "tag_list": [
        {"label": "Zielgruppen", "items": ZIELGRUPPEN},
        {"label": "Zielgruppen", "items": ZIELGRUPPEN, "plain": True},
    ],
}
