"""Whether and how one registers, what it costs and whom to ask."""

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from veranstaltungen import anmeldung
from veranstaltungen.forms.base import PartForm
from veranstaltungen.forms.felder import MomentField


class AnmeldungPartForm(PartForm):
    registration_opens_at = MomentField(label=_("Anmeldung ab"), required=False)
    registration_closes_at = MomentField(label=_("Anmeldung bis"), required=False)
    layout = (
        "fee",
        Fieldset(
            _("Auskunft"),
            "contact_function",
            Row(Column("contact_phone"), Column("contact_email")),
            "website",
        ),
        Fieldset(
            _("Anmeldung"),
            "registration",
            "registration_link",
            "capacity",
            "registration_opens_at",
            "registration_closes_at",
        ),
        Fieldset(
            _("Nur bei Anmeldung hier im Portal"),
            "accept_hours",
            "consent_text",
            "delete_after_days",
        ),
    )

    class Meta(PartForm.Meta):
        fields = [
            "fee", "contact_function", "contact_phone", "contact_email", "website",
            "registration", "registration_link", "capacity", "registration_opens_at",
            "registration_closes_at", "accept_hours", "consent_text", "delete_after_days",
        ]  # fmt: skip
        widgets = {
            "registration": forms.RadioSelect,
            "consent_text": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {
            "fee": _("Kosten"),
            "contact_function": _("Ansprechstelle"),
            "registration": _("Wie meldet man sich an?"),
            "registration_link": _("Adresse der Anmeldung an anderer Stelle"),
        }
        help_texts = {
            "fee": _("Leer: kostenlos. Sonst zum Beispiel „5 €, ermäßigt 2 €“."),
            "contact_function": _("Eine Funktion, zum Beispiel „Quartiersbüro“, keinen Namen."),
            "registration_link": "",
            "capacity": _("Leer: so viele, wie sich anmelden. Danach gibt es eine Warteliste."),
        }

    def clean(self):
        cleaned = super().clean()
        elsewhere = cleaned.get("registration") == self.Meta.model.Mode.ELSEWHERE
        if elsewhere and not cleaned.get("registration_link") and not self.errors:
            self.add_error("registration_link", _("Bitte geben Sie die Adresse der Anmeldung an."))
        return cleaned

    def save(self, commit=True):
        """The number of places goes the way that never falls below those taken."""
        wanted = self.cleaned_data["capacity"]
        stored = type(self.instance).objects.values_list("capacity", flat=True)
        self.instance.capacity = stored.get(pk=self.instance.pk)
        row = super().save(commit)
        if wanted != row.capacity:
            anmeldung.set_capacity(row, wanted)
        return row
