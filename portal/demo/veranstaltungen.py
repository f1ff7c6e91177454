"""Veranstaltungen in every state, relative to today, with who invites and who comes."""

from datetime import datetime, time, timedelta

from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils import timezone

from netzwerke.models import Akteur, Sprache
from portal.demo import kommune, konten, rows
from portal.demo.akteure import quartiere, set_topics
from portal.demo.city import to_degrees
from portal.demo.strategie import by_slug
from portal.konten.roles import Role
from quartiere.models import Bild, Quartier, Zielgruppe
from quartiere.strategie.models import Handlungsansatz
from veranstaltungen.models import (
    Anmeldung,
    Dokumentation,
    Frage,
    Programmpunkt,
    Termin,
    Veranstalter,
    Veranstaltung,
    VeranstaltungMaterial,
    Veranstaltungsart,
    Verlauf,
)

SOURCE = "Beispieldaten"
Status = Veranstaltung.Status
# The steps that led to each state, as the history tells them.
STEPS = {
    Status.DRAFT: [],
    Status.SUBMITTED: ["submit"],
    Status.RETURNED: ["submit", "return"],
    Status.PUBLISHED: ["submit", "publish"],
    Status.POSTPONED: ["submit", "publish", "postpone"],
    Status.CANCELLED: ["submit", "publish", "cancel"],
    Status.PAST: ["submit", "publish", "finish"],
    Status.DOCUMENTED: ["submit", "publish", "finish", "document"],
}
STATUS_AFTER = {
    "submit": Status.SUBMITTED, "return": Status.RETURNED, "publish": Status.PUBLISHED,
    "postpone": Status.POSTPONED, "cancel": Status.CANCELLED, "finish": Status.PAST,
    "document": Status.DOCUMENTED,
}  # fmt: skip


def load():
    count = sum(_load_veranstalter(data) for data in rows.read("veranstaltungen/veranstalter"))
    there = set(Veranstaltung.objects.values_list("slug", flat=True))
    entries = rows.read("veranstaltungen/veranstaltungen")
    missing = [data for data in entries if data["slug"] not in there]
    for number, data in enumerate(missing):
        _create(number, data)
    return count + len(missing)


def remove():
    own = Veranstaltung.objects.filter(Q(kommune__ags=kommune.AGS) | Q(kommune=None, source=SOURCE))
    keys = list(own.values_list("pk", flat=True))
    querysets = [
        VeranstaltungMaterial.objects.filter(veranstaltung__in=keys),
        Veranstaltung.objects.filter(pk__in=keys),
        Veranstalter.objects.filter(kommune__ags=kommune.AGS),
    ]
    return sum(queryset.delete()[0] for queryset in querysets)


# Who invites ----------------------------------------------------------------------------------


def _load_veranstalter(data):
    akteur = Akteur.objects.filter(slug=data["akteur"]).first()
    if akteur is None:
        return 0
    found = Veranstalter.objects.filter(akteur=akteur).first()
    row = found or rows.create(
        Veranstalter,
        name=akteur.name,
        akteur=akteur,
        kommune=akteur.kommune,
        trust=Veranstalter.Trust.TRUSTED if data["trusted"] else Veranstalter.Trust.MODERATED,
    )
    if data.get("login"):
        row.mitglieder.add(*konten.find(Role.VERANSTALTER))
    return 0 if found else 1


# One Veranstaltung ----------------------------------------------------------------------------


def _create(number, data):
    veranstaltung = rows.create(Veranstaltung, **_fields(data), **_registration(data))
    veranstaltung.quartiere.set(quartiere(data["quartiere"]))
    veranstaltung.sprachen.set(Sprache.objects.filter(code__in=data["sprachen"]))
    veranstaltung.audience_zielgruppen.set(by_slug(Zielgruppe, data["audience_zielgruppen"]))
    set_topics(veranstaltung, data)
    for entry in data["termine"]:
        _create_termin(veranstaltung, entry)
    for order, (text, kind, choices) in enumerate(data["questions"], start=1):
        fields = {"text": text, "kind": kind, "choices": choices, "order": order}
        rows.create(Frage, veranstaltung=veranstaltung, **fields)
    for entry in data["material"]:
        _create_material(veranstaltung, entry)
    _create_verlauf(veranstaltung, data)
    _create_anmeldungen(veranstaltung, data)
    if data["dokumentation"]:
        _create_dokumentation(veranstaltung, data["dokumentation"])


def _fields(data):
    veranstalter = Veranstalter.objects.filter(akteur__slug=data["veranstalter"]).first()
    home = quartiere([data["quartier"]]).first() if data["quartier"] else None
    longitude, latitude = _point(data, home)
    function, phone = data["contact"]
    names = ("slug", "title", "teaser", "description", "audience", "format", "place", "street")
    return {
        "art": Veranstaltungsart.objects.filter(slug=data["art"]).first(),
        "veranstalter": veranstalter,
        "kommune": None if data.get("supra_local") else kommune.find().get(),
        "quartier": home,
        "city": "Musterstadt" if data["format"] != "online" else "",
        "postcode": home.contact_postcode if home else "",
        "longitude": longitude,
        "latitude": latitude,
        "contact_function": function,
        "contact_phone": phone,
        "picture": _picture(data["picture"]),
        "status": data["status"],
        "created_by": konten.find(Role.VERANSTALTER).first(),
        "source": SOURCE,
        **{name: data[name] for name in (*names, "online_link", "fee")},
        **data["facts"],
    }


