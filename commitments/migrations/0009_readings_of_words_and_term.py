"""The key of a reading holds the exact words and the term, too. What was rated under the reading that holds still is."""

from hashlib import sha256

from django.db import migrations

from policydesk.lib.append_only import lifted_triggers
from policydesk.lib.text import normalise

READ = ("pk", "reading", "own_act", "interpretive_note", "undertaking__exact", "due_words", "due_on")


def key_readings(apps, schema_editor):
    commitments = apps.get_model("commitments", "Commitment")
    changes = apps.get_model("commitments", "StatusChange")
    with lifted_triggers(schema_editor):
        for pk, before, own_act, *terms in commitments.objects.values_list(*READ):
            words = [normalise(str(each)).strip() for each in terms]
            reading = sha256("\x1f".join((str(own_act), *words)).encode()).hexdigest()[:16] if words[0] else ""
            changes.objects.filter(commitment=pk, reading=before).update(reading=reading)
            commitments.objects.filter(pk=pk).update(reading=reading)


class Migration(migrations.Migration):
    dependencies = [("commitments", "0008_reviews")]
    operations = [migrations.RunPython(key_readings, migrations.RunPython.noop, elidable=True)]
