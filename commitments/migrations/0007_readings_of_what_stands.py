"""How commitments are read is keyed, and what stands in the log was rated under the reading that holds now."""

from hashlib import sha256

from django.db import migrations

from policydesk.lib.append_only import lifted_triggers
from policydesk.lib.text import normalise


def key_readings(apps, schema_editor):
    commitments = apps.get_model("commitments", "Commitment")
    changes = apps.get_model("commitments", "StatusChange")
    with lifted_triggers(schema_editor):
        for pk, note, own_act in commitments.objects.values_list("pk", "interpretive_note", "own_act"):
            words = normalise(note).strip()
            reading = sha256(f"{own_act}:{words}".encode()).hexdigest()[:16] if words else ""
            commitments.objects.filter(pk=pk).update(reading=reading)
            changes.objects.filter(commitment=pk).update(reading=reading)


class Migration(migrations.Migration):
    dependencies = [("commitments", "0006_evidence_is_weighed")]
    operations = [migrations.RunPython(key_readings, migrations.RunPython.noop, elidable=True)]
