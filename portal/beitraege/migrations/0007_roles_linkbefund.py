from django.db import migrations

from portal.konten.roles import GrantRole, Role

READ = {"linkbefund": ("view",)}


class Migration(migrations.Migration):
    dependencies = [("beitraege", "0006_linkbefund"), ("konten", "0002_roles")]

    operations = [
        GrantRole(role, READ)
        for role in (Role.PROGRAMMLEITUNG, Role.REDAKTION, Role.QUARTIERSMANAGEMENT)
    ]
