"""The check of all links: what is new is added, what is gone is removed, the oldest go first."""

import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import F
from django.utils import timezone

from portal.beitraege.links import extern, intern, sammeln
from portal.beitraege.models import LinkBefund


@dataclass(frozen=True)
class Grenzen:
    """How much is asked of other servers in one run."""

    number: int = 300
    pause_seconds: float = 1.0
    timeout_seconds: float = extern.TIMEOUT_SECONDS


def check_all(grenzen, *, allow=extern.is_public):
    """Collect, check, store; returns (links, external addresses asked, broken links)."""
    collect()
    for row in LinkBefund.objects.filter(is_external=False).iterator():
        _store([row], intern.problem_of(row.url))
    asked = _check_external(grenzen, allow)
    return LinkBefund.objects.count(), asked, LinkBefund.objects.broken().count()


def collect():
    """Bring the table in line with the texts; what was found out about a link stays."""
    wanted = {(f.content_type_id, f.object_id, f.field, f.url): f for f in sammeln.all_links()}
    keys = ("content_type_id", "object_id", "field", "url")
    there = {tuple(row[key] for key in keys): row["pk"] for row in
             LinkBefund.objects.values("pk", *keys)}  # fmt: skip
    LinkBefund.objects.filter(pk__in=[there[key] for key in there.keys() - wanted.keys()]).delete()
    LinkBefund.objects.bulk_create(
        [
            LinkBefund(**found._asdict(), is_external=not intern.is_internal(found.url))
            for key, found in wanted.items()
            if key not in there
        ],
        batch_size=500,
    )


def _check_external(grenzen, allow):
    rows = LinkBefund.objects.filter(is_external=True)
    rows = rows.order_by(F("checked_at").asc(nulls_first=True), "pk")
    by_url = {}
    for row in rows.iterator():
        by_url.setdefault(row.url, []).append(row)
    last_asked = {}
    chosen = list(by_url.items())[: grenzen.number]
    for url, same in chosen:
        _wait(_host_of(url), last_asked, grenzen.pause_seconds)
        _store(same, extern.problem_of(url, allow=allow, timeout=grenzen.timeout_seconds))
    return len(chosen)


def _host_of(url):
    """ "" for an address that cannot be read; asking for it tells that it is faulty."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def _wait(host, last_asked, seconds):
    """Other servers are asked one after the other, never twice within the pause."""
    if host in last_asked:
        time.sleep(max(0.0, last_asked[host] + seconds - time.monotonic()))
    last_asked[host] = time.monotonic()


def _store(rows, problem):
    pks = [row.pk for row in rows]
    LinkBefund.objects.filter(pk__in=pks).update(problem=problem, checked_at=timezone.now())
