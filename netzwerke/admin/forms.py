"""Forms of this app's admin."""

from django import forms

from netzwerke.models.base import Located, ServiceArea
from quartiere.admin.forms import SluggedForm
from quartiere.models import Kommune
from quartiere.slugs import SlugPool

NO_QUARTIER = "Bitte nennen Sie mindestens ein Quartier."
NOT_YOURS = (
    "Sie sind für einzelne Quartiere zuständig: Bitte wählen Sie „nur in den genannten "
    "Quartieren“ und mindestens ein eigenes Quartier dieser Kommune."
)


class TitledForm(SluggedForm):
    """Makes the slug from the title, for models that have a title instead of a name."""

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("slug") and cleaned.get("title") and "slug" in self.fields:
            taken = self.slug_scope(cleaned).exclude(pk=self.instance.pk)
            cleaned["slug"] = SlugPool(taken.values_list("slug", flat=True)).take(cleaned["title"])
        return cleaned


class ServiceAreaForm(TitledForm):
    """Keeps a row inside the range of the person who saves it; `user` is set by the admin."""

    user = None

    class Meta:
        widgets = dict.fromkeys(
            ["zielgruppen", "handlungsfelder", "sprachen"], forms.CheckboxSelectMultiple
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "reach" in self.fields and not issubclass(self._meta.model, Located):
            reaches = ServiceArea.Reach
            self.fields["reach"].choices = [
                choice for choice in reaches.choices if choice[0] != reaches.NEARBY
            ]

    def clean(self):
        cleaned = super().clean()
        if {"reach", "kommune", "quartiere"} <= set(cleaned):
            self._check_reach(cleaned["reach"], cleaned["kommune"], cleaned["quartiere"])
        return cleaned

    def _check_reach(self, reach, kommune, quartiere):
        is_local = reach == ServiceArea.Reach.QUARTIERE
        if is_local and not quartiere:
            self.add_error("quartiere", NO_QUARTIER)
        elif not Kommune.objects.managed_by(self.user).filter(pk=kommune.pk).exists():
            # Where NEARBY lies is found out after saving; here only names can be trusted.
            own = quartiere.managed_by(self.user).filter(kommune=kommune)
            if not is_local or not own.exists():
                self.add_error("reach", NOT_YOURS)
