from django.db import migrations, models

from portal.suche import fulltext


class Migration(migrations.Migration):
    """A new table in place of the old one: its rows are derived and made again after migrating."""

    dependencies = [("suche", "0003_newest")]

    operations = [
        migrations.RunPython(fulltext.remove, migrations.RunPython.noop),
        migrations.DeleteModel(name="SuchDokument"),
        migrations.CreateModel(
            name="SuchDokument",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="Schlüssel aus Tag, Art und Objekt")),
                ("kind", models.CharField(max_length=20, verbose_name="Art")),
                ("object_id", models.BigIntegerField(verbose_name="Objekt")),
                ("language", models.CharField(default="de", max_length=10, verbose_name="Sprache")),
                ("date", models.DateField(null=True, verbose_name="Tag")),
                ("title", models.CharField(max_length=300, verbose_name="Titel")),
                ("marks", models.TextField(blank=True, verbose_name="Zuordnungen")),
                ("head", models.TextField(blank=True, verbose_name="Wortstämme von Titel und Kurztext")),
                ("url", models.CharField(max_length=500, verbose_name="Adresse")),
                ("teaser", models.CharField(blank=True, max_length=300, verbose_name="Kurztext")),
                ("text", models.TextField(blank=True, verbose_name="Text")),
                ("terms", models.TextField(blank=True, verbose_name="Wortstämme")),
            ],
            options={
                "verbose_name": "Eintrag der Suche",
                "verbose_name_plural": "Einträge der Suche",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["kind", "object_id"], name="suchdokument_object")],
            },
        ),
        migrations.RunPython(fulltext.install, fulltext.remove),
    ]
