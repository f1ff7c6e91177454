"""The dates: several, as a series, over midnight, and through nights in which clocks jump."""

from django import forms
from django.forms import modelformset_factory
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.konten.forms import WatchedFormSet
from veranstaltungen import ortszeit, termine
from veranstaltungen.forms.base import PlainForm
from veranstaltungen.forms.felder import ClockField, DayField
from veranstaltungen.models import Termin
from veranstaltungen.models.termin import MAX_TERMINE, REASON_LENGTH

LONGEST_DAYS = 366
# Rows that are read beyond those that can be saved: the answer then says what is wrong.
ROOM = 5
GONE = _(
    "Diesen Termin gibt es nicht mehr: Jemand hat ihn inzwischen abgesagt oder gestrichen. Bitte "
    "streichen Sie ihn auch hier."
)
WHICH = [
    (ortszeit.FIRST, _("die erste (noch Sommerzeit)")),
    (ortszeit.SECOND, _("die zweite (schon Winterzeit)")),
]


class WhichField(forms.ChoiceField):
    """Asked only where the clocks show a time twice."""

    def __init__(self, label):
        super().__init__(label=label, choices=WHICH, required=False, widget=forms.HiddenInput)

    def ask(self):
        self.widget = forms.RadioSelect(choices=WHICH)
        self.choices = WHICH
        self.required = True


