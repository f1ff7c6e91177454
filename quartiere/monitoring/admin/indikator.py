from django import forms
from django.contrib import admin

from portal.konten.forms import ScopedModelForm
from quartiere.monitoring.admin.base import LookedAtAdmin, OwnKommuneInitial
from quartiere.monitoring.models import ImportProfil, Indikator

ADVICE = {
    "number": "Nummer aus dem Kennblatt der Quelle, wenn es eine gibt.",
    "name": "Kurz und verständlich, zum Beispiel „Arbeitslosigkeit (SGB II)“.",
    "key_message": "Ein Satz: Was sagt dieser Wert über das Leben in einem Gebiet?",
    "formula": "In Worten oder Zeichen: Zähler geteilt durch Nenner, mal 100.",
    "numerator": "Wer oder was wird gezählt? Mit Altersgrenzen und Stichtag.",
    "denominator": "Worauf bezieht sich der Anteil? Mit Altersgrenzen und Stichtag.",
    "source": "Statistik oder Register, aus dem die Zahlen kommen.",
    "holder": "Welche Stelle gibt die Daten heraus?",
    "space": "Für welche Gebiete liegt der Wert vor, zum Beispiel „Planungsraum“?",
    "time": "Stichtag oder Zeitraum, zum Beispiel „31.12. jeden Jahres“.",
    "series": "Seit wann gibt es den Wert, und wo ist die Reihe unterbrochen?",
    "interpretation": "Was darf man aus dem Wert schließen, und was nicht?",
    "unit": "Zum Beispiel „%“, „Prozentpunkte“ oder „Personen“.",
    "polarity": "Entscheidet, ob ein hoher Wert Benachteiligung anzeigt.",
}
ROWS = {
    "key_message": 2, "formula": 2, "numerator": 2, "denominator": 2, "source": 2, "holder": 1,
    "space": 1, "time": 1, "series": 2, "interpretation": 5,
}  # fmt: skip
FIELDSETS = [
    (None, {"fields": ["kommune", ("code", "number"), "name", "key_message", "is_public"]}),
    (
        "Wie er rechnet",
        {
            "fields": ["formula", "numerator", "denominator", "unit", "polarity", "zielgruppe"],
            "description": "Einheit, Polarität und Zielgruppe gelten für die nächste Ausgabe. "
            "Veröffentlichte Ausgaben behalten die Angaben, mit denen sie berechnet sind.",
        },
    ),
    ("Woher er kommt", {"fields": ["source", "holder", "space", "time", "series"]}),
    (
        "Wie man ihn liest",
        {
            "fields": ["interpretation", "phrase"],
            "description": "Benennen Sie Verhältnisse, nicht Menschen als Problem.",
        },
    ),
]


class IndikatorForm(ScopedModelForm):
    class Meta:
        widgets = {
            name: forms.Textarea(attrs={"rows": rows, "class": "advice-sized"})
            for name, rows in ROWS.items()
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, advice in ADVICE.items():
            if name in self.fields:
                self.fields[name].help_text = advice


@admin.register(Indikator)
class IndikatorAdmin(OwnKommuneInitial, LookedAtAdmin):
    form = IndikatorForm
    fieldsets = FIELDSETS
    list_display = ["code", "name", "kommune", "unit", "zielgruppe", "is_public"]
    list_display_links = ["code", "name"]
    list_filter = ["is_public", "zielgruppe", "kommune"]
    list_select_related = ["kommune", "zielgruppe"]
    search_fields = ["code", "number", "name", "key_message"]
    search_help_text = "Suche nach Kürzel, Nummer, Name oder Kernaussage"
    autocomplete_fields = ["kommune"]

    def get_readonly_fields(self, request, obj=None):
        """Kommune and code tie an indicator to its editions."""
        return ["kommune", "code"] if obj else []


@admin.register(ImportProfil)
class ImportProfilAdmin(OwnKommuneInitial, LookedAtAdmin):
    """Kept by the wizard; here to rename, to tidy up and for those who know TOML."""

    fields = ["kommune", "name", "text", "updated_at"]
    readonly_fields = ["updated_at"]
    list_display = ["name", "kommune", "updated_at"]
    list_filter = ["kommune"]
    list_select_related = ["kommune"]
    search_fields = ["name", "kommune__name"]
    search_help_text = "Suche nach Name oder Kommune"
    autocomplete_fields = ["kommune"]

    def get_readonly_fields(self, request, obj=None):
        return ["kommune", *self.readonly_fields] if obj else self.readonly_fields
