"""A proposal keeps the reading of the words under which it was made. Those that wait were made under the one that holds."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def read_what_waits(apps, schema_editor):
    held = apps.get_model("commitments", "Commitment").objects.filter(pk=OuterRef("commitment")).values("reading")
    waiting = apps.get_model("commitments", "StatusProposal").objects.filter(state="open")
    waiting.update(reading=Subquery(held))


class Migration(migrations.Migration):
    dependencies = [("commitments", "0009_readings_of_words_and_term")]
    operations = [
        migrations.AddField(
            model_name="statusproposal",
            name="reading",
            field=models.CharField(blank=True, editable=False, max_length=16, verbose_name="under which reading"),
        ),
        migrations.RunPython(read_what_waits, migrations.RunPython.noop, elidable=True),
    ]
