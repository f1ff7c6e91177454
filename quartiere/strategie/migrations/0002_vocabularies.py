"""The starting values of the Problemlagen, from the text of the programme."""

from django.db import migrations

PROBLEMLAGEN = [
    ("arbeitslosigkeit", "Arbeitslosigkeit"),
    ("niedrige-bildungsabschluesse", "niedrige Bildungsabschlüsse"),
    ("armut", "Armut"),
    ("gesundheitliche-belastung", "gesundheitliche Belastung"),
    ("geringe-teilhabe", "geringe Teilhabe"),
    ("umweltbelastung", "Umweltbelastung"),
    ("mangelnde-infrastruktur", "mangelnde Infrastruktur"),
    ("ueberforderte-nachbarschaften", "überforderte Nachbarschaften"),
    ("ueberlastete-bildungseinrichtungen", "überlastete Bildungseinrichtungen"),
]


def create(apps, schema_editor):
    Problemlage = apps.get_model("strategie", "Problemlage")
    for order, (slug, name) in enumerate(PROBLEMLAGEN, start=1):
        Problemlage.objects.get_or_create(slug=slug, defaults={"name": name, "order": order * 10})


class Migration(migrations.Migration):
    dependencies = [("strategie", "0001_initial")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
