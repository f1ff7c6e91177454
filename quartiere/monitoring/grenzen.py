"""How much of an upload is read at most, and the error that says so."""

MAX_FILE_BYTES = 50 * 10**6
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELL = 10_000

# A workbook is a ZIP archive: what it unpacks to is bounded before anything is read.
MAX_UNPACKED_BYTES = 200 * 10**6
MAX_SHARED_STRINGS_BYTES = 30 * 10**6
MAX_ARCHIVE_MEMBERS = 2_000
MAX_RATIO = 200


class TabelleError(ValueError):
    """The file cannot be read as a table; the message is a German sentence for the uploader."""
