"""The filter of the matrix area × Zielgruppe."""

from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quartiere.german import German
from quartiere.monitoring.index import DYNAMIK_CLASSES, STATUS_CLASSES

NO_SUCH = _("Das gibt es in dieser Ausgabe nicht.")
PLAIN_ORDER = {
    "": (_("Nummer des Gebiets"), ["planungsraum__key"]),
    "name": (_("Name"), ["name", "planungsraum__key"]),
    "gruppen": (
        _("Zahl der Gruppen mit Bedarf"),
        [F("count").desc(nulls_last=True), "planungsraum__key"],
    ),
    "einwohner": (
        _("Einwohnerzahl, größte zuerst"),
        [F("inhabitants").desc(nulls_last=True), "planungsraum__key"],
    ),
}


def at_least(number, of):
    """ "mindestens 2", or "alle 4" for the highest number."""
    words = gettext("mindestens {number}") if number < of else gettext("alle {number}")
    return words.format(number=number)


class MatrixFilterForm(forms.Form):
    """Offers what the edition knows; asks the database nothing for it."""

    q = forms.CharField(label=_("Name oder Nummer des Gebiets"), max_length=100, required=False)
    zielgruppe = forms.ChoiceField(
        label=_("Bedarf erhöht oder hoch bei"),
        required=False,
        error_messages={"invalid_choice": NO_SUCH},
    )
    ab = forms.ChoiceField(
        label=_("Gruppen mit Bedarf"), required=False, error_messages={"invalid_choice": NO_SUCH}
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("alle")), *((name, _(name)) for name in STATUS_CLASSES)],
        error_messages={"invalid_choice": NO_SUCH},
    )
    dynamik = forms.ChoiceField(
        label=_("Dynamik"),
        required=False,
        choices=[("", _("alle")), *((name, _(name)) for name in DYNAMIK_CLASSES)],
        error_messages={"invalid_choice": NO_SUCH},
    )
    aufmerksamkeit = forms.ChoiceField(
        label=_("Besonderer Aufmerksamkeitsbedarf"),
        required=False,
        choices=[("", _("alle Gebiete")), ("ja", _("nur diese")), ("nein", _("ohne diese"))],
        error_messages={"invalid_choice": _("Möglich sind „ja“ und „nein“.")},
    )
    sortierung = forms.ChoiceField(
        label=_("Sortieren nach"),
        required=False,
        error_messages={"invalid_choice": _("So lässt sich die Tabelle nicht sortieren.")},
    )

    FILTERS = ["q", "zielgruppe", "ab", "status", "dynamik", "aufmerksamkeit"]

    def __init__(self, data, ausgabe, sicht):
        super().__init__(data)
        self.sicht = sicht
        names = [(slug, German(sicht.names.get(slug, slug))) for slug in sicht.shown_zielgruppen]
        self.fields["zielgruppe"].choices = [("", _("egal welche")), *names]
        counts = range(1, len(names) + 1)
        words = [(str(n), at_least(n, len(names))) for n in counts]
        self.fields["ab"].choices = [("", _("egal wie viele")), *words]
        orders = [(key, label) for key, (label, _fields) in PLAIN_ORDER.items()]
        needs = [(f"bedarf-{slug}", name) for slug, name in names]
        self.fields["sortierung"].choices = [*orders, (_("Bedarf"), needs)]
        self._leave_out(ausgabe)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.attrs = {"role": "search", "aria-label": _("Gebiete")}
        self.helper.add_input(Submit("", _("Anwenden")))

    def _leave_out(self, ausgabe):
        """Fields about results that this edition does not show."""
        has_status = self.sicht.shows_status and bool(ausgabe.class_counts.get("status"))
        has_dynamik = self.sicht.shows_dynamik and bool(ausgabe.class_counts.get("dynamik"))
        if not has_status:
            del self.fields["status"]
        if not has_dynamik:
            del self.fields["dynamik"]
        if not (has_status and has_dynamik):
            del self.fields["aufmerksamkeit"]
        if not self.sicht.shown_zielgruppen:
            del self.fields["zielgruppe"], self.fields["ab"]

    def apply(self, rows):
        """Narrow by every valid value; a faulty one is ignored and shows its error."""
        self.is_valid()
        values = {name: value for name, value in self.cleaned_data.items() if value}
        rows = with_count(rows, self.sicht)
        for name in self.FILTERS:
            if name in values:
                rows = getattr(self, f"_by_{name}")(rows, values[name])
        return self._sorted(rows, values.get("sortierung", ""))

    def _by_q(self, rows, text):
        text = text.replace("\0", "")
        return rows.filter(Q(name__icontains=text) | Q(planungsraum__key__startswith=text))

    def _by_zielgruppe(self, rows, slug):
        return rows.flagged(self.sicht.zielgruppen.index(slug))

    def _by_ab(self, rows, count):
        return rows.filter(count__gte=int(count))

    def _by_status(self, rows, name):
        return rows.filter(status_class=name)

    def _by_dynamik(self, rows, name):
        return rows.filter(dynamik_class=name)

    def _by_aufmerksamkeit(self, rows, answer):
        return rows.valid().filter(attention=answer == "ja")

    def _sorted(self, rows, key):
        if key in PLAIN_ORDER:
            return rows.order_by(*PLAIN_ORDER[key][1])
        position = self.sicht.zielgruppen.index(key.removeprefix("bedarf-"))
        order = [F("need").desc(nulls_last=True), "planungsraum__key"]
        return rows.with_need(position).order_by(*order)

    @property
    def active(self):
        """How many filters are set, right or wrong."""
        return sum(bool(self.data.get(name)) for name in self.FILTERS)

    @property
    def query(self):
        """The valid values as a query string: what the same rows elsewhere are asked by."""
        self.is_valid()
        names = [*self.FILTERS, "sortierung"]
        return urlencode({name: self.data[name] for name in names if self.cleaned_data.get(name)})


def with_count(rows, sicht):
    """Annotates `count`: groups in need among those that are shown, NULL without a result."""
    if set(sicht.shown_zielgruppen) == set(sicht.zielgruppen):
        return rows.annotate(count=F("overlap"))
    total = Value(0)
    for slug in sicht.shown_zielgruppen:
        rows = rows.with_need(sicht.zielgruppen.index(slug))
        flag = Case(When(need__gt=1, then=1), default=0, output_field=IntegerField())
        name = f"flag_{sicht.zielgruppen.index(slug)}"
        rows = rows.annotate(**{name: flag})
        total = total + F(name)
    known = When(overlap__isnull=False, then=Cast(total, IntegerField()))
    return rows.annotate(count=Case(known, default=None, output_field=IntegerField()))
