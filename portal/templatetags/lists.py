"""Filters and tags for tables and paginated lists."""

from dataclasses import dataclass

from django import template

register = template.Library()


@dataclass(frozen=True)
class Cell:
    """One cell of components/table.html with what its column says about it."""

    label: str
    kind: str
    text: object
    url: str


@register.filter
def cells(row, columns):
    """Join a row's values (or (text, url) pairs) with the (label, kind) pairs of the columns."""
    return [
        Cell(label, kind, *(value if isinstance(value, tuple) else (value, "")))
        for value, (label, kind) in zip(row, columns, strict=True)
    ]


@register.simple_tag
def page_query(query, number):
    """The query string of another page of the same list: filters stay, the page changes."""
    query = query.copy()
    query["page"] = number
    return f"?{query.urlencode()}"


@register.filter
def page_numbers(page_obj):
    """First, last and neighbouring pages with "…" for what is left out."""
    return page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
