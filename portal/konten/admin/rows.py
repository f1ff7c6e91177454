"""Rows below a form whose fields have names of their own.

In Django's table of rows the head of a column stands for a label. Whoever hears the page field by
field learns nothing from it.
"""

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper


class NamedRows:
    """For formsets: every field that is seen says which one it is, and of which row."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        row = "neue Zeile" if index is None else f"Zeile {index + 1}"
        for name, field in form.fields.items():
            widget = field.widget
            if isinstance(widget, RelatedFieldWidgetWrapper):
                widget = widget.widget
            for part in _parts(widget):
                label = part.attrs.get("aria-label", field.label)
                part.attrs["aria-label"] = f"{label}, {row}"
                if field.help_text:  # stands in the head alone, see `named_heads`
                    part.attrs["aria-describedby"] = f"{self.prefix}-head-{name}"


def _parts(widget):
    """What needs a name; a group of choices is named choice by choice."""
    parts = getattr(widget, "widgets", None)
    if parts is None:
        parts = [] if widget.use_fieldset else [widget]
    return [part for part in parts if not part.is_hidden]


class TabularInline(admin.TabularInline):
    """Django's, with named fields and no head above nothing."""

    template = "admin/rows.html"
    extra = 0
    view_on_site = False  # leads to pages of what has an admin of its own

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset.__name__, (NamedRows, formset), {})
