"""Upload of Planungsräume with their boundaries: preview, then apply; as `import_planungsraeume`.

Between both the file waits in the cache for half an hour; nothing is stored before.
"""

import hashlib
import io
import secrets

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from quartiere.admin.forms import ImportForm
from quartiere.models import Kommune
from quartiere.monitoring.models import Planungsraum
from quartiere.monitoring.planungsraeume import import_planungsraeume

TEMPLATE = "admin/monitoring/planungsraum/import.html"
MINUTES = 30
LOST = "Die Vorschau ist abgelaufen. Bitte wählen Sie die Datei noch einmal aus."


class GrenzenForm(ImportForm):
    """The form of the Quartiere's import without what only they have."""

    programme = as_draft = None
    gebietsstand = forms.CharField(
        label="Gebietsstand",
        max_length=20,
        help_text="Für welchen Zuschnitt die Grenzen gelten, zum Beispiel „2021“. Ein neuer "
        "Zuschnitt bekommt einen neuen Gebietsstand; der alte bleibt für frühere Ausgaben.",
    )
    field_order = ["kommune", "gebietsstand", "file", "key_field", "name_field", "srid"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        remote = Planungsraum._meta.get_field("kommune")
        widget = AutocompleteSelect(remote, admin.site)
        self.fields["kommune"].widget = widget
        widget.choices = self.fields["kommune"].choices
        self.fields["name_field"].help_text = "Spalte mit dem Namen. In Meldungen „--name“."


def upload_view(model_admin):
    """The view for `model_admin`; only who may import comes in."""

    def view(request):
        if not model_admin.may_import(request):
            raise PermissionDenied
        if request.method == "POST" and "token" in request.POST:
            return _apply(request)
        return _preview(request, model_admin)

    return view


def _preview(request, model_admin):
    form = GrenzenForm(request.POST or None, request.FILES or None, user=request.user)
    report, token = None, ""
    if form.is_valid():
        cleaned = form.cleaned_data
        job = {"content": cleaned["file"].read(), "options": form.options}
        job |= {"gebietsstand": cleaned["gebietsstand"], "kommune": cleaned["kommune"].pk}
        report = _run(job, cleaned["kommune"], dry_run=True)
        token = _keep(request.user, job) if report.is_ok else ""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Planungsräume hochladen",
        "opts": model_admin.opts,
        "form": form,
        "report": report,
        "token": token,
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, TEMPLATE, context)


def _apply(request):
    job = cache.get(_cache_key(request.user, request.POST["token"]))
    if job is None:
        messages.error(request, LOST)
        return redirect("admin:monitoring_planungsraum_import")
    kommune = get_object_or_404(Kommune.objects.managed_by(request.user), pk=job["kommune"])
    report = _run(job, kommune, dry_run=False)
    level = messages.SUCCESS if report.is_ok else messages.ERROR
    if report.is_ok:
        cache.delete(_cache_key(request.user, request.POST["token"]))
        LogEntry.objects.log_actions(
            request.user.pk, [kommune], CHANGE, change_message=report.summary()
        )
    messages.add_message(request, level, report.summary())
    return redirect("admin:monitoring_planungsraum_changelist")


def _run(job, kommune, *, dry_run):
    content = io.BytesIO(job["content"])
    return import_planungsraeume(
        content, kommune, job["gebietsstand"], job["options"], dry_run=dry_run
    )


def _keep(user, job):
    token = secrets.token_urlsafe(24)
    cache.set(_cache_key(user, token), job, MINUTES * 60)
    return token


def _cache_key(user, token):
    digest = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
    return f"planungsraeume-import:{user.pk}:{digest}"
