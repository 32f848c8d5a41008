"""The stretches of the texts of copies, by whose terms words are looked up."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.models.snapshot import SnapshotText


class TermsField(models.TextField):
    """Terms with spaces between: a `tsvector` on PostgreSQL, plain text on SQLite. `word_index` makes them findable."""

    def db_type(self, connection: Any) -> str | None:
        return "tsvector" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"


class TextStretch(models.Model):
    """Some hundred words of the text of a copy, as terms. Follows from the text alone and has no history.

    `sources/indexing.py` writes it; the words themselves stand in the text only.
    """

    text = models.ForeignKey(SnapshotText, models.CASCADE, related_name="stretches", verbose_name=_("text of a copy"))
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    terms = TermsField(_("terms"))

    class Meta:
        verbose_name = _("stretch of a text")
        verbose_name_plural = _("stretches of texts")
        constraints = [
            # A stretch that stood twice would count twice.
            models.UniqueConstraint(name="stretch_once", fields=["text", "start"]),
        ]

    def __str__(self) -> str:
        return f"{self.text}: {self.start}–{self.end}"
