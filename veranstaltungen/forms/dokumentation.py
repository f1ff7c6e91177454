"""What came out of it: results, approaches they add to, pictures and material."""

from crispy_forms.layout import Fieldset
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.konten.forms import ScopedModelForm
from quartiere.strategie.models import Handlungsansatz
from veranstaltungen.forms.base import helper_of
from veranstaltungen.forms.bild import BildForm, BildUndMaterialForm, MaterialForm
from veranstaltungen.models import Dokumentation

MAX_CHOICES = 100


class ErgebnisForm(ScopedModelForm):
    class Meta:
        model = Dokumentation
        fields = ["results", "handlungsansaetze"]
        labels = {
            "results": _("Ergebnisse"),
            "handlungsansaetze": _("Zu welchen Handlungsansätzen tragen sie bei?"),
        }
        help_texts = {
            "results": _("Was kam heraus, was folgt daraus? Nur Text, keine Namen."),
            "handlungsansaetze": "",
        }
        widgets = {
            "results": forms.Textarea(attrs={"rows": 12}),
            "handlungsansaetze": forms.CheckboxSelectMultiple,
        }
        error_messages = {
            "results": {"required": _("Bitte schreiben Sie auf, was herausgekommen ist.")}
        }

    def __init__(self, data=None, *, veranstaltung):
        instance = Dokumentation.objects.filter(veranstaltung=veranstaltung).first()
        super().__init__(data, instance=instance or Dokumentation(veranstaltung=veranstaltung))
        self.fields["handlungsansaetze"].queryset = near(veranstaltung)
        self.helper = helper_of("results", "handlungsansaetze")


def near(veranstaltung):
    """Public approaches of the Quartier, else of the Kommune, else of all; some of them."""
    rows = Handlungsansatz.objects.published()
    if veranstaltung.quartier_id:
        rows = rows.filter(quartier=veranstaltung.quartier_id)
    elif veranstaltung.kommune_id:
        rows = rows.filter(Q(quartier__kommune=veranstaltung.kommune_id))
    some = rows.order_by("title", "pk").values_list("pk", flat=True)[:MAX_CHOICES]
    return Handlungsansatz.objects.filter(pk__in=list(some)).order_by("title", "pk")


class DokumentationForm(BildUndMaterialForm):
    template_name = "veranstaltungen/teil_dokumentation.html"
    is_result = True

    def __init__(self, data=None, files=None, *, instance, user):
        super().__init__(data, files, instance=instance, user=user)
        self.ergebnis = ErgebnisForm(data, veranstaltung=instance)
        self.bild.helper = helper_of(Fieldset(_("Bild hinzufügen"), *BildForm.layout))
        self.material.helper = helper_of(
            Fieldset(_("Datei oder Link hinzufügen"), *MaterialForm.layout)
        )

    @property
    def bilder(self):
        """The pictures that are there already."""
        row = self.ergebnis.instance
        return row.bilder.all() if row.pk else []

    @property
    def forms(self):
        return [self.ergebnis, self.bild, self.material]

    def save(self):
        dokumentation = self.ergebnis.save()
        if bild := self.bild.make(self.instance):
            dokumentation.bilder.add(bild)
        self.material.make(self.is_result)
        return self.instance
