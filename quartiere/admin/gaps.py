"""What should be done to Quartiere: the gaps, as a list filter and as tasks."""

from django.contrib import admin
from django.db.models import Count, Q
from django.urls import reverse

from portal.konten.aufgaben import Task
from quartiere.models import Quartier

GAPS = {
    "kurztext": ("ohne Kurztext", Q(teaser="")),
    "bild": ("ohne Bild", Q(picture=None)),
    "grenze": ("ohne Grenze und Punkt", Q(boundary=None, longitude=None)),
    "kontakt": ("ohne Kontakt", Q(contact_function="", phone="", email="")),
}
ADVICE = {
    "kurztext": "Ein bis zwei Sätze, die auf Karten und in Suchergebnissen stehen.",
    "bild": "Ein Bild zeigt schneller als jeder Text, worum es geht.",
    "grenze": "Ohne Ort erscheint das Quartier auf keiner Karte und wird nicht gefunden.",
    "kontakt": "Wer Fragen hat, braucht eine Stelle, die antwortet.",
}
EXAMPLES = 5


class GapFilter(admin.SimpleListFilter):
    title = "Was fehlt"
    parameter_name = "fehlt"

    def lookups(self, request, model_admin):
        return [(key, label) for key, (label, _) in GAPS.items()]

    def queryset(self, request, queryset):
        return queryset.filter(GAPS[self.value()][1]) if self.value() in GAPS else queryset


def tasks(quartiere, user):
    """Tasks for Quartiere a user manages, in a number of queries that does not grow."""
    published = quartiere.filter(status=Quartier.Status.PUBLISHED)
    overdue, drafts = published.overdue(), quartiere.filter(status=Quartier.Status.DRAFT)
    counts = published.aggregate(
        **{key: Count("pk", filter=condition) for key, (_, condition) in GAPS.items()}
    )
    return [
        Task(
            "Quartiere zur Prüfung fällig",
            overdue.count(),
            _list_url("pruefung=faellig&status__exact=published"),
            "Lesen Sie die Seite durch, berichtigen Sie, was nicht mehr stimmt, und vermerken Sie "
            "„geprüft“.",
            _examples(overdue.order_by("review_due_on", "name")),
            order=10,
        ),
        Task(
            "Entwürfe",
            drafts.count(),
            _list_url("status__exact=draft"),
            "Noch nicht öffentlich.",
            _examples(drafts.order_by("-updated_at")),
            order=20,
        ),
        *(
            Task(f"Quartiere {label}", counts[key], _list_url(f"fehlt={key}"), ADVICE[key])
            for key, (label, _) in GAPS.items()
        ),
    ]


def _list_url(query):
    return f"{reverse('admin:quartiere_quartier_changelist')}?{query}"


def _examples(quartiere):
    return tuple(
        (name, reverse("admin:quartiere_quartier_change", args=[pk]))
        for name, pk in quartiere.values_list("name", "pk")[:EXAMPLES]
    )
