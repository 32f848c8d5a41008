"""A text field with suggestions: works by typing, by name or number, with and without JavaScript."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join


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
