"""The crispy template pack `kern`: what a browser and a screen reader get."""

from html.parser import HTMLParser

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.style import ExampleFilterForm, ExampleForm
from portal.templatetags import kern


class Page(HTMLParser):
    """Start tags as (name, attributes), and the text of the whole."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data.strip())

    def named(self, name):
        return [attrs for _, attrs in self.tags if attrs.get("name") == name]

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def page(form):
    return Page(render_crispy_form(form))


@pytest.fixture
def empty():
    return page(ExampleForm())


@pytest.fixture
def faulty():
    return page(ExampleForm({"email": "kein"}))


def test_every_visible_control_has_a_label(empty):
    controls = [
        attrs
        for tag, attrs in empty.tags
        if tag in {"input", "select", "textarea"} and attrs.get("type") != "hidden"
    ]
    labelled = {attrs["for"] for attrs in empty.all("label")}

    assert len(controls) == 20
    assert [attrs["id"] for attrs in controls if attrs["id"] not in labelled] == []


def test_ids_are_unique(faulty):
    ids = [attrs["id"] for _, attrs in faulty.tags if "id" in attrs]

    assert sorted(ids) == sorted(set(ids))


def test_every_reference_leads_to_an_element(faulty):
    ids = {attrs["id"] for _, attrs in faulty.tags if "id" in attrs}
    described = [attrs.get("aria-describedby", "").split() for _, attrs in faulty.tags]

    assert {target for targets in described for target in targets} - ids == set()


def test_optional_fields_are_marked_and_required_ones_are_not():
    class Form(forms.Form):
        name = forms.CharField(label="Name")
        note = forms.CharField(label="Notiz", required=False)

    text = " ".join(page(Form()).text)

    assert text.split() == ["Name", "Notiz", "–", "Optional"]


def test_filter_form_marks_nothing_and_sends_no_token():
    html = render_crispy_form(ExampleFilterForm())

    assert "Optional" not in html
    assert "csrfmiddlewaretoken" not in html
    assert '<form  method="get" novalidate>' in html


def test_button_without_name_leaves_the_address_clean():
    form = page(ExampleFilterForm())

    assert form.all("button") == [{"type": "submit", "class": "kern-btn kern-btn--primary"}]


def test_second_button_steps_back():
    buttons = page(ExampleForm()).all("button")

    assert [(button["name"], button["class"]) for button in buttons] == [
        ("save", "kern-btn kern-btn--primary"),
        ("draft", "kern-btn kern-btn--secondary"),
    ]


def test_faulty_field_says_so_once(faulty):
    (field,) = faulty.named("name")

    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"] == "id_name_helptext id_name_error"
    assert field["class"] == "kern-form-input__input kern-form-input__input--error"


def test_error_summary_links_to_the_first_control_of_each_faulty_field(faulty):
    ids = {attrs["id"] for _, attrs in faulty.tags if "id" in attrs}
    links = [attrs["href"] for attrs in faulty.all("a")]

    assert links == [
        "#id_name",
        "#id_email",
        "#id_text",
        "#id_kind",
        "#id_audience_0",
        "#id_zielgruppen_0",
        "#id_day",
        "#id_starts_at_0",
        "#id_born_on_day",
        "#id_terms",
    ]
    assert {link.removeprefix("#") for link in links} <= ids


def test_error_summary_takes_the_focus(faulty):
    (summary,) = [attrs for attrs in faulty.all("div") if "data-error-summary" in attrs]

    assert summary["role"] == "alert"
    assert summary["tabindex"] == "-1"
    assert "autofocus" in summary


def test_no_field_competes_with_the_summary_for_the_focus():
    class Form(forms.Form):
        email = forms.EmailField(widget=forms.EmailInput({"autofocus": True}))

    assert "autofocus" in page(Form()).named("email")[0]
    assert "autofocus" not in page(Form({"email": "x"})).named("email")[0]


def test_form_without_errors_has_no_summary(empty):
    assert [attrs for attrs in empty.all("div") if "data-error-summary" in attrs] == []


def test_summary_shows_errors_of_the_whole_form_and_of_hidden_fields():
    class Form(forms.Form):
        token = forms.IntegerField(widget=forms.HiddenInput)

        def clean(self):
            raise forms.ValidationError("Das passt nicht zusammen.")

    text = page(Form({"token": "x"})).text

    assert [part for part in text if part] == [
        "Bitte prüfen Sie Ihre Angaben",
        "Das passt nicht zusammen.",
        "Bitte eine ganze Zahl eingeben.",
    ]


def test_group_is_a_fieldset_with_legend_and_description(faulty):
    (fieldset,) = [
        attrs for attrs in faulty.all("fieldset") if attrs.get("id") == "div_id_zielgruppen"
    ]

    assert fieldset["aria-describedby"] == "id_zielgruppen_helptext id_zielgruppen_error"
    assert len(faulty.named("zielgruppen")) == 3


def test_parts_of_a_group_keep_what_was_chosen():
    form = page(ExampleForm({"zielgruppen": ["familien"], "audience": "alle"}))

    chosen = [attrs["value"] for attrs in form.named("zielgruppen") if "checked" in attrs]
    assert chosen == ["familien"]
    assert [attrs["value"] for attrs in form.named("audience") if "checked" in attrs] == ["alle"]


def test_own_class_of_a_widget_stays():
    class Form(forms.Form):
        area = forms.CharField(widget=forms.TextInput(attrs={"class": "wide"}))

    (field,) = page(Form()).named("area")

    assert field["class"] == "kern-form-input__input wide"


def test_placeholder_that_repeats_the_label_goes():
    class Form(forms.Form):
        email = forms.EmailField(
            label="E-Mail-Adresse", widget=forms.EmailInput({"placeholder": "E-Mail-Adresse"})
        )

    (field,) = page(Form()).named("email")

    assert "placeholder" not in field


def test_file_that_is_there_can_be_removed():
    stored = SimpleUploadedFile("plan.pdf", b"")
    stored.url = "/medien/plan.pdf"

    class Form(forms.Form):
        file = forms.FileField(label="Datei", required=False)

    form = page(Form(initial={"file": stored}))

    assert form.all("a") == [{"href": "/medien/plan.pdf"}]
    (clear,) = form.named("file-clear")
    assert {"for": clear["id"], "class": "kern-label"} in form.all("label")


def test_form_with_files_is_sent_as_multipart(empty):
    (form,) = empty.all("form")

    assert form["enctype"] == "multipart/form-data"
    assert "novalidate" in form


def test_formset_renders_every_form_and_its_management_data():
    formset = forms.formset_factory(ExampleFilterForm, extra=2)()

    html = Page(render_crispy_form(formset, helper=ExampleFilterForm().helper))

    assert len(html.named("form-0-q")) == len(html.named("form-1-q")) == 1
    assert html.named("form-TOTAL_FORMS")[0]["value"] == "2"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("name", "input"),
        ("text", "input"),
        ("kind", "select"),
        ("several", "select"),
        ("audience", "group"),
        ("zielgruppen", "group"),
        ("starts_at", "multiple"),
        ("born_on", "multiple"),
        ("terms", "checkbox"),
    ],
)
def test_kind_of_field_decides_the_template(name, kind):
    assert kern.kind(ExampleForm()[name]) == kind


def test_text_of_a_person_cannot_become_markup():
    html = render_crispy_form(ExampleForm({"name": '"><script>x</script>', "kind": "<b>"}))

    assert "<script>" not in html
    assert "<b>" not in html


def test_formset_as_table_labels_every_cell():
    formset = forms.formset_factory(ExampleFilterForm, extra=2)()
    helper = ExampleFilterForm().helper
    helper.template = "kern/table_inline_formset.html"

    html = Page(render_crispy_form(formset, helper=helper))

    headings = [part for part in html.text if part][:3]
    assert headings == ["Name, Ort oder Postleitzahl", "Zielgruppe", "nur laufende"]
    labelled = {attrs["for"] for attrs in html.all("label")}
    assert {f"id_form-{n}-{name}" for n in (0, 1) for name in ("q", "kind", "running")} == labelled
