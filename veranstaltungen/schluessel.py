"""The signed part of the addresses in a registered person's mails: who has it is that person."""

from django.core import signing

from veranstaltungen.models import Anmeldung

SALT = "veranstaltungen.anmeldung"


def key_of(anmeldung):
    return signing.Signer(salt=SALT).sign(anmeldung.token)


def by_key(key):
    """The Anmeldung a link belongs to, or None: forged, deleted, or of a deleted person."""
    try:
        token = signing.Signer(salt=SALT).unsign(key)
    except signing.BadSignature:
        return None
    rows = Anmeldung.objects.exclude(email="").select_related("veranstaltung")
    return rows.filter(token=token).first()
