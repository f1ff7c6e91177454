"""What changed between two versions, word by word. Pure functions over fields and values."""

import html
import re
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.html import strip_tags

SAME, ADDED, REMOVED = "same", "added", "removed"
WORDS = re.compile(r"\S+|\s+")
# HTML as somebody reads it: blocks are lines, headings and links keep what a tag would hide.
READABLE = [
    (re.compile(r"<h([2-4])>"), lambda match: f"{'#' * int(match[1])} "),
    (re.compile(r"<li>(<p>)?"), lambda match: "• "),
    (re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL), r"\2 (\1)"),
    (re.compile(r"</(p|h[2-4]|li|tr|blockquote)>|<br>"), "\n"),
]


class Stueck(NamedTuple):
    kind: str
    text: str


class Aenderung(NamedTuple):
    label: str
    pieces: list[Stueck]


def changes(old, new, fields):
    """[Aenderung] for each of `fields` whose value differs between the two rows."""
    pairs = [(field, shown(old, field), shown(new, field)) for field in fields]
    return [
        Aenderung(field.verbose_name, pieces_of(before, after))
        for field, before, after in pairs
        if before != after
    ]


def pieces_of(before, after):
    """Both texts as one sequence of pieces: kept, removed and added words."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        removed, added = "".join(old[start:end]), "".join(new[new_start:new_end])
        if tag == "equal":
            pieces.append(Stueck(SAME, removed))
            continue
        pieces += [Stueck(REMOVED, removed)] if removed else []
        pieces += [Stueck(ADDED, added)] if added else []
    return pieces


def shown(row, field):
    """The value of a field as staff read it; "" for nothing."""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if field.is_relation:
        value = getattr(row, field.attname)
        found = value and field.related_model._base_manager.filter(pk=value).first()
        return str(found or (f"gelöscht (Nummer {value})" if value else ""))
    value = field.value_from_object(row)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return readable(value) if isinstance(value, str) else str(value or "")


def readable(text):
    if "<" not in text:
        return text
    for pattern, replacement in READABLE:
        text = pattern.sub(replacement, text)
    return html.unescape(strip_tags(text)).strip()
