"""Versions in the admin: whose they are, how old they are, and advice on Leichte Sprache."""

from django.contrib import admin, messages
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html

from portal.konten.admin import EditableOnly, KommuneScopedAdmin, ScopedStackedInline
from portal.konten.aufgaben import Task
from portal.sprachen import leichte_sprache, lesen, quellen, vorschau
from portal.sprachen.admin.forms import FassungForm
from portal.sprachen.models import Fassung, Fassungsabschnitt, Gebaerdenvideo
from portal.sprachen.models.fassung import NO_TRANSCRIPT
from portal.sprachen.models.textsprache import EASY, SIGNED
from quartiere.admin.publication import PublicationAdmin

MAX_HINTS = 12
EXAMPLES = 5


class FassungsabschnittInline(ScopedStackedInline):
    model = Fassungsabschnitt
    fields = ["heading", "text", "picture", "order"]
    autocomplete_fields = ["picture"]


class GebaerdenvideoInline(ScopedStackedInline):
    model = Gebaerdenvideo
    fields = ["file", "seconds", "poster"]
    autocomplete_fields = ["poster"]


class StaleFilter(admin.SimpleListFilter):
    title = "Stand"
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return [("veraltet", "veraltet"), ("aktuell", "aktuell")]

    def queryset(self, request, queryset):
        if self.value() not in ("veraltet", "aktuell"):
            return queryset
        stale = [row.pk for row in stale_rows(queryset)]
        return queryset.filter(pk__in=stale) if self.value() == "veraltet" else queryset.exclude(
            pk__in=stale
        )  # fmt: skip


class SourceFilter(admin.SimpleListFilter):
    """Narrows to the versions of one row, whose page leads here."""

    title = "Fassung von"
    parameter_name = "von"

    def lookups(self, request, model_admin):
        key = request.GET.get("von", "")
        self.source = quellen.row_of(key, request.user)
        return [(key, str(self.source or "unbekannt"))] if key else []

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.of(self.source) if self.source else queryset.none()


def stale_rows(queryset):
    """The versions whose German text has changed since; loads the sources, one query a kind."""
    rows = queryset.prefetch_related(None).prefetch_related(quellen.prefetch())
    return [row for row in rows if row.is_stale]


@admin.register(Fassung)
class FassungAdmin(PublicationAdmin, EditableOnly, KommuneScopedAdmin):
    form = FassungForm
    list_display = ["title", "sprache", "source_name", "origin", "reviewed_on", "state", "status"]
    list_filter = [SourceFilter, "sprache", "status", "origin", StaleFilter]
    search_fields = ["title", "text"]
    list_select_related = ["sprache"]
    inlines = [FassungsabschnittInline, GebaerdenvideoInline]
    readonly_fields = ["state", "source_as_of", "read_it", "updated_at"]
    actions = ["publish", "withdraw"]
    fieldsets = [
        (None, {"fields": ["source_key", "sprache", "title", "teaser", "text"]}),
        (
            "Herkunft und Stand",
            {"fields": ["origin", "reviewed_by", "reviewed_on", "is_current", "state",
                        "source_as_of"]},
        ),
        ("Veröffentlichung", {"fields": ["status", "read_it", "updated_at"]}),
    ]  # fmt: skip

    def get_changeform_initial_data(self, request):
        """What the list was narrowed to is what the new version is of."""
        kept = QueryDict(request.GET.get("_changelist_filters", ""))
        chosen = {"source_key": kept["von"]} if "von" in kept else {}
        return {**chosen, **super().get_changeform_initial_data(request)}

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(quellen.prefetch())

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return super().get_fieldsets(request, obj)
        first, *rest = super().get_fieldsets(request, obj)
        fields = ["source_name", *first[1]["fields"][1:]]
        return [(None, {"fields": fields}), *rest]

    def get_readonly_fields(self, request, obj=None):
        fixed = ["source_name", "sprache"] if obj else []
        decided = [] if self.has_publish_permission(request, obj) else ["status"]
        return [*self.readonly_fields, *fixed, *decided]

    def has_publish_permission(self, request, obj=None):
        """There is no permission of its own: the German text's decides."""
        if obj is None or obj._state.adding:
            return quellen.may_publish(request.user)
        return Fassung.objects.publishable_by(request.user).filter(pk=obj.pk).exists()

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        if not allowed or obj is None or obj._state.adding:
            return allowed
        return Fassung.objects.deletable_by(request.user).filter(pk=obj.pk).exists()

    def _set_status(self, request, queryset, status, verb):
        if status == Fassung.Status.PUBLISHED:
            signed = queryset.filter(sprache__code=SIGNED)
            bare = [row for row in signed if row.lacks_transcript]
            for row in bare:
                self.message_user(request, f"„{row}“: {NO_TRANSCRIPT}", messages.WARNING)
            queryset = queryset.exclude(pk__in=[row.pk for row in bare])
        super()._set_status(request, queryset, status, verb)

    def delete_queryset(self, request, queryset):
        # By their keys: the rules one upon the other are deeper than SQLite reads.
        chosen = list(queryset.values_list("pk", flat=True))
        allowed = Fassung.objects.deletable_by(request.user).filter(pk__in=chosen)
        keys = list(allowed.values_list("pk", flat=True))
        super().delete_queryset(request, Fassung.objects.filter(pk__in=keys))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for hint in hints_of(form.instance)[:MAX_HINTS]:
            text = f"{hint.rule}: „{hint.passage}“ – {hint.advice}"
            self.message_user(request, text, messages.INFO)

    def get_tasks(self, request):
        mine = self.get_queryset(request).editable_by(request.user).published()
        rows = stale_rows(mine.select_related("sprache"))
        return [
            Task(
                "Fassungen in anderen Sprachen sind veraltet",
                len(rows),
                f"{reverse('admin:sprachen_fassung_changelist')}?stand=veraltet&status=published",
                "Der deutsche Text hat sich geändert. Bitte passen Sie die Fassung an und setzen "
                "Sie den Haken „gibt den deutschen Text von heute wieder“.",
                tuple((str(row), _change_url(row)) for row in rows[:EXAMPLES]),
                order=20,
            )
        ]

    @admin.display(description="Fassung von")
    def source_name(self, fassung):
        return f"{fassung.source} ({fassung.source._meta.verbose_name})" if fassung.source else "–"

    @admin.display(description="Stand")
    def state(self, fassung):
        if not fassung.pk:
            return "–"
        return "veraltet" if fassung.is_stale else "aktuell"

    @admin.display(description="Ansehen")
    def read_it(self, fassung):
        if not fassung.pk or fassung.source is None:
            return "Nach dem Sichern."
        if fassung.is_published and lesen.is_public(fassung):
            url, text = lesen.address_of(fassung, fassung.source), "Auf der Website ansehen"
        else:
            url, text = vorschau.FASSUNGEN.url(fassung), "Vorschau ansehen (Link gilt 14 Tage)"
        return format_html('<a href="{}">{}</a>', url, text)


def _change_url(row):
    return reverse("admin:sprachen_fassung_change", args=[row.pk])


def hints_of(fassung):
    """Advice on every text of a version in Leichte Sprache; nothing for other languages."""
    if fassung.sprache.code != EASY:
        return []
    sections = [f"{item.heading}\n{item.text}" for item in fassung.abschnitte.all()]
    texts = [fassung.title, fassung.teaser, fassung.text, *sections]
    return [hint for text in texts for hint in leichte_sprache.hints(text)]
