"""The steps of an Einspielung, from its files to the publication; one function each.

Every step keeps what was given before. Whatever changes the inputs throws the draft away, so
that what can be published is always what report and preview show.
"""

import tomllib
from contextlib import ExitStack

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from quartiere.monitoring import einspielen
from quartiere.monitoring.einspielen import EinspielenError
from quartiere.monitoring.models import Ausgabe, Einspielung, EinspielungDatei, ImportProfil
from quartiere.monitoring.profil_ausgabe import dump_document

State = Einspielung.State
BUSY = "Die Prüfung läuft gerade. Bitte warten Sie, bis sie fertig ist."


@transaction.atomic
def save_files(einspielung, uploads, removed=(), replaces=None):
    """Add uploads and remove files; an upload of the same name takes the other's place."""
    locked = _editable(einspielung)
    names = [upload.name for upload in uploads]
    dateien = locked.dateien.all()
    dateien.filter(pk__in=[datei.pk for datei in removed]).delete()
    dateien.filter(name__in=names).delete()
    if replaces is not None:
        dateien.filter(pk=replaces.pk).delete()
    for upload in uploads:
        EinspielungDatei.objects.create(
            einspielung=locked, file=upload, name=upload.name, size=upload.size
        )
    _reset(locked)


@transaction.atomic
def save_document(einspielung, document, **values):
    """Keep the profile as far as it is filled in, and other inputs in `values`."""
    locked = _editable(einspielung)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.profile = dump_document(document)
    _reset(locked)
    einspielung.refresh_from_db()


def document_of(einspielung) -> dict:
    """The profile as nested values, complete or not."""
    return tomllib.loads(einspielung.profile)


def keep_profile(einspielung):
    """The mapping for the next edition, under the name it was given."""
    if einspielung.profile_name:
        ImportProfil.objects.update_or_create(
            kommune=einspielung.kommune,
            name=einspielung.profile_name,
            defaults={"text": einspielung.profile},
        )


@transaction.atomic
def confirm(einspielung):
    """Somebody has looked at report and preview."""
    ausgabe = _draft(_locked(einspielung))
    if ausgabe.state == Ausgabe.State.DRAFT:
        einspielen.check(ausgabe)


@transaction.atomic
def publish(einspielung, note) -> bool:
    """Freeze the edition and delete the files; False if it was published already.

    Raises EinspielenError where the draft is gone or the publication is refused.
    """
    locked = _locked(einspielung)
    if locked.state == State.PUBLISHED:
        return False
    ausgabe = _draft(locked)
    ausgabe.note = note
    Ausgabe.objects.open().filter(pk=ausgabe.pk).update(note=note)
    einspielen.publish(ausgabe)
    locked.state = State.PUBLISHED
    locked.save(update_fields=["state"])
    locked.dateien.all().delete()
    return True


@transaction.atomic
def discard(einspielung):
    """Delete the Einspielung with files and draft; a published edition stays."""
    locked = _locked(einspielung)
    _drop_draft(locked)
    locked.delete()


def open_streams(einspielung, stack: ExitStack):
    """Pairs of name and stream, closed with `stack`, as `einspielen.read` takes them."""
    return [
        (datei.name, stack.enter_context(datei.file.open("rb")))
        for datei in einspielung.dateien.all()
    ]


@transaction.atomic
def begin(einspielung) -> int | None:
    """Mark the Einspielung as running; the number of the run, None while another one goes on."""
    locked = _locked(einspielung)
    if locked.state == State.PUBLISHED:
        raise EinspielenError("Diese Ausgabe ist schon veröffentlicht.")
    if locked.state == State.RUNNING and not locked.is_stalled:
        return None
    if not locked.dateien.exists():
        raise EinspielenError("Es ist keine Datei hochgeladen.")
    _reset(locked, State.RUNNING)
    return locked.run


def _locked(einspielung):
    return Einspielung.objects.select_for_update().get(pk=einspielung.pk)


def _editable(einspielung):
    locked = _locked(einspielung)
    if locked.state == State.PUBLISHED:
        raise EinspielenError("Diese Ausgabe ist schon veröffentlicht.")
    if locked.state == State.RUNNING and not locked.is_stalled:
        raise EinspielenError(BUSY)
    return locked


def _draft(einspielung):
    if einspielung.state != State.READY or einspielung.ausgabe is None:
        raise EinspielenError("Es gibt keinen geprüften Entwurf. Bitte prüfen Sie noch einmal.")
    return einspielung.ausgabe


def _reset(einspielung, state=State.UPLOADED):
    """Back to before the last run, which is worth nothing any more."""
    _drop_draft(einspielung)
    einspielung.ausgabe, einspielung.report, einspielung.preview = None, {}, {}
    einspielung.state, einspielung.progress = state, ""
    einspielung.heartbeat = timezone.now()
    einspielung.run += 1
    einspielung.save()


def _drop_draft(einspielung):
    try:
        Ausgabe.objects.open().filter(pk=einspielung.ausgabe_id).delete()
    except ProtectedError as error:
        raise EinspielenError("Der Entwurf wird an anderer Stelle verwendet.") from error
