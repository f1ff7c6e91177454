"""The facts of a Quartier or Kommune as pairs of term and value; empty values stay empty."""

from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quartiere.german import German


def facts_of_quartier(quartier):
    return [
        (_("Kommune"), quartier.kommune.name),
        (_("Programm"), German(quartier.programme)),
        (_("Im Programm"), period(quartier)),
        (_("Einwohnerinnen und Einwohner"), quartier.inhabitants),
        (_("Fläche"), square_km(quartier.area_km2)),
    ]


def facts_of_kommune(kommune):
    return [
        (_("Land"), kommune.land),
        (_("Kreis"), kommune.kreis),
        (_("Art"), kommune.get_kind_display()),
        (_("Einwohnerinnen und Einwohner"), kommune.inhabitants),
        (_("Fläche"), square_km(kommune.area_km2)),
        (_("Amtlicher Gemeindeschlüssel"), kommune.ags),
    ]


def period(quartier):
    """The years in the programme: "seit 2019", "2012 bis 2024", "bis 2024" or nothing."""
    since, until = quartier.programme_since, quartier.programme_until
    if not quartier.programme or not (since or until):
        return ""
    if not until:
        return gettext("seit {year}").format(year=since)
    if not since:
        return gettext("bis {year}").format(year=until)
    return gettext("{since} bis {until}").format(since=since, until=until)


def square_km(area):
    """The area with as many decimals as a reader needs."""
    if area is None:
        return ""
    decimals = 2 if area < 10 else 0
    return f"{number_format(round(area, decimals), decimals, force_grouping=True)} km²"


def texts_of(quartier):
    """The sections that have a text, each with its title, in the order of the page."""
    texts = [
        (_("Charakter"), quartier.character),
        (_("Ausgangslage"), quartier.starting_position),
        (_("Potenziale"), quartier.potentials),
        (_("Organisation und Partner"), quartier.organisation),
        (_("Perspektiven"), quartier.perspectives),
        (_("Daten und örtliche Einschätzung"), quartier.data_notes),
    ]
    return [{"title": title, "text": text} for title, text in texts if text]


def map_caption(quartier, karte):
    """What the map of a Quartier shows; with its neighbours where it has some."""
    if not karte or len(karte.areas) == 1:
        names = {"name": quartier.name, "kommune": quartier.kommune.name}
        return gettext("Lage von {name} in {kommune}.").format(**names)
    return gettext("{name} (hervorgehoben) und die Quartiere daneben.").format(name=quartier.name)
