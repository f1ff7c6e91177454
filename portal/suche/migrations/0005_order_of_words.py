from django.db import migrations

COLUMNS = ("form", "stem", "backwards")


def _compare_by(collation):
    def alter(apps, schema_editor):
        """SQLite compares by code points anyway."""
        if schema_editor.connection.vendor == "postgresql":
            columns = [f'ALTER {name} TYPE varchar(40) COLLATE "{collation}"' for name in COLUMNS]
            schema_editor.execute(f"ALTER TABLE suche_suchwort {', '.join(columns)}")

    return alter


class Migration(migrations.Migration):
    """Words are compared by code points: a database in German sorts ѐ before я."""

    dependencies = [("suche", "0004_head")]

    operations = [migrations.RunPython(_compare_by("C"), _compare_by("default"))]
