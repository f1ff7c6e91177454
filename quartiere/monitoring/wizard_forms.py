"""Forms of the wizard "Neue Ausgabe einspielen", one a step."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect

from quartiere.models import Kommune
from quartiere.monitoring.einspielen import known_areas
from quartiere.monitoring.grenzen import MAX_FILE_BYTES
from quartiere.monitoring.models import Ausgabe, Einspielung, ImportProfil, Planungsraum
from quartiere.monitoring.tabellen import TabelleError
from quartiere.monitoring.wizard_spalten import check_file

MOST_FILES = 20
FEW = 50


class MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class TablesField(forms.FileField):
    """Several files; each is opened to see whether it is a table at all."""

    def __init__(self, **kwargs):
        accept = {"accept": ".csv,.tsv,.txt,.xlsx,.geojson,.json"}
        super().__init__(widget=MultipleFileInput(attrs=accept), **kwargs)

    def clean(self, data, initial=None):
        uploads = [upload for upload in data or [] if upload]
        if not uploads:
            return super().clean(None, initial) or []
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(f"Bitte laden Sie höchstens {MOST_FILES} Dateien hoch.")
        return [super(TablesField, self).clean(upload) for upload in uploads]


class DateienFields(forms.Form):
    """What step 1 asks: whose edition, of when, and the files."""

    kommune = forms.ModelChoiceField(Kommune.objects.none(), label="Kommune")
    year = forms.IntegerField(
        label="Jahr",
        min_value=1900,
        max_value=2200,
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
        help_text="Das Jahr, unter dem die Ausgabe erscheint, zum Beispiel 2021.",
    )
    period = forms.CharField(
        label="Zeitraum der Daten",
        required=False,
        max_length=120,
        help_text="Steht bei allen Zahlen, zum Beispiel „31.12.2018 bis 31.12.2020“.",
    )
    gebietsstand = forms.CharField(label="Gebietsstand", max_length=20)
    profile = forms.ModelChoiceField(
        ImportProfil.objects.none(),
        label="Frühere Zuordnung",
        required=False,
        empty_label="keine, Spalten vorschlagen lassen",
        help_text="Übernimmt, welche Spalte was bedeutet. Sie können danach alles ändern.",
    )
    files = TablesField(
        label="Dateien",
        required=False,
        max_length=200,
        help_text="CSV, TSV, XLSX oder GeoJSON, je höchstens 50 MB. Mehrere Dateien werden über "
        "den Gebietsschlüssel zusammengeführt. Eine Datei mit gleichem Namen ersetzt die "
        "bisherige.",
    )
    sheet = forms.CharField(
        label="Tabellenblatt",
        required=False,
        max_length=80,
        help_text="Nur nötig, wenn eine Excel-Datei mehrere Blätter hat: der Name des richtigen.",
    )
    correction_note = forms.CharField(
        label="Grund der Korrektur",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "advice-sized"}),
        help_text="Nur nötig, wenn für dieses Jahr schon eine Ausgabe veröffentlicht ist: Die neue "
        "ersetzt sie, und alle lesen diesen Grund.",
    )


class DateienForm(DateienFields):
    """Step 1. Valid only where it can go on: areas are there, files are tables."""

    def __init__(self, *args, user, einspielung=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.einspielung = einspielung
        self._offer_kommunen(user)
        profiles = ImportProfil.objects.managed_by(user).select_related("kommune")
        self.fields["profile"].queryset = profiles
        self.fields["profile"].label_from_instance = lambda row: f"{row.name} ({row.kommune})"
        stored = list(einspielung.dateien.all()) if einspielung else []
        if stored:
            choices = [(str(datei.pk), datei.name) for datei in stored]
            self.fields["removed"] = forms.MultipleChoiceField(
                choices=choices,
                label="Hochgeladene Dateien entfernen",
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.stored = stored

    def _offer_kommunen(self, user):
        field = self.fields["kommune"]
        field.queryset = Kommune.objects.managed_by(user).active()
        own = list(field.queryset.only("name")[: FEW + 1])
        if len(own) > FEW:
            remote = Einspielung._meta.get_field("kommune")
            field.widget = AutocompleteSelect(remote, admin.site)
            field.widget.choices = field.choices
        elif len(own) == 1:
            field.initial = own[0]
        stands = _known_stands(own) if len(own) <= FEW else ""
        self.fields[
            "gebietsstand"
        ].help_text = f"Zuschnitt der Gebiete in Ihren Dateien, zum Beispiel „2021“.{stands}"

    def clean(self):
        cleaned = super().clean()
        self._check_files(cleaned)
        kommune = cleaned.get("kommune")
        if kommune and cleaned.get("gebietsstand"):
            self._check_gebietsstand(kommune, cleaned["gebietsstand"])
        if kommune and cleaned.get("year"):
            self._check_correction(kommune, cleaned["year"], cleaned.get("correction_note"))
        profile = cleaned.get("profile")
        if kommune and profile and profile.kommune_id != kommune.pk:
            self.add_error("profile", "Diese Zuordnung gehört zu einer anderen Kommune.")
        return cleaned

    def _check_files(self, cleaned):
        names = [upload.name for upload in cleaned.get("files") or []]
        if len(set(names)) < len(names):
            self.add_error("files", "Zwei Dateien haben denselben Namen.")
        for upload in cleaned.get("files") or []:
            for problem in file_problems(upload, cleaned.get("sheet", "")):
                self.add_error("files", problem)
        kept = {str(datei.pk) for datei in self.stored} - set(cleaned.get("removed") or [])
        if not kept and not names and "files" not in self.errors:
            self.add_error("files", "Bitte wählen Sie mindestens eine Datei aus.")

    def _check_gebietsstand(self, kommune, gebietsstand):
        bekannt = known_areas(kommune, gebietsstand)
        if not bekannt.names:
            present = ", ".join(sorted(bekannt.others)) or "noch keiner"
            self.add_error(
                "gebietsstand",
                f"Für {kommune} gibt es keine Planungsräume mit diesem Gebietsstand (vorhanden: "
                f"{present}). Laden Sie zuerst unter „Planungsräume“ die Grenzen hoch.",
            )

    def _check_correction(self, kommune, year, note):
        exists = Ausgabe.objects.published().filter(kommune=kommune, year=year).exists()
        if exists and not note:
            self.add_error(
                "correction_note",
                f"Für {year} ist schon eine Ausgabe veröffentlicht. Soll die neue sie ersetzen, "
                "nennen Sie bitte den Grund.",
            )
        if note and not exists:
            self.add_error(
                "correction_note",
                f"Für {year} ist keine Ausgabe veröffentlicht. Bitte leer lassen.",
            )

    def edition_fields(self):
        names = ("kommune", "year", "period", "gebietsstand", "profile")
        return [self[name] for name in names]

    def file_fields(self):
        return [self[name] for name in ("removed", "files", "sheet") if name in self.fields]

    @property
    def edition(self):
        """The edition's own entries of the profile."""
        cleaned = self.cleaned_data
        return {
            "kommune": cleaned["kommune"].ags,
            "jahr": cleaned["year"],
            "zeitraum": cleaned["period"],
            "gebietsstand": cleaned["gebietsstand"],
            "blatt": cleaned["sheet"],
        }

    @property
    def removed(self):
        chosen = set(self.cleaned_data.get("removed") or [])
        return [datei for datei in self.stored if str(datei.pk) in chosen]


