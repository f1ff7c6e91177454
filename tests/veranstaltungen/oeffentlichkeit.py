"""Public rows, and those that must not show anywhere, each with something that could leak."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.factories_veranstaltungen import (
    AnmeldungFactory,
    DokumentationFactory,
    TerminFactory,
    VeranstaltungFactory,
)
from veranstaltungen.models import Veranstaltung, Verlauf

Status = Veranstaltung.Status
HIDDEN_STATUSES = [Status.DRAFT, Status.SUBMITTED, Status.RETURNED]
LINK = "https://konferenz.example.org/geheim"
# What no public answer may hold.
SECRETS = ["geheim", "Vertraulich", "Gundula", "gundula@example.org", "Nur für Prüfende"]


START = datetime(2030, 12, 3, 14, tzinfo=ZoneInfo("Europe/Berlin"))


def make(status=Status.PUBLISHED, **fields):
    row = VeranstaltungFactory(status=status, termin=False, **fields)
    TerminFactory(veranstaltung=row, starts_at=START)
    return row


def page_of(client, row):
    return client.get(row.get_absolute_url()).text


def make_hidden(quartier):
    """Drafts and the like; their titles, reasons and links hold one of SECRETS."""
    for status in HIDDEN_STATUSES:
        row = VeranstaltungFactory(
            title=f"Vertraulich {status}",
            slug=f"vertraulich-{status}",
            status=status,
            quartier=quartier,
            kommune=quartier.kommune,
            online_link=LINK,
        )
        row.quartiere.add(quartier)
    return list(Veranstaltung.objects.filter(status__in=HIDDEN_STATUSES))


def make_public(quartier, **fields):
    """A public one with a link to take part, a guest, and a history with a word of the reviewer."""
    row = VeranstaltungFactory(
        title="Fachtag",
        slug="fachtag",
        registering=True,
        quartier=quartier,
        kommune=quartier.kommune,
        format=Veranstaltung.Format.HYBRID,
        online_link=LINK,
        notes="Vertraulich: Absprache",
        **fields,
    )
    AnmeldungFactory(veranstaltung=row, name="Gundula", email="gundula@example.org")
    reason = "Nur für Prüfende"
    Verlauf.objects.create(veranstaltung=row, step="return", status="returned", reason=reason)
    return row


def make_undocumented(quartier):
    """Over, with a documentation that the organiser has not finished."""
    row = VeranstaltungFactory(
        title="Rückblick", slug="rueckblick", past=True, status=Status.PAST, quartier=quartier
    )
    DokumentationFactory(veranstaltung=row, results="Vertraulich: Entwurf")
    return row


def text_of(response):
    """What was sent, streamed or not."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()
