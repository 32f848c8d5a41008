"""Text columns that hold only clean text, whichever way it comes: form, import or shell.

`LineField` is one line for titles and names: no line break, no bidi control. `ProseField` is text of any
length. Both store NFC without invisible characters and refuse control characters with a sentence.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from policydesk.lib.text import clean_text, refuse_bidi


def _cleaned(value: str, *, line: bool) -> str:
    try:
        text = clean_text(value)
        return refuse_bidi(text) if line else text
    except ValueError as error:
        raise ValidationError(str(error), code="unclean") from error


class _CleanText:
    line = False

    def clean_value(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if self.line and ("\n" in value or "\r" in value):
            raise ValidationError(_("Write it on one line."), code="line")
        return _cleaned(value.replace("\r\n", "\n"), line=self.line)

    def to_python(self, value: Any) -> Any:
        return self.clean_value(super().to_python(value))

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = self.clean_value(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value


class LineField(_CleanText, models.CharField):
    """One clean line: a title, a name, a place."""

    line = True


class ProseField(_CleanText, models.TextField):
    """Clean text of any length."""
