"""Suggestions without an account: a new Angebot, or a correction of what is there."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row, Submit
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netzwerke.models import Vorschlag
from netzwerke.models.vorschlag import KEPT_DAYS
from portal.konten.abuse import GuardedForm, guard_fields
from quartiere.models import Quartier

EMAIL_HELP = format_lazy(
    _(
        "Nur für Rückfragen und die Bestätigung. Wir löschen Name und Adresse spätestens nach "
        "{days} Tagen."
    ),
    days=KEPT_DAYS,
)


class VorschlagForm(GuardedForm, forms.ModelForm):
    """What both kinds have in common; `kind` and what it is about are set before validation."""

    kind = ""
    parts = []

    class Meta:
        model = Vorschlag
        fields = ["text", "sender_name", "sender_email"]
        widgets = {"text": forms.Textarea(attrs={"rows": 7})}
        help_texts = {"sender_email": EMAIL_HELP}
        error_messages = {
            "text": {"required": _("Bitte schreiben Sie, was wir wissen sollen.")},
            "title": {"required": _("Bitte geben Sie dem Angebot einen Namen.")},
            "sender_email": {
                "invalid": _("Bitte prüfen Sie die Schreibweise, zum Beispiel name@mail.de.")
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.kind = self.kind
        self.fields["sender_name"].widget.attrs["autocomplete"] = "name"
        self.fields["sender_email"].widget.attrs["autocomplete"] = "email"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *self.parts,
            Fieldset(
                _("Dürfen wir nachfragen?"), Row(Column("sender_name"), Column("sender_email"))
            ),
            *guard_fields(),
        )
        self.helper.add_input(Submit("send", _("Vorschlag senden")))


class AngebotVorschlagForm(VorschlagForm):
    kind = Vorschlag.Kind.ANGEBOT
    parts = [
        Fieldset(_("Das Angebot"), "title", "organisation", "text"),
        Fieldset(_("Wo und wie?"), "ort", Row(Column("place"), Column("reachable"))),
    ]
    ort = forms.ChoiceField(
        label=_("In welchem Quartier?"),
        error_messages={
            "required": _("Bitte wählen Sie ein Quartier aus."),
            "invalid_choice": _("Dieses Quartier gibt es im Portal nicht."),
        },
    )

    class Meta(VorschlagForm.Meta):
        fields = [
            "title",
            "organisation",
            "text",
            "place",
            "reachable",
            *VorschlagForm.Meta.fields[1:],
        ]
        labels = {"text": _("Was bekommt man dort, und für wen ist es?")}
        help_texts = {
            **VorschlagForm.Meta.help_texts,
            "reachable": _("Telefon, E-Mail oder Öffnungszeiten."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True
        rows = (
            Quartier.objects.published().select_related("kommune").order_by("kommune__name", "name")
        )
        self.quartiere = {
            f"{row.kommune.slug}.{row.slug}": row
            for row in rows.order_by("kommune__name", "name", "pk").only(
                "name", "slug", "kommune__name", "kommune__slug"
            )
        }
        self.fields["ort"].choices = [("", _("bitte auswählen")), *_grouped(self.quartiere)]

    def clean_ort(self):
        quartier = self.quartiere[self.cleaned_data["ort"]]
        self.instance.quartier, self.instance.kommune = quartier, quartier.kommune
        return self.cleaned_data["ort"]


class KorrekturForm(VorschlagForm):
    kind = Vorschlag.Kind.CORRECTION
    parts = ["text"]

    class Meta(VorschlagForm.Meta):
        labels = {"text": _("Was stimmt nicht, und wie ist es richtig?")}


def _grouped(quartiere):
    """Options, under the names of the Kommunen where there are several."""
    groups = {}
    for value, row in quartiere.items():
        groups.setdefault(row.kommune.name, []).append((value, row.name))
    return next(iter(groups.values())) if len(groups) == 1 else list(groups.items())
