"""The filter of the page on supply against need; it narrows what was computed, not a QuerySet."""

from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from quartiere.filters import choice
from quartiere.german import German
from quartiere.models import Quartier
from quartiere.monitoring.models import Zuordnung

GAPS, DEFICITS, ALL = "", "mangel", "alle"


class VersorgungFilterForm(forms.Form):
    """`apply()` gives the areas to show, each with the groups to explain."""

    zeigen = choice(
        _("Zeigen"),
        [
            (GAPS, _("nur Lücken")),
            (DEFICITS, _("jedes fehlende Angebot")),
            (ALL, _("alle Gebiete")),
        ],
    )
    q = forms.CharField(
        label=_("Name oder Nummer des Gebiets"), max_length=100, required=False, strip=True
    )
    quartier = choice(_("Quartier"))
    zielgruppe = choice(_("Zielgruppe"))
    art = choice(_("Art des Angebots"))

    FILTERS = ["zeigen", "q", "quartier", "zielgruppe", "art"]

    def __init__(self, data, ausgabe, lage):
        super().__init__(data)
        self.ausgabe = ausgabe
        quartiere = Quartier.objects.published().filter(kommune=ausgabe.kommune_id)
        places = quartiere.order_by("name", "pk").values_list("slug", "name")
        self.fields["quartier"].choices = [("", _("alle Quartiere")), *places]
        groups = [(slug, German(name)) for slug, name in lage.zielgruppen.items()]
        self.fields["zielgruppe"].choices = [("", _("alle Zielgruppen")), *groups]
        arten = [(art.slug, German(art.name)) for art in lage.angebotsarten]
        self.fields["art"].choices = [("", _("alle Arten")), *arten]
        self.names = {art.slug: art.name for art in lage.angebotsarten}
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.attrs = {"role": "search", "aria-label": _("Gebiete")}
        self.helper.add_input(Submit("", _("Anwenden")))

    def apply(self, gebiete):
        """[(Gebietslage, its Gaps that are asked for)]; a faulty value is ignored."""
        self.is_valid()
        values = self.cleaned_data
        keys = self._keys_of(values.get("quartier"))
        text = values.get("q", "").casefold()
        found = []
        for gebiet in gebiete:
            if keys is not None and gebiet.area.key not in keys:
                continue
            if text and not _is_named(gebiet.area, text):
                continue
            wanted = [gap for slug, gap in gebiet.zielgruppen.items() if self._wants(slug, gap)]
            if wanted or self._wants_every_area:
                found.append((gebiet, wanted))
        return found

    def _wants(self, slug, gap):
        values = self.cleaned_data
        if values.get("zielgruppe") not in (None, "", slug):
            return False
        if name := self.names.get(values.get("art")):
            missing = [item.offer_type for item in gap.missing]
            return name in missing and (values.get("zeigen") or gap.is_gap)
        return {GAPS: gap.is_gap, DEFICITS: bool(gap.missing), ALL: True}[
            values.get("zeigen") or GAPS
        ]

    @property
    def _wants_every_area(self):
        """Also those that are not rated, as long as nobody asks for a group or a kind of offer."""
        values = self.cleaned_data
        narrowed = values.get("zielgruppe") or values.get("art")
        return values.get("zeigen") == ALL and not narrowed

    def _keys_of(self, slug):
        """Keys of the areas that a Quartier covers; None without one."""
        if not slug:
            return None
        covered = Zuordnung.objects.effective().filter(
            quartier__kommune=self.ausgabe.kommune_id,
            quartier__slug=slug,
            planungsraum__gebietsstand=self.ausgabe.gebietsstand,
        )
        return set(covered.values_list("planungsraum__key", flat=True))

    @property
    def active(self):
        return sum(bool(self.data.get(name)) for name in self.FILTERS)

    @property
    def query(self):
        """The valid values as a query string: what the same rows elsewhere are asked by."""
        self.is_valid()
        return urlencode(
            {name: self.data[name] for name in self.FILTERS if self.cleaned_data.get(name)}
        )


def _is_named(area, text):
    return text in area.name.casefold() or area.key.casefold().startswith(text)
