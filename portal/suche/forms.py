import re
from functools import cached_property

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.suche import kinds
from portal.suche.analysis import query_words
from portal.suche.facets import LETTERS
from quartiere.german import German
from quartiere.models import Handlungsfeld, Kommune, Quartier, Zielgruppe

MAX_QUERY = 200
SLUG = re.compile(r"[-\w]{1,130}", re.ASCII)
UNKNOWN = _("Diese Auswahl gibt es nicht.")


class RowField(forms.CharField):
    """A public row by what stands in the address; offered are only those with hits."""

    def __init__(self, rows, **kwargs):
        self.rows = rows
        super().__init__(required=False, widget=forms.Select, **kwargs)

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return None
        slugs = value.split(".")
        if not all(SLUG.fullmatch(slug) for slug in slugs):
            raise forms.ValidationError(UNKNOWN, code="unknown")
        row = self.rows(*slugs[:2]).first() if len(slugs) <= 2 else None
        if row is None:
            raise forms.ValidationError(UNKNOWN, code="unknown")
        return row


def by_slug(rows):
    return lambda slug, more="": rows().filter(slug=slug) if not more else rows().none()


def quartier(kommune, slug=""):
    return Quartier.objects.published().filter(kommune__slug=kommune, slug=slug)


class SucheForm(forms.Form):
    """The filters of the search; the words themselves stand in a form of their own above."""

    q = forms.CharField(
        required=False,
        max_length=MAX_QUERY,
        widget=forms.HiddenInput,
        error_messages={
            "max_length": _("Bitte suchen Sie mit weniger Wörtern, höchstens 200 Zeichen.")
        },
    )
    art = forms.ChoiceField(
        label=_("Art"),
        required=False,
        widget=forms.HiddenInput,
        choices=[("", ""), *((kind.name, kind.plural) for kind in kinds.KINDS)],
        error_messages={"invalid_choice": UNKNOWN},
    )
    kommune = RowField(by_slug(Kommune.objects.active), label=_("Kommune"))
    quartier = RowField(quartier, label=_("Quartier"))
    zielgruppe = RowField(by_slug(Zielgruppe.objects.all), label=_("Zielgruppe"))
    handlungsfeld = RowField(by_slug(Handlungsfeld.objects.all), label=_("Handlungsfeld"))
    von = forms.DateField(
        label=_("Ab dem Tag"),
        required=False,
        help_text=_("Termin einer Veranstaltung, sonst Tag der letzten Änderung."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    bis = forms.DateField(
        label=_("Bis zum Tag"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    EMPTY = {
        "kommune": _("alle Kommunen"),
        "quartier": _("alle Quartiere"),
        "zielgruppe": _("alle Zielgruppen"),
        "handlungsfeld": _("alle Handlungsfelder"),
    }

    def __init__(self, data):
        super().__init__(data)
        self.is_valid()
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.attrs = {"role": "search", "aria-label": _("Ergebnisse eingrenzen")}
        self.helper.add_input(Submit("", _("Anwenden")))

    def clean(self):
        days = super().clean()
        if days.get("von") and days.get("bis") and days["bis"] < days["von"]:
            self.add_error("bis", _("Dieser Tag liegt vor dem ersten."))
        return days

    @cached_property
    def query(self):
        """What was typed; nothing if there is no word in it."""
        typed = self.cleaned_data.get("q", "")
        return typed if query_words(typed) else ""

    @property
    def is_asked(self):
        return bool(self.query or self.chosen or any(self.days))

    @property
    def chosen(self):
        """{name of the facet: mark} of the valid choices."""
        values = {name: self.cleaned_data.get(name) for name in LETTERS}
        return {
            name: kinds.mark(LETTERS[name], getattr(value, "pk", value))
            for name, value in values.items()
            if value
        }

    @property
    def kept(self):
        """(name, value) of the valid filters, for the form of the words."""
        names = [*LETTERS, "von", "bis"]
        return [(name, self.data[name]) for name in names if self.cleaned_data.get(name)]

    @property
    def days(self):
        return self.cleaned_data.get("von"), self.cleaned_data.get("bis")

    @property
    def active(self):
        """How many filters are set, right or wrong."""
        return sum(bool(self.data.get(name)) for name in [*LETTERS, "von", "bis"])

    def offer(self, choices):
        """Choices with their counts; a filter without any choice is left out."""
        for name, found in choices.items():
            if name == "art":  # links above the filters
                continue
            options = [(row.value, German(f"{row.label} ({row.count})")) for row in found]
            asked = self.data.get(name, "")
            if asked and asked not in dict(options):
                row = self.cleaned_data.get(name)
                options.append((asked, f"{row} (0)" if row else asked[:100]))
            if options:
                self.fields[name].widget.choices = [("", self.EMPTY[name]), *options]
            else:
                del self.fields[name]
