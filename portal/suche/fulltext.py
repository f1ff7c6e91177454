"""The full text of each database: made by a migration, kept by the database, asked here.

SQLite has an FTS5 table that triggers fill from the lexemes of a `SuchDokument`; PostgreSQL has a
generated `tsvector` column with a GIN index, without a parser, because they are lexemes already
(what `tsvector('simple')` would hold). Whoever writes a row, the full text changes with it.
"""

import json

from django.db import connection
from django.db.models.expressions import RawSQL

SQLITE = [
    # "=" and "_" belong to lexemes; whole words only, so no positions are kept.
    """CREATE VIRTUAL TABLE IF NOT EXISTS suche_volltext USING fts5(
        head, terms, marks, content='suche_suchdokument', content_rowid='id', detail=none,
        columnsize=0, tokenize="ascii tokenchars '_='")""",
    """CREATE TRIGGER IF NOT EXISTS suche_insert AFTER INSERT ON suche_suchdokument BEGIN
        INSERT INTO suche_volltext(rowid, head, terms, marks)
        VALUES (new.id, new.head, new.terms, new.marks); END""",
    """CREATE TRIGGER IF NOT EXISTS suche_delete AFTER DELETE ON suche_suchdokument BEGIN
        INSERT INTO suche_volltext(suche_volltext, rowid, head, terms, marks)
        VALUES ('delete', old.id, old.head, old.terms, old.marks); END""",
    """CREATE TRIGGER IF NOT EXISTS suche_update AFTER UPDATE ON suche_suchdokument BEGIN
        INSERT INTO suche_volltext(suche_volltext, rowid, head, terms, marks)
        VALUES ('delete', old.id, old.head, old.terms, old.marks);
        INSERT INTO suche_volltext(rowid, head, terms, marks)
        VALUES (new.id, new.head, new.terms, new.marks); END""",
]
SQLITE_REMOVE = [
    "DROP TRIGGER IF EXISTS suche_insert",
    "DROP TRIGGER IF EXISTS suche_delete",
    "DROP TRIGGER IF EXISTS suche_update",
    "DROP TABLE IF EXISTS suche_volltext",
]
POSTGRESQL = [
    # Narrow rows: the long texts lie apart, what every candidate is ranked by does not.
    """ALTER TABLE suche_suchdokument ALTER title SET STORAGE MAIN, ALTER marks SET STORAGE MAIN,
        ALTER head SET STORAGE MAIN, SET (toast_tuple_target = 128)""",
    """ALTER TABLE suche_suchdokument ADD COLUMN IF NOT EXISTS search tsvector GENERATED ALWAYS AS
        (array_to_tsvector(array_remove(
            string_to_array(head || ' ' || terms || ' ' || marks, ' '), ''))) STORED""",
    "CREATE INDEX IF NOT EXISTS suche_search ON suche_suchdokument USING gin (search)",
    # Without statistics planning is quick, and each further group counts as a saving.
    "ALTER TABLE suche_suchdokument ALTER search SET STATISTICS 0",
    # The planner does not know that to read a tsvector is to fetch and unpack it: left alone, it
    # reads those of all documents, or walks the keys (hence + 0) and reads on the way. GIN tries
    # every lexeme of a condition on each of its documents; joining bitmaps of few is faster.
    """CREATE OR REPLACE FUNCTION suche_newest(groups text[], low bigint, high bigint, most integer)
        RETURNS SETOF bigint LANGUAGE plpgsql STABLE
        SET enable_seqscan = off SET jit = off SET cpu_tuple_cost = 1000
        SET max_parallel_workers_per_gather = 0 AS $$
        BEGIN
        RETURN QUERY EXECUTE 'SELECT id FROM suche_suchdokument WHERE id + 0 BETWEEN $1 AND $2'
            || (SELECT string_agg(' AND (' || (
                    SELECT string_agg('search @@ ' || quote_literal(part) || '::tsquery', ' OR ')
                    FROM unnest(string_to_array(parts, chr(10))) AS part) || ')', '')
                FROM unnest(groups) AS parts)
            || ' ORDER BY id + 0 DESC LIMIT $3' USING low, high, most;
        END $$""",
]
POSTGRESQL_REMOVE = [
    "DROP FUNCTION IF EXISTS suche_newest(tsquery, bigint, bigint, integer)",
    "DROP FUNCTION IF EXISTS suche_newest(text[], bigint, bigint, integer)",
    "ALTER TABLE IF EXISTS suche_suchdokument DROP COLUMN IF EXISTS search",
]
STATEMENTS = {
    "sqlite": (SQLITE, SQLITE_REMOVE),
    "postgresql": (POSTGRESQL, POSTGRESQL_REMOVE),
}
NEWEST = {
    "sqlite": "SELECT rowid FROM suche_volltext WHERE suche_volltext MATCH %s "
    "AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s",
    "postgresql": "SELECT suche_newest(%s::text[], %s, %s, %s)",
}
NEWEST_OF_ALL = (
    "SELECT id FROM suche_suchdokument WHERE id BETWEEN %s AND %s ORDER BY id DESC LIMIT %s"
)


def install(apps, schema_editor):
    """For migrations. One that alters the table on SQLite removes and installs again."""
    for statement in STATEMENTS[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement)


# What many writes leave behind: FTS5 looks for every lexeme in each of its parts, GIN reads the
# entries that it has not sorted in yet.
SETTLE = {
    "sqlite": "INSERT INTO suche_volltext(suche_volltext) VALUES ('optimize')",
    "postgresql": "SELECT gin_clean_pending_list('suche_search')",
}


def settle():
    """After all was written again; the next queries are answered faster."""
    with connection.cursor() as cursor:
        cursor.execute(SETTLE[connection.vendor])


def newest(groups, limit, keys=(0, 2**63 - 1)):
    """Keys of the documents that hold of each group at least one lexeme, the newest first."""
    statement = NEWEST[connection.vendor] if groups else NEWEST_OF_ALL
    expression = [_expression(groups)] if groups else []
    with connection.cursor() as cursor:
        cursor.execute(statement, [*expression, *keys, limit])
        return [key for (key,) in cursor.fetchall()]


# How many lexemes PostgreSQL looks for at once.
PART = 4
# A list as one parameter.
LIST = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT unnest(%s::{kind}[])",
}


def one_of(values, kind="bigint"):
    """For `filter(column__in=…)`: keys or words as one parameter, where many cost much each."""
    statement, parameter = listed(values, kind)
    return RawSQL(statement, [parameter])  # noqa: S611


def listed(values, kind="bigint"):
    """(SQL of the rows of a list, its one parameter)"""
    if connection.vendor == "sqlite":
        return LIST["sqlite"], json.dumps(list(values))
    return LIST["postgresql"].format(kind=kind), list(values)


def _expression(groups):
    """The groups as the database writes them."""
    if connection.vendor == "sqlite":
        return " AND ".join(f"({' OR '.join(map(_quoted_for_fts5, group))})" for group in groups)
    return ["\n".join(_parts([_quoted_for_tsquery(each) for each in group])) for group in groups]


def _parts(lexemes):
    """Conditions of a few lexemes each, for `suche_newest`."""
    starts = range(0, len(lexemes), PART)
    return [" | ".join(lexemes[start : start + PART]) for start in starts]


def _quoted_for_fts5(lexeme):
    return '"' + lexeme.replace('"', '""') + '"'


def _quoted_for_tsquery(lexeme):
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
