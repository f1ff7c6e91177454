"""Step 2 of the wizard: what each column means. The forms read and write a profile's document."""

from django import forms

from quartiere.models import Zielgruppe
from quartiere.monitoring.daten import DYNAMIK, KONTEXT, STATUS
from quartiere.monitoring.profil import CODE, ProfilError, from_document
from quartiere.monitoring.wizard_spalten_forms import SpaltenForm

UNUSED = ("", "nicht verwenden")
ROLE_CHOICES = [
    UNUSED,
    (STATUS, "Status"),
    (DYNAMIK, "Dynamik"),
    (KONTEXT, "Kontext"),
]
POLARITY_CHOICES = [(1, "hoch ist ungünstig"), (-1, "hoch ist günstig")]


class IndikatorForm(forms.Form):
    """One column: whether it is an indicator, and which."""

    spalte = forms.CharField(widget=forms.HiddenInput)
    rolle = forms.ChoiceField(label="Verwendung", choices=ROLE_CHOICES, required=False)
    code = forms.CharField(label="Kürzel", required=False, max_length=30)
    name = forms.CharField(label="Name", required=False, max_length=160)
    einheit = forms.CharField(label="Einheit", required=False, max_length=30)
    polaritaet = forms.TypedChoiceField(label="Polarität", choices=POLARITY_CHOICES, coerce=int)
    zielgruppe = forms.ChoiceField(label="Zielgruppe", required=False)
    oeffentlich = forms.BooleanField(label="öffentlich", required=False)
    kurz = forms.CharField(label="Satzteil nach dem Wert", required=False, max_length=120)
    stadtwert = forms.FloatField(label="Wert der ganzen Stadt", required=False, localize=True)
    minimum = forms.FloatField(label="kleinster möglicher Wert", required=False, localize=True)
    maximum = forms.FloatField(label="größter möglicher Wert", required=False, localize=True)

    DETAILS = ("kurz", "stadtwert", "minimum", "maximum")
    SHOWN = ("name", "einheit", "polaritaet", "zielgruppe", "oeffentlich", *DETAILS)

    def __init__(self, *args, spalte, zielgruppen, **kwargs):
        entry = spalte.entry or {}
        initial = {"oeffentlich": True, "polaritaet": 1} | {
            name: entry[name] for name in ("rolle", *self.SHOWN) if name in entry
        }
        initial |= {"spalte": spalte.heading, "code": spalte.code or _code(spalte.heading)}
        super().__init__(*args, initial=initial, use_required_attribute=False, **kwargs)
        self.column, self.entry = spalte, entry
        self.fields["zielgruppe"].choices = zielgruppen

    def clean_spalte(self):
        if self.cleaned_data["spalte"] != self.column.heading:
            raise forms.ValidationError(
                "Die Dateien haben sich inzwischen geändert. Bitte laden Sie die Seite neu."
            )
        return self.column.heading

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("rolle"):
            return cleaned
        if "code" in cleaned and not CODE.fullmatch(cleaned["code"]):
            self.add_error(
                "code", "Ein Kürzel besteht aus Buchstaben ohne Umlaute, Ziffern, „_“ und „-“."
            )
        if cleaned["rolle"] == DYNAMIK and cleaned.get("zielgruppe"):
            self.add_error("zielgruppe", "Eine Veränderung geht in keinen Bedarf ein.")
        return cleaned

    @property
    def is_used(self):
        return bool(self["rolle"].value())

    def main_fields(self):
        return [self[name] for name in ("rolle", "code", *self.SHOWN) if name not in self.DETAILS]

    def details(self):
        return [self[name] for name in self.DETAILS]

    def details_open(self):
        return any(field.errors for field in self.details())

    def as_entry(self):
        """The indicator's section; sheet texts of an earlier profile stay."""
        cleaned = self.cleaned_data
        found = self.entry | {"spalte": cleaned["spalte"], "rolle": cleaned["rolle"]}
        found |= {name: cleaned[name] for name in self.SHOWN}
        return found | {"oeffentlich": None if cleaned["oeffentlich"] else False}


class ZuordnungForms:
    """Both together: valid only as a whole, and then one document."""

    def __init__(self, data, *, document, headings, columns, profile_name):
        zielgruppen = [("", "keine")]
        zielgruppen += Zielgruppe.objects.values_list("slug", "name")
        self.main = SpaltenForm(data, headings=headings, document=document)
        self.main.initial["profile_name"] = profile_name
        self.indicators = [
            IndikatorForm(data, prefix=f"i{number}", spalte=spalte, zielgruppen=zielgruppen)
            for number, spalte in enumerate(columns)
        ]
        self.messages = []

    def used(self):
        """Those that somebody chose, and what is wrong anyway: errors are never hidden."""
        return [form for form in self.indicators if form.is_used or form.errors]

    def unused(self):
        return [form for form in self.indicators if not form.is_used and not form.errors]

    def more_open(self):
        return any(field.errors for field in self.main.more_fields())

    def has_errors(self):
        return bool(self.main.errors) or any(form.errors for form in self.indicators)

    def is_valid(self):
        forms_valid = [form.is_valid() for form in (self.main, *self.indicators)]
        return all(forms_valid) and self._has_unique_codes()

    def _has_unique_codes(self):
        seen = set()
        for form in self._used():
            code = form.cleaned_data["code"]
            if code in seen:
                form.add_error("code", f"Das Kürzel {code} steht schon bei einer anderen Spalte.")
            seen.add(code)
        return not any(form.errors for form in self.indicators)

    def _used(self):
        return [form for form in self.indicators if form.cleaned_data["rolle"]]

    def document(self):
        """The document, also where it is not yet a profile; `messages` say what is missing."""
        found = self.main.entries()
        found["indikatoren"] = {form.cleaned_data["code"]: form.as_entry() for form in self._used()}
        found = _without_empty(found)
        try:
            from_document(found)
        except ProfilError as error:
            self.messages = error.messages
        if not found.get("indikatoren"):
            self.messages = ["Bitte wählen Sie mindestens eine Spalte als Indikator."]
        return found


def _without_empty(document):
    """What an empty field means is that the entry is not there."""
    found = {}
    for name, value in document.items():
        if isinstance(value, dict):
            value = _without_empty(value)
        if value not in (None, "", {}) and (value != [] or name == "aufmerksamkeit"):
            found[name] = value
    return found


def _code(heading):
    code = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in heading)
    return code.strip("_")[:30] or "X"
