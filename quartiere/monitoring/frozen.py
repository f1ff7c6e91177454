"""Published editions are frozen by the database itself: triggers on SQLite and PostgreSQL.

A migration that alters one of the guarded tables begins with `RunPython(remove, install)` and
ends with `RunPython(install, remove)`: SQLite rebuilds the table, stumbles over the triggers and
then loses them.
"""

MESSAGE = "Eine veröffentlichte Ausgabe ist unveränderlich."
FROZEN = "state IN ('published', 'superseded')"
# What may still change: the note for readers, and who brought it in once that account is gone.
LOOSE = ("id", "state", "note", "created_by_id")
# What an edition is made of; what is derived for maps may be drawn anew.
FIXED_IN_PLANUNGSRAUM = ("kommune_id", "gebietsstand", "key", "name", "boundary")


def install(apps, schema_editor):
    """For RunPython; a second run changes nothing."""
    remove(apps, schema_editor)
    fields = apps.get_model("monitoring", "Ausgabe")._meta.fields
    columns = [field.column for field in fields if field.column not in LOOSE]
    create = _create_postgresql if _is_postgresql(schema_editor) else _create_sqlite
    for trigger in _triggers(schema_editor, columns):
        for statement in create(*trigger):
            schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    """The opposite of `install`."""
    for name, table, *_ in _triggers(schema_editor, []):
        if _is_postgresql(schema_editor):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


def trigger_names(schema_editor):
    return sorted(name for name, *_ in _triggers(schema_editor, []))


def _is_postgresql(schema_editor):
    return schema_editor.connection.vendor == "postgresql"


def _create_sqlite(name, table, event, condition):
    yield (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    )


def _create_postgresql(name, table, event, condition):
    row = "OLD" if event == "DELETE" else "NEW"
    yield (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = '23000'; END IF; "
        f"RETURN {row}; END $$"
    )
    yield (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _triggers(schema_editor, columns):
    """(name, table, event, condition under which the event is refused) of each trigger."""
    differs = "IS DISTINCT FROM" if _is_postgresql(schema_editor) else "IS NOT"
    ausgabe = "monitoring_ausgabe"
    yield "frozen_ausgabe_update", ausgabe, "UPDATE", _ausgabe_changes(columns, differs)
    yield "frozen_ausgabe_delete", ausgabe, "DELETE", f"(OLD.{FROZEN} AND NOT OLD.is_example)"
    # REPLACE INTO would delete without asking the trigger above.
    yield (
        "frozen_ausgabe_insert",
        ausgabe,
        "INSERT",
        f"EXISTS (SELECT 1 FROM {ausgabe} WHERE id = NEW.id AND {FROZEN})",  # noqa: S608 constants
    )
    for name in ("gebietswert", "ausgabeindikator"):
        for event, condition in _child_events():
            yield f"frozen_{name}_{event.lower()}", f"monitoring_{name}", event, condition
    yield (
        "frozen_planungsraum_update",
        "monitoring_planungsraum",
        "UPDATE",
        _planungsraum_changes(differs),
    )


def _ausgabe_changes(columns, differs):
    """Only to be superseded is left, the note, and that the account behind it is deleted."""
    changed = [f"NEW.{column} {differs} OLD.{column}" for column in columns]
    changed += [
        "NEW.id <> OLD.id",
        "NEW.state <> OLD.state AND NOT (OLD.state = 'published' AND NEW.state = 'superseded')",
        f"NEW.created_by_id {differs} OLD.created_by_id AND NEW.created_by_id IS NOT NULL",
    ]
    return f"(OLD.{FROZEN} AND (({') OR ('.join(changed)})))"


def _child_events():
    def is_frozen(row, extra=""):
        condition = f"id = {row}.ausgabe_id AND {FROZEN}{extra}"
        return f"EXISTS (SELECT 1 FROM monitoring_ausgabe WHERE {condition})"  # noqa: S608 constants

    yield "INSERT", is_frozen("NEW")
    yield "UPDATE", f"({is_frozen('OLD')} OR {is_frozen('NEW')})"
    yield "DELETE", is_frozen("OLD", " AND NOT is_example")


def _planungsraum_changes(differs):
    changed = [f"NEW.{column} {differs} OLD.{column}" for column in FIXED_IN_PLANUNGSRAUM]
    frozen = f"SELECT id FROM monitoring_ausgabe WHERE {FROZEN}"  # noqa: S608 constants
    used = f"monitoring_gebietswert WHERE planungsraum_id = OLD.id AND ausgabe_id IN ({frozen})"
    return f"(({' OR '.join(changed)}) AND EXISTS (SELECT 1 FROM {used}))"  # noqa: S608 constants
