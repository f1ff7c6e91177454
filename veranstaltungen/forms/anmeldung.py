"""Registering for a Veranstaltung and changing what one said then."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext_lazy as _

from portal.konten.abuse import GuardedForm, guard_fields
from quartiere.german import German
from veranstaltungen.models import Anmeldung, Frage

Kind = Frage.Kind
YES_NO = [("ja", _("Ja")), ("nein", _("Nein"))]
NOT_OFFERED = {"invalid_choice": _("Bitte wählen Sie eine der Möglichkeiten.")}
TEXT_LENGTH, LONG_TEXT_LENGTH = 200, 2000


class AngabenForm(forms.Form):
    """Name and answers to the organiser's questions; `veranstaltung` brings the questions."""

    name = forms.CharField(
        label=_("Vor- und Nachname"),
        max_length=Anmeldung._meta.get_field("name").max_length,
        error_messages={"required": _("Bitte geben Sie Ihren Namen an.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args, veranstaltung, **kwargs):
        super().__init__(*args, **kwargs)
        self.fragen = {f"frage_{frage.pk}": frage for frage in veranstaltung.fragen.all()}
        for name, frage in self.fragen.items():
            self.fields[name] = _field(frage)
        self.helper = FormHelper()

    def questions(self):
        """The part of the layout with the questions, if there are any."""
        return [Fieldset(_("Fragen des Veranstalters"), *self.fragen)] if self.fragen else []

    def clean_name(self):
        """One line, however it was pasted."""
        return " ".join(self.cleaned_data["name"].split())

    def answers(self):
        """As the Anmeldung keeps them: {number of the Frage: text}, without empty ones."""
        given = {str(frage.pk): self.cleaned_data[name] for name, frage in self.fragen.items()}
        return {key: answer for key, answer in given.items() if answer}


class AnmeldungForm(GuardedForm, AngabenForm):
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        max_length=Anmeldung._meta.get_field("email").max_length,
        help_text=_("Dorthin schicken wir einen Link, mit dem Sie die Anmeldung bestätigen."),
        error_messages={
            "required": _("Bitte geben Sie Ihre E-Mail-Adresse an."),
            "invalid": _("Bitte prüfen Sie die Schreibweise, zum Beispiel name@mail.de."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, veranstaltung, **kwargs):
        super().__init__(*args, veranstaltung=veranstaltung, **kwargs)
        consent = []
        if text := veranstaltung.consent_text.strip():
            self.fields["consent"] = _consent(text)
            consent = [Fieldset(_("Ihr Einverständnis"), "consent")]
        self.helper.layout = Layout(
            Fieldset(_("Wer kommt?"), "name", "email"),
            *self.questions(),
            *consent,
            *guard_fields(),
        )
        label = _("Auf die Warteliste setzen") if veranstaltung.is_full else _("Anmelden")
        self.helper.add_input(Submit("send", label))


class AenderungForm(AngabenForm):
    """Changes an Anmeldung; its address stays, since it was confirmed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("name", *self.questions())
        self.helper.add_input(Submit("send", _("Änderungen speichern")))

    @staticmethod
    def initial_of(anmeldung):
        answers = {f"frage_{key}": answer for key, answer in anmeldung.answers.items()}
        return {"name": anmeldung.name, **answers}


def _field(frage):
    common = {"label": German(frage.text), "required": frage.is_required}
    if frage.kind == Kind.YES_NO:
        return forms.ChoiceField(
            choices=YES_NO, widget=forms.RadioSelect, error_messages=NOT_OFFERED, **common
        )
    if frage.kind == Kind.CHOICE:
        choices = [("", _("bitte auswählen")), *((text, German(text)) for text in frage.options)]
        return forms.ChoiceField(choices=choices, error_messages=NOT_OFFERED, **common)
    if frage.kind == Kind.LONG_TEXT:
        area = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(max_length=LONG_TEXT_LENGTH, widget=area, **common)
    return forms.CharField(max_length=TEXT_LENGTH, **common)


def _consent(text):
    message = _("Ohne Ihr Einverständnis dürfen wir die Anmeldung nicht annehmen.")
    return forms.BooleanField(
        label=_("Ich bin einverstanden."),
        # Help texts are written as HTML: what the organiser wrote is escaped here.
        help_text=German(linebreaksbr(text, autoescape=True)),
        error_messages={"required": message},
    )
