"""The answer to a signed preview link: for nobody's index, for nobody's cache."""

from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers


def preview_response(request, item, template, context_of):
    """`item` in its page as `context_of(item)` fills it; its own address once it is public."""
    if item and item.is_public:
        return redirect(item)
    if item:
        context = {**context_of(item), "is_preview": True, "canonical_url": ""}
        response = render(request, template, context)
    else:
        response = render(request, "quartiere/vorschau_invalid.html", status=404)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    add_never_cache_headers(response)
    return response
