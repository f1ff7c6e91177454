"""One picture with its alternative text, and material as files or links."""

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from quartiere.models import Bild
from quartiere.models.bildfeld import PictureFormField
from veranstaltungen.forms.base import PlainForm, helper_of, https_by_default
from veranstaltungen.models import VeranstaltungMaterial

MAX_MATERIAL = 30


class BildForm(PlainForm):
    """A new picture; without a file nothing happens."""

    file = PictureFormField(
        label=_("Bild"),
        required=False,
        help_text=_(
            "JPEG, PNG oder WebP, höchstens 15 MB. Angaben in der Datei, zum Beispiel der "
            "Aufnahmeort, werden entfernt."
        ),
    )
    alt_text = forms.CharField(
        label=_("Was sieht man auf dem Bild?"),
        max_length=250,
        required=False,
        help_text=_("In einem Satz, für Menschen, die das Bild nicht sehen."),
    )
    author = forms.CharField(label=_("Urheberin oder Urheber"), max_length=120, required=False)
    licence = forms.CharField(
        label=_("Lizenz"),
        max_length=80,
        required=False,
        help_text=_("Zum Beispiel „CC BY 4.0“ oder „alle Rechte bei …“."),
    )
    layout = ("file", "alt_text", Row(Column("author"), Column("licence")))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("file"):
            for name in ("alt_text", "author", "licence"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Bitte ergänzen Sie diese Angabe zum Bild."))
        elif any(cleaned.get(name) for name in ("alt_text", "author")) and "file" not in (
            self.errors
        ):
            self.add_error("file", _("Bitte wählen Sie die Bilddatei (noch einmal) aus."))
        return cleaned

    def make(self, veranstaltung):
        """The stored Bild, or None where no file was chosen."""
        cleaned = self.cleaned_data
        if not cleaned.get("file"):
            return None
        bild = Bild(
            title=veranstaltung.title[:120],
            kommune=veranstaltung.kommune,
            alt_text=cleaned["alt_text"],
            author=cleaned["author"],
            licence=cleaned["licence"],
        )
        bild.file.save(cleaned["file"].name, cleaned["file"], save=True)
        return bild


class MaterialForm(forms.ModelForm):
    """A new file or link; without a name nothing happens."""

    layout = ("title", "file", "link")

    class Meta:
        model = VeranstaltungMaterial
        fields = ["title", "file", "link"]
        labels = {"title": _("Bezeichnung"), "file": _("Datei"), "link": _("oder Link")}
        widgets = {"file": forms.FileInput}
        formfield_callback = https_by_default

    def __init__(self, *args, veranstaltung, **kwargs):
        super().__init__(*args, **kwargs)
        self.veranstaltung = veranstaltung
        self.fields["title"].required = False
        self.helper = helper_of(*self.layout)

    def clean(self):
        cleaned = super().clean()
        title, file, link = (cleaned.get(name) for name in self.layout)
        if self.errors:
            return cleaned
        if not title and (file or link):
            self.add_error("title", _("Bitte geben Sie dem Material einen Namen."))
        if title and not (file or link):
            self.add_error("file", _("Bitte wählen Sie eine Datei aus oder nennen Sie einen Link."))
        if file and link:
            self.add_error("link", _("Bitte entweder eine Datei oder einen Link angeben."))
        if title and self.veranstaltung.material.count() >= MAX_MATERIAL:
            self.add_error("title", _("Mehr Material passt nicht zu einer Veranstaltung."))
        return cleaned

    def _post_clean(self):
        """An empty row is no row; of another one `clean` has said what is wrong."""
        if self.cleaned_data.get("title") and not self.errors:
            super()._post_clean()

    def make(self, is_result=False):
        if self.cleaned_data["title"]:
            self.instance.veranstaltung = self.veranstaltung
            self.instance.is_result = is_result
            self.instance.save()


class BildUndMaterialForm:
    template_name = "veranstaltungen/teil_bild.html"
    is_result = False

    def __init__(self, data=None, files=None, *, instance, user):
        self.instance, self.user, self.is_bound = instance, user, data is not None
        self.bild = BildForm(data, files, prefix="bild")
        self.bild.helper = helper_of(Fieldset(_("Neues Bild"), *BildForm.layout))
        self.material = MaterialForm(data, files, prefix="material", veranstaltung=instance)
        self.material.helper = helper_of(Fieldset(_("Neues Material"), *MaterialForm.layout))

    @property
    def forms(self):
        return [self.bild, self.material]

    def is_valid(self):
        # Every form shows its errors, not only the first one.
        return False not in [form.is_valid() for form in self.forms]

    def save(self):
        if bild := self.bild.make(self.instance):
            self.instance.picture = bild
            self.instance.save(update_fields=["picture", "updated_at"])
        self.material.make(self.is_result)
        return self.instance
