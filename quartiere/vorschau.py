"""Signed links that show an unpublished entry to people without a log-in."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from quartiere.models import Quartier

MAX_AGE_DAYS = 14


@dataclass(frozen=True)
class Vorschau:
    """The previews of one model; `rows` gives the queryset its page is made from.

    Each model has a salt of its own, so that no link opens a row of another model.
    """

    salt: str
    url_name: str
    rows: Callable

    def url(self, item):
        """The path of the preview, valid for 14 days from now."""
        return reverse(self.url_name, args=[signing.dumps(item.pk, salt=self.salt)])

    def resolve(self, token):
        """The row of a token; None for an expired or forged one and a deleted row."""
        try:
            pk = signing.loads(token, salt=self.salt, max_age=MAX_AGE_DAYS * 24 * 60 * 60)
        except signing.BadSignature:
            return None
        return self.rows().filter(pk=pk).first()


QUARTIERE = Vorschau(
    "quartiere.vorschau",
    "quartiere:preview",
    lambda: Quartier.objects.select_related("kommune", "picture"),
)
preview_url = QUARTIERE.url
resolve = QUARTIERE.resolve
