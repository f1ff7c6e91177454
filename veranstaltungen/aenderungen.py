"""What readers notice of an edit: found by comparing, kept in the Verlauf, told to those concerned.

Drafts are written as often as one likes; this is about Veranstaltungen that are public already.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from os.path import commonprefix

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from veranstaltungen import nachpruefung, nachrichten
from veranstaltungen.models import Dokumentation, Programmpunkt, Termin, Veranstaltung
from veranstaltungen.models.teile import FACTS
from veranstaltungen.models.verlauf import record
from veranstaltungen.rollen import ORGANISER, roles_of

FIELDS = [
    "title", "teaser", "description", "art", "veranstalter", "format", "place", "street",
    "postcode", "city", "quartier", "online_link", "audience", "fee", "contact_function",
    "contact_phone", "contact_email", "website", "registration", "registration_link",
    "consent_text", *FACTS, "accessibility_note",
]  # fmt: skip
# What guests have to know before they come; who only waits does not get the link itself.
FOR_GUESTS = [
    "format", "place", "street", "postcode", "city", "fee", *FACTS, "accessibility_note",
]  # fmt: skip
KNOWN = {True: "ja", False: "nein", None: ""}
NEW_LINK = "Der Link zur Teilnahme online ist neu. Er steht auf der Seite Ihrer Anmeldung."
EXCERPT = 160
# [(lines, reason)] of dates that change inside `watched`, to be told with the rest.
_dates = ContextVar("dates of the edit", default=None)


@contextmanager
def watched(veranstaltung, actor):
    """Around an edit of `veranstaltung`, whose version it changes; None is left alone.

    The caller holds the lock on the row. Of what is not public nothing is kept or told.
    """
    with transaction.atomic():
        if veranstaltung and veranstaltung.is_public:
            with _compared_afterwards(veranstaltung, actor):
                yield
        else:
            yield
        if veranstaltung:  # whose dates, programme or files may be all that changed
            row = Veranstaltung.objects.filter(pk=veranstaltung.pk)
            row.update(updated_at=timezone.now())


@contextmanager
def _compared_afterwards(veranstaltung, actor):
    termine = list(veranstaltung.termine.values_list("pk", flat=True))
    before, reasons = state_of(veranstaltung, termine), _reasons(termine)
    token = _dates.set([])
    try:
        yield
        dates = _dates.get()
    finally:
        _dates.reset(token)
    changes = differences(before, state_of(veranstaltung, termine))
    changes |= _corrected(reasons, _reasons(termine))
    _finish(veranstaltung, actor, changes, dates)


def tell_of_dates(veranstaltung, actor, lines, reason):
    """Dates of a Veranstaltung have changed: one mail, with the rest of an edit around it."""
    if (waiting := _dates.get()) is not None:
        waiting.append((lines, reason))
    else:
        _tell(veranstaltung, actor, {}, [(lines, reason)])


def _finish(veranstaltung, actor, changes, dates):
    row = Veranstaltung.objects.get(pk=veranstaltung.pk)
    if changes:
        record("edit", row, actor, "\n".join(changes.values())[:2000])
    if changes or dates:
        _tell(row, actor, changes, dates)


def _tell(row, actor, changes, dates):
    """`changes` as `differences` makes them, `dates` as [(lines, reason)]."""
    lines = list(changes.values())
    moved = [line for rows, reason in dates for line in [*rows, reason] if line]
    nachpruefung.ask(row, actor, moved + lines)
    for_organisers = [] if ORGANISER in roles_of(row, actor) else lines
    if row.status in Veranstaltung.RUNNING_STATUSES:
        for moved, reason in dates:
            nachrichten.tell_about_dates(row, actor, moved, reason, for_organisers)
            for_organisers = []
    if for_organisers:
        nachrichten.tell_organisers_of_changes(row, for_organisers)
    for_guests = [changes[name] for name in FOR_GUESTS if name in changes]
    for_guests += [NEW_LINK] * ("online_link" in changes and bool(row.online_link))
    if for_guests and row.status in Veranstaltung.RUNNING_STATUSES:
        nachrichten.tell_registered_of_changes(row, for_guests)


@translation.override(settings.LANGUAGE_CODE)  # for mails, whatever page it was changed on
def state_of(veranstaltung, termine):
    """{name: (label, text)} as it is stored, whatever a form has made of the object.

    Of notes those of the dates `termine`, [pk], wherever these have moved: new dates are told
    as a whole.
    """
    rows = Veranstaltung.objects.select_related("art", "veranstalter", "picture", "quartier")
    row = rows.get(pk=veranstaltung.pk)
    return {name: _field(row, name) for name in FIELDS} | {
        "reason": ("Begründung", _joined(row.verlauf.told().values_list("reason", flat=True))),
        "picture": ("Bild", _picture(row.picture) if row.picture else ""),
        "places": ("Für Kommunen und Quartiere", _joined(_places(row))),
        "point": ("Punkt auf der Karte", _point(row)),
        "notes": ("Hinweise zu Terminen", _joined(_notes(termine))),
        "programme": ("Programm", _joined(_programme(row))),
        "material": ("Material", _joined(f"{m}: {m.link or m.file.name}" for m in _material(row))),
        "questions": ("Fragen", _joined(f"{f.text} {f.choices}" for f in row.fragen.all())),
        **_documented(row),
    }


def differences(before, after):
    """{name: "label: „old“, jetzt „new“"} of what differs, in the order of `after`."""
    return {
        name: f"{label}: {_compared(before[name][1], text)}"
        for name, (label, text) in after.items()
        if before[name][1] != text
    }


def _reasons(termine):
    """{pk: (what it is about, reason)} of dates."""
    rows = Termin.objects.filter(pk__in=termine).order_by("pk")
    return {row.pk: ((row.starts_at, row.ends_at, row.is_cancelled), row.reason) for row in rows}


def _corrected(before, after):
    """Differences of the reasons of dates that stay; those of others are told with them."""
    kept = [pk for pk in after if after[pk][0] == before[pk][0]]
    label = "Gründe zu Terminen"
    old, new = ({"reasons": (label, _joined(s[pk][1] for pk in kept))} for s in (before, after))
    return differences(old, new)


def _field(row, name):
    field = row._meta.get_field(name)
    value = getattr(row, f"get_{name}_display")() if field.choices else getattr(row, name)
    text = KNOWN[value] if name in FACTS else str(value or "")
    return str(field.verbose_name), text


def _picture(bild):
    return f"{bild.alt_text} (Nr. {bild.pk})"


def _point(row):
    return "" if row.longitude is None else f"{row.latitude:.5f}, {row.longitude:.5f}"


def _places(row):
    return [str(place) for place in [*row.kommunen.order_by("pk"), *row.quartiere.order_by("pk")]]


def _joined(texts):
    return "\n".join(text for text in texts if text)


def _notes(termine):
    rows = Termin.objects.filter(pk__in=termine).order_by("pk")
    return rows.values_list("note", flat=True)


def _programme(row):
    lines = Programmpunkt.objects.filter(termin__veranstaltung=row).order_by("pk")
    return (f"{line.starts_at or ''} {line.title} {line.speakers}".strip() for line in lines)


def _material(row):
    return row.material.order_by("pk")


def _documented(row):
    """What came out of it; nobody reads it before it is published."""
    found = Dokumentation.objects.published().filter(veranstaltung=row).first()
    approaches = found.handlungsansaetze.order_by("pk") if found else []
    pictures = found.bilder.order_by("pk") if found else []
    return {
        "results": ("Ergebnisse", found.results if found else ""),
        "approaches": ("Handlungsansätze", _joined(map(str, approaches))),
        "pictures": ("Bilder der Dokumentation", _joined(map(_picture, pictures))),
    }


def _compared(old, new):
    if not old or not new:
        return f"neu: „{_cut(new)}“" if new else f"entfernt: „{_cut(old)}“"
    start = max(0, len(commonprefix([old, new])) - 20)
    return f"„{_cut(old, start)}“, jetzt „{_cut(new, start)}“"


def _cut(text, start=0):
    """A piece of a long text, from where it begins to differ."""
    piece = text[start : start + EXCERPT]
    return f"{'…' * bool(start)}{piece}{'…' * (len(text) > start + EXCERPT)}"
