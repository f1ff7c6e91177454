"""New Veranstaltungen: with an address of their own, from nothing or from another one."""

from django.db import IntegrityError, transaction

from quartiere.slugs import SlugPool
from veranstaltungen.models import RESERVED_SLUGS, Veranstalter, Veranstaltung
from veranstaltungen.models.teile import FACTS

COPIED = [
    "title", "art", "teaser", "description", "veranstalter", "picture", "kommune", "quartier",
    "audience", "format", "place", "street", "postcode", "city", "online_link", "longitude",
    "latitude", *FACTS, "accessibility_note", "fee", "contact_function", "contact_phone",
    "contact_email", "website", "registration", "registration_link", "capacity", "accept_hours",
    "consent_text", "delete_after_days",
]  # fmt: skip
COPIED_RELATIONS = [
    "kommunen", "quartiere", "handlungsfelder", "zielgruppen", "audience_zielgruppen", "sprachen",
]  # fmt: skip
TRIES = 5


def free_addresses():
    """For many in a row; whoever is faster meanwhile gets the address."""
    return SlugPool({*RESERVED_SLUGS, *Veranstaltung.objects.values_list("slug", flat=True)})


def save_new(veranstaltung, addresses=None):
    """Give it a free address and insert it; two people with one title get two addresses."""
    for attempt in range(TRIES):
        addresses = addresses or free_addresses()
        veranstaltung.slug = addresses.take(veranstaltung.title)
        try:
            with transaction.atomic():
                veranstaltung.save(force_insert=True)
                return veranstaltung
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
            addresses = None
    return None


@transaction.atomic
def copy(original, user):
    """A draft with everything but the dates, the programme, registrations and what came of it.

    It keeps the organisation only for those who may speak in its name.
    """
    values = {name: getattr(original, name) for name in COPIED}
    own = Veranstalter.objects.represented_by(user).filter(pk=original.veranstalter_id)
    values["veranstalter"] = own.first()
    values["title"] = f"{original.title[:150]} (Kopie)"
    draft = save_new(Veranstaltung(created_by=user, **values))
    for name in COPIED_RELATIONS:
        getattr(draft, name).set(getattr(original, name).all())
    for frage in original.fragen.all():
        frage.pk = None
        frage.veranstaltung = draft
        frage._state.adding = True
        frage.save()
    return draft
