"""Akteure, Angebote, Massnahmen and Netzwerke as open data: what their pages show, as rows."""

from netzwerke.models.accessibility import FACTS
from quartiere.exporte import Column
from quartiere.strategie.exporte import number
from quartiere.tabellenexport import Export, names

YES_NO = {True: "ja", False: "nein", None: ""}
CONTACT = [
    Column("ansprechstelle", lambda r: r.contact_function),
    Column("strasse", lambda r: r.street),
    Column("plz", lambda r: r.contact_postcode),
    Column("ort", lambda r: r.place),
    Column("telefon", lambda r: r.phone),
    Column("email", lambda r: r.email),
    Column("internetseite", lambda r: r.website),
    Column("sprechzeiten", lambda r: r.hours),
]
POINT = [
    Column("laengengrad", lambda r: r.longitude),
    Column("breitengrad", lambda r: r.latitude),
]
TOPICS = [
    Column("zielgruppen", lambda r: names(r.zielgruppen)),
    Column("handlungsfelder", lambda r: names(r.handlungsfelder)),
]
HOME = [
    Column("kommune", lambda r: r.kommune.name),
    Column("einzugsbereich", lambda r: r.get_reach_display()),
    Column("quartiere", lambda r: names(r.quartiere)),
]
REVIEWED = [Column("geprueft_am", lambda r: r.reviewed_on and r.reviewed_on.isoformat())]


def _iso(day):
    return day and day.isoformat()


def accessibility(name):
    return Column(f"barrierefrei_{name}", lambda r: YES_NO[getattr(r, name)])


ACCESSIBILITY = [accessibility(name) for name in FACTS]


def _hours(row):
    return [str(span) for span in row.oeffnungszeiten.all()]


def _with_hours(rows):
    return rows.prefetch_related("oeffnungszeiten")


AKTEURE = Export(
    "akteure",
    [
        Column("name", lambda r: r.name),
        Column("art", lambda r: str(r.akteursart or "")),
        Column("kurztext", lambda r: r.teaser),
        *HOME,
        *CONTACT,
        *POINT,
        Column("oeffnungszeiten", _hours),
        Column("sprachen", lambda r: names(r.sprachen)),
        *ACCESSIBILITY,
        *TOPICS,
        *REVIEWED,
    ],
    load=_with_hours,
    has_points=True,
)

ANGEBOTE = Export(
    "angebote",
    [
        Column("titel", lambda r: r.title),
        Column("art", lambda r: str(r.angebotsart or "")),
        Column("traeger", lambda r: str(r.akteur or "")),
        Column("kurztext", lambda r: r.teaser),
        *HOME,
        Column("kapazitaet", lambda r: r.capacity),
        Column("masseinheit", lambda r: r.angebotsart.unit if r.angebotsart else ""),
        Column("kosten", lambda r: r.get_cost_display()),
        Column("kosten_im_einzelnen", lambda r: r.cost_note),
        Column("zugang", lambda r: r.get_access_display()),
        Column("zugang_im_einzelnen", lambda r: r.access_note),
        Column("gilt_ab", lambda r: _iso(r.valid_from)),
        Column("gilt_bis", lambda r: _iso(r.valid_until)),
        *CONTACT,
        *POINT,
        Column("oeffnungszeiten", _hours),
        Column("sprachen", lambda r: names(r.sprachen)),
        *ACCESSIBILITY,
        *TOPICS,
        *REVIEWED,
    ],
    load=_with_hours,
    has_points=True,
)

MASSNAHMEN = Export(
    "massnahmen",
    [
        Column("titel", lambda r: r.title),
        Column("kurztext", lambda r: r.teaser),
        *HOME,
        Column("ort", lambda r: r.place),
        Column("stand", lambda r: r.get_phase_display()),
        Column("beginn", lambda r: _iso(r.starts_on)),
        Column("ende", lambda r: _iso(r.ends_on)),
        Column("laufzeit", lambda r: r.duration_note),
        Column("traeger", lambda r: str(r.traeger or "")),
        Column("programm", lambda r: r.programme),
        Column("programmjahr", lambda r: r.programme_year),
        Column("mittel_euro", lambda r: number(r.amount)),
        Column(
            "mittel_im_einzelnen",
            lambda r: [f"{f.year} {f.money_source}: {f.amount}" for f in r.finanzierungen.all()],
        ),
        Column("warum_ausgewaehlt", lambda r: r.reason),
        Column("beschlossen_von", lambda r: r.decided_by),
        Column("beschlossen_am", lambda r: _iso(r.decided_on)),
        Column("ergebnisse", lambda r: [found.text for found in r.ergebnisse.all()]),
        *TOPICS,
        *REVIEWED,
    ],
    load=lambda rows: rows.prefetch_related("finanzierungen", "ergebnisse"),
)

NETZWERKE = Export(
    "netzwerke",
    [
        Column("name", lambda r: r.name),
        Column("art", lambda r: r.get_kind_display()),
        Column("kurztext", lambda r: r.teaser),
        *HOME,
        Column("koordination", lambda r: str(r.coordinator or "")),
        Column("treffen", lambda r: r.meeting_rhythm),
        Column("mitmachen", lambda r: r.how_to_join),
        Column("gegruendet", lambda r: r.founded_year),
        Column("mitglieder", lambda r: [str(m.akteur) for m in r.current_members]),
        Column("internetseite", lambda r: r.website),
        *TOPICS,
        *REVIEWED,
    ],
    load=lambda rows: rows.for_graph(),
)
