"""Taking over own events from a calendar file, with a report for each of them."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.konten import abuse
from veranstaltungen import abos, eingaben
from veranstaltungen.forms import ImportForm
from veranstaltungen.kalender_import import import_calendar
from veranstaltungen.kalender_lesen import KalenderError
from veranstaltungen.views.zugang import breadcrumb, organiser_required

PER_HOUR = 20


@organiser_required
def import_file(request):
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        initial=eingaben.typed(request),
        user=request.user,
    )
    lines = []
    if request.method == "POST" and form.is_valid():
        lines = _take_over(request, form)
    context = {
        "form": form,
        "is_kept": eingaben.is_shown(request),
        "lines": lines,
        "counts": abos.counts_of(lines) if lines else [],
        "breadcrumb": breadcrumb((_("Kalender importieren"), "")),
    }
    return render(request, "veranstaltungen/importieren.html", context)


def _take_over(request, form):
    """The lines of the report; a file that cannot be read is an error at its field."""
    if not abuse.allow(request, "kalender-import", PER_HOUR):
        form.add_error(None, _("Das waren sehr viele Dateien. Bitte warten Sie eine Stunde."))
        return []
    file = form.cleaned_data["file"]
    kommune, quartier = form.place
    try:
        lines = import_calendar(
            file.read(),
            user=request.user,
            veranstalter=form.cleaned_data.get("veranstalter"),
            kommune=kommune,
            quartier=quartier,
            source=file.name,
        )
    except KalenderError as error:
        form.add_error("file", str(error))
        return []
    if not lines:
        form.add_error("file", _("In diesem Kalender steht kein Eintrag."))
    return lines
