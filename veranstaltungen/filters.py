"""Filters of the public list, the calendar, and their feeds."""

import re
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quartiere.filters import ListFilterForm, choice, vocabulary
from quartiere.models import Kommune, Zielgruppe
from veranstaltungen.models import Veranstaltung, Veranstaltungsart
from veranstaltungen.models.teile import FACTS
from veranstaltungen.monat import first_day_after

ACCESSIBILITY = [(name, Veranstaltung._meta.get_field(name).verbose_name) for name in FACTS]
Format = Veranstaltung.Format
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
NO_DAY = _("Bitte geben Sie einen Tag zwischen 2000 und 2099 an.")
MONTH = re.compile(r"(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])", re.ASCII)
NO_MONTH = _("Diesen Monat gibt es nicht.")
DAYS = {"heute": 1, "woche": 7, "monat": 30}


class DayInput(forms.DateInput):
    """The browser's own field for a day, which takes nothing but a day."""

    input_type = "date"

    def format_value(self, value):
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            return None


def _day(label):
    return forms.DateField(
        label=label,
        required=False,
        widget=DayInput,
        validators=[MinValueValidator(EARLIEST, NO_DAY), MaxValueValidator(LATEST, NO_DAY)],
        error_messages={"invalid": NO_DAY},
    )


def midnight(day):
    """The beginning of a day in the time of the portal."""
    return timezone.make_aware(datetime.combine(day, time.min))


class VeranstaltungFilterForm(ListFilterForm):
    """Without an answer to "when" everything that is still to come; two days open the past."""

    zeit = choice(
        _("Wann"),
        [
            ("", _("alle kommenden")),
            ("heute", _("heute")),
            ("woche", _("in den nächsten 7 Tagen")),
            ("monat", _("in den nächsten 30 Tagen")),
            ("vergangen", _("vergangene")),
            ("dokumentiert", _("vergangene mit Dokumentation")),
        ],
    )
    von = _day(_("Vom"))
    bis = _day(_("Bis zum"))
    art = choice(_("Art"))
    format = choice(
        pgettext_lazy("Veranstaltung", "Format"),
        [
            ("", _("alle")),
            ("vor-ort", _("vor Ort")),
            ("online", _("online")),
            ("hybrid", Format.HYBRID.label),
        ],
    )
    barrierefrei = choice(_("Barrierefreiheit"), [("", _("alle")), *ACCESSIBILITY])
    kostenfrei = forms.BooleanField(label=_("nur kostenfrei"), required=False)

    FILTERS = [*ListFilterForm.FILTERS, "art", "format", "barrierefrei", "kostenfrei"]
    TIMES = ["zeit", "von", "bis"]
    FORMATS = {
        "vor-ort": [Format.ON_SITE, Format.HYBRID],
        "online": [Format.ONLINE, Format.HYBRID],
        "hybrid": [Format.HYBRID],
    }
    label = _("Veranstaltungen")

    def __init__(self, data):
        super().__init__(data)
        self.offer("art", _("alle Arten"), vocabulary(Veranstaltungsart))
        self.order_fields(["q", *self.TIMES, "kommune", "quartier", "zielgruppe"])

    def clean(self):
        super().clean()
        first, last = self.cleaned_data.get("von"), self.cleaned_data.get("bis")
        if first and last and last < first:
            self.add_error("bis", _("Dieser Tag liegt vor dem ersten."))

    def apply(self, rows):
        return self.in_time(super().apply(rows))

    def in_time(self, rows):
        """The rows of the time that was asked for, in the order in which they take place."""
        values, now = self.cleaned_data, timezone.now()
        zeit, first, last = (values.get(name) for name in self.TIMES)
        if zeit in ("vergangen", "dokumentiert"):
            if zeit == "dokumentiert":
                rows = rows.filter(status=Veranstaltung.Status.DOCUMENTED)
            return rows.past().between(*_span(first, last)).order_by("-shown_at", "-pk")
        if first or last:
            return rows.between(*_span(first, last)).order_by("shown_at", "pk")
        end = midnight(timezone.localdate() + timedelta(days=DAYS[zeit])) if zeit else None
        return rows.between(now, end).order_by("shown_at", "pk")

    def by_kommune(self, rows, slug):
        return rows.serving_kommune(Kommune.objects.published().get(slug=slug))

    def by_quartier(self, rows, value):
        return rows.serving(self.quartier_of(value))

    def by_zielgruppe(self, rows, slug):
        return rows.about(Zielgruppe.objects.get(slug=slug))

    def by_art(self, rows, slug):
        return rows.filter(art__slug=slug)

    def by_format(self, rows, value):
        return rows.filter(format__in=self.FORMATS[value])

    def by_barrierefrei(self, rows, name):
        return rows.filter(**{name: True})

    def by_kostenfrei(self, rows, _):
        return rows.filter(fee="")

    @property
    def active(self):
        return super().active + any(self.data.get(name) for name in self.TIMES)


class MonatFilterForm(VeranstaltungFilterForm):
    """The same filters for the calendar, whose time is one month."""

    monat = forms.CharField(required=False, max_length=7, widget=forms.HiddenInput)
    TIMES = []
    label = _("Kalender")

    def __init__(self, data):
        super().__init__(data)
        for name in VeranstaltungFilterForm.TIMES:
            del self.fields[name]

    def clean_monat(self):
        """The first day of the month; today's without an answer."""
        text = self.cleaned_data["monat"]
        if not text:
            return timezone.localdate().replace(day=1)
        found = MONTH.fullmatch(text)
        if not found:
            raise forms.ValidationError(NO_MONTH)
        return date(int(found["year"]), int(found["month"]), 1)

    @property
    def month(self):
        self.is_valid()
        return self.cleaned_data.get("monat") or timezone.localdate().replace(day=1)

    @property
    def query(self):
        """What is asked for besides the month."""
        self.is_valid()
        names = [name for name in self.fields if name != "monat"]
        return urlencode({name: self.data[name] for name in names if self.cleaned_data.get(name)})

    def in_time(self, rows):
        end = midnight(first_day_after(self.month))
        return rows.between(midnight(self.month), end).order_by("shown_at", "pk")


def _span(first, last):
    """The days as moments; the last day belongs to it."""
    return (
        midnight(first) if first else None,
        midnight(last + timedelta(days=1)) if last else None,
    )
