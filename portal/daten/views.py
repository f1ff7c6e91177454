"""The catalogue of open data, its files, and the API that reads the same rows."""

from functools import wraps

from django.forms import IntegerField
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from portal.daten import antworten, dcat, openapi, sammlungen, verzeichnis
from portal.daten.forms import PER_PAGE, KatalogForm, PageForm
from portal.daten.seiten import page_of
from quartiere.exporte import LICENCE
from quartiere.structured_data import json_ld
from quartiere.tabellenexport import respond


def base_url(request):
    return request.build_absolute_uri("/")[:-1]


def breadcrumb(*more):
    first = [(_("Start"), reverse("home"))]
    return [*first, (_("Offene Daten"), reverse("daten:list") if more else ""), *more]


@require_safe
def katalog(request):
    form = KatalogForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "filter_form": form,
        "datensaetze": verzeichnis.matching(text),
        "licence": LICENCE,
        "formats": [(label, reverse("daten:katalog", args=[key])) for label, key in KATALOG_FILES],
        "breadcrumb": breadcrumb(),
    }
    return render(request, "daten/katalog.html", context)


KATALOG_FILES = [("Turtle", "ttl"), ("JSON-LD", "jsonld"), ("RDF/XML", "rdf")]


@require_safe
def detail(request, slug):
    found = verzeichnis.find(slug)
    if found is None:
        raise Http404("Diesen Datensatz gibt es nicht.")
    context = {
        "datensatz": found,
        "count": found.count(),
        "downloads": [
            {"label": file.title, "type": file.format, "url": file.url} for file in found.files
        ],
        "licence": LICENCE,
        "json_ld": json_ld(_schema_org(found, base_url(request))),
        "breadcrumb": breadcrumb((found.title, "")),
    }
    return render(request, "daten/datensatz.html", context)


def _schema_org(found, base):
    """schema.org Dataset, which data search engines read."""
    item = {
        "@type": "Dataset",
        "name": found.title,
        "description": found.description,
        "url": f"{base}{found.get_absolute_url()}",
        "license": LICENCE["url"],
        "keywords": list(found.keywords),
        "dateModified": found.modified and found.modified.isoformat(),
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": f"{base}{file.url}",
                "encodingFormat": file.media_type,
            }
            for file in found.files
        ],
    }
    return {key: value for key, value in item.items() if value}


@require_safe
def katalog_file(request, suffix):
    """DCAT-AP.de for data portals."""
    if suffix not in dcat.FORMATS:
        raise Http404("Dieses Format gibt es nicht.")
    body = dcat.serialize(verzeichnis.datensaetze(), base_url(request), suffix)
    response = HttpResponse(body, content_type=dcat.FORMATS[suffix][1])
    response.headers["Link"] = f'<{LICENCE["url"]}>; rel="license"'
    return response


@require_safe
def export(request, slug, suffix):
    """The rows of a collection whose list has no downloads of its own."""
    sammlung = sammlungen.BY_SLUG.get(slug)
    if sammlung is None or sammlung.download:
        raise Http404("Diesen Datensatz gibt es nicht.")
    return respond(request, suffix, sammlung.export, sammlung.form_class({}), sammlung.rows())


@require_safe
def api_page(request):
    """For people: how the API is asked."""
    context = {
        "sammlungen": sammlungen.ALL,
        "base_url": base_url(request),
        "per_page": PER_PAGE,
        "licence": LICENCE,
        "breadcrumb": breadcrumb((_("Schnittstelle"), "")),
    }
    return render(request, "daten/api.html", context)


# The API itself -------------------------------------------------------------------------------


def read_only(view):
    """Nothing is changed here, and a foreign method gets its plain answer."""

    @csrf_exempt
    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method == "OPTIONS":
            return antworten.preflight()
        if request.method not in ("GET", "HEAD"):
            return antworten.not_allowed()
        return view(request, *args, **kwargs)

    return answer


@read_only
def api(request):
    base = base_url(request)
    slugs = [sammlung.slug for sammlung in sammlungen.ALL]
    names = {slug: base + reverse("daten:api_list", args=[slug]) for slug in slugs}
    value = {
        "sammlungen": names,
        "beschreibung": base + reverse("daten:openapi"),
        "lizenz": LICENCE,
    }
    return antworten.document(request, value)


@read_only
def openapi_document(request):
    return antworten.document(request, openapi.description(base_url(request)))


@read_only
def api_list(request, slug):
    sammlung = sammlungen.BY_SLUG.get(slug)
    if sammlung is None:
        return antworten.problem(404, "Diese Sammlung gibt es nicht.")
    form, page = sammlung.form_class(request.GET), PageForm(request.GET)
    faults = unknown(request, form, page) | empty(request, form, page)
    if errors := form.errors | page.errors | faults:
        texts = {name: [str(error) for error in found] for name, found in errors.items()}
        return antworten.problem(400, "Diese Auswahl gibt es nicht.", texts)
    rows = form.apply(sammlung.rows())
    value = page_of(sammlung, rows, page.cleaned_data, request.build_absolute_uri())
    return antworten.document(request, value, sammlung.modified())


def unknown(request, *forms):
    """A misspelt parameter would give all rows instead of the wanted ones."""
    known = {name for form in forms for name in form.base_fields}
    return {name: ["Diesen Parameter gibt es nicht."] for name in set(request.GET) - known}


def empty(request, *forms):
    """A number that is left out is the default; there and empty is a mistake of who asks."""
    numbers = {
        name
        for form in forms
        for name, field in form.base_fields.items()
        if isinstance(field, IntegerField)
    }
    return {
        name: ["Bitte geben Sie eine Zahl ein."]
        for name in numbers & set(request.GET)
        if not request.GET[name].strip()
    }


@read_only
def api_detail(request, slug, key):
    sammlung = sammlungen.BY_SLUG.get(slug)
    item = sammlung.item(key) if sammlung else None
    if item is None:
        return antworten.problem(404, "Diese Zeile gibt es nicht.")
    rows = sammlung.export.rows(sammlung.rows().filter(pk=item.pk), base_url(request))
    [(item, row)] = rows
    modified = getattr(item, sammlung.changed_by, None) if sammlung.changed_by else None
    return antworten.document(request, {"schluessel": sammlung.key_of(item)} | row, modified)


@read_only
def api_not_found(request, rest):
    return antworten.problem(404, "Diese Adresse gibt es nicht.")
