"""The index: derived from the public rows of other apps, never written by people.

`rebuild_search_index` makes it again from nothing. The full text lies beside it, kept by the
database itself (see `fulltext`).
"""

from django.db import models

# The key of a row tells its place: newest first, the same on every database and after a rebuild.
DAY_BITS, KIND_BITS = 37, 32
KIND_MASK, OBJECT_MASK = (1 << DAY_BITS - KIND_BITS) - 1, (1 << KIND_BITS) - 1


def key_of(day, kind_number, object_id):
    """The primary key: day (0 without one), then kind, then the object's own key."""
    days = day.toordinal() if day else 0
    return days << DAY_BITS | kind_number << KIND_BITS | object_id


def kind_and_object(key):
    """(kind_number, object_id) of a key"""
    return (key >> KIND_BITS) & KIND_MASK, key & OBJECT_MASK


def day_number(key):
    """The day of a key as its ordinal, 0 without one."""
    return key >> DAY_BITS


class SuchDokument(models.Model):
    """What the search knows of one object, whatever its kind."""

    id = models.BigIntegerField("Schlüssel aus Tag, Art und Objekt", primary_key=True)
    kind = models.CharField("Art", max_length=20)
    object_id = models.BigIntegerField("Objekt")
    language = models.CharField("Sprache", max_length=10, default="de")
    date = models.DateField("Tag", null=True)
    # What every candidate is ranked by stands before the long texts, which few of them need:
    # the databases fetch a row from its beginning.
    title = models.CharField("Titel", max_length=300)
    # "__k12 __q5": its kind, Kommune, Quartiere, Zielgruppen, Handlungsfelder and Akteur.
    marks = models.TextField("Zuordnungen", blank=True)
    # Stems and forms: "_" before those of the title, "." before those of the lead.
    head = models.TextField("Wortstämme von Titel und Kurztext", blank=True)
    url = models.CharField("Adresse", max_length=500)
    teaser = models.CharField("Kurztext", max_length=300, blank=True)
    text = models.TextField("Text", blank=True)
    # Stems and forms of title, lead and text, without a sign.
    terms = models.TextField("Wortstämme", blank=True)

    class Meta:
        verbose_name = "Eintrag der Suche"
        verbose_name_plural = "Einträge der Suche"
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "object_id"], name="suchdokument_object")]

    def __str__(self):
        return self.title


class SuchWort(models.Model):
    """A word that the index has met: for parts of compounds, beginnings and typing errors.

    It only widens a query. Nothing of it is shown unless a public document holds the word. Words
    are looked for in ranges: a migration makes PostgreSQL compare them by code points, as SQLite
    does, and one that changes these columns does it again (0005).
    """

    form = models.CharField("Form", max_length=40, primary_key=True)
    stem = models.CharField("Stamm", max_length=40, db_index=True)
    backwards = models.CharField("Stamm rückwärts", max_length=40, db_index=True)
    display = models.CharField("Schreibweise", max_length=80)

    class Meta:
        verbose_name = "Wort der Suche"
        verbose_name_plural = "Wörter der Suche"
        ordering = ["form"]

    def __str__(self):
        return self.display
