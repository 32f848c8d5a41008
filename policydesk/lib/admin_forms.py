"""The form behind every admin page of a desk record: it knows which version it showed, and what a rule said."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils.translation import gettext as _

from policydesk.lib.errors import NotAllowed, Refused, Stale
from policydesk.lib.history import VersionedRecord
from policydesk.lib.removal import TakenOut, brings_back


class VersionField(forms.IntegerField):
    """The version a form showed: posted along, compared by the rule, and never a change by itself."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=1, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class RefusableForm:
    """Mixin of forms that can be shown again with what a rule said, everything typed still in them.

    `blames` names the field that a refusal is about which names none, where the form's rule has only one to speak of.
    """

    refusal: Refused | ValidationError | None = None
    blames: str | None = None

    def full_clean(self) -> None:
        """Validate as ever, then add what the rule said when it was asked."""
        super().full_clean()
        if self.is_bound and self.refusal is not None:
            self.add_refusal(self.refusal)

    def add_refusal(self, refusal: Refused | ValidationError) -> None:
        """Put the rule's sentence beside its field where the form has that field, else on top."""
        if not isinstance(refusal, ValidationError):
            for sentence in str(refusal).split("\n"):
                self.add_error(self._about(refusal), sentence)
            return
        for name, messages in getattr(refusal, "message_dict", {NON_FIELD_ERRORS: refusal.messages}).items():
            self.add_error(name if name in self.fields else None, messages)

    def _about(self, refusal: Refused) -> str | None:
        if isinstance(refusal, Stale | NotAllowed):
            return None
        return refusal.field if refusal.field in self.fields else self.blames

    @property
    def typed(self: Any) -> list[tuple[str, str]]:
        """Label and words of each field that came filled in, for a page that does not show the form again."""
        sent = [(name, self[name].data) for name in self.fields if self.is_bound and not self[name].is_hidden]
        filled = [(name, value) for name, value in sent if isinstance(value, str) and value.strip()]
        return [(str(self.fields[name].label), worded(self, name, value)) for name, value in filled] + self.left_over

    @property
    def left_over(self: Any) -> list[tuple[str, str]]:
        """The same of fields that the form had when it was opened, and does not have any more."""
        gone = [(field, self.data.get(name)) for name, field in self.base_fields.items() if name not in self.fields]
        filled = [(field, value) for field, value in gone if isinstance(value, str) and value.strip()]
        return [(str(field.label), value) for field, value in filled]


class RecordForm(RefusableForm, forms.ModelForm):
    """A model form that carries the version it showed, and takes typed line ends as the database keeps them."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(plain_lines(data), *args, **kwargs)
        if isinstance(self.instance, VersionedRecord) and self.instance.pk:
            self.fields["version"] = VersionField(initial=self.instance.version)
            if isinstance(self.refusal, Stale) and self.brings_back():
                self.refusal = TakenOut()
            if isinstance(self.refusal, Stale) and not isinstance(self.refusal, TakenOut):
                # What stands now is shown beside it: saving again is meant.
                self.data["version"] = str(self.instance.version)  # type: ignore[index]  # a copy of our own

    def brings_back(self, *earlier: Mapping[str, Any]) -> bool:
        """Whether it would bring words back that the law took out of what stands now, or of an earlier state."""
        return brings_back({name: self[name].data for name in self.fields}, self.initial, *earlier)

    def overtaken(self) -> list[str]:
        """Names of the fields whose typed value differs from what stands in the database now."""
        return [name for name in self.changed_data if name != "version"]


def stands_as(form: forms.BaseForm, name: str) -> str:
    """What stands in the field now, as a person reads it."""
    return worded(form, name, written(form, name))


def written(form: forms.BaseForm, name: str) -> str:
    """What stands in the field now, as a form sends it."""
    field = form.fields[name]
    value = field.prepare_value(form.get_initial_for_field(field, name))
    return "" if value is None else str(value)


def worded(form: forms.BaseForm, name: str, value: str) -> str:
    """A value of the field as a person reads it."""
    field = form.fields[name]
    if isinstance(field, forms.BooleanField):
        return _("yes") if field.to_python(value) else _("no")
    choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return choices.get(value, value) or "–"


def plain_lines(data: Any) -> Any:
    """Posted data with "\\n" for every line end: browsers send "\\r\\n", which would look like a change."""
    if not data:
        return data
    data = data.copy()
    for name, values in data.lists():
        data.setlist(name, [value.replace("\r\n", "\n") for value in values])
    return data


class Problem(NamedTuple):
    """One line of the summary on top: its place on the page, what to say, and the field that it is about."""

    address: str
    sentence: str
    field: str = ""


def problems_of(form: forms.BaseForm) -> list[Problem]:
    """What is wrong with `form`, for the summary on top; a field is named, so that a line can be read alone."""
    errors: ErrorDict = form.errors
    return [_problem(form, name, str(sentence)) for name, sentences in errors.items() for sentence in sentences]


def _problem(form: forms.BaseForm, name: str, sentence: str) -> Problem:
    if name not in form.fields:
        return Problem("", sentence)
    field = form[name]
    # A group of choices has no id of its own, and no place on the page while there is nothing to choose.
    place = field.id_for_label or next((choice.id_for_label for choice in field.subwidgets), "")
    return Problem(f"#{place}" if place else "", sentence, "" if field.is_hidden else str(field.label))


def beside(name: str, rule: Callable[[], Any]) -> Any:
    """What the rule gives; what it refuses belongs beside the field `name`. Raises NotAllowed, or ValidationError."""
    try:
        return rule()
    except NotAllowed:
        raise
    except (ValidationError, Refused) as refusal:
        raise ValidationError({name: getattr(refusal, "messages", [str(refusal)])}) from refusal


def posted(request: HttpRequest) -> Any:
    """What was sent, for a form; None when the page is only asked for."""
    return plain_lines(request.POST) if request.method == "POST" else None


def settle(form: Any, record: VersionedRecord, act: Callable[[], Any]) -> Any:
    """Run the rule and return what it made, else True; what it refuses becomes the form's error, one a sentence."""
    if not form.is_valid():
        return None
    try:
        return act() or True
    except (ValidationError, Refused) as refusal:
        form.add_refusal(refusal)
        if isinstance(refusal, Stale):
            form.data["version"] = str(type(record)._base_manager.values_list("version", flat=True).get(pk=record.pk))
    return None
