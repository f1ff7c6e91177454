"""Who may enter the organisers' pages; the way back in loses nothing that was typed."""

from functools import wraps
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from portal.konten import abuse
from quartiere.german import German
from veranstaltungen import eingaben
from veranstaltungen.models import Veranstaltung

RESTS = gettext_lazy("Die Veranstaltung wird gerade geprüft. So lange lässt sie sich nicht ändern.")

TOO_MANY = gettext_lazy("Das waren sehr viele Entwürfe in einer Stunde. Bitte warten Sie etwas.")
NEW_PER_HOUR = 60


def may_begin(request):
    """Whether one more draft may be made from here, new or as a copy."""
    return abuse.allow(request, "entwurf", NEW_PER_HOUR)


def organiser_required(view):
    """Log in by code first; a form that was sent waits in the session meanwhile.

    The page shows it, see `eingaben`; once something is sent from there it has arrived.
    """

    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_authenticated:
            if "discard" in request.POST and eingaben.waiting(request):
                eingaben.settle(request)
                return redirect(request.get_full_path())
            response = view(request, *args, **kwargs)
            if request.method == "POST":
                eingaben.settle(request)
            return response
        if request.method == "POST":
            eingaben.remember(request)
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('veranstaltungen:propose')}?{query}")

    return guarded


def accessible(request, slug):
    """A Veranstaltung that this person may see behind the scenes; foreign ones are a 404."""
    rows = Veranstaltung.objects.accessible_by(request.user)
    return get_object_or_404(rows.select_related("kommune", "quartier", "veranstalter"), slug=slug)


def organised(request, slug):
    """One of the person's own: whoever manages it for a Kommune gives nobody access to guests."""
    return get_object_or_404(Veranstaltung.objects.organised_by(request.user), slug=slug)


def lock_or_404(veranstaltung):
    """Inside a transaction: nobody else changes the row until it ends."""
    try:
        Veranstaltung.objects.lock(veranstaltung)
    except Veranstaltung.DoesNotExist as error:
        raise Http404("Die Veranstaltung ist gelöscht.") from error


def is_editable(request, veranstaltung):
    rows = Veranstaltung.objects.editable_by(request.user)
    return rows.filter(pk=veranstaltung.pk).exists()


def breadcrumb(*steps):
    """The way from the start over the dashboard; the last one is this page."""
    home = [(_("Start"), reverse("home"))]
    if not steps:
        return [*home, (_("Meine Veranstaltungen"), "")]
    dashboard = (_("Meine Veranstaltungen"), reverse("veranstaltungen:dashboard"))
    return [*home, dashboard, *steps]


def crumb(veranstaltung):
    return (
        German(veranstaltung.title),
        reverse("veranstaltungen:manage", args=[veranstaltung.slug]),
    )
