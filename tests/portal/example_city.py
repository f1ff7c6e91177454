"""What the tests of the example data share."""

from io import StringIO
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.test import TestCase

OUR_APPS = {
    "beitraege", "konten", "account", "rueckmeldungen", "quartiere", "monitoring", "strategie",
    "netzwerke", "veranstaltungen", "postausgang",
}  # fmt: skip
# Small pictures are quick; how they look is no question of their size.
SAMPLING = 0.1


def load(*options):
    output = StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("load_demo_data", *options, stdout=output)
    return output.getvalue().splitlines()


def all_rows():
    """Every row of our apps as plain values."""
    models = [model for model in apps.get_models() if model._meta.app_label in OUR_APPS]
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


def files(folder):
    return sorted(path for path in Path(folder).rglob("*") if path.is_file())
