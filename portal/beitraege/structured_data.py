"""schema.org description of a Beitrag."""

from django.conf import settings

from portal.beitraege.feeds import published_at
from portal.beitraege.models import Beitrag

TYPES = {Beitrag.Kind.BLOG: "BlogPosting", Beitrag.Kind.NEWS: "NewsArticle"}


def article(beitrag, build_url):
    url = build_url(beitrag.get_absolute_url())
    publisher = settings.SITE_OPERATOR or settings.SITE_NAME
    item = {
        "@type": TYPES.get(beitrag.kind, "Article"),
        "@id": url,
        "url": url,
        "headline": beitrag.title,
        "description": beitrag.teaser,
        "datePublished": published_at(beitrag).isoformat(),
        "dateModified": beitrag.updated_at.isoformat(),
        "inLanguage": "de",
        "author": {"@type": "Organization", "name": beitrag.author_function},
        "publisher": {"@type": "Organization", "name": publisher},
        "image": build_url(beitrag.picture.medium.url) if beitrag.picture else "",
        "about": [topic.name for topic in beitrag.handlungsfelder.all()],
    }
    return {key: value for key, value in item.items() if value}
