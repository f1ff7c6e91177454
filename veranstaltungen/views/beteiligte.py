"""Who else may edit and see the guests: invited by e-mail address, removed again."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.konten import abuse
from portal.konten.models import User
from veranstaltungen import beteiligte, eingaben
from veranstaltungen.beteiligte import AccessDenied
from veranstaltungen.forms import InviteForm
from veranstaltungen.models import Veranstalter
from veranstaltungen.views.zugang import (
    RESTS,
    breadcrumb,
    crumb,
    is_editable,
    organised,
    organiser_required,
)

PER_HOUR = 20


@organiser_required
def people(request, slug):
    row = organised(request, slug)
    form = InviteForm(request.POST or None, initial=eingaben.typed(request))
    if _rests_not(request, row, form) and _invite(
        request, form, lambda email: beteiligte.invite(row, email, request.user)
    ):
        return redirect("veranstaltungen:people", slug=slug)
    organisation = row.veranstalter
    shared = row.mitveranstaltende.values("pk")
    people = User.objects.filter(Q(pk__in=shared) | Q(pk=row.created_by_id))
    context = {
        "veranstaltung": row,
        "form": form,
        "is_kept": eingaben.is_shown(request),
        "people": _listed(people, "remove_person", slug),
        "members": organisation.mitglieder.all() if organisation else [],
        "is_member": organisation and request.user in organisation.mitglieder.all(),
        "breadcrumb": breadcrumb(crumb(row), (_("Zugang"), "")),
    }
    return render(request, "veranstaltungen/zugang.html", context)


@organiser_required
def remove_person(request, slug, pk):
    """End somebody's access, also while the Veranstaltung rests and whoever made it."""
    row = organised(request, slug)
    done = request.method == "POST" and _dismiss(request, beteiligte.dismiss, row, pk)
    if done and pk == request.user.pk:
        return redirect("veranstaltungen:dashboard")
    return redirect("veranstaltungen:people", slug=slug)


@organiser_required
def organisation(request, pk):
    """The people of one's own organisation."""
    row = _own_organisation(request, pk)
    form = InviteForm(request.POST or None, initial=eingaben.typed(request))
    if form.is_valid() and _invite(
        request, form, lambda email: beteiligte.admit(row, [email], request.user)
    ):
        return redirect("veranstaltungen:organisation", pk=pk)
    context = {
        "organisation": row,
        "form": form,
        "is_kept": eingaben.is_shown(request),
        "people": _listed(row.mitglieder.all(), "remove_member", pk),
        "breadcrumb": breadcrumb((str(row), "")),
    }
    return render(request, "veranstaltungen/organisation.html", context)


@organiser_required
def remove_member(request, pk, person):
    row = _own_organisation(request, pk)
    done = request.method == "POST" and _dismiss(
        request, beteiligte.dismiss_from_organisation, row, person
    )
    if done and person == request.user.pk:
        return redirect("veranstaltungen:dashboard")
    return redirect("veranstaltungen:organisation", pk=pk)


def _own_organisation(request, pk):
    return get_object_or_404(Veranstalter.objects.represented_by(request.user), pk=pk)


def _listed(people, address, key):
    """[(person, address to remove them)] for `veranstaltungen/personen.html`."""
    name = f"veranstaltungen:{address}"
    return [(person, reverse(name, args=[key, person.pk])) for person in people]


def _rests_not(request, row, form):
    """Whether the form was sent, is right, and the Veranstaltung may change now."""
    if form.is_valid() and not is_editable(request, row):
        form.add_error(None, RESTS)
    return form.is_valid()


def _invite(request, form, do):
    """Whether the invitation is on its way; else the form says why not."""
    if not abuse.allow(request, "einladung", PER_HOUR):
        form.add_error(None, _("Das waren sehr viele Einladungen. Bitte warten Sie eine Stunde."))
        return False
    try:
        do(form.cleaned_data["email"])
    except AccessDenied as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Eingeladen. Die Person bekommt eine E-Mail."))
    return True


def _dismiss(request, do, target, person):
    """Whether the access has ended; else the next page says why not."""
    try:
        do(target, person, request.user)
    except AccessDenied as error:
        messages.error(request, str(error))
        return False
    messages.success(request, _("Der Zugang ist entfernt."))
    return True
