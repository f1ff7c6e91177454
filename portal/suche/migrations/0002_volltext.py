from django.db import migrations


class Migration(migrations.Migration):
    """Once made the full text; 0004 makes it, with the table that it belongs to."""

    dependencies = [("suche", "0001_initial")]

    operations = []