class ErsatzForm(forms.Form):
    """On the report: a corrected file in the place of a faulty one."""

    replaces = forms.ModelChoiceField(None, label="Ersetzt", empty_label=None)
    file = forms.FileField(label="Korrigierte Datei", max_length=200)

    def __init__(self, *args, einspielung, sheet="", faulty="", **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.fields["replaces"].queryset = einspielung.dateien.all()
        self.fields["replaces"].initial = einspielung.dateien.filter(name=faulty).first()

    def clean_file(self):
        for problem in file_problems(self.cleaned_data["file"], self.sheet):
            raise forms.ValidationError(problem)
        return self.cleaned_data["file"]


class HinweisForm(forms.Form):
    """Step 5: what readers should know."""

    note = forms.CharField(
        label="Hinweis für Lesende",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "advice-sized"}),
        help_text="Steht öffentlich bei der Ausgabe, zum Beispiel: „Seit 2021 gelten neue Grenzen, "
        "Vergleiche mit früheren Jahren sind nicht möglich.“ Kann leer bleiben.",
    )


def file_problems(upload, sheet):
    if upload.size > MAX_FILE_BYTES:
        yield f"{upload.name} ist größer als {MAX_FILE_BYTES // 10**6} MB."
        return
    try:
        check_file(upload.name, upload.file, sheet)
    except TabelleError as error:
        yield str(error)


def _known_stands(kommunen):
    rows = Planungsraum.objects.filter(kommune__in=kommunen).order_by()
    stands = rows.values_list("kommune__name", "gebietsstand").distinct()
    named = sorted(f"{name} {stand}" for name, stand in stands)
    return f" Vorhanden: {', '.join(named)}." if named else ""
