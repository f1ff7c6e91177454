from django.db import migrations

from portal.konten.roles import GrantRole, Role


class Migration(migrations.Migration):
    dependencies = [("postausgang", "0001_initial"), ("konten", "0002_roles")]

    operations = [GrantRole(Role.PROGRAMMLEITUNG, {"sendung": ("view", "change", "delete")})]
