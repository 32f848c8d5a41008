"""The forms of the workbench that are about no claim in particular: undo, redo, and whether single keys are on."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Claim, Keyboard
from articles.undoing import redo, undo
from policydesk.lib.admin_forms import RefusableForm


class StoryForm(RefusableForm, forms.Form):
    """A form that acts on the story; `apply` returns a sentence, and the claim that it led to if any."""

    do = ""

    def __init__(self, article: Article, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **{"auto_id": f"id_{self.do}-%s"} | kwargs)
        self.article = article

    def overtaken(self) -> list[str]:
        """Nothing here is typed."""
        return []

    def apply(self, *, by: Any) -> tuple[str, Claim | None]:
        """Do it."""
        raise NotImplementedError


class UndoForm(StoryForm):
    """Take back the last verdict or source."""

    do = "undo"

    def apply(self, *, by: Any) -> tuple[str, Claim | None]:
        """Undo."""
        return _("Undone."), undo(self.article, by=by)


class RedoForm(StoryForm):
    """Do again what was undone last."""

    do = "redo"

    def apply(self, *, by: Any) -> tuple[str, Claim | None]:
        """Redo."""
        return _("Done again."), redo(self.article, by=by)


class KeysForm(StoryForm):
    """Whether single keys act for this person."""

    do = "keys"
    single_keys = forms.BooleanField(label=gettext_lazy("Single keys are on"), required=False)

    def apply(self, *, by: Any) -> tuple[str, Claim | None]:
        """Keep the choice with the person."""
        on = self.cleaned_data["single_keys"]
        Keyboard.objects.update_or_create(user=by, defaults={"single_keys": on})
        return _("Single keys are on.") if on else _("Single keys are off."), None


def has_single_keys(user: Any) -> bool:
    """Whether single keys act for `user`: until they were switched off."""
    return not Keyboard.objects.filter(user=user, single_keys=False).exists()
