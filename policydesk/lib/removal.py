"""PURE  The mark that stands where the law took words out, and old forms that would bring them back."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from policydesk.lib.errors import Stale


class TakenOut(Stale):
    """Words went for legal reasons after the asker read the row: only a form that is opened anew is saved."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Words were removed here for legal reasons after you opened it. Nothing was saved: open it anew, and "
                "make your changes there."
            )
        )


def removal_mark() -> str:
    """What stands in the place of such words: one mark on the whole site, whoever presses the button."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("[removed for legal reasons]")


def brings_back(typed: Mapping[str, Any], *earlier: Mapping[str, Any]) -> bool:
    """Whether something typed holds fewer marks than the same field of one of the `earlier` states of the row.

    What stood there before a redaction is kept nowhere, so that nothing better can be compared.
    """
    mark = removal_mark()
    marks = {name: str(value).count(mark) for name, value in typed.items()}
    return any(str(row.get(name)).count(mark) > count for row in earlier for name, count in marks.items())
