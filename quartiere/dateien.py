"""Uploaded documents: whether a file is what its name says. Pure, no Django."""

import zipfile
from pathlib import PurePath

MAX_BYTES = 25_000_000
EXTENSIONS = ["pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx", "csv", "txt", "zip"]
# A member every file of this kind has; "" for a ZIP of anything.
ZIP_MEMBERS = {
    "odt": "mimetype",
    "ods": "mimetype",
    "odp": "mimetype",
    "docx": "word/",
    "xlsx": "xl/",
    "pptx": "ppt/",
    "zip": "",
}
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml")


class FileRefused(ValueError):
    """The file cannot be published; the message is German and meant for people."""


def check_document(file, filename):
    """Raise FileRefused where size or content do not fit the extension of `filename`."""
    extension = PurePath(filename).suffix[1:].lower()
    if extension not in EXTENSIONS:
        raise FileRefused(f"Möglich sind Dateien der Art {', '.join(EXTENSIONS)}.")
    if file.size > MAX_BYTES:
        raise FileRefused(f"Die Datei ist größer als {MAX_BYTES // 1_000_000} MB.")
    file.seek(0)
    if not _fits(file, extension):
        raise FileRefused(
            f"Der Inhalt passt nicht zur Endung „.{extension}“. Ist die Datei beschädigt oder "
            "umbenannt? Bitte speichern Sie sie neu."
        )
    file.seek(0)


def _fits(file, extension):
    if extension == "pdf":
        return file.read(5) == b"%PDF-"
    if extension in ZIP_MEMBERS:
        return _is_zip_with(file, ZIP_MEMBERS[extension])
    return _is_text(file.read(200_000))


def _is_zip_with(file, member):
    # From the first byte: a ZIP may stand behind any other content.
    if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            return any(name.startswith(member) for name in archive.namelist()) or not member
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _is_text(start):
    """No binary content, and no markup that a browser might take for a page."""
    lowered = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return b"\0" not in start and not lowered.startswith(MARKUP)
