from django.db import migrations

LANGUAGES = [
    ("de-simple", "Leichte Sprache", "Leichte Sprache", "ltr"),
    ("de-x-einfach", "Einfache Sprache", "Einfache Sprache", "ltr"),
    ("gsg", "Deutsche Gebärdensprache", "Deutsche Gebärdensprache", "ltr"),
    ("en", "English", "Englisch", "ltr"),
    ("ar", "العربية", "Arabisch", "rtl"),
    ("tr", "Türkçe", "Türkisch", "ltr"),
    ("uk", "Українська", "Ukrainisch", "ltr"),
    ("ru", "Русский", "Russisch", "ltr"),
    ("pl", "Polski", "Polnisch", "ltr"),
]


def add(apps, schema_editor):
    textsprache = apps.get_model("sprachen", "Textsprache")
    for order, (code, name, german_name, direction) in enumerate(LANGUAGES, start=1):
        fields = {
            "name": name,
            "german_name": german_name,
            "direction": direction,
            "order": 10 * order,
        }
        textsprache.objects.get_or_create(code=code, defaults=fields)


class Migration(migrations.Migration):
    dependencies = [("sprachen", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
