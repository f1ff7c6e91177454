"""What it is about, for whom it is, and who can take part without barriers."""

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext_lazy as _

from netzwerke.models import Sprache
from quartiere.models import Handlungsfeld, Zielgruppe
from veranstaltungen import beteiligte, neue
from veranstaltungen.forms.base import PartForm
from veranstaltungen.forms.felder import KnownField
from veranstaltungen.forms.ort import FuerOrteFields
from veranstaltungen.models import Veranstalter, Veranstaltung, Veranstaltungsart
from veranstaltungen.models.teile import FACTS

BOXES = forms.CheckboxSelectMultiple


class WasForm(PartForm):
    layout = ("title", "art", "teaser", "description", "veranstalter")

    class Meta(PartForm.Meta):
        fields = ["title", "art", "teaser", "description", "veranstalter"]
        labels = {
            "title": _("Titel"),
            "art": _("Art der Veranstaltung"),
            "teaser": _("Kurztext"),
            "description": _("Beschreibung"),
            "veranstalter": _("Organisation"),
        }
        help_texts = {
            "teaser": _("Ein bis zwei Sätze für die Liste: Worum geht es?"),
            "description": _("Nur Text. Absätze trennen Sie mit einer Leerzeile."),
            "veranstalter": _("In wessen Namen laden Sie ein?"),
        }
        widgets = {
            "teaser": forms.Textarea(attrs={"rows": 3}),
            "description": forms.Textarea(attrs={"rows": 12}),
        }
        error_messages = {
            "title": {"required": _("Bitte geben Sie der Veranstaltung einen Titel.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["art"].queryset = Veranstaltungsart.objects.all()
        self.fields["art"].empty_label = _("noch offen")
        self.fields["veranstalter"].queryset = self._organisations()
        self.fields["veranstalter"].empty_label = _("ohne Organisation im Portal")
        if self.instance.pk and self._is_fixed():
            self.fields["veranstalter"].empty_label = None
        if not self.fields["veranstalter"].queryset.exists():
            del self.fields["veranstalter"]
            self.helper.layout.fields.remove("veranstalter")

    def _organisations(self):
        """The current one and the person's own. An organisation sees who registered: whoever only
        manages the Veranstaltung, or was invited to it, does not hand it to another one here.
        """
        row = self.instance
        rows = Veranstalter.objects.filter(pk=row.veranstalter_id)
        if row.pk is None or (self._is_organiser() and not self._is_fixed()):
            rows = (rows | Veranstalter.objects.represented_by(self.user)).distinct()
        return rows

    def _is_organiser(self):
        return Veranstaltung.objects.organised_by(self.user).filter(pk=self.instance.pk).exists()

    def _is_fixed(self):
        return self._is_organiser() and not beteiligte.may_take_over(self.instance, self.user)

    def save(self, commit=True):
        """The first part makes the Veranstaltung; afterwards the organisation goes its own way."""
        if self.instance.pk:
            row = super().save(commit)
            if "veranstalter" in self.fields:
                beteiligte.hand_over(row, self.cleaned_data["veranstalter"], self.user)
            return row
        self.instance.created_by = self.user
        neue.save_new(self.instance)
        self._save_m2m()
        return self.instance


class FuerWenForm(FuerOrteFields, PartForm):
    template_name = "veranstaltungen/teil_fuer_wen.html"
    layout = (
        "audience",
        "audience_zielgruppen",
        "orte",
        Div("weiterer_ort", css_id="neu"),
        "zielgruppen",
        "handlungsfelder",
        "sprachen",
    )

    class Meta(PartForm.Meta):
        fields = [
            "audience", "audience_zielgruppen", "zielgruppen", "handlungsfelder", "sprachen",
        ]  # fmt: skip
        labels = {
            "audience": _("Wer ist eingeladen?"),
            "audience_zielgruppen": _("Eingeladene Zielgruppen"),
            "zielgruppen": _("Um wen geht es?"),
            "handlungsfelder": _("Handlungsfelder"),
            "sprachen": _("Sprachen"),
        }
        help_texts = {
            "audience": _("Zum Beispiel „Fachkräfte der Jugendhilfe“ oder „alle im Quartier“."),
            "audience_zielgruppen": _("Menschen, die selbst kommen sollen."),
            "zielgruppen": _("Das Thema, zum Beispiel Alleinerziehende."),
        }
        widgets = dict.fromkeys(
            ["audience_zielgruppen", "zielgruppen", "handlungsfelder", "sprachen"], BOXES
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        zielgruppen = Zielgruppe.objects.all()
        self.fields["audience_zielgruppen"].queryset = zielgruppen
        self.fields["zielgruppen"].queryset = zielgruppen
        self.fields["handlungsfelder"].queryset = Handlungsfeld.objects.all()
        self.fields["sprachen"].queryset = Sprache.objects.all()
        self.fill_places(self.instance)

    def save(self, commit=True):
        row = super().save(commit)
        self.save_places(row)
        return row


class BarrierefreiheitForm(PartForm):
    layout = (Div(*FACTS, css_class="inline-choices"), "accessibility_note")

    class Meta(PartForm.Meta):
        fields = [*FACTS, "accessibility_note"]
        help_texts = {
            "accessibility_note": _(
                "Was man sonst wissen muss, und bis wann man Bedarf anmelden kann."
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in FACTS:
            model_field = Veranstaltung._meta.get_field(name)
            self.fields[name] = KnownField(
                label=model_field.verbose_name, help_text=model_field.help_text
            )
