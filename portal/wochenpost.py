"""Once a week a mail to everybody in the admin for whom something waits there."""

from datetime import timedelta

from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from portal.konten.models import User
from veranstaltungen.nachrichten import mail, send


def due(today=None):
    """Staff who want it and did not get it since Monday (Europe/Berlin)."""
    today = today or timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    waiting = Q(digest_sent_on__isnull=True) | Q(digest_sent_on__lt=monday)
    return User.objects.filter(waiting, is_active=True, is_staff=True, wants_digest=True)


def send_all(today=None):
    """Write the mails; returns how many. A second run in the same week writes none."""
    today = today or timezone.localdate()
    return sum(_send_one(user, today) for user in due(today).order_by("pk"))


def tasks_of(user):
    """What the first page of the admin would show this person."""
    request = HttpRequest()
    request.user = user
    return admin.site.get_tasks(request)


def _send_one(user, today):
    tasks = tasks_of(user)
    with transaction.atomic():
        # Conditional: two runs at once write one mail.
        if not due(today).filter(pk=user.pk).update(digest_sent_on=today) or not tasks:
            return 0
        base = settings.SITE_URL.rstrip("/")
        context = {"tasks": tasks, "base": base, "start": base + reverse("admin:index")}
        context["settings"] = base + reverse("account")
        subject = f"Ihre Aufgaben im Portal: {sum(task.number for task in tasks)}"
        send([mail("wochenpost", subject, user.email, context)])
    return 1
