"""Import and export in the admin: preview, errors by row, only what the person manages."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from import_export.admin import ImportExportMixin
from import_export.forms import ExportForm
from import_export.tmp_storages import CacheStorage

from netzwerke.importe.formate import FORMATS
from quartiere.monitoring.tabellen import TabelleError

FAILED = (
    "Es wurde nichts gespeichert: Seit der Vorschau hat sich etwas geändert. Bitte laden Sie die "
    "Datei noch einmal hoch."
)


class TabellenAdmin(ImportExportMixin):
    """Mix in before KommuneScopedAdmin; `resource_classes` names the table."""

    formats = FORMATS
    # Always the whole table: only that comes in again unchanged.
    export_form_class = ExportForm
    import_template_name = "admin/netzwerke/import.html"
    # Expires by itself: an upload that nobody confirmed does not stay on the server.
    tmp_storage_class = CacheStorage

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def get_valid_export_item_pks(self, request):
        return self.get_export_queryset(request).values_list("pk", flat=True)

    def get_import_resource_kwargs(self, request, **kwargs):
        return {"user": request.user}

    def get_export_resource_kwargs(self, request, **kwargs):
        return {"user": request.user}

    def get_import_data_kwargs(self, **kwargs):
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def add_data_read_fail_error_to_form(self, form, e):
        if isinstance(e, TabelleError):
            form.add_error("import_file", str(e))
        else:
            super().add_data_read_fail_error_to_form(form, e)

    def process_import(self, request, **kwargs):
        try:
            return super().process_import(request, **kwargs)
        except TabelleError as error:
            return self._start_again(request, str(error))

    def process_result(self, result, request):
        if result.has_errors() or result.has_validation_errors():
            return self._start_again(request, FAILED)
        return super().process_result(result, request)

    def _start_again(self, request, text):
        messages.error(request, text)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_import"
        return HttpResponseRedirect(reverse(name))
