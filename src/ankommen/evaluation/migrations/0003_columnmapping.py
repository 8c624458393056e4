from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_releaserun")]

    operations = [
        migrations.CreateModel(
            name="ColumnMapping",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("form_id", models.CharField(max_length=64)),
                ("columns", models.JSONField(default=dict)),
                ("constants", models.JSONField(blank=True, default=dict)),
                ("codes", models.JSONField(blank=True, default=dict)),
            ],
        ),
    ]
