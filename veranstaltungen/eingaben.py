"""Nothing typed is lost: what could not be saved is kept until it can.

Somebody whose log-in has ended sends the form all the same. It waits in the session (which outlives
the log-in) and is shown again at the same address afterwards, until it is sent or thrown away. What
is wrong or collides with somebody else's change in the long form waits as `Eingabe`, for this
person, also for another day.
"""

from django.db import transaction
from django.http import QueryDict

from veranstaltungen.models import Eingabe

SESSION_KEY = "veranstaltungen_eingaben"
# Every field of the longest part at its limit fits.
MAX_CHARACTERS = 200_000
MAX_PAGES = 5
NOT_KEPT = ("csrfmiddlewaretoken",)


def remember(request):
    """Put what was posted into the session: nobody is logged in (any more)."""
    text = _text(request.POST)
    if text is None:
        return
    pages = request.session.get(SESSION_KEY, {})
    pages.pop(request.path, None)
    kept = dict([*pages.items(), (request.path, text)][-MAX_PAGES:])
    request.session[SESSION_KEY] = kept


def waiting(request):
    """What was sent to this address after the log-in had ended, as POST data, or None."""
    text = request.session.get(SESSION_KEY, {}).get(request.path)
    return QueryDict(text) if text else None


def typed(request):
    """The same as initial values of a form, {} where nothing waits."""
    data = waiting(request)
    return data.dict() if data else {}


def is_shown(request):
    """Whether the page that is opened shows something that waited."""
    return request.method == "GET" and waiting(request) is not None


def settle(request):
    """What waited for this address is sent or thrown away."""
    pages = request.session.get(SESSION_KEY, {})
    if pages.pop(request.path, None) is not None:
        request.session[SESSION_KEY] = pages


def take(request, veranstaltung, part):
    """What this person typed here and could not be saved, as POST data, or None."""
    if (data := waiting(request)) is not None:
        settle(request)
        keep(request.user, veranstaltung, part, data)
    row = _rows(request.user, veranstaltung, part).first()
    return QueryDict(row.data) if row else None


@transaction.atomic
def keep(user, veranstaltung, part, data):
    text = _text(data)
    forget(user, veranstaltung, part)
    if text is not None:
        Eingabe.objects.create(user=user, veranstaltung=veranstaltung, part=part, data=text)


def forget(user, veranstaltung, part):
    _rows(user, veranstaltung, part).delete()


def open_parts(user, veranstaltung):
    """The parts where something typed waits to be saved."""
    rows = Eingabe.objects.filter(user=user, veranstaltung=veranstaltung)
    return set(rows.values_list("part", flat=True))


def _rows(user, veranstaltung, part):
    return Eingabe.objects.filter(user=user, veranstaltung=veranstaltung, part=part)


def _text(data):
    """The fields as they were sent; None for more than anybody types."""
    fields = data.copy()
    for name in NOT_KEPT:
        fields.pop(name, None)
    text = fields.urlencode()
    return text if len(text) <= MAX_CHARACTERS else None
