"""All or nothing: the one frame in which every import writes."""

from contextlib import contextmanager

from django.db import DatabaseError, transaction


@contextmanager
def all_or_nothing(report):
    """Write inside; nothing stays after an error of the report, a dry run or a database failure."""
    try:
        with transaction.atomic():
            yield
            if report.dry_run or not report.is_ok:
                transaction.set_rollback(True)
    except DatabaseError as error:
        report.error(
            "Datenbank",
            f"Das Speichern ist gescheitert ({error}).",
            "Läuft gerade ein anderer Import, oder ist der Speicher voll? Bitte versuchen Sie es "
            "danach noch einmal.",
        )
    report.is_written = report.is_ok and not report.dry_run and report.has_changes
