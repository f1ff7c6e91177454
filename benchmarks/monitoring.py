"""Times, ratios and peak memory of the monitoring for cities of growing size.

    .venv/bin/python benchmarks/monitoring.py                     # 500, 5,000 and 20,000 areas
    .venv/bin/python benchmarks/monitoring.py --sizes 500 --editions 2

Each size runs in a process of its own, with a new SQLite database in a temporary folder. The data
is invented: 30 indicators, 6 of them index indicators, four Zielgruppen, every fiftieth area
excluded, values that drift from edition to edition.
"""

import argparse
import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
INDICATORS = 30
GROUPS = ["kinder", "jugendliche", "alleinerziehende", "senioren"]
AGS = "99000001"
MEASURED = ["areas", "read", "store", "publish", "export", "page"]
WORDS = {
    "areas": "Planungsräume anlegen",
    "read": "lesen und rechnen",
    "store": "speichern",
    "publish": "veröffentlichen",
    "export": "als CSV ausgeben",
    "page": "Tabellenseite lesen",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 5_000, 20_000])
    parser.add_argument("--editions", type=int, default=8)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        sys.stdout.write(json.dumps(measure(options.sizes[0], options.editions)))
        return
    results = [in_own_process(size, options.editions) for size in options.sizes]
    report(results, options.editions)


def in_own_process(size, editions):
    command = [sys.executable, __file__, "--alone"]
    command += ["--sizes", str(size), "--editions", str(editions)]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "SECRET_KEY": "benchmark",
            "DEBUG": "False",
        }
        done = subprocess.run(  # noqa: S603 our own script, by our own interpreter
            command, env=environment, stdout=subprocess.PIPE, check=True
        )
    return json.loads(done.stdout)


def report(results, editions):
    first = results[0]
    sizes = [result["size"] for result in results]
    write(f"{INDICATORS} Indikatoren, {editions} Ausgaben; Median je Ausgabe\n")
    write("Sekunden Rechenzeit, wo nicht anders gesagt\n")
    line("", [f"{size:,} Gebiete" for size in sizes])
    for name in MEASURED:
        line(WORDS[name], [f"{result[name]:.3f}" for result in results])
    line("Einspielen zusammen", [f"{total(result):.2f}" for result in results])
    line("  dasselbe nach der Uhr", [f"{result['clock']:.2f}" for result in results])
    ratios = [total(result) / total(first) for result in results]
    line("  Verhältnis", [f"{ratio:.1f}" for ratio in ratios])
    line("  Verhältnis der Größe", [f"{size / sizes[0]:.1f}" for size in sizes])
    line("  je 1.000 Gebiete", [f"{total(r) / r['size'] * 1000:.2f}" for r in results])
    growth = [result["page"] / result["page_of_first"] for result in results]
    line("Seite: alle Ausgaben ÷ erste", [f"{ratio:.2f}" for ratio in growth])
    queries = [f"{result['queries_of_first']} / {result['queries']}" for result in results]
    line("Abfragen: erste / alle", queries)
    line("größter Speicher in MB", [f"{result['peak']:.0f}" for result in results])


def total(result):
    return result["read"] + result["store"] + result["publish"]


def line(title, cells):
    write(f"{title:<30}" + "".join(f"{cell:>18}" for cell in cells) + "\n")


def write(text):
    sys.stdout.write(text)


# One size -------------------------------------------------------------------------------------


