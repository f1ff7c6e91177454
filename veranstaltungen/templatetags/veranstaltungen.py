"""Tags and filters of pages of Veranstaltungen, and their sections on pages of other apps."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from veranstaltungen import abschnitte, einmal, oeffentlich, zeitangaben

register = template.Library()


@register.filter
def span(termin):
    """From when to when, in words."""
    return zeitangaben.span_text(termin.starts_at, termin.ends_at, termin.is_all_day)


@register.filter
def moment(value):
    return zeitangaben.moment_text(value)


@register.filter
def shown_termin(veranstaltung):
    return oeffentlich.shown_termin(veranstaltung)


@register.filter
def day(termin):
    return zeitangaben.day_text(termin.starts_at)


@register.filter
def further_termine(veranstaltung):
    """How many more dates are still to come besides the one that is shown."""
    shown, now = oeffentlich.shown_termin(veranstaltung), timezone.now()
    rows = veranstaltung.termine.all()
    return sum(row.ends_at >= now and not row.is_cancelled and row != shown for row in rows)


@register.inclusion_tag("veranstaltungen/einmal.html")
def once():
    return {"name": einmal.FIELD, "value": einmal.new()}


@register.inclusion_tag("veranstaltungen/abschnitt.html")
def quartier_veranstaltungen(quartier):
    return abschnitte.of_quartier(quartier) | {"title": ""}


@register.inclusion_tag("veranstaltungen/abschnitt.html")
def kommune_veranstaltungen(kommune):
    return abschnitte.of_kommune(kommune) | {"title": _("Veranstaltungen")}


@register.inclusion_tag("veranstaltungen/abschnitt.html")
def zielgruppe_veranstaltungen(zielgruppe):
    return abschnitte.of_zielgruppe(zielgruppe) | {"title": _("Veranstaltungen")}


@register.inclusion_tag("veranstaltungen/abschnitt.html")
def handlungsfeld_veranstaltungen(feld):
    return abschnitte.of_handlungsfeld(feld) | {"title": _("Veranstaltungen")}


@register.inclusion_tag("veranstaltungen/abschnitt.html")
def netzwerk_veranstaltungen(netzwerk):
    return abschnitte.of_netzwerk(netzwerk) | {"title": _("Veranstaltungen der Mitglieder")}