def _point(data, home):
    """The point given in metres, else one beside the middle of the Quartier."""
    if data["xy"]:
        return to_degrees(*data["xy"])
    if home is None:
        return None, None
    seeds = {entry["slug"]: entry["seed"] for entry in rows.quartiere()}
    east, north = seeds[home.slug]
    shift = sum(map(ord, data["slug"])) % 240 - 120
    return to_degrees(east + shift, north - shift)


def _picture(slug):
    """That of a Quartier: the example data has no others."""
    quartier = Quartier.objects.filter(slug=slug, kommune__ags=kommune.AGS).first()
    return quartier and quartier.picture


def _registration(data):
    facts, first = data["registration"], _span(data["termine"][0])[0]
    fields = {"registration": facts["mode"], "registration_link": facts.get("link", "")}
    if "closes_before" in facts:
        fields["registration_closes_at"] = first - timedelta(days=facts["closes_before"])
    if "opens_in" in facts:
        fields["registration_opens_at"] = timezone.now() + timedelta(days=facts["opens_in"])
    taken = data["guests"] + data.get("attended", 0)
    return {**fields, "capacity": facts.get("capacity"), "taken_places": taken}


# Dates ----------------------------------------------------------------------------------------


def _moment(week, weekday, clock):
    """A weekday (0 is Monday) of the week that lies `week` weeks from now."""
    today = timezone.localdate()
    day = today + timedelta(days=7 * week + weekday - today.weekday())
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock or "00:00")))


def _span(entry):
    starts_at = _moment(entry["week"], entry["weekday"], entry["start"])
    last = entry.get("all_day_until", entry["weekday"])
    ends_at = _moment(entry["week"], last, entry["end"])
    # Whole days end with the midnight after the last one, and a feast may go on after midnight.
    if ends_at <= starts_at or "all_day_until" in entry:
        ends_at += timedelta(days=1)
    return starts_at, ends_at


def _create_termin(veranstaltung, entry):
    starts_at, ends_at = _span(entry)
    termin = rows.create(
        Termin,
        veranstaltung=veranstaltung,
        starts_at=starts_at,
        ends_at=ends_at,
        is_all_day="all_day_until" in entry,
        is_cancelled=entry.get("cancelled", False),
        moved_from=_moment(*entry["moved"]) if "moved" in entry else None,
        note=entry.get("note", ""),
    )
    for order, (clock, title, speakers) in enumerate(entry.get("programm", []), start=1):
        fields = {"starts_at": time.fromisoformat(clock), "title": title, "speakers": speakers}
        rows.create(Programmpunkt, termin=termin, order=order, **fields)


# What happened --------------------------------------------------------------------------------


def _create_verlauf(veranstaltung, data):
    steps = STEPS[data["status"]]
    for number, step in enumerate(steps):
        Verlauf.objects.create(
            veranstaltung=veranstaltung,
            step=step,
            status=STATUS_AFTER[step],
            happened_at=timezone.now() - timedelta(days=2 * (len(steps) - number)),
            reason=data["reason"] if number == len(steps) - 1 else "",
        )


def _create_anmeldungen(veranstaltung, data):
    State = Anmeldung.State
    states = [State.CONFIRMED] * data["guests"] + [State.WAITING] * data["waiting"]
    states += [State.ATTENDED] * data.get("attended", 0)
    for number, state in enumerate(states, start=1):
        rows.create(
            Anmeldung,
            veranstaltung=veranstaltung,
            name=f"Gast {number} (Beispiel)",
            email=f"gast-{number}@example.org",
            consent_text=veranstaltung.consent_text,
            state=state,
            confirmed_at=timezone.now(),
            waiting_since=timezone.now() if state == State.WAITING else None,
            delete_on=veranstaltung.deletion_day(),
        )


def _create_material(veranstaltung, entry, is_result=False):
    source = {"link": entry["link"]} if "link" in entry else {"file": _file(entry)}
    rows.create(
        VeranstaltungMaterial,
        veranstaltung=veranstaltung,
        title=entry["title"],
        is_result=is_result,
        **source,
    )


def _file(entry):
    return ContentFile(f"{entry['text']}\n".encode("utf-8-sig"), "unterlage-beispiel.txt")


def _create_dokumentation(veranstaltung, data):
    row = rows.create(Dokumentation, veranstaltung=veranstaltung, results=data["text"])
    row.handlungsansaetze.set(by_slug(Handlungsansatz, data["ansaetze"]))
    row.bilder.set(
        Bild.objects.filter(pk__in=[_picture(slug).pk for slug in data["bilder"] if _picture(slug)])
    )
    for entry in data["material"]:
        _create_material(veranstaltung, entry, is_result=True)
