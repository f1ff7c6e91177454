"""Forms of the admin: they give nobody a view on guests who has none."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from netzwerke.admin.forms import TitledForm
from portal.konten.forms import ScopedModelForm, WatchedRows
from portal.konten.models import User
from veranstaltungen import beteiligte, termine

MOST_PEOPLE = 20


class EmailLinesField(forms.CharField):
    """[address] from one line each."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value):
        found = list(dict.fromkeys(super().clean(value).lower().split()))
        if len(found) > MOST_PEOPLE:
            raise ValidationError(f"Bitte höchstens {MOST_PEOPLE} Adressen auf einmal.")
        for email in found:
            try:
                validate_email(email)
            except ValidationError as error:
                raise ValidationError(f"„{email[:80]}“ ist keine E-Mail-Adresse.") from error
        return found


class VeranstalterForm(ScopedModelForm):
    """Whoever belongs to the organisation can be taken out; let in only the first ones."""

    mitglieder = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Zugang der Organisation",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Diese Personen bearbeiten die Veranstaltungen der Organisation und sehen, wer "
        "sich angemeldet hat. Ohne Haken endet der Zugang. Weitere laden sie selbst ein, unter "
        "„Meine Veranstaltungen“.",
    )
    first_people = EmailLinesField(
        label="Erste Personen einladen",
        required=False,
        help_text="E-Mail-Adressen von Menschen, die für die Organisation arbeiten, eine je Zeile. "
        "Das geht nur, solange niemand dazugehört und niemand sich zu ihren Veranstaltungen "
        "anmeldet. Sie bekommen eine E-Mail.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        if "mitglieder" in self.fields and row.pk:
            self.fields["mitglieder"].queryset = row.mitglieder.all()
        if "first_people" in self.fields and not row.is_founding:
            self.fields["first_people"].disabled = True


class VeranstaltungForm(TitledForm):
    """`user` is set by the admin, and `refused`: why what was sent could not be saved."""

    user = None
    refused = ""

    def clean(self):
        cleaned = super().clean()
        if self.refused:
            self.add_error(None, self.refused)
        return cleaned

    def clean_veranstalter(self):
        veranstalter = self.cleaned_data["veranstalter"]
        if self.instance.pk:
            reason = beteiligte.why_not_handed_over(self.instance, veranstalter, self.user)
            if reason:
                raise ValidationError(reason)
        return veranstalter


class TerminRowForm(forms.ModelForm):
    """What fell out stays as it is: somebody has been told. Only the reason can be put right."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.is_cancelled:
            for name in set(self.fields) - {"reason"}:
                self.fields[name].disabled = True
        elif not self.instance.pk:
            for name in {"is_cancelled", "reason"} & set(self.fields):
                self.fields[name].disabled = True

    def validate_constraints(self):
        """One date may take the place of another that moves, too: the rows say what overlaps."""
        exclude = {*self._get_validation_exclusions(), "veranstaltung"}
        try:
            self.instance.validate_constraints(exclude=exclude)
        except ValidationError as error:
            self._update_errors(error)


class TerminRowFormSet(WatchedRows):
    def clean(self):
        super().clean()
        rows = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        kept = [row for row in rows if not row.get("is_cancelled")]
        spans = [(row.get("starts_at"), row.get("ends_at")) for row in kept]
        if clash := termine.first_clash([span for span in spans if all(span)]):
            raise ValidationError(str(termine.clash_text(*clash)))
