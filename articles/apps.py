from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Passages and claims follow what comes into a source, and cards what readers may have of it."""
        from articles.linking import follow_sharing
        from articles.regrading import follow_standing, follow_text
        from sources.signals import sharing_changed, standing_changed, text_kept

        text_kept.connect(follow_text)
        standing_changed.connect(follow_standing)
        sharing_changed.connect(follow_sharing)
