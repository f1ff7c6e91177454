"""The filter of the public list, its feeds and its data."""

from django import forms
from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from portal.beitraege.models import Beitrag
from quartiere.filters import ListFilterForm, choice
from quartiere.models import Kommune

KINDS = {
    "blog": Beitrag.Kind.BLOG,
    "nachrichten": Beitrag.Kind.NEWS,
    "praxis": Beitrag.Kind.EXAMPLE,
    "themen": Beitrag.Kind.THEME,
}


def years():
    """[(year, number of public Beiträge)], the newest first."""
    rows = Beitrag.objects.published().annotate(year=ExtractYear("date")).values("year")
    return list(rows.annotate(count=Count("pk")).order_by("-year").values_list("year", "count"))


class BeitragFilterForm(ListFilterForm):
    art = choice(
        _("Art"), [("", _("alle Arten")), *((key, kind.label) for key, kind in KINDS.items())]
    )
    jahr = forms.TypedChoiceField(
        label=_("Jahr"),
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": _("Aus diesem Jahr gibt es keine Beiträge.")},
    )

    FILTERS = [*ListFilterForm.FILTERS, "art", "jahr"]
    label = _("Beiträge")

    def __init__(self, data):
        super().__init__(data)
        self.years = years()
        self.offer("jahr", _("alle Jahre"), [(year, str(year)) for year, _count in self.years])

    def by_art(self, rows, value):
        return rows.filter(kind=KINDS[value])

    def by_jahr(self, rows, year):
        return rows.filter(date__year=year)

    def by_kommune(self, rows, slug):
        """Its own, those that name it, and those about one of its Quartiere."""
        return rows.of_kommune(Kommune.objects.get(slug=slug))

    def by_quartier(self, rows, value):
        return rows.filter(quartiere=self.quartier_of(value))
