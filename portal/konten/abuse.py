"""Protection of public forms without captcha, third parties, cookies or JavaScript.

A field nobody sees (robots fill it in), a signed time of rendering (robots are too fast) and a
limit per address. People who are caught by mistake keep what they typed and can send again.
"""

import ipaddress
import time

from allauth.account.adapter import get_adapter
from crispy_forms.layout import Div
from django import forms
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

SALT = "portal.konten.abuse"
MIN_SECONDS, MAX_SECONDS = 3, 12 * 3600
# The page "Datenschutz" states how long the hash of an address is kept; a test compares both.
WINDOW_SECONDS = 3600
MESSAGES = {
    "trap": _("Ein verstecktes Feld war ausgefüllt. Bitte senden Sie das Formular noch einmal ab."),
    "too_fast": _("Das ging sehr schnell. Bitte warten Sie kurz und senden Sie noch einmal ab."),
    "too_old": _("Das Formular war lange geöffnet. Bitte senden Sie es noch einmal ab."),
}


class TrapInput(forms.TextInput):
    """Never shows what was sent, so that a person who fell into the trap gets out of it."""

    def format_value(self, value):
        return None


class GuardedForm(forms.Form):
    """Base of public forms; their layout contains `*guard_fields()`."""

    homepage = forms.CharField(
        label=_("Bitte leer lassen"),
        required=False,
        widget=TrapInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["opened"] = mark()

    def clean(self):
        cleaned_data = super().clean()
        fault = "trap" if cleaned_data.get("homepage") else time_fault(self.data.get("opened", ""))
        if fault == "too_old":
            self.data = self.data.copy()
            self.data["opened"] = mark()
        if fault:
            raise forms.ValidationError(MESSAGES[fault], code=fault)
        return cleaned_data


def guard_fields():
    return [Div("homepage", css_class="honeypot", aria_hidden="true"), "opened"]


def mark(seconds_ago=0):
    """A signed time of rendering."""
    return signing.dumps(time.time() - seconds_ago, salt=SALT)


def time_fault(opened):
    """None, or the key in MESSAGES of what is wrong with a form's mark."""
    try:
        age = time.time() - signing.loads(opened, salt=SALT)
    except signing.BadSignature:
        return "too_old"
    if age < MIN_SECONDS:
        return "too_fast"
    return "too_old" if age > MAX_SECONDS else None


def allow(request, scope, limit):
    """Whether this address may send once more: `limit` times an hour per form (`scope`).

    Each free place is taken by `cache.add`: on Redis only one of two simultaneous requests wins,
    on files both may, which lets one message more through.
    """
    return allow_for(_network(request), scope, limit)


def allow_for(subject, scope, limit):
    """The same for anything else that must not be done too often, such as mailing one person."""
    digest = salted_hmac(SALT, f"{scope} {subject}", algorithm="sha256").hexdigest()
    keys = (f"abuse:{digest}:{place}" for place in range(limit))
    return any(cache.add(key, 1, WINDOW_SECONDS) for key in keys)


def _network(request):
    """The address, of IPv6 the /64 that one connection has to itself."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return "unknown"
    prefix = 64 if address.version == 6 else 32
    return str(ipaddress.ip_network((address, prefix), strict=False))
