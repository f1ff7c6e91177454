from django.db import migrations

from portal.konten.roles import ALL, GrantRole, Role

ARTEN = [
    ("fachtag", "Fachtag"),
    ("fortbildung", "Fortbildung"),
    ("workshop", "Workshop"),
    ("netzwerktreffen", "Netzwerktreffen"),
    ("vortrag", "Vortrag und Diskussion"),
    ("beteiligung", "Beteiligung"),
    ("fest", "Fest und Begegnung"),
    ("kurs", "Kurs"),
]
CONTENT = dict.fromkeys(
    [
        "veranstaltung", "termin", "programmpunkt", "frage", "dokumentation",
        "veranstaltungmaterial",
    ],
    ALL,
)  # fmt: skip
READ = dict.fromkeys(["verlauf", "veranstaltungsart"], ("view",))
PUBLISH = {"veranstaltung": (*ALL, "publish")}


def create_arten(apps, schema_editor):
    rows = apps.get_model("veranstaltungen", "Veranstaltungsart").objects
    for order, (slug, name) in enumerate(ARTEN, start=1):
        rows.get_or_create(slug=slug, defaults={"name": name, "order": order})


class Migration(migrations.Migration):
    dependencies = [("veranstaltungen", "0001_initial"), ("konten", "0002_roles")]

    operations = [
        migrations.RunPython(create_arten, migrations.RunPython.noop),
        GrantRole(
            Role.PROGRAMMLEITUNG,
            {**CONTENT, **READ, **PUBLISH, "veranstalter": ALL, "veranstaltungsart": ALL},
        ),
        GrantRole(Role.REDAKTION, {**CONTENT, **READ, **PUBLISH, "veranstalter": ALL}),
        GrantRole(Role.QUARTIERSMANAGEMENT, {**CONTENT, **READ, "veranstalter": ("view",)}),
    ]
