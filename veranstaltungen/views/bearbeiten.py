"""The long form: one page a part, each saved on its own."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from veranstaltungen import aehnliche, aenderungen, eingaben, nachpruefung, vollstaendig
from veranstaltungen.anmeldung import AnmeldungError
from veranstaltungen.beteiligte import AccessDenied
from veranstaltungen.einmal import once
from veranstaltungen.forms import BY_SLUG, DOKUMENTATION, PARTS
from veranstaltungen.models import Veranstaltung
from veranstaltungen.views.zugang import (
    RESTS,
    TOO_MANY,
    accessible,
    breadcrumb,
    crumb,
    is_editable,
    lock_or_404,
    may_begin,
    organiser_required,
)
from veranstaltungen.workflow import TransitionError

CHECK = "pruefen"


@method_decorator(organiser_required, name="dispatch")
class PartView(View):
    """Saves what is right; keeps what is not and says why."""

    part = None
    veranstaltung = None
    next_page = ""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if "part" in kwargs and kwargs["part"] not in BY_SLUG:
            raise Http404("Diesen Teil gibt es nicht.")
        self.part = BY_SLUG[kwargs["part"]] if "part" in kwargs else self.part

    def dispatch(self, request, *args, **kwargs):
        return self.turn_away() or super().dispatch(request, *args, **kwargs)

    def turn_away(self):
        """Find the row; a response for those who may not edit it now."""
        self.veranstaltung = row = accessible(self.request, self.kwargs["slug"])
        if is_editable(self.request, row):
            return None
        messages.info(self.request, RESTS)
        return redirect("veranstaltungen:manage", slug=row.slug)

    def get(self, request, **kwargs):
        kept = eingaben.take(request, self.veranstaltung, self.part.slug)
        return self.show(self.make(kept), kept is not None)

    @method_decorator(once)
    def post(self, request, **kwargs):
        if "discard" in request.POST:
            eingaben.forget(request.user, self.veranstaltung, self.part.slug)
            return redirect(request.path)
        with transaction.atomic():
            self.lock()
            # Asked again: somebody may have submitted it, or ended this access, meanwhile.
            if response := self.turn_away():
                eingaben.keep(request.user, self.veranstaltung, self.part.slug, request.POST)
                return response
            form = self.make(request.POST, request.FILES)
            if form.is_valid() and self.save(form):
                eingaben.forget(request.user, self.veranstaltung, self.part.slug)
                return self.saved(form)
            eingaben.keep(request.user, self.veranstaltung, self.part.slug, request.POST)
        return self.show(form)

    def lock(self):
        """Until this is saved nobody else changes the row: of two editors the second is warned."""
        if self.veranstaltung:
            lock_or_404(self.veranstaltung)

    def make(self, data=None, files=None):
        instance = self.veranstaltung or Veranstaltung()
        return self.part.form(data, files, instance=instance, user=self.request.user)

    def save(self, form):
        try:
            with aenderungen.watched(self.veranstaltung, self.request.user):
                form.save()
        except (AccessDenied, AnmeldungError, TransitionError) as error:
            target = form.forms[0]
            target.add_error(None, str(error))
            return False
        return True

    def saved(self, form):
        slug = form.instance.slug
        if "more" in self.request.POST:
            messages.success(self.request, _("Gespeichert."))
            return redirect(f"{self.request.path}#neu")
        if "later" in self.request.POST:
            messages.success(self.request, _("Gespeichert."))
            return redirect("veranstaltungen:manage", slug=slug)
        return redirect(self.following(slug))

    def following(self, slug):
        slugs = [part.slug for part in PARTS]
        after = slugs[slugs.index(self.part.slug) + 1 :]
        if after:
            return reverse("veranstaltungen:update", args=[slug, after[0]])
        return reverse("veranstaltungen:check", args=[slug])

    def show(self, form, is_kept=False):
        row = self.veranstaltung
        place = [crumb(row)] if row else []
        context = {
            "part": self.part,
            "form": form,
            "veranstaltung": row,
            "is_kept": is_kept,
            "is_unpublished": False,
            "is_checked": row and nachpruefung.is_needed(row, self.request.user),
            "progress": progress(row, self.part.slug, self.request.user),
            "number": [part.slug for part in PARTS].index(self.part.slug) + 1,
            "total": len(PARTS) + 1,
            "breadcrumb": breadcrumb(*place, (str(self.part.title), "")),
        }
        status = 200 if is_kept or not form.is_bound else 422
        return render(self.request, form.template_name, context, status=status)


class CreateView(PartView):
    """The first part makes the draft."""

    part = BY_SLUG["was"]

    def turn_away(self):
        """There is no row yet; everybody with an account may begin one."""

    def save(self, form):
        if not may_begin(self.request):
            form.add_error(None, TOO_MANY)
            return False
        return super().save(form)


class DokumentationView(PartView):
    """What came out of it; on a page of its own, after the last date."""

    part = DOKUMENTATION

    def turn_away(self):
        response = super().turn_away()
        over = (Veranstaltung.Status.PAST, Veranstaltung.Status.DOCUMENTED)
        if response is None and self.veranstaltung.status not in over:
            messages.info(self.request, _("Dokumentieren können Sie nach dem letzten Termin."))
            return redirect("veranstaltungen:manage", slug=self.veranstaltung.slug)
        return response

    def following(self, slug):
        return reverse("veranstaltungen:manage", args=[slug])

    def show(self, form, is_kept=False):
        row = self.veranstaltung
        context = {
            "part": self.part,
            "form": form,
            "veranstaltung": row,
            "is_kept": is_kept,
            "is_unpublished": row.status == Veranstaltung.Status.PAST,
            "is_checked": nachpruefung.is_needed(row, self.request.user),
            "breadcrumb": breadcrumb(crumb(row), (str(self.part.title), "")),
        }
        status = 200 if is_kept or not form.is_bound else 422
        return render(self.request, form.template_name, context, status=status)


@organiser_required
def check(request, slug):
    """The last page: what is missing, what is similar, and the button."""
    veranstaltung = accessible(request, slug)
    if not is_editable(request, veranstaltung):
        return redirect("veranstaltungen:manage", slug=slug)
    context = {
        "veranstaltung": veranstaltung,
        "missing": _with_links(veranstaltung, vollstaendig.missing(veranstaltung)),
        "advice": _with_links(veranstaltung, vollstaendig.advice(veranstaltung)),
        "similar": aehnliche.similar(veranstaltung, request.user),
        "open_parts": eingaben.open_parts(request.user, veranstaltung),
        "progress": progress(veranstaltung, CHECK, request.user),
        "number": len(PARTS) + 1,
        "total": len(PARTS) + 1,
        "breadcrumb": breadcrumb(crumb(veranstaltung), (_("Prüfen und einreichen"), "")),
    }
    return render(request, "veranstaltungen/pruefen.html", context)


def _with_links(veranstaltung, items):
    return [
        (reverse("veranstaltungen:update", args=[veranstaltung.slug, part]), text)
        for part, text in items
    ]


def progress(veranstaltung, current, user):
    """[dict] for `components/progress.html`; before the first save there is one page only."""
    if veranstaltung is None:
        titles = [part.title for part in PARTS] + [_("Prüfen und einreichen")]
        return [{"title": title, "current": not i} for i, title in enumerate(titles)]
    waiting = eingaben.open_parts(user, veranstaltung)
    items = [
        {
            "title": part.title,
            "url": reverse("veranstaltungen:update", args=[veranstaltung.slug, part.slug]),
            "current": part.slug == current,
            "open": part.slug in waiting,
        }
        for part in PARTS
    ]
    url = reverse("veranstaltungen:check", args=[veranstaltung.slug])
    last = {"title": _("Prüfen und einreichen"), "url": url, "current": current == CHECK}
    return [*items, last]
