"""Choosing what a version is of: one field with everything the person manages."""

from django import forms
from django.core.exceptions import ValidationError

from portal.konten.forms import ScopedModelForm
from portal.sprachen import quellen
from portal.sprachen.models import Fassung
from portal.sprachen.models.fassung import TAKEN

MAX_CHOICES = 2_000
NOT_YOURS_TO_PUBLISH = (
    "Ob das öffentlich wird, entscheidet die Redaktion. Bitte sichern Sie als Entwurf."
)


class FassungForm(ScopedModelForm):
    """`user` is set by the admin: the choices are what that person manages."""

    user = None
    source_key = forms.ChoiceField(
        label="Fassung von",
        help_text="Die deutsche Seite. Am schnellsten beginnen Sie auf deren Seite in der "
        "Verwaltung, oben bei „Andere Sprachen“.",
    )
    is_current = forms.BooleanField(
        label="gibt den deutschen Text von heute wieder",
        required=False,
        initial=True,
        help_text="Ohne Haken bleibt vermerkt, auf welchem deutschen Stand die Fassung beruht. "
        "Ändert sich der deutsche Text, steht „veraltet“ auf der Seite.",
    )

    class Meta:
        model = Fassung
        # The status comes last: what it is of must be known before.
        fields = [
            "sprache", "title", "teaser", "text", "origin", "reviewed_by", "reviewed_on", "status",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # What it is of never changes; its form does not ask.
            del self.fields["source_key"]
            self.fields["is_current"].initial = False
        else:
            wanted = self.data.get("source_key") or self.initial.get("source_key") or ""
            offered = choices(self.user, quellen.row_of(wanted, self.user))
            self.fields["source_key"].choices = [("", "bitte auswählen"), *offered]

    def clean_source_key(self):
        row = quellen.row_of(self.cleaned_data["source_key"], self.user)
        if row is None:
            raise ValidationError("Das gehört nicht zu Ihnen oder ist gelöscht.")
        self.instance.source = row
        return self.cleaned_data["source_key"]

    def clean_status(self):
        status, source = self.cleaned_data["status"], self.instance.source
        if status != Fassung.Status.PUBLISHED or source is None:
            return status
        rows = quellen.publishable_by(type(source), self.user)
        if not rows.filter(pk=source.pk).exists():
            raise ValidationError(NOT_YOURS_TO_PUBLISH)
        return status

    def clean(self):
        cleaned = super().clean()
        sprache, source = self.cleaned_data.get("sprache"), self.instance.source
        # Django skips the constraint: what it is of is no field of this form.
        if sprache and source and Fassung.objects.of(source).filter(sprache=sprache).exists():
            self.add_error("sprache", TAKEN)
        return cleaned

    def save(self, commit=True):
        if self.cleaned_data.get("is_current"):
            self.instance.match_source()
        return super().save(commit)


def choices(user, wanted=None):
    """[(German name of the kind, [(key, name)])] of what `user` may write versions of.

    `wanted` is offered first: a large portal has more rows than a list can hold.
    """
    first = [("ausgewählt", _rows([wanted]))] if wanted else []
    return first + [
        (
            str(model._meta.verbose_name_plural),
            _rows(quellen.light(quellen.managed_by(model, user))[:MAX_CHOICES]),
        )
        for model in quellen.SOURCES
    ]


def _rows(rows):
    return [(quellen.key_of(row), str(row)) for row in rows]
