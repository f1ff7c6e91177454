"""Tags and filters of pages of the Handlungskette, and its parts on pages of other apps."""

from django import template

from netzwerke import abschnitte, kette

register = template.Library()


@register.filter
def needs_result(massnahme):
    return kette.needs_result(massnahme)


@register.filter
def item(mapping, key):
    return mapping[key]


@register.filter
def twice(number):
    return number * 2


@register.filter
def add_number(number, difference):
    return round(number + difference, 1)


@register.filter
def letter(number):
    """1 is "a"; after "z" comes "aa", as in a list with lower-latin markers."""
    rest, position = divmod(number - 1, 26)
    return (letter(rest) if rest else "") + chr(ord("a") + position)


@register.inclusion_tag("netzwerke/abschnitt_kette.html")
def quartier_kette(quartier):
    return abschnitte.kette_of(quartier)


@register.inclusion_tag("netzwerke/abschnitt_angebote.html")
def quartier_angebote(quartier):
    return abschnitte.angebote_of(quartier)


@register.inclusion_tag("netzwerke/abschnitt_massnahmen.html")
def quartier_massnahmen(quartier):
    return abschnitte.massnahmen_of(quartier)


@register.inclusion_tag("netzwerke/abschnitt_netzwerke.html")
def quartier_netzwerke(quartier):
    return abschnitte.netzwerke_of(quartier)


@register.inclusion_tag("netzwerke/abschnitt_quartiersmanagement.html")
def quartier_quartiersmanagement(quartier):
    return {"quartiersmanagements": abschnitte.quartiersmanagements_of(quartier)}


@register.inclusion_tag("netzwerke/abschnitt_thema.html")
def thema_kette(thema, parameter):
    return abschnitte.of_thema(thema, parameter)


@register.inclusion_tag("netzwerke/abschnitt_kommune.html")
def kommune_kette(kommune):
    return abschnitte.of_kommune(kommune)
