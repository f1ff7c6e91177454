from django.core.paginator import Paginator
from django.http import JsonResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from portal.sprachen.addresses import address_language, in_language
from portal.suche import engine, facets, kinds, suggestions
from portal.suche.days import Days
from portal.suche.forms import MAX_QUERY, SucheForm
from portal.suche.highlight import passage, pieces
from portal.suche.models import SuchDokument

PER_PAGE = 20
# Kinds whose hits tell a day.
DATED = ("veranstaltung", "beitrag")


@method_decorator(require_safe, name="dispatch")
class SucheView(TemplateView):
    """/suche/: words and filters in the address, hits with their choices counted."""

    template_name = "suche/suche.html"

    def get_context_data(self, **kwargs):
        form = SucheForm(self.request.GET)
        result, hits, left = find(form)
        counted = facets.choices(left, hits, form.chosen)
        form.offer(counted)
        page = Paginator(hits, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            filter_form=form,
            query=form.query,
            typed=self.request.GET.get("q", "")[:MAX_QUERY].replace("\0", ""),
            max_query=MAX_QUERY,
            kept=form.kept,
            is_asked=form.is_asked,
            result=result,
            partial=sum(hit.key in result.partial for hit in hits),
            kind_links=self.kind_links(counted["art"], len(left["art"]), form),
            page_obj=page,
            rows=shown(page.object_list, result.terms, Days(*form.days)),
            breadcrumb=[(_("Start"), reverse("home")), (_("Suche"), "")],
            **kwargs,
        )

    def kind_links(self, choices, total, form):
        """[(label, count, address, is current)]: one kind, or all where more than it is asked."""
        if not choices:
            return []
        current, links = form.cleaned_data.get("art", ""), []
        if form.query or any(form.days) or facets.without("art", form.chosen):
            links.append((_("Alle"), total, self.address_with(""), not current))
        for choice in choices:
            address = self.address_with(choice.value)
            links.append((choice.label, choice.count, address, choice.value == current))
        return links

    def address_with(self, kind):
        query = self.request.GET.copy()
        query.pop("page", None)
        query.pop("art", None)
        if kind:
            query["art"] = kind
        return f"?{query.urlencode()}"


def find(form):
    """The Result, its hits with all that is chosen, and {facet: hits that all others leave}."""
    chosen = form.chosen
    if form.query or not chosen:
        result = engine.search(form.query, days=form.days)
        if not (chosen and result.is_cut):
            hits = facets.narrow(result.hits, chosen)
            return result, hits, facets.left_by_others(result.hits, chosen)
    # The newest of all are not the newest of these: each choice of filters is asked for itself.
    found = {(): result} if form.query else {}
    for marks in map(_marks, [chosen, *(facets.without(name, chosen) for name in chosen)]):
        if marks not in found and (marks or any(form.days)):
            found[marks] = engine.search(form.query, marks=marks, days=form.days)
    result = found[_marks(chosen)]
    left = {
        name: found.get(_marks(facets.without(name, chosen)), result).hits
        for name in facets.LETTERS
    }
    return result, result.hits, left


def _marks(chosen):
    return tuple(chosen.values())


def shown(hits, terms, days):
    """What the page says of each hit; its text is read for these few alone."""
    lexemes = {lexeme for term in terms for lexeme in term.weights}
    rows = SuchDokument.objects.defer("terms", "marks")
    documents = rows.in_bulk([hit.key for hit in hits])
    found = [documents[hit.key] for hit in hits if hit.key in documents]
    dates = _dates(found, days)
    return [
        {
            "document": document,
            "url": in_language(document.url, address_language()),
            "label": kinds.BY_NAME[document.kind].label,
            "title": pieces(document.title, lexemes),
            "passage": passage(document.teaser, document.text, lexemes),
            "date": dates.get(document.pk, document.date) if document.kind in DATED else None,
        }
        for document in found
    ]


def _dates(documents, days):
    """{key: day} of events: of their dates the first one on the days that are asked for."""
    events = {each.object_id: each.pk for each in documents if each.kind == "veranstaltung"}
    dates = days.dates(events) if days and events else {}
    return {events[event]: day for event, day in dates.items()}


@never_cache
@require_safe
def suggest(request):
    """For the field while somebody types; without JavaScript nobody asks."""
    text = request.GET.get("q", "")[:MAX_QUERY]
    if not suggestions.bucket.take():
        return JsonResponse({"suggestions": []}, status=429, headers={"Retry-After": "1"})
    return JsonResponse({"suggestions": suggestions.suggest(text)})
