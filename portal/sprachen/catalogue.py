"""The portal's catalogues: which texts are marked, and the .po and .mo files beside each other.

GNU gettext is not needed: Django itself reads the templates, Python's `ast` the modules, and polib
(a tool for development) reads and writes the catalogues.
"""

import ast
import re
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

ROOT = settings.BASE_DIR
APPS = ("portal", "quartiere", "netzwerke", "veranstaltungen")
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
# Pages for staff and mails are German.
NOT_PUBLIC = {"account", "admin", "allauth", "emails", "mfa"}
# What is there in every language of the frame: header, footer, notices about languages.
FRAME_FILES = (
    "templates/layout/",
    "templates/sprachen/",
    "portal/templatetags/frame.py",
    "portal/sprachen/models/fassung.py",
)
STRING = r"""(u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))"""
IN_TEMPLATE = re.compile(rf"(?:gettext|_)\(\s*{STRING}\s*\)")
PLURAL_IN_TEMPLATE = re.compile(rf"ngettext\(\s*{STRING}\s*,\s*{STRING}")
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*\}|%%|%[sd]")


def messages():
    """{msgid: files} of everything that is marked; a plural is one pair (singular, plural)."""
    found = {}
    for path in _sources():
        name = str(path.relative_to(ROOT))
        read = in_template if path.suffix in (".html", ".txt") else in_module
        for message in read(path.read_text(), name):
            found.setdefault(message, set()).add(name)
    return {message: sorted(found[message]) for message in sorted(found, key=str)}


def frame_messages():
    """The part of them that every language of the frame has."""
    return {
        message: files
        for message, files in messages().items()
        if any(name.startswith(FRAME_FILES) for name in files)
    }


def _sources():
    templates = sorted((ROOT / "templates").rglob("*.html"))
    yield from (path for path in templates if not NOT_PUBLIC & set(path.parts))
    for app in APPS:
        modules = sorted((ROOT / app).rglob("*.py"))
        yield from (path for path in modules if "migrations" not in path.parts)


def in_template(text, name=""):
    """The messages of a template, as Django's own makemessages would find them."""
    code = templatize(text, origin=name)
    for singular, plural in PLURAL_IN_TEMPLATE.findall(code):
        yield ast.literal_eval(singular), ast.literal_eval(plural)
    yield from map(ast.literal_eval, IN_TEMPLATE.findall(PLURAL_IN_TEMPLATE.sub("", code)))


def in_module(text, name=""):
    """The messages of a module: literal arguments of gettext and its kin."""
    for node in ast.walk(ast.parse(text, name)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            words = [arg.value for arg in node.args if _is_text(arg)]
            if node.func.id in CALLS and words:
                yield words[0]
            elif node.func.id in ("ngettext", "ngettext_lazy") and len(words) == 2:
                yield tuple(words)


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def placeholders(text):
    """What a translation must have in common with its source, in any order."""
    return sorted(set(PLACEHOLDER.findall(text)))


def folder(code):
    return Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES"


def update(code, wanted):
    """Write the .po anew: every wanted message, translations kept, the rest left out.

    Returns the messages that lack a translation.
    """
    import polib

    path = folder(code) / "django.po"
    old = polib.pofile(str(path)) if path.exists() else []
    known = {_key(entry): entry for entry in old if not entry.obsolete}
    catalogue = polib.POFile(wrapwidth=98)
    catalogue.metadata = {
        "Language": code,
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[code],
    }
    for message in wanted:
        catalogue.append(_entry(message, known.get(message)))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return [_key(entry) for entry in catalogue if not entry.translated()]


def build(code):
    """The .mo that Django reads, from the .po beside it."""
    import polib

    path = folder(code) / "django.po"
    polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


SLAVIC = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "tr": "nplurals=2; plural=(n > 1);",
    "ru": SLAVIC,
    "uk": SLAVIC,
    "pl": SLAVIC.replace("n%10==1 && n%100!=11", "n==1"),
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);",
}


def _key(entry):
    return (entry.msgid, entry.msgid_plural) if entry.msgid_plural else entry.msgid


def _entry(message, known):
    import polib

    if isinstance(message, tuple):
        forms = known.msgstr_plural if known else {0: "", 1: ""}
        return polib.POEntry(msgid=message[0], msgid_plural=message[1], msgstr_plural=forms)
    return polib.POEntry(msgid=message, msgstr=known.msgstr if known else "")
