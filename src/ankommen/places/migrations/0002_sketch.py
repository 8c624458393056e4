from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="district",
            name="sketch",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
