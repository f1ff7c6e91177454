"""Uploaded files: pictures are public, material is as public as its Quartier."""

import re
from pathlib import PurePosixPath

from django.conf import settings
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

from quartiere.models import Material

# Names as `Bild` gives them: one folder, no dot but that of the suffix.
PICTURE = re.compile(r"bilder/[\w-]{1,200}\.(?:avif|gif|jpe?g|png|webp)", re.ASCII)
ONE_YEAR = 365 * 24 * 60 * 60


@require_safe
def picture(request, path):
    """A picture or one of its renditions. Every upload has a new name, so caches may keep it."""
    if not PICTURE.fullmatch(path):
        raise Http404("Dieses Bild gibt es nicht.")
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    return response


@require_safe
def material(request, path):
    """The file of a published Quartier, or of one that the person manages; else a 404."""
    return document(request, Material, f"material/{path}")


def document(request, model, name):
    """The file `name` of a row of `model`, public like the row or for those who manage it."""
    if "\0" in name:  # PostgreSQL refuses to look for it
        raise Http404("Diese Datei gibt es nicht.")
    if found := model.objects.published().filter(file=name).first():
        return _attachment(found)
    if found := model.objects.managed_by(request.user).filter(file=name).first():
        response = _attachment(found)
        response.headers["Cache-Control"] = "private, no-store"
        return response
    raise Http404("Diese Datei gibt es nicht.")


def _attachment(row):
    try:
        file = row.file.open()
    except FileNotFoundError as error:
        raise Http404("Diese Datei gibt es nicht.") from error
    name = PurePosixPath(row.file.name).name
    return FileResponse(file, as_attachment=True, filename=name)
