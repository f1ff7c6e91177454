"""The way in without a password: a code by e-mail, and an account where there is none yet.

Known and unknown addresses get the same answer and the same mail. An account that nobody confirms
is deleted after UNCONFIRMED_DAYS, with an invitation after INVITATION_DAYS.
"""

from datetime import timedelta
from urllib.parse import urlencode

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import ratelimit
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from portal.konten.models import User

UNCONFIRMED_DAYS = 7
# Whoever is invited may be away for a while. The page "Datenschutz" states both.
INVITATION_DAYS = 30


def may_ask(request, email):
    """Whether this address may get one more code now: allauth's own limit of the log-in page."""
    return ratelimit.consume(request, action="request_login_code", key=email.lower())


def send_code(request, email, next_url):
    """Mail a code; returns the address of the page that asks for it."""
    LoginCodeVerificationProcess.initiate(request=request, user=account_of(email), email=email)
    return f"{reverse('account_confirm_login_code')}?{urlencode({'next': next_url})}"


def account_of(email):
    """The account of an address, made where there is none; None for one that is switched off."""
    found = filter_users_by_email(email, prefer_verified=True, for_login=True)
    if found:
        return found[0] if found[0].is_active else None
    try:
        with transaction.atomic():
            user = User.objects.create_user(email)
            user.sync_email_address()
    except IntegrityError:  # somebody clicked twice
        return User.objects.get(email__iexact=email)
    return user


def unconfirmed(days=UNCONFIRMED_DAYS):
    """Accounts whose address nobody has confirmed for so long, and that nobody in charge made."""
    limit = timezone.now() - timedelta(days=days)
    return _never_came().filter(date_joined__lt=limit)


def renew(user):
    """Somebody invited this person once more: the time to react starts again."""
    _never_came().filter(pk=user.pk).update(date_joined=timezone.now())


def delete_unconfirmed(user):
    """Whether the account is gone; it stays if the person came in meanwhile."""
    with transaction.atomic():
        row = _never_came().select_for_update(of=("self",)).filter(pk=user.pk).first()
        if row:
            row.delete()
        return row is not None


def _never_came():
    rows = User.objects.filter(last_login=None, is_staff=False, groups=None)
    return rows.exclude(pk__in=User.objects.filter(emailaddress__verified=True).values("pk"))


def reached(users):
    """Of these, the active people who have come in at least once or confirmed their address."""
    verified = users.filter(emailaddress__verified=True).values("pk")
    return users.filter(Q(last_login__isnull=False) | Q(pk__in=verified), is_active=True)
