"""What a translation was made from, what means the same, and the glossary.

All texts of before were made from their collection's own language. Going back, those made from another would
stand as made from the own, and show as outdated.
"""

import hashlib

from django.db import migrations, models


def fill_in_digests(apps, schema_editor):
    rows = apps.get_model("translations", "Translation").objects.using(schema_editor.connection.alias)
    last = 0
    while some := list(rows.filter(pk__gt=last).order_by("pk").only("text")[:500]):
        for row in some:
            row.digest = hashlib.sha256(row.text.encode()).hexdigest()
        rows.bulk_update(some, ["digest"])
        last = some[-1].pk


class Migration(migrations.Migration):
    dependencies = [("translations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="translation",
            name="digest",
            field=models.CharField(max_length=64, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="translation",
            name="source_language",
            field=models.CharField(blank=True, max_length=35, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(fill_in_digests, migrations.RunPython.noop),
    ]
