"""What can be found: for each kind its rows, which of them are public, and what they tell.

A new kind is one entry in KINDS. `rows` may hold more than the public rows (those in a Quartier
that is withdrawn, offers that are over): `public` decides at the time of every query.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from netzwerke.models import Akteur, Angebot, Massnahme, Netzwerk
from portal.beitraege.models import Beitrag, Seite
from quartiere.models import SECTION_FIELDS, Handlungsfeld, Kommune, Quartier, Zielgruppe
from quartiere.models.base import Publication
from quartiere.strategie.models import Handlungsansatz, Ziel
from veranstaltungen.models import Veranstaltung

# What a document belongs to, by the letter of its mark; their names are found at query time.
OWN, KOMMUNE, QUARTIER, ZIELGRUPPE, HANDLUNGSFELD, AKTEUR = "akqzho"
# The months in which an event of several days takes place, see `days`.
MONTH = "m"


@dataclass(frozen=True)
class Kind:
    """One kind of document; `number` is part of its keys and never changes."""

    number: int
    name: str
    label: str
    plural: str
    model: type
    public: Callable
    rows: Callable
    lead: tuple = ("teaser",)
    texts: tuple = ("text",)
    title: str = "title"
    # Entries of public word lists, by whose names it can be found.
    vocabulary: tuple = ()
    # Foreign keys and many-to-many relations by the letter of their mark.
    relations: dict = field(default_factory=dict)
    # Its own mark on other documents, where it is something they belong to.
    letter: str = ""
    # Relations by which its address is made.
    address: tuple = ()
    # Rows whose name may be told on other documents; None: the public ones.
    named: Callable | None = None

    @property
    def relation_names(self):
        return [name for names in self.relations.values() for name in names]

    def named_rows(self):
        return (self.named or self.public)()


PLACE = {KOMMUNE: ("kommune", "kommunen"), QUARTIER: ("quartiere",)}
TOPICS = {ZIELGRUPPE: ("zielgruppen",), HANDLUNGSFELD: ("handlungsfelder",)}
CONTACT = ("contact_function", "street", "contact_postcode", "place")


def published(model):
    """Published by its own status; what it hangs on is looked at by the query."""
    return model.objects.filter(status=Publication.Status.PUBLISHED)


def kommunen():
    """Kommunen with something that belongs to them: not the 11,000 of the register."""
    belongs = Q()
    for model in (Quartier, Akteur, Angebot, Massnahme, Netzwerk, Veranstaltung, Beitrag):
        belongs |= Exists(model.objects.filter(kommune=OuterRef("pk")))
    return Kommune.objects.active().filter(belongs)


def veranstaltungen():
    rows = Veranstaltung.objects.published().prefetch_related("termine")
    return rows.defer("consent_text", "online_link", "notes")


KINDS = [
    Kind(
        1, "quartier", _("Quartier"), _("Quartiere"), Quartier,
        public=lambda: Quartier.objects.published(), rows=lambda: published(Quartier),
        title="name", texts=(*SECTION_FIELDS, *CONTACT), letter=QUARTIER, address=("kommune",),
        relations={KOMMUNE: ("kommune",), **TOPICS},
    ),
    Kind(
        2, "zielgruppe", _("Zielgruppe"), _("Zielgruppen"), Zielgruppe,
        public=lambda: Zielgruppe.objects.all(), rows=lambda: Zielgruppe.objects.all(),
        title="name", letter=ZIELGRUPPE,
    ),
    Kind(
        3, "handlungsfeld", _("Handlungsfeld"), _("Handlungsfelder"), Handlungsfeld,
        public=lambda: Handlungsfeld.objects.all(), rows=lambda: Handlungsfeld.objects.all(),
        title="name", letter=HANDLUNGSFELD,
    ),
    Kind(
        4, "kommune", _("Kommune"), _("Kommunen"), Kommune,
        public=lambda: Kommune.objects.published(), rows=kommunen,
        title="name", lead=("official_name",), texts=("introduction", "kreis", *CONTACT),
        letter=KOMMUNE, named=lambda: Kommune.objects.active(),
    ),
    Kind(
        5, "ziel", _("Ziel"), _("Ziele"), Ziel,
        public=lambda: Ziel.objects.published(), rows=lambda: published(Ziel),
        lead=("indicator",), relations={QUARTIER: ("quartier",)},
    ),
    Kind(
        6, "handlungsansatz", _("Handlungsansatz"), _("Handlungsansätze"), Handlungsansatz,
        public=lambda: Handlungsansatz.objects.published(),
        rows=lambda: published(Handlungsansatz),
        lead=(), relations={QUARTIER: ("quartier",), **TOPICS},
    ),
    Kind(
        7, "massnahme", _("Maßnahme"), _("Maßnahmen"), Massnahme,
        public=lambda: Massnahme.objects.published(), rows=lambda: published(Massnahme),
        texts=("text", "place", "programme", "reason"),
        relations={**PLACE, **TOPICS, AKTEUR: ("traeger", "partner")},
    ),
    Kind(
        8, "angebot", _("Angebot"), _("Angebote"), Angebot,
        public=lambda: Angebot.objects.published().current(), rows=lambda: published(Angebot),
        texts=("text", "access_note", "cost_note", *CONTACT),
        vocabulary=("angebotsart", "sprachen"),
        relations={**PLACE, **TOPICS, AKTEUR: ("akteur",)},
    ),
    Kind(
        9, "akteur", _("Akteur"), _("Akteure"), Akteur,
        public=lambda: Akteur.objects.published(), rows=lambda: published(Akteur),
        title="name", texts=("text", *CONTACT), relations={**PLACE, **TOPICS}, letter=AKTEUR,
        vocabulary=("akteursart", "sprachen"),
    ),
    Kind(
        10, "netzwerk", _("Netzwerk"), _("Netzwerke"), Netzwerk,
        public=lambda: Netzwerk.objects.published(), rows=lambda: published(Netzwerk),
        title="name", texts=("text", "meeting_rhythm", "how_to_join"),
        relations={**PLACE, **TOPICS, AKTEUR: ("coordinator",)},
    ),
    Kind(
        11, "veranstaltung", _("Veranstaltung"), _("Veranstaltungen"), Veranstaltung,
        public=lambda: Veranstaltung.objects.published(), rows=veranstaltungen,
        texts=("description", "audience", "place", "street", "postcode", "city"),
        relations={KOMMUNE: ("kommune", "kommunen"), QUARTIER: ("quartier", "quartiere"), **TOPICS},
        vocabulary=("art", "sprachen"),
    ),
    Kind(
        12, "seite", _("Seite"), _("Seiten"), Seite,
        public=lambda: Seite.objects.published(), rows=lambda: published(Seite),
        texts=("text_for_readers",),
    ),
    Kind(
        13, "beitrag", _("Beitrag"), _("Beiträge"), Beitrag,
        public=lambda: Beitrag.objects.published(), rows=lambda: published(Beitrag),
        texts=("text", "author_function"), relations={**PLACE, **TOPICS},
    ),
]  # fmt: skip
BY_NUMBER = {kind.number: kind for kind in KINDS}
NAMES = {kind.number: kind.name for kind in KINDS}
BY_NAME = {kind.name: kind for kind in KINDS}
BY_MODEL = {kind.model: kind for kind in KINDS}
BY_LETTER = {kind.letter: kind for kind in KINDS if kind.letter}


def mark(letter, value):
    """A lexeme that says what a document belongs to."""
    return f"__{letter}{value}"
