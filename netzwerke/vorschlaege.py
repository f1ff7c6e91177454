"""What happens to a suggestion when it arrives: it is kept, then mails go out."""

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from netzwerke.models import Vorschlag

SALT = "netzwerke.vorschlag"


def receive(vorschlag, address):
    """Save first, write mails afterwards; `address` maps a token to the receipt's address."""
    with transaction.atomic():
        vorschlag.save()
        url = address(token_of(vorschlag))
        transaction.on_commit(lambda: _in_german(_notify_staff, vorschlag), robust=True)
        transaction.on_commit(lambda: _in_german(_send_receipt, vorschlag, url), robust=True)


def token_of(vorschlag):
    """What the receipt is found by; nobody can make one up."""
    return signing.Signer(salt=SALT).sign(vorschlag.pk).replace(":", ".")


def find(token):
    """The Vorschlag of a receipt, or None."""
    try:
        pk = signing.Signer(salt=SALT).unsign(token.replace(".", ":"))
    except signing.BadSignature:
        return None
    return Vorschlag.objects.filter(pk=pk).select_related("kommune").first()


def _in_german(write, *arguments):
    """Mails are German, in whatever language somebody acted."""
    with translation.override(settings.LANGUAGE_CODE):
        write(*arguments)


def _notify_staff(vorschlag):
    """Without its content: personal data stays in the portal."""
    recipients = vorschlag.kommune.mitarbeitende.filter(is_active=True)
    for email in recipients.values_list("email", flat=True):
        _send("notice", f"Neuer Vorschlag: {vorschlag.get_kind_display()}", email, vorschlag, "")


def _send_receipt(vorschlag, url):
    if vorschlag.sender_email:
        _send("receipt", "Ihr Vorschlag ist angekommen", vorschlag.sender_email, vorschlag, url)


def _send(template, subject, recipient, vorschlag, url):
    context = {"vorschlag": vorschlag, "site_name": settings.SITE_NAME, "url": url}
    body = render_to_string(f"emails/vorschlag_{template}.txt", context)
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [recipient])
