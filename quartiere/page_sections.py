"""The sections of a Quartier's page in their order; one without content is left out.

A new section is one line in SECTIONS and one template in templates/quartiere/sections/. Apps on
higher floors are reached through related managers (`quartier.veranstaltungen.published()`).
"""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Section(NamedTuple):
    id: str
    title: str
    has_content: Callable

    @property
    def template(self):
        return f"quartiere/sections/{self.id}.html"


def _is_observed(quartier):
    """Whether the monitoring covers it, or somebody has judged its figures."""
    covered = quartier.zuordnungen.effective()
    return covered.exists() or quartier.einschaetzungen.published().exists()


def _serving(quartier, name):
    """Public rows of a higher app whose service area holds the Quartier."""
    return getattr(quartier, name).model.objects.published().serving(quartier)


def _has_veranstaltungen(quartier):
    """Whether something is to come, or was documented."""
    rows = _serving(quartier, "veranstaltungen")
    return rows.upcoming().exists() or rows.filter(status="documented").exists()


SECTIONS = [
    Section(
        "charakter", _("Charakter und Ausgangslage"), lambda q: q.character or q.starting_position
    ),
    Section("potenziale", _("Potenziale"), lambda q: q.potentials),
    Section(
        "organisation", _("Organisation und Partner"), lambda q: q.organisation or q.has_contact
    ),
    Section(
        "meilensteine", _("Meilensteine"), lambda q: q.milestones_text or list(q.meilensteine.all())
    ),
    Section("perspektiven", _("Perspektiven"), lambda q: q.perspectives),
    Section(
        "daten", _("Daten und örtliche Einschätzung"), lambda q: q.data_notes or _is_observed(q)
    ),
    Section("kette", _("Handlungskette"), lambda q: q.bedarfe.published().exists()),
    Section("angebote", _("Angebote"), lambda q: _serving(q, "angebote").current().exists()),
    Section("massnahmen", _("Maßnahmen"), lambda q: _serving(q, "massnahmen").exists()),
    Section("netzwerke", _("Netzwerke"), lambda q: _serving(q, "netzwerke").exists()),
    Section("veranstaltungen", _("Veranstaltungen"), _has_veranstaltungen),
    Section("beitraege", _("Neues aus dem Quartier"), lambda q: q.beitraege.published().exists()),
    Section("material", _("Material"), lambda q: list(q.material.all())),
]


def of(quartier):
    """The sections of this Quartier that have something to say."""
    return [section for section in SECTIONS if section.has_content(quartier)]
