from django.db import migrations


def name_in_stories(apps, schema_editor):
    """Stories that were published before name the public commitments that their claims report, the newest first."""
    reports = apps.get_model("commitments", "Report").objects.filter(commitment__public=True)
    publications = apps.get_model("articles", "Publication").objects
    newest = reports.order_by("-commitment__made_on_earliest", "-commitment").select_related("commitment", "claim")
    for report in newest:
        one = {"slug": report.commitment.slug, "title": report.commitment.title}
        for publication in publications.filter(edition__claims__public_id=report.claim.public_id):
            if one not in publication.related:
                publication.related.append(one)
                publication.save(update_fields=["related"])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0009_related_commitments'),
        ('commitments', '0004_changed_and_taken_back'),
    ]

    operations = [
        migrations.RunPython(name_in_stories, migrations.RunPython.noop),
    ]
