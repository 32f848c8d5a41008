"""Choices that also carry the sentence a reader sees: declared as `NAME = "key", _("sentence"), _("label")`."""

from django.db import models


class WordedChoices(models.TextChoices):
    """TextChoices whose members know their `.sentence`, the reader's one-line explanation of the label."""

    def __new__(cls, value: str, sentence: str = "") -> "WordedChoices":
        member = str.__new__(cls, value)
        member._value_ = value
        member.sentence = sentence
        return member
