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


def take(veranstaltung, *names):
    """Confirmed as long as there are places, then waiting."""
    return [
        anmeldung.register(veranstaltung, name=name, email=f"{name}@example.org", verified=True)
        for name in names
    ]
