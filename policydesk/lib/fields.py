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


def clean_line(value: str) -> str:
    """`value` as a LineField keeps it, for names in tables that are not ours. Raises ValidationError."""
    if "\n" in value or "\r" in value:
        raise ValidationError(_("Write it on one line."), code="line")
    return _cleaned(value, line=True)


class _CleanText:
    line = False

    def clean_value(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return clean_line(value) if self.line else _cleaned(value, line=False)

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
