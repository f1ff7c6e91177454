"""Every component is documented, rendered and shown on the style page."""

import re

import pytest
from django.conf import settings
from django.template import engines
from django.template.base import FilterExpression, Node, Variable
from django.template.context import Context
from django.test import RequestFactory

from portal.style import ExampleFilterForm, ExampleForm, icon_names, style
from portal.style_examples import EXAMPLES

COMPONENTS = sorted((settings.BASE_DIR / "templates" / "components").glob("*.html"))
NAMES = [path.stem for path in COMPONENTS]
TEMPLATE_FILES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
FRAME = {"components", "kern", "allauth", "layout", "django"}
STATES = [(name, state) for name, states in EXAMPLES.items() for state in states]


def documented(name):
    """Parameter name → its documentation, from the comment at the top of the file."""
    source = (settings.BASE_DIR / "templates" / "components" / f"{name}.html").read_text()
    comment = source.partition("{% endcomment %}")[0]
    return dict(re.findall(r"^  ([a-z_]+)  +(.+(?:\n   .+)*)", comment, re.MULTILINE))


def required(name):
    return {
        parameter for parameter, text in documented(name).items() if "optional" not in text.lower()
    }


def used(node):
    """Names a template reads from outside, found in its parsed nodes."""
    if isinstance(node, FilterExpression):
        arguments = [value for _, filters in node.filters for _, value in filters]
        return used(node.var) | {name for value in arguments for name in used(value)}
    if isinstance(node, Variable):
        return {node.lookups[0]} if node.lookups else set()
    if isinstance(node, (list, tuple)):
        return {name for part in node for name in used(part)}
    if isinstance(node, dict):
        return used(list(node.values()))
    if isinstance(node, Node) or hasattr(node, "first"):
        return used(list(vars(node).values())) - bound(node)
    return used(node.value) if isinstance(getattr(node, "value", None), FilterExpression) else set()


def bound(node):
    """Names that a node itself sets: loop variables, `as`, and Django's constants."""
    own = {"forloop", "None", "True", "False", *getattr(node, "loopvars", [])}
    return own | {getattr(node, "target_var", None)}


def component(name):
    return engines["django"].engine.get_template(f"components/{name}.html")


def targets(node):
    """Names set by `{% tag as name %}` anywhere in a template."""
    return {tag.target_var for tag in node.get_nodes_by_type(Node) if getattr(tag, "target_var", 0)}


@pytest.mark.parametrize("name", NAMES)
def test_component_documents_exactly_the_parameters_it_reads(name):
    nodes = component(name).nodelist

    assert used(list(nodes)) - targets(nodes) == set(documented(name))


def test_reading_of_parameters_notices_what_a_component_hides():
    source = (
        "{% load frame %}{% page_url 'home' as home %}{% if one|default:two %}{{ three.part }}"
        "{% endif %}{% for a, b in four %}{{ a }}{{ home }}{% include 'x.html' with y=five only %}"
        "{% endfor %}{% if six == 'x' or not seven %}{{ forloop.first }}{% endif %}"
    )

    nodes = engines["django"].engine.from_string(source).nodelist

    assert used(list(nodes)) - targets(nodes) - {"forloop"} == {
        "one", "two", "three", "four", "five", "six", "seven",
    }  # fmt: skip


def test_style_page_knows_every_component():
    assert sorted(EXAMPLES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_examples_show_every_parameter_and_leave_none_out(name):
    states = EXAMPLES[name]

    assert {parameter for state in states for parameter in state} == set(documented(name))
    assert [state for state in states if required(name) - set(state) - {"text", "content"}] == []


@pytest.mark.parametrize(
    ("name", "state"), STATES, ids=[f"{name}-{i}" for i, (name, _) in enumerate(STATES)]
)
def test_component_renders(name, state):
    html = component(name).render(Context({**state}))

    assert html.strip()
    assert "{{" not in html


def test_style_page_shows_every_component(client):
    request = RequestFactory().get("/stil/")

    html = style(request).content.decode()

    missing = [name for name in EXAMPLES if name != "hero" and f'id="{name}"' not in html]
    assert missing == []
    assert html.count("<h1") == 1


def test_style_page_has_forms_in_every_state():
    assert ExampleForm({}).errors
    assert ExampleFilterForm({}).is_valid()


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=lambda path: path.parent.name + path.name)
def test_icons_of_templates_exist(path):
    names = re.findall(r'components/icon\.html" with name="([^"]+)"', path.read_text())

    assert [name for name in names if name not in icon_names()] == []


@pytest.mark.parametrize(
    "path",
    [path for path in TEMPLATE_FILES if not FRAME & set(path.parts)],
    ids=lambda path: path.parent.name + path.name,
)
def test_page_templates_leave_kern_classes_to_the_components(path):
    assert re.findall(r'class="[^"]*(kern-[a-z-]+)', path.read_text()) == []
