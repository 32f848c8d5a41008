"""Editions of kind correction told what was wrong as their reason; from now on a row does, for these too."""

from django.db import migrations, models


def write_rows(apps, schema_editor):
    """Insert what the content of schema 1 tells; inserting is all that these tables allow."""
    editions = apps.get_model("articles", "Edition").objects.filter(kind="correction", corrections=None)
    rows = apps.get_model("articles", "Correction").objects
    for number, reason in editions.exclude(reason="").values_list("pk", "reason"):
        rows.create(edition_id=number, kind="correction", text=reason)


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_imported_records")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("kind", "withdrawal")), fields=["-sequence"], name="edition_withdrawn"
            ),
        ),
        migrations.RunPython(write_rows, migrations.RunPython.noop),
    ]
