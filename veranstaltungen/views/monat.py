"""The calendar: one month as a table, with the filters of the list."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from quartiere.exporte import LICENCE
from veranstaltungen import oeffentlich
from veranstaltungen.filters import EARLIEST, LATEST, MonatFilterForm
from veranstaltungen.monat import first_day_after, last_day_before, weeks
from veranstaltungen.views.lists import asked, feed_downloads

MAX_ROWS = 400


class KalenderView(TemplateView):
    template_name = "veranstaltungen/kalender.html"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs):
        form = MonatFilterForm(self.request.GET)
        month = form.month
        rows = list(form.apply(oeffentlich.veranstaltungen())[: MAX_ROWS + 1])
        return super().get_context_data(
            filter_form=form,
            query=form.query,
            month=month,
            weeks=weeks(month, rows[:MAX_ROWS]),
            count=len(rows[:MAX_ROWS]),
            is_cut=len(rows) > MAX_ROWS,
            before=_address(form, last_day_before(month)),
            after=_address(form, first_day_after(month)),
            this_month=reverse("veranstaltungen:calendar")
            + (f"?{form.query}" if form.query else ""),
            downloads=feed_downloads(_days_query(form, month)),
            licence=LICENCE,
            breadcrumb=[
                (_("Start"), reverse("home")),
                (_("Veranstaltungen"), reverse("veranstaltungen:list")),
                (_("Kalender"), ""),
            ],
            **kwargs,
        )


def _address(form, day):
    """(address, day) of the month that holds `day`, or None where the calendar ends."""
    if not EARLIEST <= day <= LATEST:
        return None
    month = urlencode({"monat": f"{day:%Y-%m}"})
    query = f"{form.query}&{month}" if form.query else month
    return asked("veranstaltungen:calendar", query), day


def _days_query(form, month):
    """The month as the list understands it."""
    days = urlencode({"von": month, "bis": last_day_before(first_day_after(month))})
    return f"{form.query}&{days}" if form.query else days
