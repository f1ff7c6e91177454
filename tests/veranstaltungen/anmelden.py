"""What tests of the registration send and read."""

from django.urls import reverse

from portal.konten import abuse
from veranstaltungen import anmeldung, schluessel


def filled_in(**changes):
    """The form as a person would send it."""
    return {
        "name": "Ada Muster",
        "email": "ada@example.org",
        "consent": "on",
        "opened": abuse.mark(seconds_ago=30),
        "homepage": "",
        **changes,
    }


def register_url(veranstaltung):
    return f"/veranstaltungen/{veranstaltung.slug}/anmelden/"


def own_url(row, page="registration"):
    return reverse(f"veranstaltungen:{page}", args=[schluessel.key_of(row)])


def organiser_url(veranstaltung, page="registrations", *args):
    return reverse(f"veranstaltungen:{page}", args=[veranstaltung.slug, *args])


def registered(veranstaltung, name, **more):
    """Registered, and confirmed by the link in the mail."""
    row = anmeldung.register(veranstaltung, name=name, email=f"{name}@example.org", **more)
    anmeldung.confirm(row)
    return row


def take(veranstaltung, *names):
    """Confirmed as long as there are places, then waiting."""
    return [registered(veranstaltung, name) for name in names]
