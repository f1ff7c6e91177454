"""The style page: every component in every state, to look at and to test with. Only with DEBUG."""

import re
from pathlib import Path

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Fieldset, Layout, Row, Submit
from django import forms
from django.contrib.staticfiles import finders
from django.shortcuts import render

from portal.style_examples import EXAMPLES

CHOICES = [("kinder", "Kinder"), ("familien", "Familien"), ("alle", "Menschen jeden Alters")]


class ExampleForm(forms.Form):
    name = forms.CharField(label="Name der Veranstaltung", max_length=80, help_text="Kurz.")
    email = forms.EmailField(label="E-Mail-Adresse", required=False)
    password = forms.CharField(label="Passwort", widget=forms.PasswordInput, required=False)
    text = forms.CharField(label="Beschreibung", widget=forms.Textarea(attrs={"rows": 4}))
    kind = forms.ChoiceField(label="Art", choices=[("", "Bitte wählen"), *CHOICES])
    several = forms.MultipleChoiceField(label="Mehrere Orte", choices=CHOICES, required=False)
    audience = forms.ChoiceField(label="Für wen?", choices=CHOICES, widget=forms.RadioSelect)
    zielgruppen = forms.MultipleChoiceField(
        label="Zielgruppen",
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text="Mehrere sind möglich.",
    )
    day = forms.DateField(label="Tag", widget=forms.DateInput(attrs={"type": "date"}))
    starts_at = forms.SplitDateTimeField(label="Beginn")
    born_on = forms.DateField(label="Datum in Teilen", widget=forms.SelectDateWidget)
    file = forms.FileField(label="Datei", required=False, help_text="PDF, höchstens 5 MB.")
    terms = forms.BooleanField(label="Ich habe den Datenschutzhinweis gelesen.")
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Was findet statt?", "name", "text", "kind", "several", "audience"),
            Fieldset("Für wen?", "zielgruppen"),
            Row(Column("day"), Column("email")),
            Div("starts_at", "born_on", "file", "password", "terms", css_class="form-section"),
        )
        self.helper.add_input(Submit("save", "Speichern"))
        self.helper.add_input(Submit("draft", "Als Entwurf", css_class="secondary"))


class ExampleFilterForm(forms.Form):
    q = forms.CharField(label="Name, Ort oder Postleitzahl", required=False)
    kind = forms.ChoiceField(label="Zielgruppe", choices=[("", "alle"), *CHOICES], required=False)
    running = forms.BooleanField(label="nur laufende", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.add_input(Submit("", "Filtern"))


def icon_names():
    sprite = Path(finders.find("img/icons.svg")).read_text(encoding="utf-8")
    return re.findall(r'<symbol id="([a-z-]+)"', sprite)


def style(request):
    context = {
        "examples": EXAMPLES,
        "form": ExampleForm(prefix="leer"),
        "faulty_form": ExampleForm({"email": "kein"}, prefix="fehler"),
        "formset": forms.formset_factory(ExampleFilterForm, extra=2)(),
        "filter_form": ExampleFilterForm(request.GET or None),
        "icons": icon_names(),
    }
    return render(request, "portal/style.html", context)
