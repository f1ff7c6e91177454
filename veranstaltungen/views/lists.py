"""The public list and the same rows as data."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quartiere.views.filtered import ExportView, FilteredListView
from veranstaltungen import exporte, oeffentlich
from veranstaltungen.feeds import FEEDS
from veranstaltungen.filters import VeranstaltungFilterForm
from veranstaltungen.views import feeds

FEED_LABELS = [
    ("ics", _("Kalender zum Abonnieren"), "iCalendar"),
    ("atom", _("Neues im Feed-Reader"), "Atom"),
]


def asked(url_name, query, *args):
    """The address with the filters, where there are any."""
    return reverse(url_name, args=args) + (f"?{query}" if query else "")


def feed_downloads(query):
    """Addresses for calendar programs and feed readers of the rows that `query` finds."""
    return [
        {"label": label, "type": kind, "url": asked("veranstaltungen:export", query, name)}
        for name, label, kind in FEED_LABELS
    ]


class VeranstaltungListView(FilteredListView):
    form_class, export = VeranstaltungFilterForm, exporte.VERANSTALTUNGEN
    url_name, export_name = "veranstaltungen:list", "veranstaltungen:export"
    title = _("Veranstaltungen")
    template_name = "veranstaltungen/list.html"

    @classmethod
    def rows(cls):
        return oeffentlich.veranstaltungen()

    def downloads(self):
        return [*feed_downloads(self.filter_form.query), *super().downloads()]

    def get_context_data(self, **kwargs):
        return super().get_context_data(query=self.filter_form.query, **kwargs)


class VeranstaltungExportView(ExportView):
    list_view = VeranstaltungListView

    def get(self, request, suffix):
        if suffix not in FEEDS:
            return super().get(request, suffix)
        form = VeranstaltungFilterForm(request.GET)
        return feeds.respond(request, suffix, form, VeranstaltungListView.rows())
