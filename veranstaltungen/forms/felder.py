"""Fields and widgets that the organisers' forms share."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from veranstaltungen import ortszeit

KNOWN = [("", _("noch offen")), ("true", _("ja")), ("false", _("nein"))]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class DayField(forms.DateField):
    """A day of our time: the year 0026 is a typing error."""

    widget = DayInput
    default_error_messages = {"invalid": _("Bitte geben Sie ein Datum an, das es gibt.")}

    def validate(self, value):
        super().validate(value)
        if value is not None and not 2000 <= value.year <= 2100:
            raise ValidationError(_("Bitte prüfen Sie das Jahr."), code="year")


class ClockField(forms.TimeField):
    widget = ClockInput
    default_error_messages = {"invalid": _("Bitte geben Sie eine Uhrzeit an, etwa 14:30.")}


class MomentWidget(forms.SplitDateTimeWidget):
    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.widgets = [DayInput(), ClockInput()]

    def decompress(self, value):
        """A moment from the database; what was typed comes as two parts already."""
        return value if isinstance(value, list) else super().decompress(value)


class OnTheClock:
    """Day and time on the clock; a time that a night skips or repeats is refused with a reason.

    What was not touched stays the moment that it was, also in such a night.
    """

    stored = None

    def get_bound_field(self, form, field_name):
        self.stored = form.get_initial_for_field(self, field_name)
        return super().get_bound_field(form, field_name)

    def compress(self, values):
        day, clock = (*values, None, None)[:2]
        if day is None and clock is None:
            return None
        if day is None or clock is None:
            raise ValidationError(_("Bitte geben Sie Datum und Uhrzeit an."))
        if self.stored and datetime.combine(day, clock) in ortszeit.shown(self.stored):
            return self.stored
        try:
            return ortszeit.moment(day, clock)
        except (ortszeit.NoSuchTime, ortszeit.TwiceThatDay) as error:
            advice = _("Bitte geben Sie eine andere Uhrzeit an.")
            raise ValidationError(f"{error} {advice}") from error


class MomentField(OnTheClock, forms.MultiValueField):
    widget = MomentWidget

    def __init__(self, **kwargs):
        fields = (DayField(), ClockField())
        super().__init__(fields=fields, require_all_fields=False, **kwargs)


class AdminMomentField(OnTheClock, forms.SplitDateTimeField):
    """The same with what Django's admin shows."""


class KnownField(forms.TypedChoiceField):
    """Yes, no, or nobody has said yet."""

    def __init__(self, **kwargs):
        super().__init__(
            choices=KNOWN,
            coerce=lambda value: value == "true",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value):
        return {True: "true", False: "false", None: ""}.get(value, value)
