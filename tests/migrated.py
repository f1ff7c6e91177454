"""A database in memory that was migrated once: later runs start from a copy of it.

The copy is found by the content of everything that migrations are made of. PostgreSQL and files
are left to Django.
"""

import hashlib
import os
import shutil
import sqlite3

from django.conf import settings
from django.db import connection

FOLDER = settings.BASE_DIR / "var" / "test-databases"
SEARCH = ["analysis", "days", "fulltext", "index", "kinds", "links", "models"]
# What migrations read besides themselves.
SOURCES = [
    "requirements.txt", "tests/migrated.py",
    "portal/konten/roles.py", "quartiere/monitoring/frozen.py",
    # They make the full text, and what stands in it after the migrations.
    *(f"portal/suche/{name}.py" for name in SEARCH),
]  # fmt: skip


def restore():
    """Fill the test database before Django migrates it; returns what keeps it alive, or None."""
    template = _template()
    if not (connection.vendor == "sqlite" and _is_in_memory() and template.exists()):
        return None
    target = sqlite3.connect(_name(), uri=True, check_same_thread=False)
    with sqlite3.connect(template) as source:
        source.backup(target)
    source.close()
    return target


def copy_to(path):
    """A file that needs no more than the newest migrations, where a run has left one."""
    if _template().exists():
        shutil.copyfile(_template(), path)


def number_high():
    """Each table counts on from a number of its own, with five digits or more.

    A page that writes 12.345 where a form or an address needs 12345, or the number of one kind
    of row for another's, is then found by whatever test comes by.
    """
    tables = sorted(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for place, table in enumerate(tables, start=1):
            for row in connection.introspection.get_sequences(cursor, table):
                _count_from(cursor, row, place * 10_000)


def _count_from(cursor, row, number):
    """On SQLite an own table keeps the numbers; it has no row where nothing was counted yet."""
    if connection.vendor == "postgresql":
        cursor.execute("SELECT setval(%s, %s)", [row["name"], number])
        return
    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [row["table"]])
    cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [row["table"], number])


def save():
    """Keep the migrated database for the next run; a file appears whole or not at all."""
    template = _template()
    if connection.vendor != "sqlite" or not _is_in_memory() or template.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished = FOLDER / f"{os.getpid()}.new"
    connection.ensure_connection()
    target = sqlite3.connect(unfinished)
    connection.connection.backup(target)
    target.close()
    unfinished.replace(template)


def _is_in_memory():
    return "mode=memory" in _name()


def _name():
    return str(connection.creation._get_test_db_name())


def _template():
    digest = hashlib.sha256()
    root = settings.BASE_DIR
    packages = ["portal", "quartiere", "netzwerke", "veranstaltungen"]
    files = [root / name for name in SOURCES]
    files += [path for name in packages for path in (root / name).glob("**/migrations/*.py")]
    files += (root / "portal/beitraege/drafts").glob("*")
    for path in sorted(files):
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:32]}.sqlite3"
