"""Import of a Kommune's Quartiere in the admin: upload, preview, apply.

Between preview and apply the file waits in the cache for half an hour; nothing is stored before.
"""

import hashlib
import io
import secrets

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from quartiere.admin.forms import ImportForm
from quartiere.importe.quartiere import import_quartiere
from quartiere.models import Kommune

TEMPLATE = "admin/quartiere/quartier/import.html"
MINUTES = 30
LOST = "Die Vorschau ist abgelaufen. Bitte wählen Sie die Datei noch einmal aus."


def import_view(model_admin):
    """The view for `model_admin`; only who may add and publish Quartiere comes in."""

    def view(request):
        allowed = model_admin.has_add_permission(request)
        if not (allowed and model_admin.has_publish_permission(request)):
            raise PermissionDenied
        if request.method == "POST" and "token" in request.POST:
            return _apply(request, model_admin)
        return _preview(request, model_admin)

    return view


def _preview(request, model_admin):
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
    report, token = None, ""
    if form.is_valid():
        job = {"content": form.cleaned_data["file"].read(), "options": form.options}
        job |= {name: form.cleaned_data[name] for name in ("programme", "as_draft")}
        job["kommune"] = form.cleaned_data["kommune"].pk
        report = _run(job, form.cleaned_data["kommune"], dry_run=True)
        token = _keep(request.user, job) if report.is_ok else ""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Quartiere importieren",
        "opts": model_admin.opts,
        "form": form,
        "report": report,
        "token": token,
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, TEMPLATE, context)


def _apply(request, model_admin):
    job = cache.get(_cache_key(request.user, request.POST["token"]))
    if job is None:
        messages.error(request, LOST)
        return redirect("admin:quartiere_quartier_import")
    kommune = get_object_or_404(Kommune.objects.managed_by(request.user), pk=job["kommune"])
    report = _run(job, kommune, dry_run=False)
    if report.is_ok:
        cache.delete(_cache_key(request.user, request.POST["token"]))
        LogEntry.objects.log_actions(
            request.user.pk, [kommune], CHANGE, change_message=report.summary()
        )
    messages.add_message(
        request, messages.SUCCESS if report.is_ok else messages.ERROR, report.summary()
    )
    return redirect("admin:quartiere_quartier_changelist")


def _run(job, kommune, *, dry_run):
    return import_quartiere(
        io.BytesIO(job["content"]),
        kommune,
        job["options"],
        programme=job["programme"],
        as_draft=job["as_draft"],
        dry_run=dry_run,
    )


def _keep(user, job):
    token = secrets.token_urlsafe(24)
    cache.set(_cache_key(user, token), job, MINUTES * 60)
    return token


def _cache_key(user, token):
    digest = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
    return f"quartiere-import:{user.pk}:{digest}"
