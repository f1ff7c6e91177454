"""Complete drafts of the pages a public body must have; the operator fills in the brackets."""

from pathlib import Path

from django.db import migrations

DRAFTS = Path(__file__).resolve().parent.parent / "drafts"
PAGES = [
    (
        "sozialer-zusammenhalt",
        "Das Programm Sozialer Zusammenhalt",
        "Warum es das Programm gibt, was es fördert und wie Sie mitmachen können.",
    ),
    (
        "kontakt",
        "Kontakt",
        "Fragen, Hinweise oder Kritik: So erreichen Sie uns.",
    ),
    (
        "leichte-sprache",
        "Leichte Sprache",
        "Das Wichtigste über diese Internet-Seite in Leichter Sprache.",
    ),
    (
        "gebaerdensprache",
        "Gebärdensprache",
        "Was das Portal bietet und wie gehörlose Menschen uns erreichen.",
    ),
    (
        "barrierefreiheit",
        "Erklärung zur Barrierefreiheit",
        "Wie barrierefrei dieses Portal ist, was noch fehlt und wer hilft.",
    ),
    (
        "datenschutz",
        "Datenschutz",
        "Welche Daten wir verarbeiten, wozu, wie lange und welche Rechte Sie haben.",
    ),
    (
        "impressum",
        "Impressum",
        "Wer dieses Portal betreibt und verantwortet.",
    ),
]
# The law wants the statement reviewed every year: the reminder comes a month earlier.
REVIEW_MONTHS = {"barrierefreiheit": 11}
LANGUAGES = {"leichte-sprache": "de-simple"}


def create(apps, schema_editor):
    Seite = apps.get_model("beitraege", "Seite")
    for order, (slug, title, teaser) in enumerate(PAGES, start=1):
        Seite.objects.get_or_create(
            slug=slug,
            defaults={
                "title": title,
                "teaser": teaser,
                "text": (DRAFTS / f"{slug}.html").read_text(encoding="utf-8").strip(),
                "language": LANGUAGES.get(slug, "de"),
                "review_months": REVIEW_MONTHS.get(slug, 12),
                "order": order * 10,
                "status": "published",
            },
        )


class Migration(migrations.Migration):
    dependencies = [("beitraege", "0001_initial")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
