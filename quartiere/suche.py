"""What somebody types to name a place: a Quartier, a Kommune, a place or a postcode."""

import re

from django.db.models import Q

from quartiere.models import Ort
from quartiere.slugs import slug_of

POSTCODE = re.compile(r"(\d{5})(?!\d)\s*(.*)")
NEAR_KM = 3
KM_PER_DEGREE = 111.3
MAX_PLACES = 12
UMLAUTS = [("ae", "ä"), ("oe", "ö"), ("ue", "ü")]


def named(text, *, prefix=""):
    """Condition on `name` and `slug`; the slug catches umlauts and case, also on SQLite."""
    condition = Q(**{f"{prefix}name__icontains": text})
    if slug := slug_of(text, fallback=""):
        condition |= Q(**{f"{prefix}slug__contains": slug})
    return condition


def places(text):
    """The Orte that a text means: a postcode, "12345 Name", a name, or the start of one."""
    if match := POSTCODE.fullmatch(text.strip()):
        postcode, name = match.groups()
        orte = Ort.objects.filter(postcode=postcode)
        return orte.filter(_any("name__istartswith", name)) if name else orte
    exact = Ort.objects.filter(_any("name__iexact", text))
    return exact if exact.exists() else Ort.objects.filter(_any("name__istartswith", text))


def _any(lookup, text):
    """SQLite ignores case for ASCII letters only, so "KÖLN" is tried as "Köln" too."""
    spellings = {text, text.title()}
    for digraph, umlaut in UMLAUTS:
        spellings |= {spelling.replace(digraph, umlaut) for spelling in spellings}
    condition = Q()
    for spelling in sorted(spellings):
        condition |= Q(**{lookup: spelling})
    return condition


def quartiere_matching(text):
    """Condition on Quartiere: name, Kommune, place, or near what the postcode or name means."""
    if POSTCODE.fullmatch(text):
        condition = Q(contact_postcode=text[:5])
        orte = list(places(text)[:MAX_PLACES])
    else:
        condition = named(text) | named(text, prefix="kommune__") | Q(place__iexact=text)
        orte = list(Ort.objects.filter(_any("name__iexact", text))[: MAX_PLACES + 1])
        # A city with many postcodes is a Kommune; its single points would be chance.
        orte = orte if len(orte) <= MAX_PLACES else []
    for ort in orte:
        condition |= near(ort.longitude, ort.latitude)
    return condition


def near(longitude, latitude, km=NEAR_KM):
    """Condition: bounding box, or the point where there is no boundary, within about `km`."""
    high = km / KM_PER_DEGREE
    wide = high / 0.63  # cos of 51 degrees: Germany's middle
    box = Q(
        west__lte=longitude + wide,
        east__gte=longitude - wide,
        south__lte=latitude + high,
        north__gte=latitude - high,
    )
    point = Q(
        west__isnull=True,
        longitude__range=(longitude - wide, longitude + wide),
        latitude__range=(latitude - high, latitude + high),
    )
    return box | point
