"""What the lists of this app have in common."""

from django.urls import reverse
from django.views.generic import ListView


def export_url(suffix, query=""):
    """The address of the filtered rows as data; `suffix` is csv, json or geojson."""
    return reverse(f"quartiere:{suffix}") + (f"?{query}" if query else "")


class PagedListView(ListView):
    """A list whose odd page numbers lead to the nearest page there is, never to an error."""

    def paginate_queryset(self, queryset, page_size):
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()