class TerminForm(forms.ModelForm):
    day = DayField(
        label=_("Datum"), error_messages={"required": _("Bitte geben Sie das Datum an.")}
    )
    clock = ClockField(
        label=_("Beginn"), error_messages={"required": _("Bitte geben Sie an, wann es beginnt.")}
    )
    end_day = DayField(
        label=_("Datum des Endes"), required=False, help_text=_("Leer: am selben Tag.")
    )
    end_clock = ClockField(
        label=_("Ende"), error_messages={"required": _("Bitte geben Sie an, wann es endet.")}
    )
    which = WhichField(_("Welche Stunde ist beim Beginn gemeint?"))
    end_which = WhichField(_("Welche Stunde ist beim Ende gemeint?"))

    class Meta:
        model = Termin
        fields = ["is_all_day", "note"]
        labels = {"is_all_day": _("ganztägig"), "note": _("Hinweis zu diesem Termin")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.starts_at = self.ends_at = None
        # Whole days have no time.
        if self.is_bound and self.data.get(self.add_prefix("is_all_day")):
            self.fields["clock"].required = self.fields["end_clock"].required = False
        if self.instance.pk:
            self._fill(self.instance)
            self.starts_at, self.ends_at = self.instance.starts_at, self.instance.ends_at

    def _fill(self, termin):
        first, last = (
            timezone.localtime(ortszeit.to_the_minute(moment))
            for moment in (termin.starts_at, termin.ends_at)
        )
        if termin.is_all_day:
            last_day = timezone.localdate(termin.ends_at - timezone.timedelta(microseconds=1))
            self.initial |= {"day": first.date(), "end_day": last_day}
            return
        end_day = None if last.date() == first.date() else last.date()
        self.initial |= {"day": first.date(), "clock": first.time(), "end_clock": last.time()}
        self.initial |= {"end_day": end_day, "which": ortszeit.which_of(termin.starts_at)}
        self.initial["end_which"] = ortszeit.which_of(termin.ends_at)
        for name in ("which", "end_which"):
            if self.initial[name]:
                self.fields[name].ask()

    def clean(self):
        cleaned = super().clean()
        if not self.errors and (self.has_changed() or not self.instance.pk):
            self._read_times(cleaned)
        return cleaned

    @property
    def described(self):
        """What is said of the date besides its time."""
        return {name: self.cleaned_data[name] for name in termine.DESCRIBED}

    def _read_times(self, cleaned):
        day, end_day = cleaned["day"], cleaned.get("end_day") or cleaned["day"]
        if cleaned.get("is_all_day"):
            start, end = ortszeit.whole_days(day, end_day)
        else:
            start = self._moment("clock", "which", day)
            end = self._moment("end_clock", "end_which", end_day)
        if start and end and self._is_possible(start, end):
            self.starts_at, self.ends_at = start, end

    def _moment(self, name, which, day):
        try:
            return ortszeit.moment(day, self.cleaned_data[name], self.cleaned_data.get(which, ""))
        except ortszeit.NoSuchTime as error:
            self.add_error(name, str(error))
        except ortszeit.TwiceThatDay as error:
            self.fields[which].ask()
            advice = gettext("Bitte wählen Sie, welche gemeint ist.")
            self.add_error(which, f"{error} {advice}")
        return None

    def _is_possible(self, start, end):
        if end <= start:
            self.add_error(
                "end_clock" if not self.cleaned_data.get("is_all_day") else "end_day",
                _(
                    "Das Ende muss nach dem Beginn liegen. Geht es über Mitternacht, geben Sie "
                    "bitte auch das Datum des Endes an."
                ),
            )
        elif (end - start).days > LONGEST_DAYS:
            self.add_error("end_day", _("Ein Termin dauert höchstens ein Jahr."))
        elif end <= timezone.now() and self._is_new_time(start, end):
            self.add_error("day", _("Dieser Termin liegt in der Vergangenheit."))
        return not self.errors

    def _is_new_time(self, start, end):
        return not self.instance.pk or termine.is_moved(self.instance, start, end)


class TerminRows(WatchedFormSet):
    deletion_widget = forms.CheckboxInput
    row_gone = GONE
    watched = ("starts_at", "ends_at", *termine.DESCRIBED)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The administration may add more; they can be struck out here.
        self.most = max(MAX_TERMINE, len(self.get_queryset()))
        self.absolute_max = self.most + ROOM

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("diesen Termin streichen")

    @property
    def kept(self):
        """The forms with a date that stays."""
        return [
            form
            for form in self.forms
            if getattr(form, "starts_at", None) and form not in self.deleted_forms
        ]

    @property
    def first(self):
        """The form of the first date, which a series repeats."""
        return min(self.kept, key=lambda form: form.starts_at)

    def clean(self):
        super().clean()
        if len(self.kept) > self.most:
            raise forms.ValidationError(termine.TOO_MANY)
        spans = sorted((form.starts_at, form.ends_at) for form in self.kept)
        if clash := termine.first_clash(spans):
            raise forms.ValidationError(termine.clash_text(*clash))


TerminFormSet = modelformset_factory(
    Termin,
    form=TerminForm,
    formset=TerminRows,
    extra=1,
    can_delete=True,
    max_num=MAX_TERMINE,
)


class SerieForm(PlainForm):
    """Repeats the first date; afterwards every date stands for itself."""

    frequency = forms.ChoiceField(
        label=_("Wiederholen"),
        required=False,
        choices=[("", _("keine Serie")), *termine.FREQUENCIES],
        help_text=_(
            "Wiederholt wird der erste Termin mit Uhrzeit und Hinweis. Vergangene, gestrichene und "
            "verlegte Termine kommen durch eine Serie nicht wieder dazu."
        ),
    )
    until = DayField(label=_("bis einschließlich"), required=False)
    reason = forms.CharField(
        label=_("Grund"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_(
            "Wenn sich ein Termin ändert oder ausfällt: Er steht bei diesem Termin auf der Seite, "
            "in Kalendern und in der E-Mail an die Angemeldeten."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, instance, prefix):
        super().__init__(data, prefix=prefix)
        if not instance.is_public:
            del self.fields["reason"]
        self.helper.layout.fields = list(self.fields)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("frequency") and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", _("Bitte geben Sie an, bis wann die Serie läuft."))
        return cleaned


class TermineForm:
    """The whole part: rows of dates and the series."""

    template_name = "veranstaltungen/teil_wann.html"

    def __init__(self, data=None, files=None, *, instance, user):
        self.instance, self.user = instance, user
        self.formset = TerminFormSet(
            data, queryset=instance.termine.taking_place(), prefix="termine"
        )
        self.serie = SerieForm(data, instance=instance, prefix="serie")
        self.is_bound = data is not None
        self.repeated = []

    @property
    def cancelled(self):
        return self.instance.termine.filter(is_cancelled=True)

    @property
    def forms(self):
        return [self.serie, *self.formset.forms]

    def is_valid(self):
        return all([self.formset.is_valid(), self.serie.is_valid()]) and self._serie_fits()

    def _serie_fits(self):
        frequency = self.serie.cleaned_data["frequency"]
        if not frequency:
            return True
        spans = sorted((form.starts_at, form.ends_at) for form in self.formset.kept)
        try:
            if not spans:
                raise termine.SerieRefused(gettext("Bitte tragen Sie einen Termin ein."))
            found = termine.repeat(*spans[0], frequency, self.serie.cleaned_data["until"])
            room = MAX_TERMINE - len(spans)
            self.repeated = termine.without(found, spans, self._gone(), room)
        except termine.SerieRefused as error:
            self.serie.add_error(None, str(error))
            return False
        return True

    def _gone(self):
        """Starts given up earlier, and those struck out or left together with the series.

        The first date may move: the series starts from where it is now.
        """
        first = self.formset.first
        others = [form.instance for form in self.formset.initial_forms if form is not first]
        return termine.given_up(self.instance) | {termin.starts_at for termin in others}

    def save(self):
        reason = self.serie.cleaned_data.get("reason", "")
        termine.save(self.instance, self.formset, self.repeated, self.user, reason)
        return self.instance
