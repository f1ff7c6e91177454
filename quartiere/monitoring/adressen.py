"""Addresses of the monitoring: keys of areas as path segments, and links to editions and areas."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class SegmentConverter:
    """Any text as one segment of a path: keys come from elsewhere and may hold a slash."""

    regex = "[^/]+"

    def to_python(self, value):
        return value.replace("~1", "/").replace("~0", "~")

    def to_url(self, value):
        return value.replace("~", "~0").replace("/", "~1")


def ausgabe_url(ausgabe, name="ausgabe"):
    """A page of an edition; one that was superseded is addressed by its version."""
    address = {"kommune": ausgabe.kommune.slug, "year": ausgabe.year}
    if ausgabe.state == ausgabe.State.SUPERSEDED:
        address["version"] = ausgabe.version
    return reverse(f"monitoring:{name}", kwargs=address)


def gebiet_url(kommune, gebietsstand, key):
    return reverse("monitoring:gebiet", args=[kommune.slug, gebietsstand, key])


def breadcrumb(*steps):
    """The way from the start page through the monitoring; the last step has no address."""
    return [(_("Start"), reverse("home")), (_("Monitoring"), reverse("monitoring:list")), *steps]


def kommune_step(kommune):
    return kommune.name, reverse("monitoring:kommune", args=[kommune.slug])


def ausgabe_step(ausgabe):
    if ausgabe.state == "superseded":
        label = gettext("Ausgabe {year}, Fassung {version}")
    else:
        label = gettext("Ausgabe {year}")
    return label.format(year=ausgabe.year, version=ausgabe.version), ausgabe_url(ausgabe)
