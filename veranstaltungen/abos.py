"""Subscribed calendars: fetched, taken over as drafts, with a report that stays."""

import logging
import time
from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from veranstaltungen import abruf
from veranstaltungen.kalender_import import KINDS, import_calendar
from veranstaltungen.kalender_lesen import KalenderError

logger = logging.getLogger(__name__)

MAX_LINES = 200
# Somebody waits for the answer: all calendars together get so long, the next one at least so long.
AT_ONCE_SECONDS = 15
LEAST_SECONDS = 2


def refresh(abo, network=None):
    """Read the calendar once; success or failure stands in the abo afterwards."""
    try:
        data = abruf.fetch(abo.address, settings.CALENDAR_HOSTS, network)
        lines = import_calendar(
            data,
            user=None,
            veranstalter=abo.veranstalter,
            kommune=abo.kommune,
            source=f"Kalenderabo {urlsplit(abo.address).hostname}",
        )
    except (abruf.AbrufError, KalenderError) as error:
        _note(abo, False, f"Nicht gelesen: {error}")
    except Exception:  # one calendar must not keep the others from being read
        logger.exception("The calendar at %s could not be taken over", abo.address)
        _note(abo, False, "Nicht gelesen: Im Portal ist ein Fehler aufgetreten. Der Betrieb sieht "
              "im Protokoll, welcher.")  # fmt: skip
    else:
        _note(abo, True, report_of(lines))


def refresh_at_once(abos, network=None, seconds=AT_ONCE_SECONDS):
    """Read as many as `seconds` allow; returns ([read], [left for the next run])."""
    network, ends = network or abruf.Network(), time.monotonic() + seconds
    abos = list(abos)
    for number, abo in enumerate(abos):
        rest = ends - time.monotonic()
        if rest < LEAST_SECONDS:
            return abos[:number], abos[number:]
        refresh(abo, replace(network, seconds=rest))
    return abos, []


def counts_of(lines):
    """[(German word, number)] of the kinds of lines, in a fixed order."""
    kinds = [line.kind for line in lines]
    return [(word, kinds.count(kind)) for kind, word in KINDS.items()]


def report_of(lines):
    summary = ", ".join(f"{word}: {number}" for word, number in counts_of(lines))
    texts = [f"{line.label}: {line.title}. {line.text}" for line in lines[:MAX_LINES]]
    return "\n".join([summary, *texts])


def _note(abo, succeeded, report):
    abo.fetched_at, abo.succeeded, abo.report = timezone.now(), succeeded, report
    abo.save(update_fields=["fetched_at", "succeeded", "report"])
