from django.contrib import admin, messages
from django.urls import reverse

from netzwerke.models.base import home_kommunen
from portal.beitraege import textteile, vorschau
from portal.beitraege.admin.forms import BeitragForm
from portal.beitraege.admin.schritte import StepsAdmin
from portal.beitraege.admin.versionen import VersionenAdmin
from portal.beitraege.models import Beitrag, BeitragBild
from portal.konten.admin import EditableOnly, KommuneScopedAdmin, ScopedTabularInline
from portal.konten.aufgaben import Task
from quartiere.admin.kopie import KopieAdmin
from quartiere.admin.publication import OverdueFilter, ReviewedAdmin
from veranstaltungen.models import Dokumentation, Veranstaltung

FIELDSETS = [
    (
        None,
        {
            "fields": ["status", "kind", "title", "slug", "teaser", "text", "picture"],
            "description": "Blog: aus Ihrer Sicht erzählt. Neuigkeit: etwas ist geschehen oder "
            "steht bevor. Praxisbeispiel: was andere nachmachen können. Thema: ein Grundgedanke, "
            "der länger gilt.",
        },
    ),
    ("Wer und wann", {"fields": ["author_function", "date", ("publish_from", "publish_until")]}),
    (
        "Worum es geht",
        {
            "fields": [
                "kommune", "quartiere", "zielgruppen", "handlungsfelder", "netzwerke",
                "massnahmen", "dokumentationen",
            ],
            "description": "Danach erscheint der Beitrag auf den Seiten dieser Quartiere, "
            "Zielgruppen und Handlungsfelder, und danach findet das Portal weitere Beiträge zum "
            "Thema. Wählen Sie nur, worum es wirklich geht.",
        },
    ),
    ("Weitere Beiträge zum Thema", {"fields": ["angeheftet"]}),
    (
        "Prüfung",
        {
            "fields": [("reviewed_on", "reviewed_by"), "review_months", "owner"],
            "description": "„Geprüft am“ steht öffentlich unter dem Beitrag. Das Gegenlesen setzt "
            "es von selbst.",
        },
    ),
]  # fmt: skip
WIDE_FIELDS = ["kommunen"]


class BildInline(ScopedTabularInline):
    model = BeitragBild
    fields = ["bild", "caption", "order"]
    autocomplete_fields = ["bild"]


@admin.register(Beitrag)
class BeitragAdmin(
    StepsAdmin, VersionenAdmin, KopieAdmin, ReviewedAdmin, EditableOnly, KommuneScopedAdmin
):
    form = BeitragForm
    fieldsets = FIELDSETS
    inlines = [BildInline]
    readonly_fields = ["status"]
    list_display = ["title", "kind", "status", "kommune", "date", "publish_from", "review_state"]
    list_filter = ["status", "kind", OverdueFilter, "kommune", "zielgruppen", "handlungsfelder"]
    list_select_related = ["kommune"]
    date_hierarchy = "date"
    search_fields = ["title", "teaser", "text"]
    search_help_text = "Suche nach Überschrift, Kurztext oder Text"
    autocomplete_fields = [
        "picture", "quartiere", "netzwerke", "massnahmen", "angeheftet", "owner",
    ]  # fmt: skip
    actions = ["mark_reviewed", "review", "publish", "withdraw", "duplicate"]
    copied_parts = ["bilder"]

    # What somebody may see, choose and change -------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        return form

    def get_fieldsets(self, request, obj=None):
        if not request.user.is_programmleitung:
            return self.fieldsets
        return [*self.fieldsets, ("Überörtlich", {"fields": WIDE_FIELDS, "classes": ["collapse"]})]

    def get_autocomplete_fields(self, request):
        """10,000 Kommunen need a search; the few of a member of staff fit into a list."""
        fields = super().get_autocomplete_fields(request)
        return [*fields, "kommune", "kommunen"] if request.user.is_programmleitung else fields

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "kommune":
            kwargs["queryset"] = home_kommunen(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "dokumentationen":
            managed = Veranstaltung.objects.managed_by(request.user)
            kwargs["queryset"] = Dokumentation.objects.filter(veranstaltung__in=managed)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    # What they find ready ---------------------------------------------------------------------

    def get_changeform_initial_data(self, request):
        kommunen = home_kommunen(request.user)[:2]
        only = kommunen[0].pk if len(kommunen) == 1 else None
        own = {"kommune": only, "author_function": request.user.function}
        return {**own, **super().get_changeform_initial_data(request)}

    def get_view_on_site_url(self, obj=None):
        """The page itself, or a signed preview while it is not public."""
        if obj is None:
            return None
        return obj.get_absolute_url() if obj.is_public else vorschau.BEITRAEGE.url(obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        beitrag = form.instance
        if unknown := textteile.unknown_places(beitrag.text, beitrag.bilder.count()):
            places = ", ".join(f"[Bild {number}]" for number in unknown)
            note = f"Zu diesen Stellen im Text gibt es unten kein Bild: {places}."
            self.message_user(request, note, messages.WARNING)

    def get_tasks(self, request):
        rows = self.get_queryset(request)
        reviewed = rows.publishable_by(request.user).filter(status=Beitrag.Status.REVIEWED)
        waits = [
            (
                "Beiträge zur Prüfung fällig",
                rows.published().overdue(),
                "pruefung=faellig&status__exact=published",
                "Stimmt noch alles? Sonst berichtigen oder zurückziehen, dann „geprüft“ vermerken.",
                12,
            ),
            (
                "Beiträge bereit zur Veröffentlichung",
                reviewed,
                "status__exact=reviewed",
                "Jemand hat den Text gelesen und für richtig befunden.",
                15,
            ),
            (
                "Beiträge im Entwurf",
                rows.filter(status=Beitrag.Status.DRAFT),
                "status__exact=draft",
                "Noch nicht öffentlich. Ist der Text fertig, liest ihn jemand gegen.",
                30,
            ),
        ]
        url = reverse("admin:beitraege_beitrag_changelist")
        return [
            Task(label, found.count(), f"{url}?{query}", advice, order=order)
            for label, found, query, advice, order in waits
        ]
