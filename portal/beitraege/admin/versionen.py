"""Earlier versions in the admin: list, comparison and restoring, for whom the object is."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from portal.beitraege import versionen
from portal.beitraege.vergleich import changes

LISTED = 200


class VersionenAdmin:
    """For models with `versionen`; a foreign object is a 404 here as everywhere."""

    def get_urls(self):
        view = require_http_methods(["GET", "HEAD", "POST"])(self.version_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_version"
        address = "<path:object_id>/history/<int:version_id>/"
        return [path(address, self.admin_site.admin_view(view), name=name), *super().get_urls()]

    def save_model(self, request, obj, form, change):
        if change:
            versionen.keep_first(obj)
        obj._history_user = request.user
        if change and not form.has_changed():
            obj.skip_history_when_saving = True
        super().save_model(request, obj, form, change)

    def history_view(self, request, object_id, extra_context=None):
        obj = self._visible(request, object_id)
        rows = list(obj.versionen.select_related("history_user")[:LISTED])
        fields = versionen.content_fields(self.model)
        for newer, older in zip(rows, rows[1:], strict=False):
            newer.changed = [item.label for item in changes(older, newer, fields)]
        context = self._context(request, obj, "Versionen") | {"rows": rows}
        return TemplateResponse(request, "admin/beitraege/versionen.html", context)

    @transaction.atomic
    def version_view(self, request, object_id, version_id):
        """GET compares a version with the one before or with today; POST restores it."""
        obj = self._visible(request, object_id)
        version = get_object_or_404(obj.versionen, pk=version_id)
        if request.method == "POST":
            return self._restore(request, obj, version)
        with_today = request.GET.get("mit") == "heute"
        other = obj if with_today else version.prev_record
        old, new = (version, other) if with_today else (other, version)
        fields = versionen.content_fields(self.model)
        context = self._context(request, obj, "Version") | {
            "version": version,
            "with_today": with_today,
            "is_first": other is None,
            "changes": changes(old, new, fields) if other else [],
            "may_restore": self.has_change_permission(request, obj),
        }
        return TemplateResponse(request, "admin/beitraege/version.html", context)

    def _visible(self, request, object_id):
        obj = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        return obj

    def _restore(self, request, obj, version):
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        try:
            gone = versionen.restore(obj, version, request.user)
        except ValidationError as error:
            text = " ".join(error.messages)
            self.message_user(request, f"Nicht wiederhergestellt: {text}", messages.ERROR)
            return HttpResponseRedirect(request.path)
        self.log_change(request, obj, "Eine frühere Version wiederhergestellt.")
        note = "Wiederhergestellt. Veröffentlichung, Adresse und Zuordnungen sind geblieben."
        self.message_user(request, note, messages.SUCCESS)
        if gone:
            note = f"Nicht wiederhergestellt, weil inzwischen gelöscht: {', '.join(gone)}."
            self.message_user(request, note, messages.WARNING)
        return HttpResponseRedirect(self._url("change", obj))

    def _url(self, name, obj):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=[obj.pk])

    def _context(self, request, obj, title):
        return {
            **self.admin_site.each_context(request),
            "title": f"{title}: {obj}",
            "opts": self.opts,
            "object": obj,
            "change_url": self._url("change", obj),
            "history_url": self._url("history", obj),
        }
