from django.db import migrations

from portal.konten.roles import ALL, EDIT, GrantRole, Role

MODELS = ["kommune", "ort", "quartier", "meilenstein", "material", "zielgruppe", "handlungsfeld"]


class Migration(migrations.Migration):
    dependencies = [("quartiere", "0002_vocabularies"), ("konten", "0002_roles")]

    operations = [
        GrantRole(Role.PROGRAMMLEITUNG, {**dict.fromkeys(MODELS, ALL), "quartier": (*ALL, "publish"), "bild": ALL}),
        GrantRole(
            Role.REDAKTION,
            {
                "kommune": ("view", "change"),
                "quartier": (*ALL, "publish"),
                "meilenstein": ALL,
                "material": ALL,
                "bild": ALL,
                "zielgruppe": ("view",),
                "handlungsfeld": ("view",),
            },
        ),
        GrantRole(
            Role.QUARTIERSMANAGEMENT,
            {
                "quartier": ("view", "change"),
                "meilenstein": ALL,
                "material": ALL,
                "bild": EDIT,
                "zielgruppe": ("view",),
                "handlungsfeld": ("view",),
            },
        ),
    ]
