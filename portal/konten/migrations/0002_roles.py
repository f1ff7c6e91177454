from django.db import migrations

from portal.konten.roles import ALL, GrantRole, Role


def create_groups(apps, schema_editor):
    for role in Role.values:
        apps.get_model("auth", "Group").objects.get_or_create(name=role)


class Migration(migrations.Migration):
    dependencies = [("konten", "0001_initial")]

    operations = [
        migrations.RunPython(create_groups, migrations.RunPython.noop),
        GrantRole(Role.PROGRAMMLEITUNG, {"user": ALL}),
        GrantRole(Role.REDAKTION, {"user": ("view",)}),
    ]
