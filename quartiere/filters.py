"""What the filter forms of the portal's lists have in common: place, group, field, a word."""

from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quartiere.german import German
from quartiere.models import Handlungsfeld, Quartier, Zielgruppe
from quartiere.slugs import slug_of

# More than these make no list to choose from; then a Kommune has to be chosen first.
MAX_CHOICES = 400
UNKNOWN = {"invalid_choice": _("Diese Auswahl gibt es nicht.")}


def choice(label, choices=(), **options):
    return forms.ChoiceField(
        label=label, choices=choices, required=False, error_messages=UNKNOWN, **options
    )


class ListFilterForm(forms.Form):
    """A GET form; `apply()` narrows by every valid value, a faulty one shows its error.

    A subclass lists its own fields in FILTERS and has a method `by_<name>(rows, value)` for each.
    """

    q = forms.CharField(label=_("Stichwort"), max_length=100, required=False, strip=True)
    kommune = choice(_("Kommune"))
    quartier = choice(_("Quartier"))
    zielgruppe = choice(_("Zielgruppe"))
    handlungsfeld = choice(_("Handlungsfeld"))

    FILTERS = ["q", "kommune", "quartier", "zielgruppe", "handlungsfeld"]
    label = ""

    def __init__(self, data):
        super().__init__(data)
        self._offer_places()
        self.offer("zielgruppe", _("alle Zielgruppen"), vocabulary(Zielgruppe))
        self.offer("handlungsfeld", _("alle Handlungsfelder"), vocabulary(Handlungsfeld))
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.attrs = {"role": "search", "aria-label": self.label}
        self.helper.add_input(Submit("", _("Anwenden")))

    def offer(self, name, empty_label, choices):
        """Where there is nothing to choose, the field is left out (unless it was asked for)."""
        choices = list(choices)
        if len(choices) > 1 or self.data.get(name):
            self.fields[name].choices = [("", empty_label), *choices]
        else:
            del self.fields[name]

    def _offer_places(self):
        """Kommunen and Quartiere with one query; a Quartier is named "kommune.quartier"."""
        rows = Quartier.objects.published().order_by("kommune__name", "name", "pk")
        rows = list(rows.values_list("kommune__slug", "kommune__name", "slug", "name"))
        kommunen = dict.fromkeys((slug, name) for slug, name, _, _ in rows)
        self.offer("kommune", _("alle Kommunen"), kommunen)
        asked = self.data.get("kommune")
        if asked in dict(kommunen):
            rows = [row for row in rows if row[0] == asked]
        elif len(rows) > MAX_CHOICES:
            rows = [row for row in rows if f"{row[0]}.{row[2]}" == self.data.get("quartier")]
        several = len({row[0] for row in rows}) > 1
        self.offer(
            "quartier", _("alle Quartiere"), [_quartier_choice(*row, several) for row in rows]
        )

    def apply(self, rows):
        self.is_valid()
        for name in self.FILTERS:
            if value := self.cleaned_data.get(name):
                rows = getattr(self, f"by_{name}")(rows, value)
        return rows

    def by_q(self, rows, text):
        name = "title" if any(f.name == "title" for f in rows.model._meta.fields) else "name"
        condition = Q(**{f"{name}__icontains": text})
        # The slug catches umlauts and case, also on SQLite.
        if slug := slug_of(text, fallback=""):
            condition |= Q(slug__contains=slug)
        return rows.filter(condition)

    def by_kommune(self, rows, slug):
        return rows.filter(quartier__kommune__slug=slug)

    def by_quartier(self, rows, value):
        return rows.filter(quartier=self.quartier_of(value))

    def by_zielgruppe(self, rows, slug):
        return rows.filter(zielgruppen__slug=slug)

    def by_handlungsfeld(self, rows, slug):
        return rows.filter(handlungsfelder__slug=slug)

    def quartier_of(self, value):
        kommune, _, slug = value.partition(".")
        return Quartier.objects.published().get(kommune__slug=kommune, slug=slug)

    @property
    def active(self):
        """How many filters are set, right or wrong."""
        return sum(bool(self.data.get(name)) for name in self.FILTERS)

    @property
    def query(self):
        """The valid values as a query string: what the same rows elsewhere are asked by."""
        self.is_valid()
        return urlencode(
            {name: self.data[name] for name in self.fields if self.cleaned_data.get(name)}
        )


def vocabulary(model, key="slug"):
    return [(getattr(row, key), German(row.name)) for row in model.objects.all()]


def _quartier_choice(kommune, kommune_name, slug, name, several):
    return f"{kommune}.{slug}", f"{name} ({kommune_name})" if several else name
