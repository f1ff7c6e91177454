from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("veranstaltungen", "0013_grenzen")]

    operations = [
        migrations.AlterField(
            model_name="termin",
            name="reason",
            field=models.CharField(
                blank=True, max_length=500, verbose_name="Grund der Änderung"
            ),
        ),
    ]
