from django.db import migrations

from quartiere.monitoring import frozen


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_initial")]

    operations = [migrations.RunPython(frozen.install, frozen.remove)]
