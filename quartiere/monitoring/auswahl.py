"""Which editions a page shows, each found by its address; everything else is a 404."""

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from quartiere.models import Kommune
from quartiere.monitoring import ansichten
from quartiere.monitoring.models import Ausgabe


def kommunen():
    """Kommunen with a published edition."""
    published = Ausgabe.objects.published().filter(kommune=OuterRef("pk"))
    return Kommune.objects.active().filter(Exists(published))


def ausgabe_or_404(kommune, year, version=None):
    """The valid edition of a year, or with `version` one that was superseded. One query."""
    rows = Ausgabe.objects.filter(kommune__slug=kommune, kommune__is_active=True)
    rows = rows.select_related("kommune", "superseded_by").defer("profile", "report")
    if version is None:
        return get_object_or_404(rows.published(), year=year)
    superseded = rows.filter(state=Ausgabe.State.SUPERSEDED)
    return get_object_or_404(superseded, year=year, version=version)


def ansichten_of(ausgabe, sicht):
    return ansichten.of(
        sicht,
        has_status=bool(ausgabe.class_counts.get("status")),
        has_dynamik=bool(ausgabe.class_counts.get("dynamik")),
    )
