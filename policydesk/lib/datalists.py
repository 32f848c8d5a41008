"""A text field with suggestions: works by typing, by name or number, with and without JavaScript."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.html import format_html, format_html_join

from policydesk.lib.errors import Refused


class DatalistInput(forms.TextInput):
    """An input whose suggestions come from `options()` when it is shown: pairs of value and explanation."""

    def __init__(self, options: Callable[[], Iterable[tuple[str, str]]], attrs: Any = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.options = options

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        """The input and its list; several inputs of one name on a page need different ids."""
        attrs = {**(attrs or {})}
        list_id = f"{attrs.get('id', name)}_options"
        field = super().render(name, value, attrs | {"list": list_id}, renderer)
        rows = format_html_join("", '<option value="{}">{}</option>', self.options())
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, rows)


class SharedListInput(forms.TextInput):
    """An input of a row: its suggestions stand once on the page, in the datalist called `list_id`."""

    def __init__(self, list_id: str) -> None:
        super().__init__({"autocomplete": "off", "list": list_id})


class NamedField(forms.CharField):
    """Text in the form, a record of `model` in the code; None when left empty.

    A subclass says what it offers, which record a text means, and how a record is written.
    """

    model: type[models.Model]

    def __init__(self, **kwargs: Any) -> None:
        usual: dict[str, Any] = {"required": False, "widget": DatalistInput(self.offered)}
        super().__init__(**usual | kwargs)

    def offered(self) -> Iterable[tuple[str, str]]:
        """Pairs of what may be typed and what it is; anything else that `find` knows can be typed all the same."""
        raise NotImplementedError

    def find(self, typed: str) -> models.Model:
        """The record that a person means by `typed`. Raises Refused or ValidationError with a sentence."""
        raise NotImplementedError

    def written(self, record: Any) -> str:
        """A text that leads to this record alone."""
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        record = self.model._default_manager.filter(pk=value).first() if isinstance(value, int) else value
        return self.written(record) if isinstance(record, self.model) else value

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not typed:
            return None
        try:
            return self.find(typed)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def has_changed(self, initial: Any, data: Any) -> bool:
        if not isinstance(initial, self.model | int | None):
            return super().has_changed(initial, data)
        try:
            record = self.to_python(data)
        except forms.ValidationError:
            return True
        return getattr(record, "pk", None) != getattr(initial, "pk", initial)
