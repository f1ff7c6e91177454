"""schema.org descriptions (JSON-LD) of a page, for search engines."""

import json

from django.utils.safestring import SafeString

# What could end the script element or start another one, as JSON escapes.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def json_ld(*items):
    """The items as one JSON-LD document, safe inside <script type="application/ld+json">."""
    document = {"@context": "https://schema.org", "@graph": list(items)}
    return SafeString(json.dumps(document, ensure_ascii=False).translate(ESCAPES))


def place(quartier, url):
    item = {
        "@type": "Place",
        "@id": url,
        "url": url,
        "name": quartier.name,
        "description": quartier.teaser,
        "containedInPlace": {"@type": "City", "name": quartier.kommune.name},
        **_geo(quartier),
        **_address(quartier),
    }
    return {key: value for key, value in item.items() if value}


def breadcrumb_list(breadcrumb, build_url):
    """`breadcrumb` as pages have it: (label, url) pairs, the last one without url."""
    items = [
        {"@type": "ListItem", "position": position, "name": str(label)}
        | ({"item": build_url(url)} if url else {})
        for position, (label, url) in enumerate(breadcrumb, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _geo(quartier):
    if quartier.longitude is None:
        return {}
    return {
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": quartier.latitude,
            "longitude": quartier.longitude,
        }
    }


def _address(quartier):
    """The address of the contact point; without a street it would say nothing."""
    if not quartier.street:
        return {}
    return {
        "address": {
            "@type": "PostalAddress",
            "streetAddress": quartier.street,
            "postalCode": quartier.contact_postcode,
            "addressLocality": quartier.place,
            "addressCountry": "DE",
        }
    }
