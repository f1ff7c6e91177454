from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("veranstaltungen", "0008_erinnerungen"),
    ]

    operations = [
        migrations.RemoveField(model_name="anmeldung", name="reminded_at"),
    ]
