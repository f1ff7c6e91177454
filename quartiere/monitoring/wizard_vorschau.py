"""What a draft changes, as it is kept with the Einspielung and shown before publication. Pure."""

from quartiere.monitoring.index import DYNAMIK_CLASSES, STATUS_CLASSES

UNVALUED = "–"
LISTS = {
    "neu_gueltig": "Gebiete, die jetzt zählen und vorher ausgeschlossen waren",
    "neu_ausgeschlossen": "Gebiete, die jetzt ausgeschlossen sind",
    "hinzugekommen": "Gebiete, die es in der letzten Ausgabe nicht gab",
    "weggefallen": "Gebiete, die es in dieser Ausgabe nicht mehr gibt",
}


def as_document(reading) -> dict:
    """The comparison with the last edition as JSON-able values; `{}` parts where there is none."""
    names = {area.key: area.name for area in reading.edition.areas}
    return {
        "gebiete": len(reading.edition.areas),
        "gueltig": sum(not area.exclusion for area in reading.edition.areas),
        "meldungen": list(reading.result.messages),
        "vorher": _previous(reading.previous),
        **_changes(reading.vergleich, names),
    }


def _previous(ausgabe):
    if ausgabe is None:
        return {}
    return {
        "name": str(ausgabe),
        "gebietsstand": ausgabe.gebietsstand,
        "gueltig": ausgabe.valid_count,
        "klassen": ausgabe.class_counts,
    }


def _changes(vergleich, names):
    if vergleich is None:
        return {}
    changed = {wechsel.key: wechsel for wechsel in vergleich.dynamik_changed}
    changed |= {wechsel.key: wechsel for wechsel in vergleich.status_changed}
    moves = [[*pair, count] for pair, count in sorted(vergleich.moves.items())]
    lists = {"neu_gueltig": vergleich.newly_valid, "neu_ausgeschlossen": vergleich.newly_excluded}
    lists |= {"hinzugekommen": vergleich.added, "weggefallen": vergleich.removed}
    return {
        "gemeinsam": vergleich.common,
        "anderer_status": len(vergleich.status_changed),
        "andere_dynamik": len(vergleich.dynamik_changed),
        "uebergaenge": moves,
        "wechsel": [_wechsel(changed[key], names) for key in sorted(changed)],
        "listen": {
            name: [[key, names.get(key, "")] for key in keys] for name, keys in lists.items()
        },
    }


def _wechsel(wechsel, names):
    before, after = wechsel.before, wechsel.after
    return [
        wechsel.key, names.get(wechsel.key, ""),
        before.status, after.status, before.dynamik, after.dynamik,
    ]  # fmt: skip


# For the page ----------------------------------------------------------------------------------


def class_table(ausgabe, preview=None):
    """(heading, rows), each row (class, number before or None, number now)."""
    now, before = ausgabe.class_counts, (preview or {}).get("vorher", {}).get("klassen")
    overlaps = sorted({*now.get("overlap", {}), *(before or {}).get("overlap", {})}, key=int)
    for heading, name, classes in (
        ("Status", "status", {word: word for word in STATUS_CLASSES}),
        ("Dynamik", "dynamik", {word: word for word in DYNAMIK_CLASSES}),
        ("Überlagerung", "overlap", {n: f"{n} Gruppen mit Bedarf" for n in overlaps}),
        ("Aufmerksamkeitsgebiete", "attention", {"yes": "besonderer Aufmerksamkeitsbedarf"}),
    ):
        if now.get(name):
            old = before.get(name, {}) if before else None
            yield (
                heading,
                [
                    (word, None if old is None else old.get(key, 0), now[name].get(key, 0))
                    for key, word in classes.items()
                ],
            )


def transition_table(preview):
    """Per status before: the numbers by status after, and whether the class stayed."""
    counts = {(before, after): count for before, after, count in preview.get("uebergaenge", [])}
    if not counts:
        return None
    return {
        "columns": STATUS_CLASSES,
        "rows": [
            (before, [(after, counts.get((before, after), 0), before == after)
                      for after in STATUS_CLASSES])
            for before in STATUS_CLASSES
        ],
    }  # fmt: skip


def changed_areas(preview, *, text="", kind=""):
    """The areas that change class, narrowed by name or key and by what changes."""
    wanted = text.casefold()
    for key, name, *classes in preview.get("wechsel", []):
        status_before, status_after, dynamik_before, dynamik_after = classes
        differs = {
            "status": status_before != status_after,
            "dynamik": dynamik_before != dynamik_after,
        }
        if wanted in f"{key} {name}".casefold() and differs.get(kind, True):
            yield {"key": key, "name": name, "changes": [
                (status_before or UNVALUED, status_after or UNVALUED),
                (dynamik_before or UNVALUED, dynamik_after or UNVALUED),
            ]}  # fmt: skip


def area_lists(preview):
    """(heading, [(key, name)]) of areas that come, go, or change between valid and excluded."""
    found = preview.get("listen", {})
    return [(heading, found[name]) for name, heading in LISTS.items() if found.get(name)]
