from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from quartiere import finder
from quartiere.models import LAENDER, Handlungsfeld, Kommune, Zielgruppe
from quartiere.slugs import slug_of
from quartiere.suche import NEAR_KM, POSTCODE, quartiere_matching

LAND_CODES = {slug_of(name): code for code, name in LAENDER.items()}
GERMANY = {"lon": (5.5, 15.5), "lat": (47.0, 55.2)}
OUTSIDE = _("Der Punkt liegt nicht in Deutschland.")
SORTING = {
    "": (_("Name"), ["name", "pk"]),
    "kommune": (_("Kommune"), ["kommune__name", "name", "pk"]),
    "einwohner": (
        _("Einwohnerzahl, größte zuerst"),
        [F("inhabitants").desc(nulls_last=True), "name", "pk"],
    ),
    "geprueft": (
        _("zuletzt geprüft zuerst"),
        [F("reviewed_on").desc(nulls_last=True), "name", "pk"],
    ),
}


class QuartierFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Name, Ort oder Postleitzahl"), max_length=100, required=False, strip=True
    )
    kommune = forms.ChoiceField(
        label=_("Kommune"),
        required=False,
        error_messages={"invalid_choice": _("Diese Kommune gibt es im Portal nicht.")},
    )
    land = forms.ChoiceField(
        label=_("Land"),
        required=False,
        error_messages={"invalid_choice": _("Für dieses Land gibt es im Portal keine Quartiere.")},
    )
    handlungsfeld = forms.ModelChoiceField(
        Handlungsfeld.objects.all(),
        to_field_name="slug",
        required=False,
        label=_("Handlungsfeld"),
        empty_label=_("alle Handlungsfelder"),
        error_messages={"invalid_choice": _("Dieses Handlungsfeld gibt es nicht.")},
    )
    zielgruppe = forms.ModelChoiceField(
        Zielgruppe.objects.all(),
        to_field_name="slug",
        required=False,
        label=_("Zielgruppe"),
        empty_label=_("alle Zielgruppen"),
        error_messages={"invalid_choice": _("Diese Zielgruppe gibt es nicht.")},
    )
    stand = forms.ChoiceField(
        label=_("Stand im Programm"),
        required=False,
        choices=[
            ("", _("alle")),
            ("laufend", _("laufend")),
            ("abgeschlossen", _("abgeschlossen")),
        ],
        error_messages={"invalid_choice": _("Möglich sind „laufend“ und „abgeschlossen“.")},
    )
    sortierung = forms.ChoiceField(
        label=_("Sortieren nach"),
        required=False,
        choices=[(key, label) for key, (label, _) in SORTING.items()],
        error_messages={"invalid_choice": _("So lässt sich die Liste nicht sortieren.")},
    )
    ansicht = forms.ChoiceField(
        required=False,
        choices=[("", ""), ("karten", _("Karten")), ("tabelle", _("Tabelle"))],
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Diese Ansicht gibt es nicht.")},
    )

    FILTERS = ["q", "kommune", "land", "handlungsfeld", "zielgruppe", "stand"]

    def __init__(self, data):
        super().__init__(data)
        # One query for both lists, and only Kommunen that take part: not the 11,000 registered.
        kommunen = list(Kommune.objects.published().only("name", "slug", "ags"))
        laender = sorted({kommune.land for kommune in kommunen} - {""})
        self._offer("kommune", _("alle Kommunen"), [(row.slug, row.name) for row in kommunen])
        self._offer("land", _("alle Länder"), [(slug_of(name), name) for name in laender])
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.attrs = {"role": "search", "aria-label": _("Quartiere")}
        self.helper.add_input(Submit("", _("Anwenden")))

    def _offer(self, name, empty_label, choices):
        """Where there is nothing to choose, the field is left out (unless it was asked for)."""
        if len(choices) > 1 or self.data.get(name):
            self.fields[name].choices = [("", empty_label), *choices]
        else:
            del self.fields[name]

    def apply(self, quartiere):
        """Narrow by every valid value; a faulty one is ignored and shows its error."""
        self.is_valid()
        values = {name: value for name, value in self.cleaned_data.items() if value}
        for name in self.FILTERS:
            if name in values:
                quartiere = getattr(self, f"_by_{name}")(quartiere, values[name])
        _, order = SORTING[values.get("sortierung", "")]
        return quartiere.order_by(*order)

    def _by_q(self, quartiere, text):
        return quartiere.filter(quartiere_matching(text))

    def _by_kommune(self, quartiere, slug):
        return quartiere.filter(kommune__slug=slug)

    def _by_land(self, quartiere, slug):
        return quartiere.filter(kommune__ags__startswith=LAND_CODES[slug])

    def _by_handlungsfeld(self, quartiere, handlungsfeld):
        return quartiere.filter(handlungsfelder=handlungsfeld)

    def _by_zielgruppe(self, quartiere, zielgruppe):
        return quartiere.filter(zielgruppen=zielgruppe)

    def _by_stand(self, quartiere, stand):
        return quartiere.running() if stand == "laufend" else quartiere.finished()

    @property
    def active(self):
        """How many filters are set, right or wrong."""
        return sum(bool(self.data.get(name)) for name in self.FILTERS)

    @property
    def near_km(self):
        """How far around a postcode the search reaches; 0 where no postcode is asked for."""
        return NEAR_KM if POSTCODE.fullmatch(self.cleaned_data.get("q", "")) else 0

    @property
    def query(self):
        """The valid values as a query string: what the same rows elsewhere are asked by."""
        self.is_valid()
        names = [*self.FILTERS, "sortierung"]
        return urlencode({name: self.data[name] for name in names if self.cleaned_data.get(name)})


class FinderForm(forms.Form):
    q = forms.CharField(
        label=_("Postleitzahl, Ort oder Name des Quartiers"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    lat = forms.FloatField(
        required=False,
        widget=forms.HiddenInput,
        label=_("Breitengrad"),
        min_value=GERMANY["lat"][0],
        max_value=GERMANY["lat"][1],
        error_messages={"min_value": OUTSIDE, "max_value": OUTSIDE, "invalid": OUTSIDE},
    )
    lon = forms.FloatField(
        required=False,
        widget=forms.HiddenInput,
        label=_("Längengrad"),
        min_value=GERMANY["lon"][0],
        max_value=GERMANY["lon"][1],
        error_messages={"min_value": OUTSIDE, "max_value": OUTSIDE, "invalid": OUTSIDE},
    )

    def __init__(self, data):
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.attrs = {"role": "search", "aria-label": _("Mein Quartier")}
        self.helper.add_input(Submit("", _("Quartier finden")))

    def clean(self):
        values = super().clean()
        if not self.errors and (values["lat"] is None) != (values["lon"] is None):
            raise forms.ValidationError(_("Ein Punkt braucht Breitengrad und Längengrad."))
        return values

    def search(self):
        """The Fund, or None while nothing (valid) is asked for. A point goes before a text."""
        if not self.is_valid():
            return None
        values = self.cleaned_data
        if values["lat"] is not None:
            return finder.by_point(values["lon"], values["lat"])
        return finder.by_text(values["q"]) if values["q"] else None
