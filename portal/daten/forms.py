"""What the catalogue and the API can be asked."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

PER_PAGE, MOST_PER_PAGE = 50, 200
# Far beyond any page there is, and far below what a database takes as an offset.
LAST_PAGE = 100_000


class KatalogForm(forms.Form):
    q = forms.CharField(label=_("Stichwort"), max_length=100, required=False, strip=True)

    def __init__(self, data):
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.attrs = {"role": "search", "aria-label": _("Datensätze")}
        self.helper.add_input(Submit("", _("Anwenden")))

    @property
    def active(self):
        return int(bool(self.data.get("q")))


class PageForm(forms.Form):
    """Which part of a list the API gives."""

    seite = forms.IntegerField(label="Seite", min_value=1, max_value=LAST_PAGE, required=False)
    pro_seite = forms.IntegerField(
        label="Zeilen je Seite", min_value=1, max_value=MOST_PER_PAGE, required=False
    )
