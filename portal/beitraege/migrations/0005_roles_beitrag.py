from django.db import migrations

from portal.konten.roles import ALL, GrantRole, Role

CONTENT = {"beitrag": (*ALL, "publish"), "beitragbild": ALL}
WRITE = {"beitrag": ALL, "beitragbild": ALL}


class Migration(migrations.Migration):
    dependencies = [("beitraege", "0004_beitrag"), ("konten", "0002_roles")]

    operations = [
        GrantRole(Role.PROGRAMMLEITUNG, CONTENT),
        GrantRole(Role.REDAKTION, CONTENT),
        GrantRole(Role.QUARTIERSMANAGEMENT, WRITE),
    ]
