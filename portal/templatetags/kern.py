"""Tags of the crispy template pack `kern` (templates/kern)."""

from django import forms, template

register = template.Library()

# Widgets whose parts are controls of their own: a fieldset, and the first part is `…_0`.
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.simple_tag
def control(field, css_class):
    """The widget with KERN's class; Django itself adds ids, `aria-describedby`, `aria-invalid`."""
    attrs = field.field.widget.attrs
    own_class = attrs.get("class", "")
    if attrs.get("placeholder") == field.label:
        del attrs["placeholder"]  # allauth repeats the label
    if field.form.errors:
        attrs.pop("autofocus", None)  # the error summary takes the focus
    return field.as_widget(attrs={"class": f"{css_class} {own_class}".strip()})


@register.simple_tag
def options(field, css_class):
    """The parts of a radio or checkbox group, each with KERN's class."""
    for option in field.subwidgets:
        option.data["attrs"]["class"] = css_class
    return field.subwidgets


@register.filter
def kind(field):
    """Which of the pack's templates renders this field."""
    widget = field.field.widget
    if isinstance(widget, GROUPS):
        return "group"
    if isinstance(widget, forms.MultiWidget | forms.SelectDateWidget):
        return "multiple"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "select" if isinstance(widget, forms.Select) else "input"


@register.filter
def first_control_id(field):
    """The id that the error summary links to."""
    if isinstance(field.field.widget, forms.SelectDateWidget):
        return f"{field.auto_id}_day"
    return f"{field.auto_id}_0" if kind(field) in ("group", "multiple") else field.auto_id


@register.filter
def with_errors(form):
    """The visible faulty fields of a form, in the order of the page."""
    return [field for field in form.visible_fields() if field.errors]


@register.filter
def hidden_errors(form):
    """Messages of fields nobody sees; they stand in the summary without a link."""
    return [error for field in form.hidden_fields() for error in field.errors]
