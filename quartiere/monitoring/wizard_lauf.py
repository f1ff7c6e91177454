"""The long part of an Einspielung: read, compute, store the draft; in the request or a thread.

A run gives a sign of life every few seconds. One that was overtaken (restarted, its files
exchanged, deleted) finds its number gone and writes nothing.
"""

import logging
import threading
from contextlib import ExitStack, contextmanager

from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from quartiere.monitoring import bericht_export, einspielen, wizard, wizard_vorschau
from quartiere.monitoring.einspielen import EinspielenError
from quartiere.monitoring.meldungen import Bericht
from quartiere.monitoring.models import Einspielung
from quartiere.monitoring.profil import ProfilError, from_document

logger = logging.getLogger(__name__)

State = Einspielung.State
# Larger uploads do not fit into the time that a request has.
IN_REQUEST_BYTES = 1_000_000
BEAT_SECONDS = 10
UNEXPECTED = "Ein unerwarteter Fehler hat die Prüfung abgebrochen. Der Betrieb ist informiert."


class OvertakenError(Exception):
    """Another run has begun, or the Einspielung is gone."""


def start(einspielung):
    """Begin a run unless one is going on. Raises EinspielenError where there is nothing to run."""
    number = wizard.begin(einspielung)
    if number is None:
        return
    if sum(einspielung.dateien.values_list("size", flat=True)) <= IN_REQUEST_BYTES:
        run(einspielung.pk, number)
    else:
        threading.Thread(target=_run_in_thread, args=(einspielung.pk, number), daemon=True).start()


def run(pk, number):
    """One run from files to draft; whatever happens, its outcome is stored."""
    job = Einspielung.objects.filter(pk=pk, run=number, state=State.RUNNING)
    try:
        _read_and_store(job, job.select_related("kommune", "created_by").get())
    except (OvertakenError, Einspielung.DoesNotExist):
        logger.info("Run %s of Einspielung %s was overtaken.", number, pk)
    except ProfilError as error:
        _refuse(job, "profil", error.messages)
    except EinspielenError as error:
        _refuse(job, "einspielen", [str(error)])
    except Exception:
        logger.exception("Run %s of Einspielung %s failed.", number, pk)
        job.update(state=State.FAILED, progress=UNEXPECTED)


def _read_and_store(job, einspielung):
    def progress(text):
        _update(job, progress=text, heartbeat=timezone.now())

    with ExitStack() as stack:
        reading = einspielen.read(
            from_document(wizard.document_of(einspielung)),
            wizard.open_streams(einspielung, stack),
            kommune=einspielung.kommune,
            correction_note=einspielung.correction_note,
            progress=progress,
        )
    report = bericht_export.as_document(reading.bericht)
    if not reading.is_clean:
        _update(job, state=State.FAULTY, report=report, progress="")
        return
    progress("Der Entwurf wird gespeichert.")
    preview = wizard_vorschau.as_document(reading)
    with transaction.atomic():
        ausgabe = einspielen.store_draft(reading, einspielung.created_by)
        _update(
            job, state=State.READY, report=report, preview=preview, ausgabe=ausgabe, progress=""
        )


def _update(job, **values):
    if not job.update(**values):
        raise OvertakenError


def _refuse(job, kind, messages):
    bericht = Bericht()
    for message in messages:
        bericht.error(kind, message)
    job.update(state=State.FAULTY, report=bericht_export.as_document(bericht), progress="")


# In a thread -----------------------------------------------------------------------------------


def _run_in_thread(pk, number):
    try:
        with _heartbeat(pk, number):
            run(pk, number)
    finally:
        connections.close_all()


@contextmanager
def _heartbeat(pk, number):
    """Signs of life also during a long step; they end with the process."""
    over = threading.Event()
    beat = threading.Thread(target=_beat, args=(pk, number, over), daemon=True)
    beat.start()
    try:
        yield
    finally:
        over.set()
        beat.join()


def _beat(pk, number, over):
    job = Einspielung.objects.filter(pk=pk, run=number, state=State.RUNNING)
    try:
        while not over.wait(BEAT_SECONDS):
            try:
                job.update(heartbeat=timezone.now())
            except DatabaseError:  # the database is busy; the next beat tells
                logger.warning("No sign of life of Einspielung %s could be written.", pk)
    finally:
        connections.close_all()
