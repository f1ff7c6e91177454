"""The starting values of both vocabularies; staff change and add to them in the admin."""

from django.db import migrations

ZIELGRUPPEN = [
    ("kinder", "Kinder", "Gut aufwachsen: spielen, lernen und gesund bleiben, nah an der Wohnung."),
    ("jugendliche", "Jugendliche", "Orte zum Treffen, Hilfe beim Übergang in Ausbildung und Beruf."),
    ("junge-erwachsene", "junge Erwachsene", "Ausbildung, Arbeit, erste eigene Wohnung."),
    ("familien", "Familien", "Beratung, Betreuung und Zeit füreinander im Alltag mit Kindern."),
    ("alleinerziehende", "Alleinerziehende", "Entlastung, Betreuung und Arbeit, die zusammenpassen."),
    ("senioren", "Seniorinnen und Senioren", "Selbstständig wohnen, Gesellschaft und kurze Wege."),
    ("zugewanderte", "Zugewanderte", "Ankommen, Sprache lernen und dazugehören."),
    (
        "menschen-mit-behinderung",
        "Menschen mit Behinderung",
        "Barrierefreie Wege, Angebote und Mitsprache.",
    ),
    ("arbeitsuchende", "Arbeitsuchende", "Beratung, Qualifizierung und Wege in Beschäftigung."),
]
HANDLUNGSFELDER = [
    (
        "nachbarschaft-und-integration",
        "Nachbarschaft und Integration",
        "Menschen lernen sich kennen und helfen einander.",
    ),
    ("bildung", "Bildung", "Kita, Schule, Sprache und lebenslanges Lernen greifen ineinander."),
    ("oeffentlicher-raum", "Öffentlicher Raum", "Plätze, Wege und Grün, auf denen man gern ist."),
    (
        "gesundheit-und-bewegung",
        "Gesundheit und Bewegung",
        "Bewegung, gute Ernährung und Vorsorge in der Nähe.",
    ),
    (
        "beteiligung-vernetzung-kooperation",
        "Beteiligung, Vernetzung und Kooperation",
        "Mitreden, mitentscheiden und gemeinsam handeln.",
    ),
    (
        "lokale-oekonomie-und-beschaeftigung",
        "Lokale Ökonomie und Beschäftigung",
        "Läden, Betriebe und Arbeit im Quartier.",
    ),
    ("wohnen-und-wohnumfeld", "Wohnen und Wohnumfeld", "Gute Wohnungen und ein Umfeld zum Bleiben."),
]
CROSS_CUTTING = [
    ("inklusion", "Inklusion", "Alle können überall mitmachen."),
    ("chancengerechtigkeit", "Chancengerechtigkeit", "Herkunft und Adresse entscheiden nicht."),
    ("gesundheit", "Gesundheit", "Gesund leben ist in jedem Handlungsfeld ein Thema."),
    ("klima", "Klima", "Hitze mindern, Energie sparen, Grün schützen."),
]

# Names in the sprite static/img/icons.svg where they differ from the slug.
ICONS = {
    "menschen-mit-behinderung": "behinderung",
    "nachbarschaft-und-integration": "nachbarschaft",
    "oeffentlicher-raum": "raum",
    "gesundheit-und-bewegung": "gesundheit",
    "beteiligung-vernetzung-kooperation": "beteiligung",
    "lokale-oekonomie-und-beschaeftigung": "oekonomie",
    "wohnen-und-wohnumfeld": "wohnen",
    "chancengerechtigkeit": "chancen",
    "gesundheit": "gesundheit-quer",
}


def create(apps, schema_editor):
    Zielgruppe = apps.get_model("quartiere", "Zielgruppe")
    Handlungsfeld = apps.get_model("quartiere", "Handlungsfeld")
    for order, (slug, name, teaser) in enumerate(ZIELGRUPPEN, start=1):
        Zielgruppe.objects.get_or_create(
            slug=slug,
            defaults={"name": name, "teaser": teaser, "icon": ICONS.get(slug, slug), "order": order * 10},
        )
    rows = [(*row, False) for row in HANDLUNGSFELDER] + [(*row, True) for row in CROSS_CUTTING]
    for order, (slug, name, teaser, is_cross_cutting) in enumerate(rows, start=1):
        Handlungsfeld.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "teaser": teaser,
                "icon": ICONS.get(slug, slug),
                "order": order * 10,
                "is_cross_cutting": is_cross_cutting,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("quartiere", "0001_initial")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
