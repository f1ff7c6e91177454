"""Where it takes place, and with that who decides about publication."""

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from quartiere.models import Kommune, Quartier
from veranstaltungen.forms.base import PartForm
from veranstaltungen.forms.punkt import PunktFields

MAX_PLACES = 30
SUPRA_LOCAL = ""
SUPRA_LOCAL_LABEL = _("überörtlich oder nur online")


class OrtField(forms.ChoiceField):
    """A Kommune, one of its Quartiere, or nothing for what is supra-local."""

    def __init__(self, **kwargs):
        super().__init__(
            required=False,
            error_messages={"invalid_choice": _("Diesen Ort gibt es im Portal nicht.")},
            **kwargs,
        )

    def offer(self, only_kommune=None, empty_label=SUPRA_LOCAL_LABEL):
        """Fill the choices; `only_kommune` leaves nothing but this Kommune."""
        kommunen = Kommune.objects.published().only("name", "slug").order_by("name")
        quartiere = Quartier.objects.published().select_related("kommune")
        quartiere = quartiere.only(
            "name", "slug", "longitude", "latitude", "kommune__name", "kommune__slug"
        )
        quartiere = quartiere.order_by("kommune__name", "name", "pk")
        if only_kommune:
            kommunen = Kommune.objects.filter(pk=only_kommune.pk)
            quartiere = quartiere.filter(kommune=only_kommune)
        groups, self.rows = {}, {}
        for row in kommunen:
            self._add(groups, row.slug, label_of(row), row)
        for row in quartiere:
            self._add(groups, f"{row.kommune.slug}.{row.slug}", row.name, row.kommune, row)
        empty = [] if only_kommune else [(SUPRA_LOCAL, empty_label)]
        self.choices = [*empty, *groups.items()]

    def _add(self, groups, value, label, kommune, quartier=None):
        if value not in self.rows:
            self.rows[value] = (kommune, quartier)
            groups.setdefault(kommune.name, []).append((value, label))

    def found(self, value):
        """(Kommune, Quartier) of a valid choice."""
        return self.rows.get(value, (None, None))


def label_of(kommune, quartier=None):
    """Where the Kommune does not stand above it."""
    if quartier is None:
        return _("%(name)s (ganze Kommune)") % {"name": kommune.name}
    return f"{quartier.name} ({kommune.name})"


def value_of(kommune, quartier):
    if kommune is None:
        return SUPRA_LOCAL
    return f"{kommune.slug}.{quartier.slug}" if quartier else kommune.slug


class WoForm(PunktFields, PartForm):
    ort = OrtField(
        label=_("Kommune oder Quartier"),
        help_text=_(
            "Die Redaktion dieser Kommune prüft Ihre Veranstaltung. Überörtliche prüft die "
            "Programmleitung."
        ),
    )
    layout = (
        "format",
        "ort",
        Fieldset(
            _("Adresse vor Ort"),
            "place",
            "street",
            Row(Column("postcode"), Column("city")),
            "lage",
            "koordinaten",
        ),
        Fieldset(_("Teilnahme online"), "online_link"),
    )

    class Meta(PartForm.Meta):
        fields = ["format", "place", "street", "postcode", "city", "online_link"]
        widgets = {"format": forms.RadioSelect}
        labels = {"format": _("Wie findet sie statt?"), "place": _("Haus und Raum")}
        help_texts = {
            "place": "",
            "online_link": _("Sehen nur Angemeldete: in Bestätigung und Erinnerung."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        self.fill_point(row)
        # What is published stays with the Kommune that published it.
        self.fields["ort"].offer(row.kommune if row.is_public else None)
        if row.is_public and row.kommune is None:
            del self.fields["ort"]
            self.helper.layout.fields.remove("ort")
            return
        self.initial["ort"] = value_of(row.kommune, row.quartier)
        current = self.initial["ort"]
        if current not in self.fields["ort"].rows and row.kommune:
            # A Quartier that is no longer public.
            self.fields["ort"].rows[current] = (row.kommune, row.quartier)
            self.fields["ort"].choices += [(current, row.quartier or row.kommune)]

    def clean_postcode(self):
        postcode = self.cleaned_data["postcode"]
        if postcode and not (len(postcode) == 5 and postcode.isascii() and postcode.isdigit()):
            raise forms.ValidationError(_("Eine Postleitzahl hat fünf Ziffern."))
        return postcode

    def clean(self):
        cleaned = super().clean()
        if "ort" in self.fields and "ort" in cleaned:
            found = self.fields["ort"].found(cleaned["ort"])
            self.instance.kommune, self.instance.quartier = found
        self.instance.longitude, self.instance.latitude = self.point_of(self.instance.quartier)
        return cleaned


class FuerOrteFields(forms.Form):
    """For which Kommunen and Quartiere it is meant, also outside the place: those that are there,
    to be unticked, and one more at a time out of those in the portal.
    """

    orte = forms.MultipleChoiceField(
        label=_("Für diese Kommunen und Quartiere"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ohne Haken nehmen Sie einen Ort wieder heraus."),
        error_messages={"invalid_choice": _("Diesen Ort hat inzwischen jemand herausgenommen.")},
    )
    weiterer_ort = OrtField(
        label=_("Kommune oder Quartier hinzufügen"),
        help_text=_(
            "Für wen die Veranstaltung außerdem gedacht ist. Sie steht dann auch auf der Seite "
            "dieses Ortes. Für mehrere Orte speichern Sie zwischendurch."
        ),
    )

    def fill_places(self, row):
        self.places = _places_of(row) if row.pk else {}
        self.fields["weiterer_ort"].offer(empty_label=_("keinen hinzufügen"))
        self.initial["orte"] = list(self.places)
        self.fields["orte"].choices = [
            (value, label_of(*place)) for value, place in self.places.items()
        ]
        if not self.places:
            del self.fields["orte"]
            self.helper.layout.fields.remove("orte")

    def clean(self):
        cleaned = super().clean()
        if len(self._chosen()) > MAX_PLACES:
            self.add_error("weiterer_ort", _("Mehr Orte passen nicht zu einer Veranstaltung."))
        return cleaned

    def _chosen(self):
        """[(Kommune, Quartier or None)] that are ticked or new."""
        found = [self.places[value] for value in self.cleaned_data.get("orte", [])]
        new = self.fields["weiterer_ort"].found(self.cleaned_data.get("weiterer_ort"))
        return [*found, new] if new != (None, None) and new not in found else found

    def save_places(self, row):
        chosen = self._chosen()
        row.kommunen.set([kommune for kommune, quartier in chosen if quartier is None])
        row.quartiere.set([quartier for _kommune, quartier in chosen if quartier])


def _places_of(row):
    """{value: (Kommune, Quartier or None)} as it is stored, also what is not public (any more)."""
    found = [(kommune, None) for kommune in row.kommunen.order_by("name", "pk")]
    quartiere = row.quartiere.select_related("kommune").order_by("kommune__name", "name", "pk")
    found += [(quartier.kommune, quartier) for quartier in quartiere]
    return {value_of(*place): place for place in found}
