"""Registrations by many workers for few places: sold, oversold, lost, throughput, latency.

    python benchmarks/anmeldung.py [--database URL] [--kinds processes threads] [--json]

Every run happens in a database of its own that is dropped afterwards; each is followed by a
control, which counts first and inserts then, as one would naively. Figures belong together only
inside one call. Without --database it uses SQLite in a temporary file. Of a PostgreSQL address
only the server counts: the database it names need not exist and is never touched.
"""

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

# Every PostgreSQL server has it; from there others are made and dropped.
MAINTENANCE = "postgres"
# Between counting and inserting the control is as long away as a page that does something else
# there; without it, whether it oversells is left to how busy the machine is. Its figures of time
# contain the pause and say nothing about speed.
PAUSE = 0.01  # seconds
ROOT = Path(__file__).resolve().parent.parent


def set_up(url):
    """Point Django at a fresh database; PostgreSQL gets one named after this process."""
    os.environ.update(
        DATABASE_URL=url,
        SECRET_KEY="only-for-measuring-" * 4,
        DJANGO_SETTINGS_MODULE="portal.settings",
        EMAIL_URL="dummymail://",
        LOG_LEVEL="CRITICAL",
        CACHE_URL="locmemcache://",
    )
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def make_veranstaltung(places):
    from datetime import timedelta

    from django.utils import timezone

    from veranstaltungen.models import Termin, Veranstaltung

    start = timezone.now() + timedelta(days=30)
    row = Veranstaltung.objects.create(
        title="Messung",
        slug=f"messung-{time.time_ns()}",
        status=Veranstaltung.Status.PUBLISHED,
        registration=Veranstaltung.Mode.HERE,
        capacity=places,
    )
    Termin.objects.create(veranstaltung=row, starts_at=start, ends_at=start + timedelta(hours=2))
    return row


def portal_way(veranstaltung, number):
    from veranstaltungen import anmeldung

    email = f"gast-{number}@example.org"
    row = anmeldung.register(veranstaltung, name=f"Gast {number}", email=email)
    anmeldung.confirm(row)
    return row.pk


def naive_way(veranstaltung, number):
    """The control: count, then insert, in one transaction."""
    from django.db import transaction

    from veranstaltungen.models import Anmeldung

    with transaction.atomic():
        taken = Anmeldung.objects.filter(veranstaltung=veranstaltung, state="confirmed").count()
        time.sleep(PAUSE)
        row = Anmeldung.objects.create(
            veranstaltung=veranstaltung,
            email=f"gast-{number}@example.org",
            state="confirmed" if taken < veranstaltung.capacity else "waiting",
            delete_on=veranstaltung.deletion_day(),
        )
    return row.pk


def naive_autocommit_way(veranstaltung, number):
    """The control on SQLite, where a transaction already keeps the others out."""
    from veranstaltungen.models import Anmeldung

    taken = Anmeldung.objects.filter(veranstaltung=veranstaltung, state="confirmed").count()
    time.sleep(PAUSE)
    return Anmeldung.objects.create(
        veranstaltung=veranstaltung,
        email=f"gast-{number}@example.org",
        state="confirmed" if taken < veranstaltung.capacity else "waiting",
        delete_on=veranstaltung.deletion_day(),
    ).pk


WAYS = {"portal": portal_way, "naive": naive_way, "naive-autocommit": naive_autocommit_way}


def work(way, pk, numbers, start, results):
    """One worker: registers its share and reports [(seconds, pk or None, error)]."""
    from django.db import connection

    from veranstaltungen.models import Veranstaltung

    veranstaltung = Veranstaltung.objects.get(pk=pk)
    start.wait()
    done = []
    for number in numbers:
        before = time.perf_counter()
        try:
            answer, error = WAYS[way](veranstaltung, number), ""
        except Exception as fault:  # every fault is a figure
            answer, error = None, f"{type(fault).__name__}: {fault}"
        done.append((time.perf_counter() - before, answer, error))
    connection.close()
    results.put(done)


def run(way, kind, requests, places, workers):
    """One measurement; returns a dict of its figures."""
    from django.db import connections

    veranstaltung = make_veranstaltung(places)
    connections.close_all()
    context = multiprocessing.get_context("fork")
    makers = {
        "processes": (context.Process, context.Barrier),
        "threads": (threading.Thread, threading.Barrier),
    }
    worker, barrier = makers[kind]
    start = barrier(workers + 1)
    results = context.Queue()
    shares = [range(requests)[offset::workers] for offset in range(workers)]
    people = [worker(target=work, args=(way, veranstaltung.pk, s, start, results)) for s in shares]
    for person in people:
        person.start()
    start.wait()
    before = time.perf_counter()
    answers = [answer for _ in people for answer in results.get()]
    seconds = time.perf_counter() - before
    for person in people:
        person.join()
    return figures(way, veranstaltung, answers, seconds, requests, places)


def figures(way, veranstaltung, answers, seconds, requests, places):
    states = dict(veranstaltung.anmeldungen.values_list("pk", "state"))
    sold = sum(state == "confirmed" for state in states.values())
    promised = [pk for _, pk, _ in answers if pk is not None]
    latencies = sorted(latency for latency, _, _ in answers)
    return {
        "way": way,
        "requests": requests,
        "places": places,
        "sold": sold,
        "oversold": max(0, sold - places),
        "waiting": sum(state == "waiting" for state in states.values()),
        # Said to be registered, but not there.
        "lost": len(set(promised) - set(states)) + len(promised) - len(set(promised)),
        "errors": sum(bool(error) for _, _, error in answers),
        "first_error": next((error for _, _, error in answers if error), ""),
        "per_second": round(requests / seconds, 1),
        "p95_ms": round(latencies[int(len(latencies) * 0.95) - 1] * 1000, 1),
        # On SQLite whoever waits longer than the time-out of the settings gets an error.
        "max_ms": round(latencies[-1] * 1000, 1),
    }


def measure(url, kinds, *arguments):
    """The portal's way and its controls by each kind of worker, in one fresh database."""
    set_up(url)
    from django.db import connection

    ways = ["portal", "naive"] + (["naive-autocommit"] if connection.vendor == "sqlite" else [])
    results = [(kind, run(way, kind, *arguments)) for kind in kinds for way in ways]
    return [{"database": connection.vendor, "kind": kind, **result} for kind, result in results]


def in_own_database(url, *arguments):
    if not url:
        with tempfile.TemporaryDirectory() as folder:
            return measure(f"sqlite:///{folder}/messung.sqlite3", *arguments)
    import psycopg

    name = f"messung_{os.getpid()}_{time.time_ns()}"
    with psycopg.connect(on_same_server(url, MAINTENANCE), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            return measure(on_same_server(url, name), *arguments)
        finally:
            from django.db import connections

            connections.close_all()
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def on_same_server(url, database):
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="", help="PostgreSQL address; default SQLite")
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--places", type=int, default=100)
    parser.add_argument("--workers", type=int, default=32)
    parser.add_argument(
        "--kinds", nargs="+", choices=["processes", "threads"], default=["processes"]
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = in_own_database(
        options.database, options.kinds, options.requests, options.places, options.workers
    )
    if options.json:
        sys.stdout.write(json.dumps(results) + "\n")
        return
    for result in results:
        line = " ".join(f"{name}={value}" for name, value in result.items() if value != "")
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
