"""The documents say what is so: glossary, named files and commands."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands
from django.urls import get_resolver

ROOT = settings.BASE_DIR
OUR_APPS = {"portal", "quartiere", "netzwerke", "veranstaltungen"}
GLOSSARY = (ROOT / "docs" / "glossar.md").read_text()
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
# English by nature or by custom of the web.
ENGLISH_RELATIONS = {"superseded_by", "uses"}
ENGLISH_ADDRESSES = {"", "robots.txt", "sitemap.xml", ".well-known", "jsi18n", "datei"}


def our_app_configs():
    return [config for config in apps.get_app_configs() if config.name.split(".")[0] in OUR_APPS]


def from_root(path):
    return str(path.relative_to(ROOT))


def test_glossary_lists_every_model():
    models = [model.__name__ for config in our_app_configs() for model in config.get_models()]

    assert [name for name in models if f"`{name}`" not in GLOSSARY] == []


def test_glossary_lists_every_app():
    names = {config.name for config in our_app_configs()}

    assert sorted(name for name in names if f"`{name}`" not in GLOSSARY) == []


def test_glossary_lists_every_plural_of_a_relation():
    accessors = {
        relation.get_accessor_name()
        for config in our_app_configs()
        for model in config.get_models()
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_config in our_app_configs() and not relation.hidden
    }

    missing = {name for name in accessors if f"`{name}`" not in GLOSSARY}
    assert sorted(missing - ENGLISH_RELATIONS) == []


def test_glossary_lists_every_address():
    patterns = {str(entry.pattern) for entry in _all_entries(get_resolver())}
    firsts = {pattern.split("/")[0].split("<")[0] for pattern in patterns}

    words = {first.split(".")[0] for first in firsts - ENGLISH_ADDRESSES}
    assert sorted(word for word in words if word and f"/{word}/" not in GLOSSARY) == []


def _all_entries(resolver):
    """Patterns at the root, also of apps that are included there."""
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns") and str(entry.pattern) == "":
            yield from _all_entries(entry)
        else:
            yield entry


@pytest.mark.parametrize("path", DOCUMENTS, ids=from_root)
def test_document_links_to_files_that_exist(path):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", path.read_text())

    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=from_root)
def test_document_names_commands_that_exist(path):
    named = set(re.findall(r"manage\.py ([a-z_]+)", path.read_text()))

    assert sorted(named - set(get_commands())) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=from_root)
def test_document_names_files_that_exist(path):
    pattern = r"`((?:docs|portal|quartiere|script|templates|tests|static)/[\w./-]*)`"
    named = re.findall(pattern, path.read_text())

    assert [name for name in named if not (ROOT / name).exists()] == []


def test_operation_guide_names_the_variables_that_settings_read():
    guide = (ROOT / "docs" / "betrieb.md").read_text()
    known = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    table = guide.split("## Einstellungen")[1].split("##")[0]

    named = {name for name in re.findall(r"`([A-Z_]{4,})`", table) if name != "True"}

    assert sorted(named - known) == []
