"""The steps of the wizard as views: files and columns, and what all steps share."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied as PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from quartiere.monitoring import wizard, wizard_lauf, wizard_spalten
from quartiere.monitoring.einspielen import EinspielenError
from quartiere.monitoring.models import Ausgabe, Einspielung
from quartiere.monitoring.profil import ProfilError
from quartiere.monitoring.tabellen import TabelleError
from quartiere.monitoring.wizard_forms import DateienForm
from quartiere.monitoring.wizard_zuordnung_forms import ZuordnungForms

State = Einspielung.State
STEPS = {
    "dateien": "Dateien",
    "spalten": "Spalten",
    "bericht": "Prüfbericht",
    "vorschau": "Vorschau",
    "veroeffentlichen": "Veröffentlichen",
}
REPORTED = (State.RUNNING, State.FAULTY, State.READY, State.FAILED)


def url_name(step):
    return f"monitoring_einspielung_{step}"


def url_of(einspielung, step):
    return reverse(f"admin:{url_name(step)}", args=[einspielung.pk])


def open_steps(einspielung):
    """The steps somebody may open now."""
    if einspielung is None:
        return ["dateien"]
    if einspielung.state == State.PUBLISHED:
        return []
    if einspielung.state == State.RUNNING and not einspielung.is_stalled:
        return ["bericht"]
    steps = ["dateien", "spalten"]
    if einspielung.state in REPORTED:
        steps.append("bericht")
    if einspielung.state == State.READY and einspielung.ausgabe_id:
        steps.append("vorschau")
        if einspielung.ausgabe.state == Ausgabe.State.CHECKED:
            steps.append("veroeffentlichen")
    return steps


def url_of_current_step(einspielung):
    """Where somebody who comes back goes on; after the publication the edition itself."""
    if steps := open_steps(einspielung):
        return url_of(einspielung, steps[-1])
    if einspielung.ausgabe_id:
        return reverse("admin:monitoring_ausgabe_change", args=[einspielung.ausgabe_id])
    return reverse("admin:monitoring_einspielung_changelist")


def page(request, model_admin, einspielung, step, **context):
    """The step's page inside the frame of the wizard."""
    allowed = open_steps(einspielung)
    links = [
        (name, title, url_of(einspielung, name) if einspielung and name in allowed else "")
        for name, title in STEPS.items()
    ]
    number = list(STEPS).index(step) + 1
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Neue Ausgabe einspielen",
        "subtitle": f"Schritt {number}: {STEPS[step]}",
        "opts": model_admin.opts,
        "einspielung": einspielung,
        "step": step,
        "steps": links,
        "number": number,
        "media": model_admin.media,
        **context,
    }
    return TemplateResponse(request, f"admin/monitoring/einspielung/{step}.html", context)


def elsewhere(einspielung, step):
    """A redirect where this step is not open now, else None."""
    if step not in open_steps(einspielung):
        return redirect(url_of_current_step(einspielung))
    return None


def dateien(request, model_admin, einspielung):
    """Step 1. Nothing is stored before everything on the page is right."""
    if einspielung and (away := elsewhere(einspielung, "dateien")):
        return away
    form = DateienForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        einspielung=einspielung,
        initial=_initial(einspielung),
    )
    if form.is_valid():
        try:
            stored = _save(request, form, einspielung)
        except (EinspielenError, TabelleError) as error:
            messages.error(request, str(error))
        else:
            return redirect(url_of(stored, "spalten"))
    media = model_admin.media + form.media
    return page(request, model_admin, einspielung, "dateien", form=form, media=media)


def _initial(einspielung):
    if einspielung is None:
        return {}
    document = wizard.document_of(einspielung)
    return {
        "kommune": einspielung.kommune,
        "year": document.get("jahr"),
        "period": document.get("zeitraum", ""),
        "gebietsstand": document.get("gebietsstand", ""),
        "sheet": document.get("blatt", ""),
        "correction_note": einspielung.correction_note,
    }


@transaction.atomic
def _save(request, form, einspielung):
    cleaned, is_new = form.cleaned_data, einspielung is None
    if is_new:
        einspielung = Einspielung.objects.create(
            kommune=cleaned["kommune"], created_by=request.user
        )
        LogEntry.objects.log_actions(
            request.user.pk, [einspielung], ADDITION, change_message="Begonnen."
        )
    wizard.save_files(einspielung, cleaned["files"], form.removed)
    values = {"kommune": cleaned["kommune"], "correction_note": cleaned["correction_note"]}
    document = {**wizard.document_of(einspielung), **form.edition}
    wizard.save_document(einspielung, document, **values)
    if is_new or cleaned["profile"]:
        _first_mapping(request, einspielung, cleaned["profile"])
    return einspielung


def _first_mapping(request, einspielung, profile):
    try:
        with wizard_spalten.opened(einspielung) as tables:
            text = profile.text if profile else ""
            document, lost = wizard_spalten.first_mapping(einspielung, tables, text)
    except ProfilError as error:
        text = "Die frühere Zuordnung hat Fehler. Bitte wählen Sie eine andere."
        raise EinspielenError(text) from error
    if lost:
        columns = ", ".join(f"„{heading}“" for heading in lost)
        messages.warning(request, f"In den neuen Dateien fehlen die Spalten {columns}.")
    year = document.get("jahr")
    name = profile.name if profile else f"Monitoring {year}"
    wizard.save_document(einspielung, document, profile_name=name)


def spalten(request, model_admin, einspielung):
    """Step 2. What is typed is kept also where it is not complete; a whole mapping is checked."""
    if away := elsewhere(einspielung, "spalten"):
        return away
    try:
        with wizard_spalten.opened(einspielung) as tables:
            return _spalten(request, model_admin, einspielung, tables)
    except (TabelleError, OSError) as error:
        text = str(error) if isinstance(error, TabelleError) else "Eine Datei ist nicht mehr da."
        messages.error(request, f"{text} Bitte laden Sie die Datei noch einmal hoch.")
        return redirect(url_of(einspielung, "dateien"))


def _spalten(request, model_admin, einspielung, tables):
    columns, more = wizard_spalten.candidates(einspielung, tables)
    forms = ZuordnungForms(
        request.POST or None,
        document=wizard.document_of(einspielung),
        headings=wizard_spalten.headings(tables),
        columns=columns,
        profile_name=einspielung.profile_name,
    )
    if request.method == "POST" and forms.is_valid() and _keep(request, einspielung, forms):
        return redirect(url_of(einspielung, "bericht"))
    shown = [wizard_spalten.ausschnitt(tabelle) for tabelle in tables]
    context = {"forms": forms, "tables": shown, "more": more}
    return page(request, model_admin, einspielung, "spalten", **context)


def _keep(request, einspielung, forms):
    """Store what was typed, and start the run where it is complete; whether it was."""
    name = forms.main.cleaned_data["profile_name"]
    document = forms.document()
    try:
        wizard.save_document(einspielung, document, profile_name=name)
        if not forms.messages:
            wizard.keep_profile(einspielung)
            wizard_lauf.start(einspielung)
    except EinspielenError as error:
        forms.messages = [str(error)]
    return not forms.messages
