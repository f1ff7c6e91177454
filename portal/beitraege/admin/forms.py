"""Forms of this app's admin."""

from django import forms

from netzwerke.admin.forms import TitledForm
from quartiere.admin.forms import sentence_widget
from quartiere.models import Kommune

SUPRA_LOCAL = "Bitte wählen Sie eine Kommune. Überörtliche Beiträge verfasst die Programmleitung."
NOT_YOURS = (
    "Sie sind für einzelne Quartiere zuständig: Bitte wählen Sie mindestens ein eigenes Quartier "
    "dieser Kommune und kein anderes."
)


class BeitragForm(TitledForm):
    """Keeps a row inside the range of the person who saves it; `user` is set by the admin."""

    user = None

    class Meta:
        widgets = {
            "teaser": sentence_widget(),
            "zielgruppen": forms.CheckboxSelectMultiple,
            "handlungsfelder": forms.CheckboxSelectMultiple,
        }

    def clean(self):
        cleaned = super().clean()
        if {"kommune", "quartiere"} <= set(cleaned) and not self.user.is_programmleitung:
            self._check_range(cleaned["kommune"], cleaned["quartiere"])
        return cleaned

    def _check_range(self, kommune, quartiere):
        if kommune is None:
            self.add_error("kommune", SUPRA_LOCAL)
        elif not Kommune.objects.managed_by(self.user).filter(pk=kommune.pk).exists():
            own = quartiere.managed_by(self.user)
            if not own.filter(kommune=kommune).exists() or own.count() != quartiere.count():
                self.add_error("quartiere", NOT_YOURS)
