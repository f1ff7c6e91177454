"""What other pages show of the monitoring: sections that stand in their templates."""

import re

from django import template
from django.utils.formats import get_format, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quartiere.monitoring import abschnitte
from quartiere.monitoring.ansichten import DYNAMIK_SHADES, NEED_SHADES, STATUS_SHADES
from quartiere.monitoring.bedarf import german
from quartiere.monitoring.index import DYNAMIK_SIGNS, STATUS_NUMBERS

register = template.Library()
SPACE_BEFORE_PERCENT = re.compile(r"(?<=\d) (?=%)")
ROLES = {"status": _("Status-Index"), "dynamik": _("Dynamik-Index"), "kontext": _("Kontext")}


@register.filter
def decimal(value, decimals=1):
    """14.23 → "14,2" with a true minus sign; "–" without a value."""
    return "–" if value is None else _number(value, int(decimals))


def _number(value, decimals=1):
    text = german(value, decimals)
    if get_format("DECIMAL_SEPARATOR") == ",":
        return text
    return text.translate(str.maketrans(",.", ".,"))


@register.filter
def signed(value):
    """A change: "+0,4", "−1,2", "0,0"."""
    if value is None:
        return "–"
    text = _number(value)
    return f"+{text}" if round(value, 1) > 0 else text


@register.filter
def percent(share):
    """0.254 → "25 %", in one piece."""
    return f"{number_format(round(share * 100), 0)}\N{NO-BREAK SPACE}%"


@register.filter
def together(sentence):
    """No line break between a number and its percent sign; files keep the plain space."""
    return SPACE_BEFORE_PERCENT.sub("\N{NO-BREAK SPACE}", str(sentence))


@register.filter
def counted(counts, key):
    """The number of a class in `class_counts`, 0 where it does not occur."""
    return counts.get(key, 0)


@register.filter
def several(counts):
    """How many areas have two or more groups in need."""
    return sum(count for number, count in counts.items() if int(number) >= 2)


@register.filter
def excluded(ausgabe):
    return ausgabe.area_count - ausgabe.valid_count


@register.filter
def need_shade(label):
    return NEED_SHADES.get(label, 0)


@register.filter
def status_shade(name):
    return STATUS_SHADES.get(name, 0)


@register.filter
def dynamik_shade(name):
    return DYNAMIK_SHADES.get(name, 0)


@register.filter
def role(value):
    """Which part an indicator plays."""
    return ROLES.get(value, value)


@register.filter
def groups_in_words(groups):
    """["4+", "4-"] → "Status sehr niedrig mit Dynamik positiv oder negativ"."""
    signs = {sign: name for name, sign in DYNAMIK_SIGNS.items()}
    found = []
    for name, number in STATUS_NUMBERS.items():
        chosen = [signs[sign] for sign in signs if number + sign in groups]
        if len(chosen) == len(signs):
            found.append(gettext("Status „{name}“ bei jeder Dynamik").format(name=gettext(name)))
        elif chosen:
            words = gettext(" oder ").join(f"„{gettext(word)}“" for word in chosen)
            both = gettext("Status „{name}“ mit Dynamik {words}")
            found.append(both.format(name=gettext(name), words=words))
    return "; ".join(found) or _("keine Gruppe")


@register.inclusion_tag("monitoring/abschnitt_quartier.html")
def monitoring_of_quartier(quartier):
    return abschnitte.of_quartier(quartier)


@register.inclusion_tag("monitoring/abschnitt_kommune.html")
def monitoring_of_kommune(kommune):
    return abschnitte.of_kommune(kommune)


@register.inclusion_tag("monitoring/abschnitt_zielgruppe.html")
def monitoring_of_zielgruppe(zielgruppe):
    return abschnitte.of_zielgruppe(zielgruppe)
