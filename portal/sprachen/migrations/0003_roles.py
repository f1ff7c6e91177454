from django.db import migrations

from portal.konten.roles import ALL, GrantRole, Role

VERSIONS = {"fassung": ALL, "fassungsabschnitt": ALL, "gebaerdenvideo": ALL}
READ_LANGUAGES = {"textsprache": ("view",)}


class Migration(migrations.Migration):
    dependencies = [("sprachen", "0002_languages"), ("konten", "0002_roles")]

    operations = [
        GrantRole(Role.PROGRAMMLEITUNG, {**VERSIONS, "textsprache": ALL}),
        GrantRole(Role.REDAKTION, {**VERSIONS, **READ_LANGUAGES}),
        GrantRole(Role.QUARTIERSMANAGEMENT, {**VERSIONS, **READ_LANGUAGES}),
    ]
