"""Filters of the public lists of Ziele and Handlungsansätze."""

from django.utils.translation import gettext_lazy as _

from quartiere.filters import ListFilterForm, choice
from quartiere.strategie.models import Bedarf, Handlungsansatz


class ZielFilterForm(ListFilterForm):
    stand = choice(
        _("Stand"),
        [
            ("", _("alle")),
            ("messbar", _("messbar")),
            ("offen", _("noch ohne Handlungsansatz")),
        ],
    )

    FILTERS = [*ListFilterForm.FILTERS, "stand"]
    label = _("Ziele")

    # Through the Bedarf: subqueries, so that no join doubles a row.
    def by_zielgruppe(self, rows, slug):
        bedarfe = Bedarf.objects.published().filter(zielgruppe__slug=slug)
        return rows.filter(pk__in=bedarfe.values("ziele"))

    def by_handlungsfeld(self, rows, slug):
        bedarfe = Bedarf.objects.published().filter(handlungsfelder__slug=slug)
        return rows.filter(pk__in=bedarfe.values("ziele"))

    def by_stand(self, rows, value):
        if value == "offen":
            return rows.without_handlungsansatz()
        return rows.exclude(indicator="").filter(target_value__isnull=False)


class HandlungsansatzFilterForm(ListFilterForm):
    vorrang = choice(
        _("Vorrang"),
        [
            ("", _("alle")),
            *((str(value), label) for value, label in Handlungsansatz.Priority.choices),
        ],
    )
    querschnitt = choice(
        _("Querschnittsthema"), [("", _("alle")), ("ja", _("nur mit Querschnittsthema"))]
    )

    FILTERS = [*ListFilterForm.FILTERS, "vorrang", "querschnitt"]
    label = _("Handlungsansätze")

    def by_vorrang(self, rows, value):
        return rows.filter(priority=value)

    def by_querschnitt(self, rows, value):
        fields = Handlungsansatz.handlungsfelder.through.objects
        return rows.filter(
            pk__in=fields.filter(handlungsfeld__is_cross_cutting=True).values("handlungsansatz")
        )
