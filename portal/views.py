"""Pages that belong to the portal as a whole."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from portal import start


def home(request):
    return render(request, "portal/home.html", start.context())


def health(request):
    """For load balancers and the container: 200 while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /verwaltung/",
        "Disallow: /konto/",
        "Disallow: /vorschau/",
        "Disallow: /veranstaltungen/anmeldung/",
        "Disallow: /meine-veranstaltungen/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def security_txt(request):
    """RFC 9116: whom to tell about a security hole."""
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: mailto:{settings.SITE_EMAIL or settings.DEFAULT_FROM_EMAIL}",
        f"Expires: {expires}",
        "Preferred-Languages: de, en",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def change_password(request):
    return redirect(reverse("account_change_password"))


@login_required
def account(request):
    """Where a log-in leads: the person's own entry points."""
    return render(request, "portal/account.html")


@login_required
@require_POST
def account_digest(request):
    """Switch the weekly mail on ("ja") or off; a second click changes nothing."""
    request.user.wants_digest = request.POST.get("wanted") == "ja"
    request.user.save(update_fields=["wants_digest"])
    return redirect("account")
