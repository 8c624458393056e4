"""The last login keeps its day only. Seconds that were stored are forgotten: the next login says the day."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget_seconds(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("accounts", "User").objects.update(last_login=None)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.RunPython(forget_seconds, migrations.RunPython.noop),
        migrations.AlterField(
            "user", "last_login", models.DateField(blank=True, null=True, verbose_name="last login")
        ),
    ]
