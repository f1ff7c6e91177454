from django.db import migrations


class Migration(migrations.Migration):
    """Once made a function of PostgreSQL; 0004 makes it."""

    dependencies = [("suche", "0002_volltext")]

    operations = []
