"""What organisers do with registrations: filter, write, cancel, change places, ask."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.konten.forms import WatchedRows
from veranstaltungen.models import Anmeldung, Frage, Veranstaltung
from veranstaltungen.models.teile import MOST_PLACES
from veranstaltungen.teilnahme import AUDIENCES

MOST_QUESTIONS = 15
MESSAGE_LENGTH = 1800
QUESTION_GONE = _(
    "Eine Frage gibt es nicht mehr: Jemand anderes hat sie inzwischen gelöscht. Bitte löschen Sie "
    "sie auch hier."
)
SHOWN_STATES = [choice for choice in Anmeldung.State.choices if choice[0] != "pending"]


def _helper(*fields, label, css_class=""):
    helper = FormHelper()
    helper.layout = Layout(*fields)
    helper.add_input(Submit("send", label, css_class=css_class))
    return helper


class StandFilterForm(forms.Form):
    """Of the organiser's list: by state and by a part of the name."""

    stand = forms.ChoiceField(
        label=_("Stand"),
        choices=[("", _("alle")), *SHOWN_STATES],
        required=False,
        error_messages={"invalid_choice": _("Diesen Stand gibt es nicht.")},
    )
    q = forms.CharField(label=_("Name"), max_length=100, required=False)

    def __init__(self, data, fields=("stand", "q")):
        super().__init__(data)
        for name in set(self.fields) - set(fields):
            del self.fields[name]
        self.helper = _helper(*fields, label=_("Anzeigen"))
        self.helper.form_method = "get"

    def apply(self, rows):
        """No rows at all when the filter is faulty."""
        if not self.is_valid():
            return rows.none()
        if stand := self.cleaned_data.get("stand"):
            rows = rows.filter(state=stand)
        if part := self.cleaned_data.get("q"):
            rows = rows.filter(name__icontains=part)
        return rows


class NachrichtForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("An wen?"),
        choices=[(key, label) for key, (label, _states) in AUDIENCES.items()],
        initial="all",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Bitte wählen Sie eine der Möglichkeiten.")},
    )
    subject = forms.CharField(
        label=_("Betreff"),
        max_length=120,
        error_messages={"required": _("Bitte schreiben Sie, worum es geht.")},
    )
    text = forms.CharField(
        label=_("Nachricht"),
        max_length=MESSAGE_LENGTH,
        help_text=_(
            "Anrede, Termine und der Link zur eigenen Anmeldung kommen von selbst dazu. Bitte "
            "nennen Sie keine Namen von Teilnehmenden."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Bitte schreiben Sie Ihre Nachricht.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("audience", "subject", "text")
        self.helper.add_input(Submit("preview", _("Vorschau ansehen")))

    def clean_text(self):
        return "\n".join(self.cleaned_data["text"].splitlines())


class AbsageForm(forms.Form):
    """Takes one person off the list."""

    reason = forms.CharField(
        label=_("Grund"),
        max_length=Anmeldung._meta.get_field("note").max_length,
        help_text=_("Steht in der E-Mail an die Person."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Bitte nennen Sie den Grund.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _helper("reason", label=_("Anmeldung absagen"))


class PlaetzeForm(forms.Form):
    capacity = forms.IntegerField(
        label=_("Plätze"),
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
        help_text=_("Leer: so viele, wie sich anmelden. Wer wartet, rückt von selbst nach."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _helper("capacity", label=_("Plätze ändern"))


class FrageForm(forms.ModelForm):
    class Meta:
        model = Frage
        fields = ["text", "kind", "choices", "is_required", "order"]
        widgets = {"choices": forms.Textarea(attrs={"rows": 4})}


class FrageFormSet(WatchedRows):
    """The questions of one Veranstaltung, with a few empty ones at the end."""

    row_gone = QUESTION_GONE

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _helper(
            "text",
            Row(Column("kind"), Column("order")),
            "choices",
            "is_required",
            label=_("Fragen speichern"),
        )
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        # The box that deletes: only questions that are there have one.
        self.helper.render_unmentioned_fields = True

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["order"].initial = (index or 0) + 1
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Diese Frage löschen, mit allen Antworten darauf")


FRAGE_FORMS = forms.inlineformset_factory(
    Veranstaltung,
    Frage,
    form=FrageForm,
    formset=FrageFormSet,
    extra=2,
    max_num=MOST_QUESTIONS,
    absolute_max=MOST_QUESTIONS + 5,
    validate_max=True,
    can_delete_extra=False,
)
