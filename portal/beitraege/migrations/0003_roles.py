from django.db import migrations

from portal.konten.roles import ALL, GrantRole, Role


class Migration(migrations.Migration):
    dependencies = [("beitraege", "0002_drafts"), ("konten", "0002_roles")]

    operations = [GrantRole(Role.PROGRAMMLEITUNG, {"seite": ALL})]
