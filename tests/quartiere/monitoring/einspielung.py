"""Reading a small table into the Kommune of the fixture `areas`, as an import does."""

import io

from django.core.management import call_command

from quartiere.monitoring import einspielen
from tests.quartiere.monitoring.builders import profil, texts

CSV = "ID;S1\n01;1,5\n02;2,5\n03;9,5\n"


def read(text=CSV, *, kommune=None, correction_note="", **values):
    files = [("werte.csv", io.BytesIO(text.encode()))]
    checked = profil(**values)
    return einspielen.read(checked, files, kommune=kommune, correction_note=correction_note)


def errors(reading):
    return texts(reading.bericht.errors())


def run(*arguments, stdout=None, **options):
    """What a management command prints; `stdout` keeps it where the command fails."""
    out = stdout or io.StringIO()
    call_command(*map(str, arguments), stdout=out, **options)
    return out.getvalue()