def measure(size, editions):
    """Times in seconds and the peak memory in MB of one city."""
    set_up()
    found = {"size": size}
    _, found["areas"] = timed(make_areas, size)
    times = {"read": [], "store": [], "publish": [], "clock": []}
    for number in range(editions):
        start = time.perf_counter()
        for name, seconds in bring_in(size, number).items():
            times[name].append(seconds)
        times["clock"].append(time.perf_counter() - start)
        if number == 0:
            found["page_of_first"], found["queries_of_first"] = page()
    found |= {name: sorted(values)[len(values) // 2] for name, values in times.items()}
    found["page"], found["queries"] = page()
    _, found["export"] = timed(write_csv)
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def set_up():
    import django

    sys.path.insert(0, str(CHECKOUT))
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def timed(work, *arguments):
    """Result and processor time: what else the machine does must not count. SQLite is inside."""
    start = time.process_time()
    result = work(*arguments)
    return result, time.process_time() - start


def make_areas(size):
    """A grid of squares of about a hundred metres."""
    from quartiere.geometrie import shape_of
    from quartiere.models import Kommune
    from quartiere.monitoring.models import Planungsraum

    kommune = Kommune.objects.create(name="Großstadt", ags=AGS, slug="grossstadt")
    for start in range(0, size, 500):
        rows = []
        for n in range(start, min(start + 500, size)):
            area = Planungsraum(
                kommune=kommune, gebietsstand="2030", key=key_of(n), name=f"Gebiet {n}"
            )
            area.set_shape(shape_of(square(13 + n % 200 / 1000, 52 + n // 200 / 1000)))
            rows.append(area)
        Planungsraum.objects.bulk_create(rows)


def square(west, south, size=0.001):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def key_of(number):
    return f"{number:08d}"


def bring_in(size, number):
    """Seconds of each step of one edition, from the file to its publication."""
    from quartiere.monitoring import einspielen, profil

    stream = io.BytesIO(table(size, number).encode())
    checked = profil.from_document(profile(2001 + number))
    reading, reads = timed(einspielen.read, checked, [("werte.csv", stream)])
    if not reading.is_clean:
        raise SystemExit("\n".join(map(str, reading.bericht.errors())))
    ausgabe, stores = timed(einspielen.store_draft, reading)
    einspielen.check(ausgabe)
    _, publishes = timed(einspielen.publish, ausgabe)
    return {"read": reads, "store": stores, "publish": publishes}


def profile(year):
    codes = [f"S{n}" for n in range(1, 4)] + [f"D{n}" for n in range(1, 4)]
    codes += [f"K{n}" for n in range(1, INDICATORS - 5)]
    roles = {"S": "status", "D": "dynamik", "K": "kontext"}
    indicators = {code: {"spalte": code, "rolle": roles[code[0]]} for code in codes}
    for number, slug in enumerate(GROUPS, start=1):
        indicators[f"K{number}"]["zielgruppe"] = slug
    return {
        "kommune": AGS,
        "jahr": year,
        "gebietsstand": "2030",
        "spalten": {"schluessel": "ID", "einwohner": "EW"},
        "ausschluss": {"spalte": "KOM", "gueltig": ["gültig"]},
        "indikatoren": indicators,
    }


def table(size, number):
    chance = random.Random(2030)  # noqa: S311 invented figures, the same in every run
    drift = random.Random(number)  # noqa: S311 likewise
    lines = [";".join(["ID", "EW", "KOM", *profile(2030)["indikatoren"]])]
    for n in range(size):
        values = [chance.gauss(20, 5) + drift.gauss(0, 1) for _ in range(INDICATORS)]
        reason = "unter 300 EW" if n % 50 == 0 else "gültig"
        lines.append(";".join([key_of(n), "3000", reason, *(f"{v:.5f}" for v in values)]))
    return "\n".join(lines).replace(".", ",")


def page():
    """Seconds (best of five) and queries of a hundred rows of the matrix, most overlap first."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        read_page()
    return min(timed(read_page)[1] for _ in range(5)), len(queries)


def read_page():
    from quartiere.monitoring.darstellung import public_view
    from quartiere.monitoring.models import Ausgabe

    ausgabe = Ausgabe.objects.latest_per_kommune().select_related("kommune").get()
    sicht = public_view(ausgabe)
    rows = ausgabe.gebietswerte.for_tables().most_overlap_first()
    rows.count()
    return [(area, sicht.sentences(area)) for area in sicht.areas(rows[:100])]


def write_csv():
    from quartiere.monitoring.export import as_csv
    from quartiere.monitoring.models import Ausgabe

    ausgabe = Ausgabe.objects.latest_per_kommune().select_related("kommune").get()
    return sum(len(piece) for piece in as_csv(ausgabe))


if __name__ == "__main__":
    main()
