"""A form that is sent twice is saved once: two clicks, or the same page loaded again.

The page carries a value of its own, see the tag `once`. Whoever sends it first claims it in the
transaction that saves; a second one waits for that and is led where the first one went.
"""

import re
import secrets
from contextlib import suppress
from datetime import timedelta
from functools import wraps

from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.utils import timezone

from veranstaltungen.models import Absendung

FIELD = "einmal"
KEPT = timedelta(days=1)


def new():
    return secrets.token_urlsafe(16)


def once(view):
    """Around a view that saves what is posted and redirects; without a value it saves each time."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        value = request.POST.get(FIELD, "")
        if not re.fullmatch(r"[\w-]{1,32}", value, re.ASCII):
            return view(request, *args, **kwargs)
        with transaction.atomic():
            sent = _claim(request.user, value)
            if sent.target:
                return redirect(sent.target)
            response = view(request, *args, **kwargs)
            if response.status_code == 302:
                sent.target = response.url
                sent.save()
            return response

    return guarded


def _claim(user, value):
    Absendung.objects.filter(user=user, sent_at__lt=timezone.now() - KEPT).delete()
    with suppress(IntegrityError), transaction.atomic():
        return Absendung.objects.create(user=user, value=value)
    return Absendung.objects.get(user=user, value=value)
