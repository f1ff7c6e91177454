"""Files that hang on a Veranstaltung: as public as what they hang on."""

from django.views.decorators.http import require_safe

from quartiere.views.dateien import document
from veranstaltungen.models import VeranstaltungMaterial


@require_safe
def material(request, path):
    return document(request, VeranstaltungMaterial, f"veranstaltungmaterial/{path}")
