"""The programme: lines with time, title and speakers, each at one of the dates."""

from django import forms
from django.forms import modelformset_factory
from django.utils.translation import gettext_lazy as _

from portal.konten.forms import WatchedFormSet
from veranstaltungen.forms.felder import ClockField
from veranstaltungen.models import Programmpunkt, Termin

MAX_LINES = 60


class ProgrammpunktForm(forms.ModelForm):
    starts_at = ClockField(label=_("Uhrzeit"), required=False)

    class Meta:
        model = Programmpunkt
        fields = ["termin", "starts_at", "title", "speakers"]
        labels = {
            "termin": _("Termin"),
            "title": _("Was geschieht?"),
            "speakers": _("Mitwirkende"),
        }
        help_texts = {"speakers": _("Namen nur mit dem Einverständnis der Personen.")}

    def __init__(self, *args, termine, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["termin"]
        field.queryset = Termin.objects.filter(pk__in=[row.pk for row in termine])
        field.empty_label = None
        field.initial = termine[0].pk if termine else None

    def has_changed(self):
        """The date is chosen from the start; a line begins with something that is typed."""
        return bool(set(self.changed_data) - {"termin"}) or bool(
            self.instance.pk and self.changed_data
        )


class ProgrammRows(WatchedFormSet):
    row_gone = _(
        "Eine Zeile gibt es nicht mehr: Jemand anderes hat sie inzwischen gelöscht. Bitte "
        "streichen Sie sie auch hier."
    )

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("diese Zeile streichen")


ProgrammFormSet = modelformset_factory(
    Programmpunkt,
    form=ProgrammpunktForm,
    formset=ProgrammRows,
    extra=3,
    can_delete=True,
    max_num=MAX_LINES,
    absolute_max=MAX_LINES + 5,
)


class ProgrammForm:
    template_name = "veranstaltungen/teil_programm.html"

    def __init__(self, data=None, files=None, *, instance, user):
        self.instance = instance
        self.termine = list(instance.termine.taking_place())
        rows = Programmpunkt.objects.filter(termin__in=self.termine)
        rows = rows.order_by("termin__starts_at", "order", "starts_at", "pk")
        self.formset = ProgrammFormSet(
            data, queryset=rows, prefix="programm", form_kwargs={"termine": self.termine}
        )
        self.is_bound = data is not None

    @property
    def forms(self):
        return self.formset.forms

    def is_valid(self):
        return self.formset.is_valid()

    def save(self):
        rows = self.formset.save(commit=False)
        for row in self.formset.deleted_objects:
            row.delete()
        for row in rows:
            row.save()
        return self.instance
