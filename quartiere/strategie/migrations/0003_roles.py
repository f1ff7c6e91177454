from django.db import migrations

from portal.konten.roles import ALL, GrantRole, Role

CHAIN = ["strategie", "bedarf", "ziel", "handlungsansatz"]
PUBLISHING = dict.fromkeys(CHAIN, (*ALL, "publish"))


class Migration(migrations.Migration):
    dependencies = [("strategie", "0002_vocabularies"), ("konten", "0002_roles")]

    operations = [
        GrantRole(Role.PROGRAMMLEITUNG, {**PUBLISHING, "problemlage": ALL}),
        GrantRole(Role.REDAKTION, {**PUBLISHING, "problemlage": ("view",)}),
        GrantRole(
            Role.QUARTIERSMANAGEMENT, {**dict.fromkeys(CHAIN, ALL), "problemlage": ("view",)}
        ),
    ]
