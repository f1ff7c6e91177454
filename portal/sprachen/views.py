"""Video files, in parts, since some browsers play nothing else; previews of versions."""

import re

from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from portal.sprachen import lesen, vorschau
from portal.sprachen.models import Gebaerdenvideo

# No file has more digits; Python refuses to read thousands of them.
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
# A part longer than this is cut: the player asks for the next one.
MAX_PART = 4_000_000
MISSING = "Dieses Video gibt es nicht."


@require_safe
def video(request, path):
    """The file of a public version of a public row, or of one that the person manages."""
    name = f"gebaerdenvideo/{path}"
    if "\0" in name:  # PostgreSQL refuses to look for it
        raise Http404(MISSING)
    found = Gebaerdenvideo.objects.filter(file=name).select_related("fassung").first()
    if found is None or not (_is_public(found) or _is_theirs(found, request.user)):
        raise Http404(MISSING)
    try:
        file = found.file.open()
    except FileNotFoundError as error:
        raise Http404(MISSING) from error
    response = _part(request, file, found.file.size) or FileResponse(file)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "public, max-age=3600" if _is_public(found) else "no-store"
    return response


def preview(request, token):
    """A version by its signed link; the page that everybody reads, once there is one."""
    fassung = vorschau.FASSUNGEN.resolve(token)
    source = fassung and fassung.source
    if source and fassung.is_published and lesen.is_public(fassung):
        return redirect(lesen.address_of(fassung, source))
    if source:
        context = lesen.page_context(fassung, source, source.get_absolute_url())
        context |= {"is_preview": True, "canonical_url": ""}
        response = render(request, "sprachen/fassung_detail.html", context)
    else:
        response = render(request, "quartiere/vorschau_invalid.html", status=404)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    add_never_cache_headers(response)
    return response


def _is_public(found):
    try:
        return found.fassung.is_published and lesen.is_public(found.fassung)
    except ObjectDoesNotExist:
        return False


def _is_theirs(found, user):
    return Gebaerdenvideo.objects.managed_by(user).filter(pk=found.pk).exists()


def _part(request, file, size):
    """206 with the bytes that were asked for (RFC 9110), 416 for none; None without a range."""
    match = RANGE.fullmatch(request.headers.get("Range", ""))
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last) if first and last else size - 1, size - 1, start + MAX_PART - 1)
    if start > end:
        file.close()
        headers = {"Content-Range": f"bytes */{size}"}
        return HttpResponse(status=416, headers=headers)
    file.seek(start)
    headers = {"Content-Range": f"bytes {start}-{end}/{size}"}
    kind = "video/webm" if file.name.endswith("webm") else "video/mp4"
    body = file.read(end - start + 1)
    file.close()
    return HttpResponse(body, status=206, content_type=kind, headers=headers)
