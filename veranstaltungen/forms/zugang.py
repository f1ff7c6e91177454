"""Small forms of the organisers: the way in, reasons, people with access, a calendar file."""

from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.konten.abuse import GuardedForm, guard_fields
from veranstaltungen.forms.base import PlainForm, helper_of
from veranstaltungen.forms.ort import OrtField
from veranstaltungen.kalender_lesen import MAX_BYTES
from veranstaltungen.models import Veranstalter

EMAIL_ERRORS = {
    "required": _("Bitte geben Sie Ihre E-Mail-Adresse an."),
    "invalid": _("Bitte prüfen Sie die Schreibweise, zum Beispiel name@mail.de."),
}


class EntryForm(GuardedForm):
    """The e-mail address to which the code goes."""

    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        max_length=254,
        help_text=_("An diese Adresse schicken wir einen Code. Ein Passwort brauchen Sie nicht."),
        error_messages=EMAIL_ERRORS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    next = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_of("email", *guard_fields())
        self.helper.form_tag = True
        self.helper.disable_csrf = False
        self.helper.add_input(Submit("send", _("Code anfordern")))


class ReasonForm(PlainForm):
    reason = forms.CharField(
        label=_("Begründung"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Bitte nennen Sie den Grund.")},
    )


class InviteForm(PlainForm):
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        max_length=254,
        help_text=_("Die Person bekommt eine E-Mail und kann danach alles bearbeiten."),
        error_messages=EMAIL_ERRORS,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class ImportForm(PlainForm):
    file = forms.FileField(
        label=_("Kalenderdatei"),
        help_text=_("Eine Datei mit der Endung .ics, höchstens 1 MB."),
        error_messages={
            "required": _("Bitte wählen Sie eine Datei aus."),
            "empty": _("Diese Datei ist leer."),
        },
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    ort = OrtField(
        label=_("Kommune oder Quartier"),
        help_text=_("Die Redaktion dieser Kommune prüft die Veranstaltungen."),
    )
    veranstalter = forms.ModelChoiceField(
        Veranstalter.objects.none(),
        label=_("Organisation"),
        required=False,
        empty_label=_("ohne Organisation im Portal"),
    )
    layout = ("file", "ort", "veranstalter")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ort"].offer()
        self.fields["veranstalter"].queryset = Veranstalter.objects.represented_by(user)
        if not self.fields["veranstalter"].queryset.exists():
            del self.fields["veranstalter"]
            self.helper.layout.fields.remove("veranstalter")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("Die Datei ist größer als 1 MB. Bitte teilen Sie den Kalender.")
            )
        return file

    @property
    def place(self):
        return self.fields["ort"].found(self.cleaned_data["ort"])
