"""Step 2 of the wizard: areas, exclusions and how the files are read."""

from django import forms

from quartiere.monitoring.daten import ATTENTION_GROUPS
from quartiere.monitoring.index import GROUPS
from quartiere.monitoring.zahlen import same_heading

EMPTY_SIGN = "(leer)"
DECIMAL_CHOICES = [("", "selbst erkennen"), ("komma", "Komma (14,2)"), ("punkt", "Punkt (14.2)")]
EXCLUSION_CHOICES = [
    ("", "alle"),
    ("gueltig", "nur die mit einem dieser Werte"),
    ("ungueltig", "alle außer denen mit einem dieser Werte"),
]


class SpaltenForm(forms.Form):
    """Everything but the indicators."""

    schluessel = forms.ChoiceField(label="Gebietsschlüssel")
    name = forms.ChoiceField(label="Name des Gebiets", required=False)
    einwohner = forms.ChoiceField(
        label="Einwohnerzahl",
        required=False,
        help_text="Steht neben den Werten und sagt, für wie viele Menschen sie gelten.",
    )
    exclusion_kind = forms.ChoiceField(
        label="Welche Gebiete zählen", choices=EXCLUSION_CHOICES, required=False
    )
    exclusion_column = forms.ChoiceField(label="Spalte dafür", required=False)
    exclusion_values = forms.CharField(
        label="Werte",
        required=False,
        max_length=500,
        help_text=f"Durch Strichpunkt getrennt; „{EMPTY_SIGN}“ steht für ein leeres Feld.",
    )
    exclusion_reason = forms.CharField(
        label="Grund des Ausschlusses",
        required=False,
        max_length=200,
        help_text="Nur bei „alle außer“: zum Beispiel „unter 300 Einwohner“. Bei „nur die mit“ ist "
        "der andere Wert der Spalte der Grund.",
    )
    missing_areas = forms.CharField(
        label="Gebiete, die in den Dateien fehlen",
        required=False,
        max_length=200,
        help_text="Leer: Fehlende Gebiete sind ein Fehler. Sonst werden sie mit diesem Grund "
        "ausgeschlossen.",
    )
    missing = forms.CharField(
        label="Weitere Zeichen für „kein Wert“",
        required=False,
        max_length=200,
        help_text="Durch Strichpunkt getrennt. Leere Felder, „–“, „.“, „k. A.“ und −9999 erkennt "
        "das Portal von selbst.",
    )
    decimal = forms.ChoiceField(label="Dezimalzeichen", choices=DECIMAL_CHOICES, required=False)
    attention = forms.MultipleChoiceField(
        label="Gruppen mit besonderem Aufmerksamkeitsbedarf",
        choices=[(group, group.replace("-", "−")) for group in GROUPS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ziffer: Status von 1 (hoch) bis 4 (sehr niedrig). Zeichen: Dynamik. "
        "Voreingestellt ist „sehr niedrig, oder niedrig mit negativer Dynamik“.",
    )
    profile_name = forms.CharField(
        label="Zuordnung merken als",
        required=False,
        max_length=80,
        help_text="Bei der nächsten Ausgabe wählen Sie diesen Namen und sind fast fertig. Leer: "
        "nicht merken.",
    )

    def __init__(self, *args, headings, document, **kwargs):
        super().__init__(*args, initial=_initial(document, headings), **kwargs)
        self.document = document
        columns = [(heading, heading) for heading in headings]
        self.fields["schluessel"].choices = [("", "bitte wählen"), *columns]
        for name in ("name", "einwohner", "exclusion_column"):
            self.fields[name].choices = [("", "keine"), *columns]

    def area_fields(self):
        return [self[name] for name in ("schluessel", "name", "einwohner", "missing_areas")]

    def exclusion_fields(self):
        names = ("kind", "column", "values", "reason")
        return [self[f"exclusion_{name}"] for name in names]

    def more_fields(self):
        return [self[name] for name in ("missing", "decimal", "attention")]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("exclusion_kind"):
            if not cleaned.get("exclusion_column"):
                self.add_error("exclusion_column", "Bitte wählen Sie die Spalte.")
            if not cleaned.get("exclusion_values"):
                self.add_error("exclusion_values", "Bitte nennen Sie mindestens einen Wert.")
            if cleaned["exclusion_kind"] == "ungueltig" and not cleaned.get("exclusion_reason"):
                self.add_error("exclusion_reason", "Bitte nennen Sie den Grund.")
        return cleaned

    def entries(self):
        """Its part of the document; what the form does not show stays as it was."""
        cleaned = self.cleaned_data
        groups = sorted(cleaned["attention"])
        columns = {name: cleaned[name] for name in ("schluessel", "name", "einwohner")}
        found = {
            "fehlwerte": _split(cleaned["missing"]),
            "dezimal": cleaned["decimal"],
            "aufmerksamkeit": None if groups == sorted(ATTENTION_GROUPS) else groups,
            "spalten": columns,
            "ausschluss": self._exclusion(cleaned),
        }
        return self.document | found

    def _exclusion(self, cleaned):
        found = {"fehlende_gebiete": cleaned["missing_areas"]}
        if kind := cleaned["exclusion_kind"]:
            found["spalte"] = cleaned["exclusion_column"]
            found[kind] = _split(cleaned["exclusion_values"])
            found["grund"] = cleaned["exclusion_reason"] if kind == "ungueltig" else ""
        return found


def _initial(document, headings):
    by_form = {same_heading(heading): heading for heading in headings}
    columns = document.get("spalten", {})
    exclusion = document.get("ausschluss", {})
    kind = next((name for name in ("gueltig", "ungueltig") if exclusion.get(name)), "")
    found = {name: by_form.get(same_heading(h), "") for name, h in columns.items()}
    return found | {
        "exclusion_kind": kind,
        "exclusion_column": by_form.get(same_heading(exclusion.get("spalte", "")), ""),
        "exclusion_values": _joined(exclusion.get(kind, [])),
        "exclusion_reason": exclusion.get("grund", ""),
        "missing_areas": exclusion.get("fehlende_gebiete", ""),
        "missing": _joined(document.get("fehlwerte", [])),
        "decimal": document.get("dezimal", ""),
        "attention": document.get("aufmerksamkeit", ATTENTION_GROUPS),
    }


def _joined(values):
    return "; ".join(str(value) or EMPTY_SIGN for value in values)


def _split(text):
    parts = [part.strip() for part in text.split(";")]
    return ["" if part == EMPTY_SIGN else part for part in parts if part]
