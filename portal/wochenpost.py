"""Once a week a mail to everybody in the admin for whom something waits there."""

import logging
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from portal.konten.models import User
from veranstaltungen.nachrichten import mail, send

logger = logging.getLogger(__name__)


def due(today=None):
    """Staff who want it and did not get it since Monday (Europe/Berlin)."""
    today = today or timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    waiting = Q(digest_sent_on__isnull=True) | Q(digest_sent_on__lt=monday)
    return User.objects.filter(waiting, is_active=True, is_staff=True, wants_digest=True)


class Run(NamedTuple):
    written: int
    failed: int


def send_all(today=None):
    """Write the mails. Who got one this week gets no other; who had no task is asked again.

    An error with one person's tasks is logged and keeps nobody else from the mail.
    """
    today = today or timezone.localdate()
    written = failed = 0
    for user in due(today).order_by("pk"):
        try:
            written += _send_one(user, today)
        except Exception:
            logger.exception("weekly mail to person %s", user.pk)
            failed += 1
    return Run(written, failed)


def tasks_of(user):
    """What the first page of the admin would show this person."""
    request = HttpRequest()
    request.user = user
    return admin.site.get_tasks(request)


def _send_one(user, today):
    tasks = tasks_of(user)
    if not tasks:
        return 0
    with transaction.atomic():
        # Conditional: two runs at once write one mail.
        if not due(today).filter(pk=user.pk).update(digest_sent_on=today):
            return 0
        base = settings.SITE_URL.rstrip("/")
        context = {"tasks": tasks, "base": base, "start": base + reverse("admin:index")}
        context["settings"] = base + reverse("account")
        subject = f"Ihre Aufgaben im Portal: {sum(task.number for task in tasks)}"
        send([mail("wochenpost", subject, user.email, context)])
    return 1
