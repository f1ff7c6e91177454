"""Project-wide rules that a linter cannot check."""

import ast
import json
import re
import runpy
import subprocess
import tomllib

import environ
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command
from django.template.loader import get_template

OUR_APPS = ["portal", "quartiere", "netzwerke", "veranstaltungen"]
FORBIDDEN_NAMES = {"utils", "helpers", "common", "services", "misc"}
BINARY = {
    ".mo",
    ".woff2",
    ".png",
    ".jpg",
    ".jpeg",
    ".webp",
    ".gif",
    ".ico",
    ".pdf",
    ".xlsx",
    ".zip",
}
MADE_BY_TOOLS = {"build", "var", "__pycache__"}
ROOT = settings.BASE_DIR


def from_root(path):
    return str(path.relative_to(ROOT))


def is_made_by_a_tool(path):
    parts = path.relative_to(ROOT).parts
    return bool(MADE_BY_TOOLS & set(parts)) or (parts[0].startswith(".") and parts[0] != ".ci")


def project_files():
    """What git would track; without git (an unpacked archive) everything not made by a tool."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode == 0:
        paths = [ROOT / line for line in listing.stdout.splitlines()]
    else:
        paths = [path for path in ROOT.rglob("*") if not is_made_by_a_tool(path)]
    return sorted(path for path in paths if path.is_file())


FILES = project_files()
TEXT_FILES = [path for path in FILES if path.suffix not in BINARY]
TEMPLATES = [path for path in FILES if path.suffix == ".html" and "templates" in path.parts]
COMPONENTS = [path for path in TEMPLATES if path.parent == ROOT / "templates" / "components"]
MODULES = [
    path
    for path in FILES
    if path.suffix == ".py"
    and path.relative_to(ROOT).parts[0] in [*OUR_APPS, "tests", "script"]
    and "migrations" not in path.parts
]
MODELS = [model for model in apps.get_models() if model.__module__.split(".")[0] in OUR_APPS]


def test_rules_find_something_to_check():
    found = {"templates": TEMPLATES, "components": COMPONENTS, "modules": MODULES, "models": MODELS}

    assert [name for name, items in found.items() if not items] == []


# Templates ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEMPLATES, ids=from_root)
def test_template_compiles(path):
    get_template(str(path.relative_to(ROOT / "templates")))


@pytest.mark.parametrize("path", TEMPLATES, ids=from_root)
def test_template_has_no_inline_style_or_script(path):
    script = r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>"
    inline = rf"{script}|<style|\sstyle=|\son[a-z]+="

    assert re.findall(inline, path.read_text(), re.IGNORECASE) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=from_root)
def test_template_has_no_foreign_address_in_a_loading_attribute(path):
    assert re.findall(r"(?:src|srcset|data|poster)=\"(?:https?:)?//", path.read_text()) == []


@pytest.mark.parametrize("path", COMPONENTS, ids=from_root)
def test_component_documents_its_parameters_and_stays_small(path):
    text = path.read_text()
    documentation, _, markup = text.partition("{% endcomment %}")

    assert documentation.startswith("{% comment %}")
    assert len(markup.strip().splitlines()) <= 30


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if path not in COMPONENTS], ids=from_root
)
def test_page_template_stays_readable(path):
    assert len(path.read_text().splitlines()) <= 60


# Python -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MODULES, ids=from_root)
def test_module_stays_readable(path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=from_root)
def test_functions_and_classes_stay_readable(path):
    limits = {ast.FunctionDef: 40, ast.AsyncFunctionDef: 40, ast.ClassDef: 150}
    definitions = [node for node in ast.walk(ast.parse(path.read_text())) if type(node) in limits]

    too_long = [
        f"{node.name}: {length} lines"
        for node in definitions
        if (length := node.end_lineno - node.lineno + 1) > limits[type(node)]
    ]

    assert too_long == []


def test_no_module_has_a_name_that_says_nothing():
    names = {name for path in MODULES for name in [path.stem, *path.relative_to(ROOT).parts]}

    assert names & FORBIDDEN_NAMES == set()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_model_and_fields_have_german_names(model):
    meta = model._meta
    own_fields = [
        field
        for field in meta.local_fields + meta.local_many_to_many
        if not field.primary_key and field.model is model
    ]

    unnamed = [
        field.name for field in own_fields if field.verbose_name == field.name.replace("_", " ")
    ]

    assert unnamed == []
    assert "verbose_name" in meta.original_attrs
    assert "verbose_name_plural" in meta.original_attrs


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run")


# Settings and files around the code ---------------------------------------------------------


def test_env_example_lists_exactly_the_variables_settings_read():
    read = re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "portal" / "settings.py").read_text())
    listed = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert sorted(listed) == sorted(read)


def test_env_example_works_as_it_is(monkeypatch):
    for name, value in re.findall(
        r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE
    ):
        monkeypatch.setenv(name, value.strip('"'))
    monkeypatch.setenv("SECRET_KEY", "long-enough-" * 5)
    monkeypatch.setattr(environ.Env, "read_env", lambda *arguments: None)

    configured = runpy.run_path(str(ROOT / "portal" / "settings.py"))

    assert configured["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert (configured["DEBUG"], configured["HTTPS"]) == (False, True)


def test_static_files_name_only_files_that_exist(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {
            "BACKEND": f"{ManifestStaticFilesStorage.__module__}.ManifestStaticFilesStorage"
        }
    }

    call_command("collectstatic", "--noinput", "--verbosity=0")

    assert (tmp_path / "staticfiles.json").exists()


def test_lock_files_hold_hashes_and_no_addresses():
    locked = {path.name: path.read_text() for path in ROOT.glob("requirements*.txt")}
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    assert set(locked) == {
        "requirements.txt",
        "requirements-dev.txt",
        "requirements-assets.txt",
    }
    for text in locked.values():
        assert re.findall(r"^--|://|^-e|file:", text, re.MULTILINE) == []
        assert len(re.findall(r"^\S+==", text, re.MULTILINE)) == len(
            re.findall(r"^\S+==.*\\\n    --hash=sha256:", text, re.MULTILINE)
        )
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


@pytest.mark.parametrize("source", sorted(ROOT.glob("requirements*.in")), ids=from_root)
def test_lock_file_knows_every_package_of_its_source(source):
    named = re.findall(r"^([a-z][\w-]*)", source.read_text(), re.MULTILINE)

    locked = re.findall(r"^([a-z][\w-]*)==", source.with_suffix(".txt").read_text(), re.MULTILINE)

    assert set(named) - set(locked) == set()


def test_every_served_package_is_in_the_licence_inventory():
    inventory = tomllib.loads((ROOT / "assets.toml").read_text())["package"]
    dependencies = json.loads((ROOT / "package.json").read_text())["dependencies"]

    assert {package["name"] for package in inventory} == set(dependencies)
    for package in inventory:
        assert package["license"]
        assert [entry for entry in package["files"] if "LICENSE" in entry["from"]] != []


@pytest.mark.parametrize("path", TEXT_FILES, ids=from_root)
def test_file_names_no_place_on_somebodys_machine(path):
    homes = "|".join(["work", "home", "root", "Users"])

    assert re.findall(rf"(?<![\w.:}}])/(?:{homes})/\w+", path.read_text()) == []
