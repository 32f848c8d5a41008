"""PURE  One value of a dossier as its field takes it: clean text, a date, a choice."""

import re
from datetime import date

from django.utils.translation import gettext as _

from policydesk.dossiers.nodes import Node, Value
from policydesk.dossiers.schema import Field, Form
from policydesk.lib.dates import PartialDate
from policydesk.lib.nearest import nearest
from policydesk.lib.text import clean_text, refuse_bidi

KEY = re.compile(r"[A-Za-z0-9._-]{1,80}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SHOWN = 60  # characters of a wrong value that a sentence repeats


class Wrong(ValueError):
    """A value that its field does not take."""


def clean_value(node: Node, field: Field) -> str | bool:
    """The value of a field that holds one. Raises Wrong with a sentence."""
    if not isinstance(node, Value):
        raise Wrong(_("write one plain value here."))
    try:
        text = clean_text(node.text).strip()
        if field.form not in (Form.TEXT, Form.WORDS):
            text = " ".join(refuse_bidi(text).split())
    except ValueError as error:
        raise Wrong(str(error)) from error
    if not text:
        raise Wrong(_("this is empty."))
    _refuse_wrong(text, field)
    return text == "true" if field.form == Form.FLAG else text


def _refuse_wrong(text: str, field: Field) -> None:
    if field.form == Form.KEY and not KEY.fullmatch(text):
        raise Wrong(_("write a key of letters, digits, “-”, “.” and “_”, at most 80."))
    if field.form == Form.FLAG and text not in ("true", "false"):
        raise Wrong(_("write true or false."))
    if field.form == Form.LINES and not field.to and "," in text:
        raise Wrong(_("a comma divides topics. Write one topic a line."))
    if field.form in (Form.DATE, Form.DAY):
        _refuse_no_date(text, field)
    if field.choices and text not in field.choices:
        near = nearest(text, field.choices)
        sentence = _("“%(text)s” is none of: %(choices)s.")
        if near:
            sentence = _("“%(text)s” is none of: %(choices)s. Did you mean “%(near)s”?")
        raise Wrong(sentence % {"text": text[:SHOWN], "choices": ", ".join(field.choices), "near": near})


def _refuse_no_date(text: str, field: Field) -> None:
    try:
        if field.form == Form.DATE:
            PartialDate(text)
        elif not DAY.fullmatch(text) or not date.fromisoformat(text):
            raise ValueError(text)
    except ValueError as error:
        sentence = _("not a day: “%(text)s”. Write it as 2024-01-28.")
        if field.form == Form.DATE:
            sentence = _("not a date: “%(text)s”. Write 2024, 2024-01, 2024-01-28, or a span 2024-01-08/2024-01-09.")
        raise Wrong(sentence % {"text": text[:SHOWN]}) from error
