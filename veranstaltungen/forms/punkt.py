"""The point on the map, without a script and without asking another host."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NONE, MIDDLE, EXACT = "", "mitte", "genau"
CHOICES = [
    (NONE, _("kein Punkt")),
    (MIDDLE, _("ungefähr: Mitte des Quartiers")),
    (EXACT, _("genau: Koordinaten")),
]
# With decimals, wherever it stands: "52,51 13,37", "geo:52.51,13.37", "#map=17/52.51/13.37".
NUMBER = re.compile(r"\d{1,2}[.,]\d{1,16}")
NO_NUMBERS = _("Bitte geben Sie zwei Zahlen an, zum Beispiel 52,5163 und 13,3777.")
WEST, EAST, SOUTH, NORTH = 5.5, 15.5, 47, 55.2


class KoordinatenField(forms.CharField):
    """(longitude, latitude) in degrees, in whichever order they are typed; None where empty."""

    def __init__(self, **kwargs):
        super().__init__(max_length=300, required=False, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        numbers = sorted(float(number.replace(",", ".")) for number in NUMBER.findall(text))
        if len(numbers) != 2:
            raise ValidationError(NO_NUMBERS)
        # In Germany the longitude is always the smaller one.
        longitude, latitude = numbers
        if not (WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH):
            raise ValidationError(_("Dieser Punkt liegt nicht in Deutschland."))
        return longitude, latitude

    def prepare_value(self, value):
        """Latitude first, as map services show it."""
        if not isinstance(value, tuple):
            return value
        return ", ".join(f"{number:.6f}".replace(".", ",") for number in reversed(value))


class PunktFields(forms.Form):
    """Two fields for a form about a row with a point; the form hands over the Quartier."""

    lage = forms.ChoiceField(
        label=_("Punkt auf der Karte"),
        choices=CHOICES,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Bitte wählen Sie eine der Möglichkeiten.")},
    )
    koordinaten = KoordinatenField(
        label=_("Koordinaten"),
        help_text=_(
            "Karten im Internet zeigen sie, wenn Sie lange auf den Ort tippen. Auch die ganze "
            "Adresse einer solchen Karte geht."
        ),
    )

    def fill_point(self, row):
        point = (row.longitude, row.latitude)
        if row.longitude is None:
            self.initial["lage"] = NONE
        elif row.quartier and point == (row.quartier.longitude, row.quartier.latitude):
            self.initial["lage"] = MIDDLE
        else:
            self.initial |= {"lage": EXACT, "koordinaten": point}

    def point_of(self, quartier):
        """(longitude, latitude) as chosen, (None, None) without; faults stand at the fields."""
        lage = self.cleaned_data.get("lage", NONE)
        if lage != EXACT:  # what was typed there does not count any more
            self.errors.pop("koordinaten", None)
        if lage == MIDDLE:
            if quartier and quartier.longitude is not None:
                return quartier.longitude, quartier.latitude
            self.add_error("lage", _("Bitte wählen Sie oben ein Quartier, das auf der Karte ist."))
        if lage == EXACT and "koordinaten" not in self.errors:
            if point := self.cleaned_data.get("koordinaten"):
                return point
            self.add_error("koordinaten", NO_NUMBERS)
        return None, None
