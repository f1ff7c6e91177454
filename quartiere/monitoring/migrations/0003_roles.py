from django.db import migrations

from portal.konten.roles import ALL, EDIT, GrantRole, Role

MODELS = [
    "planungsraum", "indikator", "ausgabe", "ausgabeindikator", "gebietswert", "zuordnung",
    "einschaetzung", "importprofil", "einspielung", "einspielungdatei",
]
VIEWED = ["planungsraum", "indikator", "ausgabe", "ausgabeindikator", "gebietswert", "zuordnung"]
PUBLISHED = {"ausgabe": (*ALL, "publish"), "einschaetzung": (*ALL, "publish")}


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0002_frozen"), ("konten", "0002_roles")]

    operations = [
        GrantRole(Role.PROGRAMMLEITUNG, {**dict.fromkeys(MODELS, ALL), **PUBLISHED}),
        GrantRole(
            Role.REDAKTION,
            {
                **dict.fromkeys(MODELS, ALL),
                **PUBLISHED,
                # Written by those on site; the Kommune decides what is published.
                "einschaetzung": ("view", "change", "delete", "publish"),
            },
        ),
        GrantRole(
            Role.QUARTIERSMANAGEMENT,
            {**dict.fromkeys(VIEWED, ("view",)), "einschaetzung": EDIT},
        ),
    ]
