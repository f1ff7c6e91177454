"""The guests of one Veranstaltung as a table for its organisers: CSV for German spreadsheets."""

from django.http import HttpResponse
from django.utils import timezone

from quartiere.exporte import BOM, cell, csv_writer

COLUMNS = ["name", "e-mail", "stand", "eingegangen"]


def csv_response(veranstaltung, rows):
    """Not streamed and never kept by a cache: it holds personal data."""
    name = f"anmeldungen-{veranstaltung.slug}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = BOM + "".join(lines(veranstaltung, rows))
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def lines(veranstaltung, rows):
    """Text of people never starts a formula, neither in a cell nor in a question."""
    fragen, writer = list(veranstaltung.fragen.all()), csv_writer()
    yield writer.writerow([cell(text) for text in [*COLUMNS, *map(str, fragen)]])
    for row in rows:
        received = f"{timezone.localtime(row.created_at):%d.%m.%Y %H:%M}"
        facts = [row.name, row.email, str(row.get_state_display()), received]
        answers = [answer for _frage, answer in row.answered(fragen)]
        yield writer.writerow([cell(value) for value in [*facts, *answers]])
