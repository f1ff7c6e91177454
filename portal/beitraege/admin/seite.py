from django.contrib import admin, messages
from django.urls import reverse

from portal.beitraege import vorschau
from portal.beitraege.admin.versionen import VersionenAdmin
from portal.beitraege.models import Seite
from portal.konten.admin import KommuneScopedAdmin
from portal.konten.aufgaben import Task
from quartiere.admin.kopie import KopieAdmin
from quartiere.admin.publication import OverdueFilter, ReviewedAdmin

STATEMENT_SLUG = "barrierefreiheit"
REVIEW_HELP = (
    "Die Erklärung zur Barrierefreiheit muss jedes Jahr geprüft werden. Die Verwaltung erinnert "
    "nach elf Monaten daran."
)
MENU_HELP = (
    "Jede Seite steht neben den anderen. Wählen Sie, ob sie auch in der Hauptnavigation oder "
    "in der Fußzeile erscheint."
)
REVIEW_FIELDS = ["owner", "reviewed_on", "reviewed_by", "review_months", "review_due_on"]


@admin.register(Seite)
class SeiteAdmin(VersionenAdmin, KopieAdmin, ReviewedAdmin, KommuneScopedAdmin):
    list_display = [
        "title", "status", "order", "in_menu", "in_footer", "review_state",
        "placeholder_count",
    ]  # fmt: skip
    list_filter = ["status", OverdueFilter]
    search_fields = ["title", "text"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["owner"]
    actions = ["mark_reviewed", "duplicate"]
    readonly_fields = ["review_due_on", "updated_at"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "teaser", "text"]}),
        (
            "Veröffentlichung",
            {"fields": ["status", ("publish_from", "publish_until"), "language", "updated_at"]},
        ),
        ("Wo sie steht", {"fields": ["in_menu", "in_footer", "order"], "description": MENU_HELP}),
        ("Prüfung", {"description": REVIEW_HELP, "fields": REVIEW_FIELDS}),
    ]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_readonly_fields(self, request, obj=None):
        # The address of a required page is linked from every page's footer.
        return [*self.readonly_fields, "slug"] if obj and obj.is_required else self.readonly_fields

    def get_view_on_site_url(self, obj=None):
        """The page itself, or a signed preview while it is not public."""
        if obj is None:
            return None
        return obj.get_absolute_url() if obj.is_public else vorschau.SEITEN.url(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_required)

    def get_actions(self, request):
        # Deleting many at once would ask for no page's own permission.
        return {k: v for k, v in super().get_actions(request).items() if k != "delete_selected"}

    def changelist_view(self, request, extra_context=None):
        pages = self.get_queryset(request).published()
        for seite in pages.overdue().filter(slug=STATEMENT_SLUG):
            self.message_user(request, _reminder(seite), messages.WARNING)
        return super().changelist_view(request, extra_context)

    def get_tasks(self, request):
        pages = self.get_queryset(request).published()
        return [_review_task(pages.overdue()), _placeholder_task(pages)]

    @admin.display(description="offene Platzhalter")
    def placeholder_count(self, seite):
        return len(seite.open_placeholders)


def _reminder(seite):
    if not seite.reviewed_on:
        return f"„{seite}“ ist noch nie geprüft worden."
    return f"„{seite}“ wurde zuletzt am {seite.reviewed_on:%d.%m.%Y} geprüft und ist wieder fällig."


def _review_task(pages):
    return Task(
        "Seiten des Portals zur Prüfung fällig",
        len(pages),
        f"{reverse('admin:beitraege_seite_changelist')}?pruefung=faellig",
        REVIEW_HELP,
        _examples(pages),
        order=10,
    )


def _placeholder_task(pages):
    pages = [seite for seite in pages if seite.open_placeholders]
    return Task(
        "Seiten mit offenen Platzhaltern",
        len(pages),
        reverse("admin:beitraege_seite_changelist"),
        "Was in eckigen Klammern steht, ersetzen Sie bitte durch Ihre Angaben.",
        _examples(pages),
        order=15,
    )


def _examples(pages):
    return tuple(
        (seite.title, reverse("admin:beitraege_seite_change", args=[seite.pk])) for seite in pages
    )
