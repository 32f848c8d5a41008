from django.db import migrations, models


def link_copies(apps, schema_editor):
    """The open copies of stories that were public before."""
    citations, snapshots = (apps.get_model(*name) for name in (("articles", "EditionCitation"), ("sources", "Snapshot")))
    for publication in apps.get_model("articles", "Publication").objects.all():
        uses = citations.objects.filter(claim__edition__article=publication.article_id, source__confidentiality="public")
        cited = uses.exclude(source__public_copy="none").order_by("source").values_list("source", "source__public_id")
        publication.copies = [
            {"sha256": sha256, "source": public_id, "number": number}
            for source, public_id in cited.distinct()
            for number, (sha256, kind) in enumerate(
                snapshots.objects.filter(source=source).order_by("pk").values_list("sha256", "kind"), start=1
            )
            if kind != "extract"
        ]
        publication.save(update_fields=["copies"])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0016_waivers_of_contradictions'),
        ('sources', '0007_words_of_copies'),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='copies',
            field=models.JSONField(default=list, editable=False, verbose_name='open copies'),
        ),
        migrations.RunPython(link_copies, migrations.RunPython.noop),
    ]
