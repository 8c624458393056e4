import uuid

import django.db.models.deletion
from django.db import migrations, models


def move(apps, schema_editor):
    """Give each code a row of its own, so that it can be replaced, and go, alone."""
    codes, cases = apps.get_model("cases", "CaseCode"), apps.get_model("cases", "Case")
    for pk, digest in cases.objects.values_list("pk", "code_digest"):
        codes.objects.create(case_id=pk, digest=digest)


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_emergencies_outlive_accounts")]

    operations = [
        migrations.CreateModel(
            name="CaseCode",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="code", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.RunPython(move, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="case", name="code_digest"),
    ]
