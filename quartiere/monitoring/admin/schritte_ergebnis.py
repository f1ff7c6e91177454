"""The steps of the wizard as views: report, preview and publication."""

import json
from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from quartiere.monitoring import bericht_export, wizard, wizard_lauf, wizard_vorschau
from quartiere.monitoring.admin.ausgabe import log_publication
from quartiere.monitoring.admin.schritte import elsewhere, page, url_of, url_of_current_step
from quartiere.monitoring.einspielen import EinspielenError
from quartiere.monitoring.meldungen import ERROR, WARNING
from quartiere.monitoring.models import Einspielung
from quartiere.monitoring.wizard_forms import ErsatzForm, HinweisForm

State = Einspielung.State
REFRESH_SECONDS = "3"
PER_PAGE = 100
LONG = 20
LEVELS = {ERROR: "nur Fehler", WARNING: "nur Warnungen"}
KINDS = {"status": "anderer Status", "dynamik": "andere Dynamik"}


def bericht(request, model_admin, einspielung):
    """Step 3: progress while it runs, then the report; a corrected file can be given here."""
    form = ErsatzForm(
        request.POST or None,
        request.FILES or None,
        einspielung=einspielung,
        sheet=wizard.document_of(einspielung).get("blatt", ""),
    )
    if request.method == "POST" and einspielung.state != State.PUBLISHED:
        is_done = _run_again(request, einspielung, form)
        if is_done:
            return redirect(url_of(einspielung, "bericht"))
    if away := elsewhere(einspielung, "bericht"):
        return away
    if "ersetzen" not in request.POST:
        form = ErsatzForm(einspielung=einspielung, faulty=_most_faulty(einspielung.report or {}))
    context = {"form": form, **_filtered_report(request, einspielung.report or {})}
    response = page(request, model_admin, einspielung, "bericht", **context)
    if einspielung.state == State.RUNNING and not einspielung.is_stalled:
        response["Refresh"] = REFRESH_SECONDS
    return response


def _run_again(request, einspielung, form):
    """With a corrected file or as it is; whether there is nothing to tell."""
    try:
        if "ersetzen" in request.POST:
            if not form.is_valid():
                return False
            cleaned = form.cleaned_data
            wizard.save_files(einspielung, [cleaned["file"]], replaces=cleaned["replaces"])
        wizard_lauf.start(einspielung)
    except EinspielenError as error:
        messages.error(request, str(error))
    return True


def _filtered_report(request, report):
    rows = sorted(report.get("meldungen", []), key=lambda row: row["stufe"] != ERROR)
    level, kind = request.GET.get("stufe", ""), request.GET.get("art", "")
    text = request.GET.get("q", "").casefold()
    shown = [
        row
        for row in rows
        if row["stufe"] == (level or row["stufe"])
        and row["art"] == (kind or row["art"])
        and text in " ".join(str(value) for value in row.values()).casefold()
    ]
    return {
        "report": report,
        "kinds": sorted({row["art"] for row in rows}),
        "levels": LEVELS.items(),
        "chosen": {"stufe": level, "art": kind, "q": request.GET.get("q", "")},
        "is_long": len(rows) > LONG,
        "rows": Paginator(shown, PER_PAGE).get_page(request.GET.get("seite")),
    }


def _most_faulty(report):
    """The name of the file that most errors are about."""
    rows = report.get("meldungen", [])
    names = Counter(row["datei"] for row in rows if row["stufe"] == ERROR and row["datei"])
    return next((name for name, _ in names.most_common(1)), "")


def bericht_datei(request, model_admin, einspielung, kind):
    report = einspielung.report or {}
    name = f"pruefbericht-{einspielung.kommune.slug}-{einspielung.pk}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if kind == "csv":
        text = bericht_export.document_as_csv(report)
        return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
    if kind == "json":
        text = json.dumps(report, ensure_ascii=False, indent=2)
        return HttpResponse(text, content_type="application/json", headers=headers)
    raise Http404


def vorschau(request, model_admin, einspielung):
    """Step 4: what the draft says, and what it changes; going on says that somebody looked."""
    if away := elsewhere(einspielung, "vorschau"):
        return away
    if request.method == "POST":
        try:
            wizard.confirm(einspielung)
        except EinspielenError as error:
            messages.error(request, str(error))
        return redirect(url_of_current_step(Einspielung.objects.get(pk=einspielung.pk)))
    preview = einspielung.preview
    text, kind = request.GET.get("q", ""), request.GET.get("art", "")
    changed = list(wizard_vorschau.changed_areas(preview, text=text, kind=kind))
    context = {
        "preview": preview,
        "warnings": (einspielung.report or {}).get("warnungen", 0),
        "classes": wizard_vorschau.class_table(einspielung.ausgabe, preview),
        "transitions": wizard_vorschau.transition_table(preview),
        "chosen": {"q": text, "art": kind},
        "kinds": KINDS.items(),
        "changed": Paginator(changed, PER_PAGE).get_page(request.GET.get("seite")),
        "lists": wizard_vorschau.area_lists(preview),
    }
    return page(request, model_admin, einspielung, "vorschau", **context)


def veroeffentlichen(request, model_admin, einspielung):
    """Step 5. Of two clicks one publishes, the other arrives at the same page."""
    if away := elsewhere(einspielung, "veroeffentlichen"):
        return away
    ausgabe = einspielung.ausgabe
    may_publish = model_admin.admin_site._registry[type(ausgabe)].may_publish(request, ausgabe)
    form = HinweisForm(request.POST or None, initial={"note": ausgabe.note})
    if may_publish and form.is_valid():
        try:
            if wizard.publish(einspielung, form.cleaned_data["note"]):
                log_publication(request, ausgabe)
        except EinspielenError as error:
            messages.error(request, str(error))
        return redirect(url_of_current_step(Einspielung.objects.get(pk=einspielung.pk)))
    context = {"form": form, "ausgabe": ausgabe, "may_publish": may_publish}
    return page(request, model_admin, einspielung, "veroeffentlichen", **context)
