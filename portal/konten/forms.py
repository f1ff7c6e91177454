"""Forms of the admin that lose nothing."""

import hashlib

from django import forms
from django.forms.formsets import ManagementForm
from django.forms.models import (
    BaseInlineFormSet,
    BaseModelFormSet,
    ModelChoiceField,
    ModelMultipleChoiceField,
    model_to_dict,
)
from django.utils.functional import cached_property

from portal.konten.models import User
from portal.konten.roles import Role

CONFLICT = (
    "Während Sie geschrieben haben, hat jemand anderes diesen Eintrag geändert. Ihre Eingaben "
    "stehen noch hier. Bitte vergleichen Sie mit der gespeicherten Fassung (in einem zweiten "
    "Fenster öffnen). Wenn Sie jetzt noch einmal sichern, gilt Ihre Fassung."
)

ROW_GONE = (
    "Eine Zeile gibt es nicht mehr: Jemand anderes hat sie inzwischen gelöscht. Bitte laden Sie "
    "die Seite neu."
)
# The fingerprint of what is not stored yet: somebody else may store it meanwhile.
NOT_STORED = "neu"


class ScopedModelForm(forms.ModelForm):
    """Keeps what the user cannot see, and warns the second of two people who edit one object.

    Choice fields are narrowed to what the user manages. A value that somebody else chose from
    outside that range stays as it is when this user saves the form.
    """

    fingerprint = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fingerprint"].initial = self._stored_fingerprint()
        for name, field in self.fields.items():
            if type(field) is ModelChoiceField:
                self._offer_current_value(name, field)

    def _offer_current_value(self, name, field):
        if current := getattr(self.instance, f"{name}_id", None):
            field.queryset = field.queryset | field.queryset.model._default_manager.filter(
                pk=current
            )

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            if name in self.cleaned_data and isinstance(field, ModelMultipleChoiceField):
                self.cleaned_data[name] = self._with_unseen(name, field)
        self._warn_of_conflict()
        return cleaned

    def _with_unseen(self, name, field):
        chosen = self.cleaned_data[name]
        before = {row.pk for row in self.initial.get(name, [])} if self.instance.pk else set()
        seen = set(field.queryset.filter(pk__in=before).values_list("pk", flat=True))
        if not before - seen:
            return chosen
        kept = {row.pk for row in chosen} | (before - seen)
        return field.queryset.model._default_manager.filter(pk__in=kept)

    def _warn_of_conflict(self):
        posted, stored = self.cleaned_data.get("fingerprint"), self._stored_fingerprint()
        if not posted or posted == stored:
            return
        # The page that shows the warning carries the new value: saving again is a decision.
        self.data = self.data.copy()
        self.data[self.add_prefix("fingerprint")] = stored
        self.add_error(None, CONFLICT)

    def _stored_fingerprint(self):
        """A short value that differs when any field of this form differs in the database."""
        if not self.instance.pk:
            return NOT_STORED
        names = set(self.fields) & set(self.initial)
        return _fingerprint([{name: self.initial[name] for name in names}])


class WatchedManagementForm(ManagementForm):
    fingerprint = forms.CharField(required=False, widget=forms.HiddenInput)


class WatchedFormSet(BaseModelFormSet):
    """Warns the second of two people who edit the same rows.

    What the rows belong to is locked while they are read and saved.
    """

    row_gone = ROW_GONE
    # Names of the fields that are compared; None: those of the form.
    watched = None

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields[self._pk_field.name].error_messages["invalid_choice"] = self.row_gone

    @cached_property
    def management_form(self):
        """What Django makes, and the fingerprint beside it."""
        plain = super().management_form
        options = {"prefix": self.prefix, "auto_id": self.auto_id, "renderer": self.renderer}
        if self.is_bound:
            form = WatchedManagementForm(self.data, **options)
            form.full_clean()
            return form
        initial = {**plain.initial, "fingerprint": self._stored_fingerprint()}
        return WatchedManagementForm(initial=initial, **options)

    def clean(self):
        super().clean()
        self._warn_of_conflict()
        kept = [form for form in self.initial_forms if not self._should_delete_form(form)]
        if any(self._pk_field.name in form.errors for form in kept):
            raise forms.ValidationError(self.row_gone)

    def _warn_of_conflict(self):
        form, stored = self.management_form, self._stored_fingerprint()
        posted = form.cleaned_data.get("fingerprint")
        if not posted or posted == stored:
            return
        # As above: saving again is a decision.
        form.data = form.data.copy()
        form.data[form.add_prefix("fingerprint")] = stored
        raise forms.ValidationError(CONFLICT)

    def stored_rows(self):
        """Read anew, since forms that were sent have changed the rows at hand."""
        return self.queryset.all()

    def _stored_fingerprint(self):
        """A short value that differs when any row was added, changed or deleted meanwhile."""
        names = self.watched or list(self.form.base_fields)
        rows = self.stored_rows().order_by("pk")
        return _fingerprint([{"pk": row.pk, **model_to_dict(row, names)} for row in rows])


class WatchedRows(WatchedFormSet, BaseInlineFormSet):
    """The rows below one object; for inlines of the admin, see KommuneScopedAdmin for the lock."""

    def stored_rows(self):
        rows = self.model._default_manager
        return rows.filter(**{self.fk.name: self.instance}) if self.instance.pk else rows.none()


def _fingerprint(rows):
    """Of [{name: value}]."""
    state = repr([[(name, _comparable(row[name])) for name in sorted(row)] for row in rows])
    return hashlib.sha256(state.encode()).hexdigest()[:20]


def _comparable(value):
    return (
        sorted(getattr(row, "pk", row) for row in value) if isinstance(value, list) else str(value)
    )


class PersonForm(ScopedModelForm):
    """An account without password: the person asks for a log-in code or sets one by e-mail."""

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name", "function", "is_active", "is_staff", "groups"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            self.fields["groups"].queryset = self.fields["groups"].queryset.filter(
                name__in=Role.values
            )

    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()
