"""What organisers take away again: pictures, material, a whole draft."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from veranstaltungen import aenderungen, entwuerfe
from veranstaltungen.models import Dokumentation, Veranstaltung, VeranstaltungMaterial
from veranstaltungen.views.zugang import (
    accessible,
    breadcrumb,
    crumb,
    is_editable,
    lock_or_404,
    organiser_required,
)
from veranstaltungen.workflow import TransitionError

Status = Veranstaltung.Status


@organiser_required
@transaction.atomic
def picture(request, slug):
    """Take the picture off the page; the Kommune's pictures in the administration keep it."""
    row = accessible(request, slug)
    lock_or_404(row)
    if request.method == "POST" and row.picture_id and is_editable(request, row):
        with aenderungen.watched(row, request.user):
            row.picture = None
            row.save(update_fields=["picture", "updated_at"])
        messages.success(request, _("Das Bild ist von der Seite genommen."))
    return redirect("veranstaltungen:update", slug=slug, part="bild")


@organiser_required
@transaction.atomic
def result_picture(request, slug, pk):
    """Take a picture out of the documentation; the administration keeps it as above."""
    row = accessible(request, slug)
    lock_or_404(row)
    found = Dokumentation.objects.filter(veranstaltung=row, bilder=pk).first()
    if request.method == "POST" and found and is_editable(request, row):
        with aenderungen.watched(row, request.user):
            found.bilder.remove(pk)
        messages.success(request, _("Das Bild ist aus der Dokumentation genommen."))
    return redirect("veranstaltungen:document", slug=slug)


@organiser_required
@transaction.atomic
def material(request, slug, pk):
    """Take a file or link away; of a Veranstaltung that one may edit."""
    row = accessible(request, slug)
    lock_or_404(row)
    if request.method == "POST" and is_editable(request, row):
        with aenderungen.watched(row, request.user):
            for item in VeranstaltungMaterial.objects.filter(veranstaltung=row, pk=pk):
                item.delete()
                messages.success(request, _("Entfernt: %(title)s") % {"title": item.title})
    if row.status in (Status.PAST, Status.DOCUMENTED):
        return redirect("veranstaltungen:document", slug=slug)
    return redirect("veranstaltungen:update", slug=slug, part="bild")


@organiser_required
def draft(request, slug):
    """Asked once more, since nothing brings it back."""
    row = accessible(request, slug)
    if request.method == "POST":
        return _delete(request, row)
    if not entwuerfe.may_delete(row, request.user):
        return redirect("veranstaltungen:manage", slug=slug)
    context = {"veranstaltung": row, "breadcrumb": breadcrumb(crumb(row), (_("Löschen"), ""))}
    return render(request, "veranstaltungen/entwurf_loeschen.html", context)


def _delete(request, row):
    try:
        with transaction.atomic():
            lock_or_404(row)
            entwuerfe.delete(row, request.user)
    except TransitionError as error:
        messages.error(request, str(error))
        return redirect("veranstaltungen:manage", slug=row.slug)
    messages.success(request, _("Der Entwurf ist gelöscht."))
    return redirect("veranstaltungen:dashboard")
