"""Fills in admin forms as a browser would: everything the page holds, plus changes."""

from django.forms import FileField


def form_data(response, **changes):
    """What the admin page in `response` would post, with `changes` (field name to value)."""
    data = {}
    for form in _forms(response.context):
        for bound in form:
            _add(data, bound)
    return {**data, **changes}


def values_of(forms, **changes):
    """What a page with these forms would post, with `changes` (field name to value)."""
    data = {}
    for form in forms:
        for bound in form:
            _add(data, bound)
    return {**data, **changes}


def _forms(context):
    yield context["adminform"].form
    for inline in context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.forms


def _add(data, bound):
    value = bound.value()
    if isinstance(bound.field, FileField) or value is None or value is False:
        return
    if hasattr(bound.field.widget, "decompress"):
        # What was sent and is shown again comes in parts already.
        parts = value if isinstance(value, list) else bound.field.widget.decompress(value)
        data.update({f"{bound.html_name}_{n}": part or "" for n, part in enumerate(parts)})
    elif isinstance(value, list):
        data[bound.html_name] = [getattr(item, "pk", item) for item in value]
    else:
        data[bound.html_name] = bound.field.prepare_value(value)
