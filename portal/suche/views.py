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
from portal.suche.forms import MAX_QUERY, SucheForm
from portal.suche.highlight import passage, pieces
from portal.suche.models import SuchDokument

PER_PAGE = 20


@method_decorator(require_safe, name="dispatch")
class SucheView(TemplateView):
    """/suche/: words and filters in the address, hits with their choices counted."""

    template_name = "suche/suche.html"

    def get_context_data(self, **kwargs):
        form = SucheForm(self.request.GET)
        result, hits = find(form)
        counted = facets.choices(result.hits, form.chosen)
        form.offer(counted)
        page = Paginator(hits, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            filter_form=form,
            query=form.query,
            typed=self.request.GET.get("q", "")[:MAX_QUERY].replace("\0", ""),
            max_query=MAX_QUERY,
            kept=form.kept,
            is_asked=bool(form.query or form.chosen),
            result=result,
            partial=sum(hit.key in result.partial for hit in hits),
            kind_links=self.kind_links(counted["art"], form),
            page_obj=page,
            rows=shown(page.object_list, result.terms),
            breadcrumb=[(_("Start"), reverse("home")), (_("Suche"), "")],
            **kwargs,
        )

    def kind_links(self, choices, form):
        """[(label, count, address, is current)]: one kind, or all of them."""
        if not choices:
            return []
        current = form.cleaned_data.get("art", "")
        total = sum(choice.count for choice in choices)
        links = [(_("Alle"), total, self.address_with(""), not current)]
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
    """The Result without the chosen facets, and the hits with them."""
    chosen = form.chosen
    if not form.query:
        result = engine.search("", marks=chosen.values(), days=form.days)
        return result, result.hits
    result = engine.search(form.query, days=form.days)
    if chosen and result.is_cut:
        # The newest of all are not the newest of these.
        result = engine.search(form.query, marks=chosen.values(), days=form.days)
    return result, facets.narrow(result.hits, chosen)


def shown(hits, terms):
    """What the page says of each hit; its text is read for these few alone."""
    lexemes = {lexeme for term in terms for lexeme in term.weights}
    rows = SuchDokument.objects.defer("terms", "marks")
    documents = rows.in_bulk([hit.key for hit in hits])
    found = [documents[hit.key] for hit in hits if hit.key in documents]
    return [
        {
            "document": document,
            "url": in_language(document.url, address_language()),
            "label": kinds.BY_NAME[document.kind].label,
            "title": pieces(document.title, lexemes),
            "passage": passage(document.teaser, document.text, lexemes),
            "date": document.date if document.kind in ("veranstaltung", "beitrag") else None,
        }
        for document in found
    ]


@never_cache
@require_safe
def suggest(request):
    """For the field while somebody types; without JavaScript nobody asks."""
    text = request.GET.get("q", "")[:MAX_QUERY]
    if not suggestions.bucket.take():
        return JsonResponse({"suggestions": []}, status=429, headers={"Retry-After": "1"})
    return JsonResponse({"suggestions": suggestions.suggest(text)})
