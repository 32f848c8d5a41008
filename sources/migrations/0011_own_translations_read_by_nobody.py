from django.db import migrations
from django.db.models import F


def take_back(apps, schema_editor):
    """Whoever made a translation and said to have read it beside the original was no second person."""
    texts = apps.get_model("sources", "SnapshotText").objects
    texts.filter(translation="own", read_by=F("by")).update(read_by=None)


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0010_interviews'),
    ]

    operations = [
        migrations.RunPython(take_back, migrations.RunPython.noop),
    ]
