"""Tables in and out: the one engine behind the admin's import and the commands."""

from copy import copy

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export.resources import ModelResource
from import_export.widgets import ManyToManyWidget

from netzwerke import einzugsbereich, workflow
from netzwerke.importe import spalten
from netzwerke.importe.rechte import Rechte
from netzwerke.importe.spalten import KEY, KOMMUNE, QUARTIERE, REACH, SLUG, SOURCE
from netzwerke.models import Akteur, Angebot, Massnahme
from netzwerke.models.base import Located, ServiceArea
from quartiere.monitoring.zahlen import as_text
from quartiere.slugs import SlugPool


class NoDiff:
    """Stands in where nobody looks at a preview: comparing is a third of the work."""

    def __init__(self, resource, instance, new):
        pass

    def compare_with(self, resource, instance):
        pass


class TabelleResource(ModelResource):
    """Rows of a model as a table with German headings.

    A row is found by its Adresskürzel, else by its key in its source, else it is new. `user`
    limits what is found, named and written to what that person manages; None is the command line.
    """

    columns = None

    def __init__(self, user=None, *, preview=True, **kwargs):
        super().__init__(**kwargs)
        self.user = user
        self.rechte = Rechte(user, self._meta.model)
        self._meta = copy(self._meta)
        self._meta.skip_html_diff = not preview
        self._preview = preview
        self.fields = self.columns(user)
        self.pool = None

    def get_diff_class(self):
        return super().get_diff_class() if self._preview else NoDiff

    @property
    def title_field(self):
        return self._meta.model._meta.get_field("name" if "name" in self.fields else "title")

    def get_queryset(self):
        rows = self._meta.model.objects.all()
        return rows.managed_by(self.user) if self.user else rows

    def get_import_order(self):
        return list(self.fields)

    get_export_order = get_import_order

    def before_import(self, dataset, **kwargs):
        known = [field.column_name for field in self.fields.values()]
        if unknown := [heading for heading in dataset.headers if heading not in known]:
            raise ValueError(
                f"Diese Spalten kennt das Portal nicht: {', '.join(map(str, unknown))}. "
                f"Möglich sind: {', '.join(known)}."
            )
        if SLUG not in dataset.headers:
            dataset.append_col([""] * len(dataset), header=SLUG)

    def before_import_row(self, row, **kwargs):
        if as_text(row.get(QUARTIERE)) and not as_text(row.get(REACH)):
            row[REACH] = ServiceArea.Reach.QUARTIERE
        row[SLUG] = as_text(row.get(SLUG)) or self._known_slug(row) or self._new_slug(row)

    def _known_slug(self, row):
        key = as_text(row.get(KEY))
        if not key:
            return ""
        found = self._meta.model.objects.filter(
            kommune__ags=as_text(row.get(KOMMUNE)), source=as_text(row.get(SOURCE)), source_key=key
        )
        return found.values_list("slug", flat=True).first() or ""

    def _new_slug(self, row):
        if self.pool is None:
            self.pool = SlugPool(self._meta.model.objects.values_list("slug", flat=True))
        name = as_text(row.get(self.fields[self.title_field.name].column_name))
        return self.pool.take(name, as_text(row.get("Straße") or row.get("Ort")))

    def after_import(self, dataset, result, **kwargs):
        super().after_import(dataset, result, **kwargs)
        if issubclass(self._meta.model, Located):
            changed = [row.object_id for row in result.rows if row.is_new() or row.is_update()]
            einzugsbereich.locate(self._meta.model.objects.filter(pk__in=changed))

    def import_instance(self, instance, row, **kwargs):
        """Read all cells first, so that every wrong one is told at once."""
        errors = {}
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as error:
            errors = error.error_dict
        for field in self._list_fields(row):
            try:
                field.clean(row)
            except ValueError as error:
                errors[field.attribute] = ValidationError(str(error), code="invalid")
        if not errors:
            errors = self.rechte.refusals(instance, row)
        if errors:
            raise ValidationError(errors)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        if import_validation_errors or original.pk is None:
            return False
        lists = self._list_fields(row)
        plain = [field for field in self.get_import_fields() if field not in lists]
        return all(_value(f, instance) == _value(f, original) for f in plain) and all(
            f.widget.render(f.clean(row)) == f.widget.render(f.get_value(original)) for f in lists
        )

    def _list_fields(self, row):
        return [
            field
            for field in self.get_import_fields()
            if isinstance(field.widget, ManyToManyWidget) and field.column_name in row
        ]

    def import_row(self, row, instance_loader, **kwargs):
        """Name the columns in errors, as the person knows them."""
        result = super().import_row(row, instance_loader, **kwargs)
        error = result.validation_error
        if error and hasattr(error, "error_dict"):
            result.validation_error = ValidationError(
                {self._heading(name): messages for name, messages in error.error_dict.items()}
            )
        return result

    def after_import_row(self, row, row_result, **kwargs):
        """For the preview: only columns with something in them, marked where they change."""
        cells = zip(self.get_diff_headers(), row_result.diff or [], strict=False)
        row_result.cells = [(heading, text) for heading, text in cells if text]

    def _heading(self, name):
        if name == NON_FIELD_ERRORS:
            return name
        return self.fields[name].column_name if name in self.fields else name

    class Meta:
        import_id_fields = ["slug"]
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True


def _value(field, instance):
    """Text areas send line breaks as CRLF, spreadsheets keep LF only: the same text."""
    value = field.get_value(instance)
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class AkteurResource(TabelleResource):
    columns = staticmethod(spalten.akteur_columns)

    class Meta(TabelleResource.Meta):
        model = Akteur
        fields = ["slug"]


class AngebotResource(TabelleResource):
    columns = staticmethod(spalten.angebot_columns)

    class Meta(TabelleResource.Meta):
        model = Angebot
        fields = ["slug"]


class MassnahmeResource(TabelleResource):
    columns = staticmethod(spalten.massnahme_columns)

    class Meta(TabelleResource.Meta):
        model = Massnahme
        fields = ["slug"]

    def save_m2m(self, instance, row, **kwargs):
        """The history knows since when a phase holds; an import without dates only sets it."""
        super().save_m2m(instance, row, **kwargs)
        newest = instance.phasenwechsel.order_by("-dated_on", "-pk").first()
        if newest and newest.phase != instance.phase:
            workflow.record_phase_today(instance, instance.phase, "Import")
