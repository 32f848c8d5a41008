"""PURE  The front matter of a Markdown story: six keys, plain values, each refused by its name and place."""

from typing import Any, NamedTuple

import frontmatter
import yaml
from django.utils.translation import gettext as _

from articles.seeds import SeedError, one_line
from policydesk.lib.nearest import nearest

KEYS = ("id", "date", "title", "tags", "byline", "work_type")
LONGEST = 20_000  # characters; PyYAML is slow, and six keys are short
DEEPEST = 3
NULL = "tag:yaml.org,2002:null"
PLAIN = {NULL, *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "timestamp"))}


class Value(NamedTuple):
    """A plain value, or the items of a list, and where it stands in the file."""

    texts: tuple[str, ...]
    line: int
    column: int

    @property
    def text(self) -> str:
        return ", ".join(self.texts)


def split(text: str) -> tuple[dict[str, Value], str]:
    """The values of the front matter by key, and the Markdown after it.

    Nothing in it is run or built: every plain value stays the text it is, so `id: 007` is "007" and a date is
    as it was typed. Empty values are left out. Raises SeedError.
    """
    handler = frontmatter.YAMLHandler()
    body = text.lstrip()
    ahead = len(text) - len(body)
    if not handler.detect(body):
        raise SeedError(1, 1, _("there is no front matter. Begin the file with a line --- and a date."))
    try:
        matter, content = handler.split(body)
    except ValueError as error:
        raise SeedError(1, 1, _("the front matter does not end. Close it with a line ---.")) from error
    if len(matter) > LONGEST:
        raise SeedError(1, 1, _("the front matter is longer than 20,000 characters."))
    first = text.count("\n", 0, ahead + handler.FM_BOUNDARY.match(body).end()) + 1
    return _values(_compose(matter, first), first), content


class _Loader(yaml.SafeLoader):
    """Composes nodes and no more. Aliases are refused: a few lines of them can mean gigabytes."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        mark: Any = self.peek_event().start_mark
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem=_("aliases (*name) are not read here"), problem_mark=mark)
        if self.depth == DEEPEST:
            raise yaml.MarkedYAMLError(problem=_("lists within lists are not read here"), problem_mark=mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _compose(matter: str, first: int) -> list[tuple[yaml.Node, yaml.Node]]:
    try:
        root = yaml.compose(matter, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (first + mark.line, mark.column + 1) if mark else (first, 1)
        why = getattr(error, "problem", None) or getattr(error, "reason", None) or _("unreadable")
        raise SeedError(line, column, _("the front matter is not plain YAML: %(why)s.") % {"why": why}) from error
    if root is not None and not isinstance(root, yaml.MappingNode):
        raise SeedError(first + root.start_mark.line, 1, _("the front matter must be lines of the form key: value."))
    return root.value if root else []


def _values(pairs: list[tuple[yaml.Node, yaml.Node]], first: int) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key, node in pairs:
        line, column = first + key.start_mark.line, key.start_mark.column + 1
        name = str(key.value)
        if name not in KEYS:
            raise SeedError(line, column, _unknown(name))
        if name in found:
            raise SeedError(line, column, _("the key “%(key)s” stands there twice.") % {"key": name})
        found[name] = _value(name, node, first)
    return {name: value for name, value in found.items() if value.texts}


def _unknown(name: str) -> str:
    if near := nearest(name, KEYS):
        return _("unknown key “%(key)s”. Did you mean “%(near)s”?") % {"key": name[:40], "near": near}
    return _("unknown key “%(key)s”. Known keys: %(known)s.") % {"key": name[:40], "known": ", ".join(KEYS)}


def _value(name: str, node: yaml.Node, first: int) -> Value:
    line, column = first + node.start_mark.line, node.start_mark.column + 1
    is_list = name == "tags" and isinstance(node, yaml.SequenceNode)
    nodes: list[Any] = node.value if is_list else [node]
    if not all(isinstance(one, yaml.ScalarNode) and one.tag in PLAIN for one in nodes):
        raise SeedError(line, column, _("the value of “%(key)s” is not plain words.") % {"key": name})
    texts = [one_line(_plain(one), line, column) for one in nodes]
    return Value(tuple(text for text in texts if text), line, column)


def _plain(node: yaml.ScalarNode) -> str:
    return "" if node.tag == NULL else node.value
