"""The long form in parts, in the order of the pages."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from veranstaltungen.forms.bedingungen import AnmeldungPartForm
from veranstaltungen.forms.bild import BildUndMaterialForm
from veranstaltungen.forms.dokumentation import DokumentationForm
from veranstaltungen.forms.inhalt import BarrierefreiheitForm, FuerWenForm, WasForm
from veranstaltungen.forms.ort import WoForm
from veranstaltungen.forms.programm import ProgrammForm
from veranstaltungen.forms.termine import TermineForm
from veranstaltungen.forms.zugang import EntryForm, ImportForm, InviteForm, ReasonForm


@dataclass(frozen=True)
class Part:
    """One page of the form; `slug` stands in its address."""

    slug: str
    title: str
    form: type
    intro: str = ""


PARTS = [
    Part("was", _("Was"), WasForm, _("Worum geht es? Der Titel genügt für den Anfang.")),
    Part("wann", _("Wann"), TermineForm),
    Part(
        "programm",
        _("Programm"),
        ProgrammForm,
        _("Was wann geschieht. Das lässt sich auch später ergänzen."),
    ),
    Part("wo", _("Wo"), WoForm),
    Part("fuer-wen", _("Für wen"), FuerWenForm, _("Damit die richtigen Menschen sie finden.")),
    Part(
        "barrierefreiheit",
        _("Barrierefreiheit"),
        BarrierefreiheitForm,
        _("Sagen Sie auch, was es nicht gibt: Dann weiß man vorher Bescheid."),
    ),
    Part("anmeldung", _("Anmeldung"), AnmeldungPartForm, _("Kosten, Auskunft und Anmeldung.")),
    Part("bild", _("Bild und Material"), BildUndMaterialForm),
]
BY_SLUG = {part.slug: part for part in PARTS}
DOKUMENTATION = Part("dokumentation", _("Dokumentation"), DokumentationForm)

__all__ = [
    "BY_SLUG",
    "DOKUMENTATION",
    "PARTS",
    "EntryForm",
    "ImportForm",
    "InviteForm",
    "Part",
    "ReasonForm",
]
