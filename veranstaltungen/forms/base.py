"""What the parts of the long form share: one page each, saved on its own."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.konten.forms import ScopedModelForm
from veranstaltungen.models import Veranstaltung

TOO_LONG = _(
    "Das sind %(show_value)d Zeichen, möglich sind %(limit_value)d. Bitte kürzen Sie den Text."
)


def helper_of(*layout):
    """The page draws <form> and its buttons, since several forms may stand in one."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.form_show_errors = True
    helper.render_hidden_fields = True
    helper.layout = Layout(*layout)
    return helper


def https_by_default(field, **kwargs):
    """The form field of a model field; an address without a scheme is meant as https."""
    if isinstance(field, models.URLField):
        kwargs.setdefault("assume_scheme", "https")
    return field.formfield(**kwargs)


class PlainForm(forms.Form):
    """A form on one of the organisers' pages."""

    layout = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_of(*(self.layout or self.fields))

    @property
    def forms(self):
        return [self]


class PartForm(ScopedModelForm):
    """A part that consists of fields of the Veranstaltung."""

    layout = ()
    template_name = "veranstaltungen/teil.html"

    def __init__(self, data=None, files=None, *, instance, user):
        super().__init__(data, files, instance=instance)
        self.user = user
        self.helper = helper_of(*self.layout)

    def get_initial_for_field(self, field, field_name):
        """The fingerprint of the fields as they are in the end: some parts add or drop one."""
        if field_name == "fingerprint":
            return self._stored_fingerprint()
        return super().get_initial_for_field(field, field_name)

    class Meta:
        model = Veranstaltung
        fields = []
        formfield_callback = https_by_default

    @property
    def forms(self):
        return [self]
