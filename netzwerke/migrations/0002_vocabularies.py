"""The starting values of the vocabularies; the Programmleitung changes and adds to them."""

from django.db import migrations

AKTEURSARTEN = [
    ("zivilgesellschaft", "Zivilgesellschaft", "civil"),
    ("hilfesystem", "Hilfesystem", "support"),
    ("verwaltung", "Verwaltung", "other"),
    ("bildungseinrichtung", "Bildungseinrichtung", "other"),
    ("wohnungswirtschaft", "Wohnungswirtschaft", "other"),
    ("wirtschaft", "Wirtschaft", "other"),
    ("religionsgemeinschaft", "Religionsgemeinschaft", "civil"),
]
SPRACHEN = [
    ("de", "Deutsch"),
    ("ar", "Arabisch"),
    ("bg", "Bulgarisch"),
    ("en", "Englisch"),
    ("fa", "Farsi und Dari"),
    ("fr", "Französisch"),
    ("it", "Italienisch"),
    ("ku", "Kurdisch"),
    ("pl", "Polnisch"),
    ("ro", "Rumänisch"),
    ("ru", "Russisch"),
    ("es", "Spanisch"),
    ("ti", "Tigrinya"),
    ("tr", "Türkisch"),
    ("uk", "Ukrainisch"),
    ("vi", "Vietnamesisch"),
    ("gsg", "Deutsche Gebärdensprache"),
]
BERLIN = "Richtwert des Landes Berlin für Plätze in Jugendfreizeitstätten"
PLAYGROUNDS = "Kinderspielplatzgesetz Berlin: 1 m² nutzbare Fläche je Einwohnerin und Einwohner"
ANGEBOTSARTEN = [
    (
        "jugendfreizeit",
        "Jugendfreizeit",
        ["kinder", "jugendliche", "junge-erwachsene"],
        {
            "unit": "Plätze",
            "norm_per_person": "0.114",
            "age_from": 6,
            "age_until": 25,
            "norm_source": BERLIN,
        },
    ),
    (
        "spielplatz",
        "Spielplatz",
        ["kinder", "familien"],
        {"unit": "m² Nettospielfläche", "norm_per_person": "1", "norm_source": PLAYGROUNDS},
    ),
    ("kindertagesbetreuung", "Kindertagesbetreuung", ["kinder", "familien"], {}),
    ("familienberatung", "Familienberatung", ["familien", "alleinerziehende"], {}),
    ("nachbarschaftstreff", "Nachbarschaftstreff", ["familien", "senioren", "zugewanderte"], {}),
    ("seniorentreff", "Seniorentreff", ["senioren"], {}),
    ("pflege", "Pflege und Pflegeberatung", ["senioren", "menschen-mit-behinderung"], {}),
    ("teilhabe", "Eingliederungshilfe und Teilhabe", ["menschen-mit-behinderung"], {}),
    ("sprachkurs", "Sprachkurs", ["zugewanderte"], {}),
    ("migrationsberatung", "Migrationsberatung", ["zugewanderte"], {}),
    ("arbeit-und-qualifizierung", "Arbeit und Qualifizierung", ["arbeitsuchende"], {}),
    ("schuldnerberatung", "Schuldnerberatung", [], {}),
    ("unterkunft", "Unterkunft und Wohnhilfe", [], {}),
    ("gesundheit", "Gesundheit und Suchthilfe", [], {}),
]


def create(apps, schema_editor):
    for order, (slug, name, side) in enumerate(AKTEURSARTEN, start=1):
        apps.get_model("netzwerke", "Akteursart").objects.get_or_create(
            slug=slug, defaults={"name": name, "side": side, "order": order * 10}
        )
    for order, (code, name) in enumerate(SPRACHEN, start=1):
        apps.get_model("netzwerke", "Sprache").objects.get_or_create(
            code=code, defaults={"slug": code, "name": name, "order": order * 10}
        )
    for order, row in enumerate(ANGEBOTSARTEN, start=1):
        create_angebotsart(apps, order, *row)


def create_angebotsart(apps, order, slug, name, zielgruppen, values):
    angebotsart, is_new = apps.get_model("netzwerke", "Angebotsart").objects.get_or_create(
        slug=slug, defaults={"name": name, "order": order * 10, **values}
    )
    if is_new:
        Zielgruppe = apps.get_model("quartiere", "Zielgruppe")
        angebotsart.zielgruppen.set(Zielgruppe.objects.filter(slug__in=zielgruppen))


class Migration(migrations.Migration):
    dependencies = [("netzwerke", "0001_initial"), ("quartiere", "0002_vocabularies")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
