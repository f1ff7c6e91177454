"""Quality of the search on the quality list, and its speed at 50,000 documents.

    python benchmarks/search.py [--database URL] [--documents 50000] [--json]

Quality: recall@10 and mean reciprocal rank of our index and, in the same run and database, of the
plain configuration (FTS5 with unicode61, `to_tsvector('german')`), asked for all words and for any
of them. Speed: p50 and p95 in milliseconds of every query of the list, of the search alone and of
the whole page. Every run happens in a database of its own. Without --database it uses SQLite.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time

from anmeldung import MAINTENANCE, on_same_server, set_up

SEED, BATCH = 2026, 500


def quality():
    """Figures of our index and of the plain ones on the same rows."""
    from portal.suche import engine
    from tests.portal.suche import korpus

    keys = korpus.build()
    ours = {}
    for entry in korpus.read("anfragen"):
        hits = engine.search(entry["query"]).hits
        found = [keys.get((hit.kind, hit.object_id)) for hit in hits]
        ours[entry["query"]] = [key for key in found if key]
    answers = {"ours": ours, "plain, all words": plain(" "), "plain, any word": plain(" OR ")}
    figures = []
    for name, found in answers.items():
        recall, rank = korpus.quality(found)
        figures.append({"index": name, "recall@10": round(recall, 3), "mrr": round(rank, 3)})
    return figures


def plain(joined_by):
    """What the database's own configuration finds in the documents of the list."""
    from django.db import connection

    from portal.suche.analysis import words
    from tests.portal.suche import korpus

    documents = korpus.read("dokumente")
    with connection.cursor() as cursor:
        cursor.execute(CREATE[connection.vendor])
        rows = [
            (each["id"], each["title"], f"{each['teaser']} {each['text']}") for each in documents
        ]
        cursor.executemany("INSERT INTO plain VALUES (%s, %s, %s)", rows)
        answers = {}
        for entry in korpus.read("anfragen"):
            typed = [word.surface for word in words(entry["query"])]
            cursor.execute(ASK[connection.vendor], [joined_by.join(f'"{word}"' for word in typed)])
            answers[entry["query"]] = [key for (key,) in cursor.fetchall()]
        cursor.execute("DROP TABLE plain")
    return answers


CREATE = {
    "sqlite": "CREATE VIRTUAL TABLE plain USING fts5(id UNINDEXED, title, body)",
    "postgresql": "CREATE TABLE plain (id text, title text, body text)",
}
GERMAN = "setweight(to_tsvector('german', title), 'A') || to_tsvector('german', body)"
ASK = {
    "sqlite": "SELECT id FROM plain WHERE plain MATCH %s "
    "ORDER BY bm25(plain, 0, 10, 1), id LIMIT 10",
    "postgresql": f"SELECT id FROM plain, websearch_to_tsquery('german', %s) AS asked "  # noqa: S608
    f"WHERE ({GERMAN}) @@ asked ORDER BY ts_rank({GERMAN}, asked) DESC, id LIMIT 10",
}


def fill(count):
    """Angebote of words as frequent as in a language, with compounds that nobody else uses."""
    from netzwerke.models import Angebot
    from quartiere.models import Quartier, Zielgruppe
    from tests.portal.suche import korpus

    dice = random.Random(SEED)  # noqa: S311
    texts = [f"{d['title']} {d['teaser']} {d['text']}" for d in korpus.read("dokumente")]
    known = list(dict.fromkeys(" ".join(texts).replace(".", " ").replace(",", " ").split()))
    dice.shuffle(known)
    compounds = [dice.choice(known) + dice.choice(known).lower() for _ in range(30_000)]
    vocabulary = known + compounds
    weights = [1 / (place + 10) for place in range(len(vocabulary))]
    quartiere, gruppen = list(Quartier.objects.all()), list(Zielgruppe.objects.all())
    for start in range(0, count, BATCH):
        rows = []
        for number in range(start, min(start + BATCH, count)):
            picked = dice.choices(vocabulary, weights, k=dice.randint(50, 120))
            place = quartiere[number % len(quartiere)]
            rows.append(
                Angebot(
                    title=" ".join(picked[:4])[:160],
                    slug=f"messung-{number}",
                    teaser=" ".join(picked[4:14])[:300],
                    text=" ".join(picked[14:]),
                    kommune=place.kommune,
                    status="published",
                )
            )
        rows = Angebot.objects.bulk_create(rows, batch_size=100)
        link(Angebot.quartiere.through, "quartier", rows, quartiere)
        link(Angebot.zielgruppen.through, "zielgruppe", rows, gruppen)


def link(through, name, rows, others):
    entries = [
        through(**{"angebot_id": row.pk, f"{name}_id": others[row.pk % len(others)].pk})
        for row in rows
    ]
    through.objects.bulk_create(entries, batch_size=400)


def speed(count):
    from django.db import connection
    from django.test import Client

    from portal.suche import engine, index
    from tests.portal.suche import korpus

    fill(count)
    before = time.perf_counter()
    documents = index.rebuild()
    seconds = time.perf_counter() - before
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(headers={"host": "localhost"})
    queries = [entry["query"] for entry in korpus.read("anfragen")]
    return {
        "documents": documents,
        "rebuild_seconds": round(seconds, 1),
        **timed("search", queries, engine.search),
        **timed("page", queries, lambda query: client.get("/suche/", {"q": query})),
    }


def timed(name, queries, ask):
    spans = []
    for query in queries:
        before = time.perf_counter()
        ask(query)
        spans.append((time.perf_counter() - before) * 1000)
    spans.sort()
    return {
        f"{name}_p50_ms": round(spans[len(spans) // 2], 1),
        f"{name}_p95_ms": round(spans[int(len(spans) * 0.95)], 1),
        f"{name}_max_ms": round(spans[-1], 1),
    }


def measure(url, count):
    os.environ.update(ALLOWED_HOSTS="localhost", HTTPS="False")
    set_up(url)
    from django.conf import settings
    from django.db import connection

    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    results = [*quality(), *([speed(count)] if count else [])]
    return [{"database": connection.vendor, **result} for result in results]


def in_own_database(url, count):
    if not url:
        with tempfile.TemporaryDirectory() as folder:
            return measure(f"sqlite:///{folder}/messung.sqlite3", count)
    import psycopg

    name = f"suche_{os.getpid()}_{time.time_ns()}"
    with psycopg.connect(on_same_server(url, MAINTENANCE), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            return measure(on_same_server(url, name), count)
        finally:
            from django.db import connections

            connections.close_all()
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="", help="PostgreSQL address; default SQLite")
    parser.add_argument("--documents", type=int, default=50_000, help="0: quality only")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = in_own_database(options.database, options.documents)
    for result in results:
        text = (
            json.dumps(result) if options.json else "  ".join(f"{k}={v}" for k, v in result.items())
        )
        sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
