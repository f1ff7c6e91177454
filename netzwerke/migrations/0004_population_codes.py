"""The number that the norm for youth centres is measured against has a code to start with."""

from django.db import migrations


def name_code(apps, schema_editor):
    rows = apps.get_model("netzwerke", "Angebotsart").objects
    rows.filter(slug="jugendfreizeit", population_code="").update(population_code="EW_6_25")


class Migration(migrations.Migration):
    dependencies = [("netzwerke", "0003_roles")]

    operations = [migrations.RunPython(name_code, migrations.RunPython.noop)]
