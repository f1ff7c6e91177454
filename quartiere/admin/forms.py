"""Forms of this app's admin: what Django's own cannot know."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect

from portal.konten.forms import ScopedModelForm
from quartiere.geodateien import COORDINATE_SYSTEMS, MAX_BYTES
from quartiere.geometrie import GeometryError
from quartiere.importe.gebiete import AreaOptions, read_one_shape
from quartiere.importe.report import ImportRefused, Report
from quartiere.models import Kommune, Quartier
from quartiere.slugs import SlugPool

SLUG_ADVICE = " Leer lassen: Das Kürzel wird dann aus dem Namen gebildet."
SYSTEMS = [("", "steht in der Datei"), *((srid, f"EPSG:{srid}") for srid in COORDINATE_SYSTEMS)]


def sentence_widget():
    """For a sentence or two: longer than a line, shorter than a page."""
    return forms.Textarea(attrs={"rows": 3, "class": "advice-sized"})


class SluggedForm(ScopedModelForm):
    """Makes the slug from the name where none was typed, as Germans would (ä to ae)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text += SLUG_ADVICE

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("slug") and cleaned.get("name") and "slug" in self.fields:
            taken = self.slug_scope(cleaned).exclude(pk=self.instance.pk)
            cleaned["slug"] = SlugPool(taken.values_list("slug", flat=True)).take(cleaned["name"])
        return cleaned

    def slug_scope(self, cleaned):
        """The rows among which the slug has to be unique."""
        return self._meta.model.objects.all()


class QuartierForm(SluggedForm):
    boundary_file = forms.FileField(
        label="Grenze hochladen",
        required=False,
        help_text="GeoJSON oder gezipptes Shapefile mit genau einer Fläche, zum Beispiel aus dem "
        "Geoportal Ihrer Kommune. Die Karte darüber zeigt die Grenze nach dem Sichern.",
    )

    class Meta:
        # Few enough to see all of them at once.
        widgets = {
            "zielgruppen": forms.CheckboxSelectMultiple,
            "handlungsfelder": forms.CheckboxSelectMultiple,
            "teaser": sentence_widget(),
        }

    def slug_scope(self, cleaned):
        return super().slug_scope(cleaned).filter(kommune=cleaned.get("kommune"))

    def clean_boundary_file(self):
        upload = self.cleaned_data["boundary_file"]
        if not upload:
            return None
        report = Report("Grenze")
        try:
            self.shape = read_one_shape(upload, report)
        except ImportRefused as refusal:
            raise forms.ValidationError(f"{refusal.problem} {refusal.advice}") from refusal
        except GeometryError as error:
            raise forms.ValidationError(str(error)) from error
        self.notes = [str(line) for line in report.notes]
        return upload

    def _post_clean(self):
        # Before the constraints are checked: the boundary decides about the point.
        if shape := getattr(self, "shape", None):
            self.instance.set_shape(shape)
            self.cleaned_data.pop("longitude", None)
            self.cleaned_data.pop("latitude", None)
        super()._post_clean()


class ImportForm(forms.Form):
    """What `import_quartiere` takes on the command line, as a form."""

    kommune = forms.ModelChoiceField(
        Kommune.objects.none(),
        label="Kommune",
        widget=AutocompleteSelect(Quartier._meta.get_field("kommune"), admin.site),
    )
    file = forms.FileField(
        label="Datei",
        help_text="GeoJSON oder gezipptes Shapefile, höchstens 50 MB. Sie sehen erst eine "
        "Vorschau; bis dahin wird nichts gespeichert.",
    )
    key_field = forms.CharField(
        label="Feld mit dem Schlüssel",
        max_length=80,
        help_text="Name der Spalte, die jede Fläche eindeutig bezeichnet, zum Beispiel „PLR_ID“. "
        "In Meldungen heißt diese Angabe „--key“.",
    )
    name_field = forms.CharField(
        label="Feld mit dem Namen",
        max_length=80,
        help_text="Name der Spalte mit dem Namen des Quartiers, zum Beispiel „PLR_NAME“. "
        "In Meldungen „--name“.",
    )
    srid = forms.TypedChoiceField(
        label="Koordinatensystem",
        choices=SYSTEMS,
        required=False,
        coerce=int,
        empty_value=None,
        help_text="Nur nötig, wenn die Vorschau danach fragt. In Meldungen „--srid“.",
    )
    programme = forms.CharField(
        label="Programm",
        required=False,
        max_length=120,
        help_text="Wird bei allen Quartieren der Datei eingetragen. Leer: bleibt, wie es ist.",
    )
    as_draft = forms.BooleanField(
        label="neue Quartiere als Entwurf anlegen",
        required=False,
        initial=True,
        help_text="Ohne Haken sind neue Quartiere sofort öffentlich.",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        managed = Kommune.objects.managed_by(user).active()
        self.fields["kommune"].queryset = managed
        if user.kommunen.count() == 1:
            self.fields["kommune"].initial = user.kommunen.get()

    def clean_file(self):
        if self.cleaned_data["file"].size > MAX_BYTES:
            raise forms.ValidationError(
                f"Die Datei ist größer als {MAX_BYTES // 1_000_000} MB. Bitte vereinfachen Sie die "
                "Grenzen oder teilen Sie die Datei."
            )
        return self.cleaned_data["file"]

    @property
    def options(self):
        names = ("key_field", "name_field", "srid")
        return AreaOptions(**{name: self.cleaned_data[name] for name in names})
