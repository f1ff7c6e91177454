"""Forms that readers and organisers fill in speak the language of the page, whole."""

import inspect
import pkgutil
import re
from importlib import import_module

import pytest
from django import forms
from django.apps import apps
from django.utils import translation

PACKAGES = ["portal", "quartiere", "netzwerke", "veranstaltungen"]
# Forms of staff, of the style page and of the API, which has no language.
STAFF = (
    r"\.(admin|management|migrations)\b|wizard|verwaltung|"
    r"^portal\.(style|settings|wsgi|daten\.forms|konten\.forms)"
)
# Written the same in both languages.
SAME = {
    "Quartier", "Quartiere", "Blog", "Name", "Format", "Organisation", "Status", "online",
    "Material", "April", "August", "September", "November",
    *(f"{distance} km" for distance in (1, 2, 5, 10, 25)),
}  # fmt: skip


# What only staff see, but for two that organisers and readers see as well.
STAFF_FIELDS = r"\.(status|state|trust|language|direction|history_type)$"
NOT_ONLY = {"Veranstaltung.status", "Anmeldung.state"}


def public_forms():
    for package in PACKAGES:
        path = import_module(package).__path__
        for found in pkgutil.walk_packages(path, f"{package}."):
            if not re.search(STAFF, found.name):
                module = import_module(found.name)
                for _, member in inspect.getmembers(module, inspect.isclass):
                    if member.__module__ == found.name and issubclass(member, forms.BaseForm):
                        yield member


def texts_of(field):
    """Label, help and choices as far as the code names them."""
    choices = [] if hasattr(field, "queryset") else getattr(field, "choices", [])
    return [text for text in [field.label, field.help_text, *(c[1] for c in choices)] if text]


def is_german(text):
    with translation.override("de"):
        german = str(text)
    with translation.override("en"):
        return str(text) == german and german not in SAME


def untranslated(form):
    for name, field in form.base_fields.items():
        for text in texts_of(field):
            if is_german(text):
                yield f"{form.__name__}.{name}: {text}"


def test_every_public_form_is_english_on_english_pages():
    found = list(public_forms())

    assert len(found) > 40
    assert [text for form in found for text in untranslated(form)] == []


def test_every_choice_that_readers_see_is_english_on_english_pages():
    fields = [
        (f"{model.__name__}.{field.name}", field.choices)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if model.__module__.split(".")[0] in PACKAGES and field.choices
    ]
    found = [
        f"{name}: {label}"
        for name, choices in fields
        if name in NOT_ONLY or not re.search(STAFF_FIELDS, name)
        for _, label in choices
        if is_german(label)
    ]

    assert len(fields) > 20
    assert found == []


@pytest.mark.parametrize(("label", "count"), [("Hausnummer der Messung", 1), ("Name", 0)])
def test_the_rule_finds_a_german_label(label, count):
    class SampleForm(forms.Form):
        field = forms.CharField(label=label)

    assert len(list(untranslated(SampleForm))) == count
