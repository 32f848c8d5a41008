from datetime import UTC

from django.db import migrations


def restate_copies(apps, schema_editor):
    """No card leads to a file that somebody gave before an editor lets readers have it, or while an embargo lasts."""
    snapshots, sources = (apps.get_model("sources", name).objects for name in ("Snapshot", "Source"))
    uploads = set(snapshots.filter(kind="upload").values_list("source__public_id", "sha256"))
    embargoes = dict(sources.exclude(embargo_until=None).values_list("public_id", "embargo_until"))
    for publication in apps.get_model("articles", "Publication").objects.exclude(copies=[]):
        copies = [row for row in publication.copies if (row["source"], row["sha256"]) not in uploads]
        for row in copies:
            if until := embargoes.get(row["source"]):
                row["embargo_until"] = until.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        publication.copies = copies
        publication.save(update_fields=["copies"])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0019_days_of_claims'),
        ('sources', '0016_uploads_for_readers'),
    ]

    operations = [migrations.RunPython(restate_copies, migrations.RunPython.noop)]
