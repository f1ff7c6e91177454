"""What objects belong to, as marks: read by key, for many objects with one statement."""

from collections import defaultdict

from django.db import connection
from django.db.models import ManyToManyField

from portal.suche import days, kinds
from portal.suche.fulltext import listed


def of_rows(kind, rows):
    """{key of a row: {letter of a mark: keys}}"""
    found = of_keys(kind, [row.pk for row in rows])
    for letter, name in _to_one(kind):
        for row in rows:
            if other := getattr(row, f"{name}_id"):
                found[row.pk][letter].add(other)
    if is_by_quartier(kind):
        for row in rows:
            found[row.pk][kinds.KOMMUNE].add(row.quartier.kommune_id)
    for row in rows:
        found[row.pk][kinds.MONTH] |= days.months_of(row)
    return found


def of_keys(kind, keys, asked=None):
    """The same, of many-to-many relations alone: of all letters or one."""
    found = defaultdict(lambda: defaultdict(set))
    relations = [(letter, field) for letter, field in _to_many(kind) if asked in (None, letter)]
    if relations and keys:
        rows, parameter = listed(keys)
        with connection.cursor() as cursor:
            statement = " UNION ALL ".join(_select(*relation, rows) for relation in relations)
            cursor.execute(statement, [parameter] * len(relations))
            for letter, key, other in cursor.fetchall():
                found[key][letter].add(other)
    return found


def of_letter(kind, keys, letter):
    """The same, of all relations of one letter."""
    found = of_keys(kind, keys, letter)
    names = [name for each, name in _to_one(kind) if each == letter]
    if names:
        rows = kind.model._base_manager.filter(pk__in=keys).order_by()
        for key, *others in rows.values_list("pk", *names):
            found[key][letter].update(other for other in others if other is not None)
    return found


def changed(document, kind, letter, linked):
    """The marks of a document, with what is linked now in place of those of one letter."""
    kept = defaultdict(set, {letter: linked})
    for mark in document.marks.split():
        if mark[2] not in (kinds.OWN, kind.letter, letter):
            kept[mark[2]].add(int(mark[3:]))
    return marks(kind, document.object_id, kept)


def marks(kind, key, linked):
    """The marks of one object in their order."""
    found = [kinds.mark(kinds.OWN, kind.name)]
    if kind.letter:
        found.append(kinds.mark(kind.letter, key))
    for letter in dict.fromkeys([*kind.relations, kinds.KOMMUNE, kinds.MONTH]):
        found += [kinds.mark(letter, other) for other in sorted(linked.get(letter, ()))]
    return found


def is_by_quartier(kind):
    """What is in a Quartier is in its Kommune."""
    return "quartier" in kind.relation_names and kinds.KOMMUNE not in kind.relations


def needed(kind):
    """Relations to fetch with the rows for `of_rows`."""
    return ["quartier"] if is_by_quartier(kind) else []


def _fields(kind):
    field = kind.model._meta.get_field
    return [(letter, field(name)) for letter, names in kind.relations.items() for name in names]


def _to_one(kind):
    return [(letter, f.name) for letter, f in _fields(kind) if not isinstance(f, ManyToManyField)]


def _to_many(kind):
    return [(letter, f) for letter, f in _fields(kind) if isinstance(f, ManyToManyField)]


def letter_of(kind, through):
    """The letter of the relation that a table keeps, None for entries of a word list."""
    for letter, field in _to_many(kind):
        if field.remote_field.through is through:
            return letter
    return None


def _select(letter, field, rows):
    quote = connection.ops.quote_name
    table, source = quote(field.m2m_db_table()), quote(field.m2m_column_name())
    target = quote(field.m2m_reverse_name())
    # Names of our own models only; what is asked for is a parameter.
    return f"SELECT '{letter}', {source}, {target} FROM {table} WHERE {source} IN ({rows})"  # noqa: S608
