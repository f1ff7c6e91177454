from django.db import migrations

from portal.konten.roles import ALL, EDIT, GrantRole, Role

VOCABULARIES = ["akteursart", "sprache", "angebotsart"]
ROWS = [
    "akteuroeffnungszeit",
    "angebotoeffnungszeit",
    "teamfunktion",
    "mitgliedschaft",
    "unterlage",
    "finanzierung",
    "phasenwechsel",
    "massnahmemeilenstein",
    "ergebnis",
    "massnahmebild",
]
CONTENT = ["akteur", "netzwerk", "angebot", "massnahme"]
PUBLISHING = {
    **dict.fromkeys(["quartiersmanagement", *ROWS], ALL),
    **dict.fromkeys(CONTENT, (*ALL, "publish")),
}


class Migration(migrations.Migration):
    dependencies = [("netzwerke", "0002_vocabularies"), ("konten", "0002_roles")]

    operations = [
        GrantRole(
            Role.PROGRAMMLEITUNG,
            {**PUBLISHING, **dict.fromkeys([*VOCABULARIES, "vorschlag"], ALL)},
        ),
        GrantRole(
            Role.REDAKTION,
            {**PUBLISHING, **dict.fromkeys(VOCABULARIES, ("view",)), "vorschlag": EDIT},
        ),
        GrantRole(
            Role.QUARTIERSMANAGEMENT,
            {
                **dict.fromkeys([*CONTENT, *ROWS], ALL),
                **dict.fromkeys(VOCABULARIES, ("view",)),
                "quartiersmanagement": ("view", "change"),
                "vorschlag": ("view", "change"),
            },
        ),
    ]
