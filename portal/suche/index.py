"""Keeps the index: a few rows in the transaction that changed them, or all of them again."""

from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain, islice
from typing import NamedTuple

from django.db import transaction
from django.db.models import ForeignKey
from django.utils import translation

from portal.sprachen.addresses import SOURCE
from portal.suche import days, kinds, links
from portal.suche.analysis import (
    MAX_WORDS_OF_TEXT,
    STOP_WORDS,
    clean,
    joined,
    lexemes_of,
    plain_text,
    spellings,
    stem,
    surfaces,
)
from portal.suche.fulltext import one_of, settle
from portal.suche.models import SuchDokument, SuchWort, key_of

CHUNK = 500
MAX_LEXEMES = 1_500
FIELDS = [field.name for field in SuchDokument._meta.fields if not field.primary_key]
HEAVY = ("boundary", "svg_path")


class Entry(NamedTuple):
    """A document, not yet saved, and its words as they are written."""

    document: SuchDokument
    surfaces: tuple


# Names of kinds with the keys that `collected()` makes at its end; None outside of it.
COLLECTING = ContextVar("suche_collecting", default=None)


@contextmanager
def collected():
    """Many changes in one transaction: each document is made once, at the end of the block."""
    waiting = {}
    token = COLLECTING.set(waiting)
    try:
        yield
    finally:
        COLLECTING.reset(token)
    for name, keys in waiting.items():
        refresh(kinds.BY_NAME[name], keys)
        ensure_kommunen(kinds.BY_NAME[name], keys)


def refresh(kind, keys, *, is_new=False):
    """Make the documents of these objects again; those that are not public by status go.

    Of rows that are new there is nothing to remove.
    """
    keys = list(keys)
    if keys and not _is_waiting(kind, keys):
        _refresh(kind, keys, is_new)


def refresh_marks(kind, keys, letter):
    """What these objects belong to has changed by one letter; their words stay."""
    if not _is_waiting(kind, keys):
        _refresh_marks(kind, list(keys), letter)


def _is_waiting(kind, keys):
    waiting = COLLECTING.get()
    if waiting is not None:
        waiting.setdefault(kind.name, set()).update(keys)
    return waiting is not None


def ensure_kommune(key):
    """A Kommune is found once something belongs to it."""
    known = SuchDokument.objects.filter(kind="kommune", object_id=key)
    if key is not None and COLLECTING.get() is None and not known.exists():
        refresh(kinds.BY_NAME["kommune"], [key])


def ensure_kommunen(kind, keys):
    """The same for many rows."""
    if COLLECTING.get() is not None or not _belongs_to_kommune(kind):
        return
    rows = kind.model._base_manager.filter(pk__in=keys, kommune__isnull=False)
    known = SuchDokument.objects.filter(kind="kommune").values("object_id")
    missing = set(rows.exclude(kommune__in=known).values_list("kommune", flat=True))
    if missing:
        refresh(kinds.BY_NAME["kommune"], missing)


def _belongs_to_kommune(kind):
    return any(field.name == "kommune" for field in kind.model._meta.fields)


# No savepoints: who asks stands in a transaction, or each of these is the whole of one.
def _refresh(kind, keys, is_new):
    with transaction.atomic(savepoint=False):
        entries = _entries(kind, list(_rows(kind).filter(pk__in=keys)))
        if not is_new:
            kept = [entry.document.pk for entry in entries]
            old = SuchDokument.objects.filter(kind=kind.name, object_id__in=keys)
            old.exclude(pk__in=kept).delete()
        _write(entries)


def _refresh_marks(kind, keys, letter):
    with transaction.atomic(savepoint=False):
        documents = SuchDokument.objects.filter(kind=kind.name, object_id__in=keys)
        documents = list(documents.only("object_id", "marks"))
        linked = links.of_letter(kind, keys, letter)
        for document in documents:
            marks = links.changed(document, kind, letter, linked[document.object_id][letter])
            _replace_marks(document, " ".join(marks))
        missing = set(keys).difference(document.object_id for document in documents)
        if missing:
            _refresh(kind, list(missing), is_new=True)


def _replace_marks(document, marks):
    if marks != document.marks:
        document.marks = marks
        document.save(update_fields=["marks"])


