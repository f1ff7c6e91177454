"""Filters of the public lists: Akteure, Angebote, Massnahmen, Netzwerke."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from netzwerke.models import Akteursart, Angebot, Angebotsart, Massnahme, Netzwerk, Sprache
from netzwerke.models.accessibility import FACTS
from quartiere.filters import ListFilterForm, choice, vocabulary
from quartiere.models import Kommune
from quartiere.suche import places

GERMANY = {"lon": (5.5, 15.5), "lat": (47.0, 55.2)}
UNKNOWN_PLACE = _("Diesen Ort kennen wir nicht. Bitte prüfen Sie die Schreibweise.")
SEVERAL_PLACES = _("Diesen Ort gibt es mehrmals. Bitte geben Sie die Postleitzahl ein.")
OUTSIDE = _("Der Punkt liegt nicht in Deutschland.")
ACCESSIBILITY = [(name, Angebot._meta.get_field(name).verbose_name) for name in FACTS]


class ServiceFilterForm(ListFilterForm):
    """Of rows with a service area: a Quartier finds all that serve it, wherever they are."""

    def by_kommune(self, rows, slug):
        return rows.filter(kommune__slug=slug)

    def by_quartier(self, rows, value):
        return rows.serving(self.quartier_of(value))


def _coordinate(label, name):
    smallest, largest = GERMANY[name]
    messages = dict.fromkeys(["invalid", "min_value", "max_value"], OUTSIDE)
    return forms.FloatField(
        label=label,
        required=False,
        min_value=smallest,
        max_value=largest,
        widget=forms.HiddenInput,
        error_messages=messages,
    )


class NearFilterForm(ServiceFilterForm):
    """Of rows with a point: languages, accessibility, and near a postcode, a place or a point."""

    sprache = choice(_("Sprache"))
    barrierefrei = choice(_("Barrierefreiheit"), [("", _("alle")), *ACCESSIBILITY])
    ort = forms.CharField(
        label=_("In der Nähe von (Postleitzahl oder Ort)"),
        max_length=100,
        required=False,
        strip=True,
    )
    umkreis = choice(
        _("Umkreis"), [("", "2 km"), ("1", "1 km"), ("5", "5 km"), ("10", "10 km"), ("25", "25 km")]
    )
    lat = _coordinate(_("Breitengrad"), "lat")
    lon = _coordinate(_("Längengrad"), "lon")

    FILTERS = [*ListFilterForm.FILTERS, "sprache", "barrierefrei"]

    def __init__(self, data):
        super().__init__(data)
        self.offer("sprache", _("alle Sprachen"), vocabulary(Sprache, "code"))

    def clean_ort(self):
        """The point of the place that is meant, or None."""
        text = self.cleaned_data["ort"]
        if not text:
            return None
        found = list(places(text)[:2])
        if len(found) != 1:
            raise forms.ValidationError(SEVERAL_PLACES if found else UNKNOWN_PLACE)
        return found[0].longitude, found[0].latitude

    @property
    def point(self):
        values = self.cleaned_data
        if values.get("ort"):
            return values["ort"]
        if values.get("lon") is not None and values.get("lat") is not None:
            return values["lon"], values["lat"]
        return None

    @property
    def km(self):
        return int(self.cleaned_data.get("umkreis") or 2)

    @property
    def active(self):
        return super().active + bool(self.data.get("ort") or self.data.get("lat"))

    def apply(self, rows):
        rows = super().apply(rows)
        return rows.near(*self.point, self.km) if self.point else rows

    def by_sprache(self, rows, code):
        return rows.filter(sprachen__code=code)

    def by_barrierefrei(self, rows, name):
        return rows.filter(**{name: True})


class AkteurFilterForm(NearFilterForm):
    art = choice(_("Akteursart"))
    FILTERS = [*NearFilterForm.FILTERS, "art"]
    label = _("Akteure")

    def __init__(self, data):
        super().__init__(data)
        self.offer("art", _("alle Arten"), vocabulary(Akteursart))
        self.order_fields(["q", "kommune", "quartier", "zielgruppe", "handlungsfeld", "art"])

    def by_art(self, rows, slug):
        return rows.filter(akteursart__slug=slug)


class AngebotFilterForm(NearFilterForm):
    art = choice(_("Art des Angebots"))
    kostenfrei = forms.BooleanField(label=_("nur kostenfrei"), required=False)
    FILTERS = [*NearFilterForm.FILTERS, "art", "kostenfrei"]
    label = _("Angebote")

    def __init__(self, data):
        super().__init__(data)
        self.offer("art", _("alle Arten"), vocabulary(Angebotsart))
        self.order_fields(["q", "kommune", "quartier", "zielgruppe", "handlungsfeld", "art"])

    def by_art(self, rows, slug):
        return rows.filter(angebotsart__slug=slug)

    def by_kostenfrei(self, rows, _):
        return rows.free_of_charge()


class MassnahmeFilterForm(ServiceFilterForm):
    STATES = {
        "laufend": "running",
        "geplant": "planned",
        "beendet": "finished",
        "mit-ergebnis": "with_ergebnis",
        "ohne-ergebnis": "without_ergebnis",
    }
    stand = choice(
        _("Stand"),
        [
            ("", _("alle")),
            ("laufend", Massnahme.Phase.RUNNING.label),
            ("geplant", Massnahme.Phase.PLANNED.label),
            ("beendet", _("abgeschlossen oder abgebrochen")),
            ("mit-ergebnis", _("mit Ergebnis")),
            ("ohne-ergebnis", _("beendet, Ergebnis noch offen")),
        ],
    )
    FILTERS = [*ListFilterForm.FILTERS, "stand"]
    label = _("Maßnahmen")

    def by_stand(self, rows, value):
        return getattr(rows, self.STATES[value])()


class NetzwerkFilterForm(ServiceFilterForm):
    art = choice(_("Art"), [("", _("alle")), *Netzwerk.Kind.choices])
    FILTERS = [*ListFilterForm.FILTERS, "art"]
    label = _("Netzwerke")

    def by_art(self, rows, value):
        return rows.filter(kind=value)


class KommuneFilterForm(forms.Form):
    """One Kommune, or all."""

    kommune = choice(_("Kommune"))

    def __init__(self, data):
        super().__init__(data)
        self.kommunen = {row.slug: row for row in Kommune.objects.published().order_by("name")}
        names = [(slug, row.name) for slug, row in self.kommunen.items()]
        self.fields["kommune"].choices = [("", _("alle Kommunen")), *names]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.add_input(Submit("", _("Anwenden")))

    @property
    def selected(self):
        """The Kommune, or None for all of them or an unknown one."""
        return self.kommunen.get(self.cleaned_data.get("kommune")) if self.is_valid() else None

    @property
    def has_choice(self):
        return len(self.kommunen) > 1 or bool(self.data.get("kommune"))
