"""What readers see of versions: on the page of their source, and in lists of all of them.

Whether the source itself is public is decided by its own page or QuerySet, never here.
"""

from django.utils import translation

from portal.sprachen import addresses, quellen
from portal.sprachen.models import Fassung, Textsprache
from portal.sprachen.models.textsprache import SIGNED


def add_versions(request, response):
    """Put the version in the language of the address in place of the German page of its source.

    One query for the page of a row that can have versions; no other page is touched.
    """
    context = response.context_data
    source = (context or {}).get("object")
    if type(source) not in quellen.SOURCES or not _is_page_of(request, source):
        return
    fassungen = list(Fassung.objects.of(source).published().for_readers())
    context["fassungen"] = [item for item in fassungen if item.sprache.is_easy or _is_signed(item)]
    context["fassung_languages"] = {item.sprache.code: item.sprache for item in fassungen}
    code = addresses.address_language()
    if code == addresses.SOURCE:
        return
    fassung = next((item for item in fassungen if item.sprache.code == code), None)
    if fassung:
        _show(request, response, source, fassung)
    else:
        german_url = addresses.in_language(request.path, addresses.SOURCE)
        context["canonical_url"] = request.build_absolute_uri(german_url)
        context["is_original"] = True


def _is_page_of(request, source):
    return request.path == source.get_absolute_url()


def _is_signed(fassung):
    return fassung.sprache.code == SIGNED


def _show(request, response, source, fassung):
    response.template_name = "sprachen/fassung_detail.html"
    german_url = addresses.in_language(request.path, addresses.SOURCE)
    response.context_data |= page_context(fassung, source, german_url)
    response.context_data["canonical_url"] = request.build_absolute_uri(request.path)


def page_context(fassung, source, german_url):
    return {
        "fassung": fassung,
        "is_stale": fassung.is_stale_for(source),
        "video": getattr(fassung, "video", None),
        "abschnitte": fassung.abschnitte.select_related("picture"),
        "german_url": german_url,
    }


def public_versions(code=None):
    """[(Fassung, source)] of all public versions of public rows, of one language or all."""
    rows = Fassung.objects.published().for_readers().select_related("content_type")
    if code:
        rows = rows.filter(sprache__code=code)
    by_kind = {}
    for row in rows:
        kind = quellen.Kind(row.content_type.app_label, row.content_type.model)
        by_kind.setdefault(kind, []).append(row)
    found = []
    for kind, versions in by_kind.items():
        sources = _sources(quellen.KINDS[kind], {row.object_id for row in versions})
        found += [(row, sources[row.object_id]) for row in versions if row.object_id in sources]
    return sorted(found, key=lambda pair: (pair[0].title.casefold(), pair[0].pk))


def _sources(model, keys):
    rows = quellen.published(model).filter(pk__in=keys)
    if any(field.name == "kommune" for field in model._meta.fields):
        rows = rows.select_related("kommune")
    return {row.pk: row for row in rows}


def is_language(code):
    """Whether texts may come in it; for codes that no setting knows."""
    return Textsprache.objects.filter(code=code).exists()


def address_of(fassung, source):
    with translation.override(addresses.active_language(fassung.sprache.code)):
        return source.get_absolute_url()


def is_public(fassung):
    """Whether the row that a version is of can be read by everybody."""
    model = quellen.KINDS[quellen.Kind(fassung.content_type.app_label, fassung.content_type.model)]
    return quellen.published(model).filter(pk=fassung.object_id).exists()