@transaction.atomic
def rebuild():
    """Everything from nothing, in one transaction; returns how many documents there are."""
    SuchWort.objects.all().delete()
    SuchDokument.objects.all().delete()
    written = set()
    count = sum(_write_all(kind, written) for kind in kinds.KINDS)
    settle()
    return count


def _write_all(kind, written):
    rows = _rows(kind).order_by("pk").iterator(chunk_size=CHUNK)
    count = 0
    while chunk := list(islice(rows, CHUNK)):
        _write(_entries(kind, chunk), written)
        count += len(chunk)
    return count


def _rows(kind):
    """Rows of a kind with what their text and address need; what they belong to: `links`."""
    fields = {name: kind.model._meta.get_field(name) for name in kind.vocabulary}
    to_one = [name for name, field in fields.items() if isinstance(field, ForeignKey)]
    to_many = [name for name in fields if name not in to_one]
    rows = (
        kind.rows()
        .select_related(*to_one, *kind.address, *links.needed(kind))
        .prefetch_related(*to_many)
    )
    heavy = [field.name for field in kind.model._meta.fields if field.name in HEAVY]
    heavy += [f"{name}__{field}" for name in links.needed(kind) for field in HEAVY]
    return rows.defer(*heavy) if heavy else rows


def _entries(kind, rows):
    if not rows:
        return []
    linked = links.of_rows(kind, rows)
    # The address without a language; the page puts its reader's before it.
    with translation.override(SOURCE):
        return [_entry(kind, row, linked[row.pk]) for row in rows]


def _entry(kind, row, linked):
    title = getattr(row, kind.title)
    teaser = " ".join(str(getattr(row, name)) for name in kind.lead if getattr(row, name))
    texts = [str(getattr(row, name)) for name in kind.texts]
    texts += [str(entry) for name in kind.vocabulary for entry in _related(row, name)]
    text = joined(plain_text(text) for text in texts)
    written = [surfaces(clean(part)) for part in (title, teaser, text)]
    head, terms = lexemes_of_document(*written)
    document = SuchDokument(
        id=key_of(days.day_of(row), kind.number, row.pk),
        kind=kind.name,
        object_id=row.pk,
        title=title[:300],
        teaser=teaser[:300],
        text=text,
        url=row.get_absolute_url(),
        language=getattr(row, "language", "de"),
        date=days.shown_day_of(row),
        marks=" ".join(links.marks(kind, row.pk, linked)),
        head=" ".join(head),
        terms=" ".join(terms),
    )
    return Entry(document, tuple(chain(*written)))


def lexemes_of_document(title, teaser, text):
    """Lexemes of written words: of title and lead with their sign, and of all without."""
    in_title, in_lead = lexemes_of(title), lexemes_of(teaser)
    head = [f"_{term}" for term in in_title] + [f".{term}" for term in in_lead]
    anywhere = dict.fromkeys([*in_title, *in_lead, *lexemes_of(text)])
    return head, list(islice(anywhere, MAX_LEXEMES))


def _related(row, name):
    """The objects of a foreign key or a many-to-many relation as a list."""
    value = getattr(row, name)
    if hasattr(value, "all"):
        return list(value.all())
    return [value] if value is not None else []


def _write(entries, written=None):
    """Save documents and their words; `written` are the words known to be there, added to."""
    if not entries:
        return
    # An upsert: two transactions may index the same object, and the later one counts.
    SuchDokument.objects.bulk_create(
        [entry.document for entry in entries],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=FIELDS,
        batch_size=90,
    )
    found = {}
    for entry in entries:
        for surface in islice(entry.surfaces, MAX_WORDS_OF_TEXT):
            for form, written_as in spellings(surface):
                if len(form) > 2 and form not in found and form not in STOP_WORDS:
                    found[form] = written_as
    if written is None:
        written = _known(found)
    fresh = [_wort(form, found[form]) for form in sorted(found.keys() - written)]
    SuchWort.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=200)
    written.update(found)


def _known(found):
    rows = SuchWort.objects.filter(form__in=one_of(found, "text")).order_by()
    return set(rows.values_list("form", flat=True))


def _wort(form, written_as):
    root = stem(form)
    return SuchWort(form=form, stem=root[:40], backwards=root[:40][::-1], display=written_as[:80])
