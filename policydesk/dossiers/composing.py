"""PURE  YAML as text with places, and nothing else: no tags, no merging, no types, no depth.

Nothing in a file is run or built. A plain value stays the text it is, so a date is as it was typed. Aliases are
allowed in a small number, and what they repeat counts towards the cap of a file.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

from articles.seeds import SeedError, place
from policydesk.dossiers.nodes import Items, Node, Table, Value

DEEPEST = 12  # levels; a dossier has seven
MOST_ALIASES = 100
MOST_VALUES = 200_000  # in a file, with what its aliases repeat
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast; it only parses here
EMPTY = ("", "~", "null", "Null", "NULL")


@dataclass
class _Open:
    """A list or table whose end has not come yet."""

    event: Any
    nodes: list[Node] = field(default_factory=list)


@dataclass
class _Builder:
    """Takes the events of the parser one by one: no recursion, so depth costs nothing before it is refused."""

    open: list[_Open] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    aliases: int = 0
    values: int = 0
    root: Node | None = None
    documents: int = 0

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _error(event, _("a second document begins here. One file holds one dossier."))
        elif isinstance(event, yaml.AliasEvent):
            self._put(event, self._repeated(event))
        elif isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event)
            self._put(event, _value(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_tag(event)
            if len(self.open) == DEEPEST:
                raise _error(event, _("lists within lists stop at %d levels.") % DEEPEST)
            self.open.append(_Open(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            ended = self.open.pop()
            is_list = isinstance(ended.event, yaml.SequenceStartEvent)
            self._put(ended.event, _items(ended) if is_list else _table(ended))

    def _put(self, event: Any, node: Node) -> None:
        self.values += node.size if isinstance(event, yaml.AliasEvent) else 1
        if self.values > MOST_VALUES:
            raise _error(event, _("more than %d values, which no dossier has. Split it.") % MOST_VALUES)
        if event.anchor and not isinstance(event, yaml.AliasEvent):
            self.anchors[event.anchor] = node
        if self.open:
            self.open[-1].nodes.append(node)
        else:
            self.root = node

    def _repeated(self, event: Any) -> Node:
        self.aliases += 1
        if self.aliases > MOST_ALIASES:
            raise _error(event, _("more than %d aliases (*name). Write the values out.") % MOST_ALIASES)
        if event.anchor not in self.anchors:
            raise _error(event, _("the alias *%(name)s repeats nothing above it.") % {"name": event.anchor[:40]})
        return self.anchors[event.anchor]

    def _refuse_tag(self, event: Any) -> None:
        if event.tag:
            raise _error(event, _("tags (%(tag)s) are not read here. Write plain values.") % {"tag": event.tag[:60]})


def compose(text: str) -> Node:
    """The one document of `text`, a table with nothing in it when it is empty. Raises SeedError at the first fault."""
    if found := yaml.reader.Reader.NON_PRINTABLE.search(text):
        sentence = _("the character %(code)s does not belong in a text. Remove it.")
        raise SeedError(*place(text, found.start()), sentence % {"code": f"U+{ord(found[0]):04X}"})
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        raise _unreadable(error) from error
    return builder.root or Table(1, 1)


def _value(event: Any) -> Value:
    line, column = event.start_mark.line + 1, event.start_mark.column + 1
    nothing = event.style is None or event.style == ""
    return Value(line, column, "" if nothing and event.value in EMPTY else event.value)


def _items(ended: _Open) -> Items:
    mark = ended.event.start_mark
    return Items(mark.line + 1, mark.column + 1, tuple(ended.nodes), 1 + sum(node.size for node in ended.nodes))


def _table(ended: _Open) -> Table:
    mark = ended.event.start_mark
    keys, values = ended.nodes[::2], ended.nodes[1::2]
    known: set[str] = set()
    for key in keys:
        if not isinstance(key, Value):
            raise SeedError(key.line, key.column, _("a key must be one word."))
        if key.text == "<<":
            raise SeedError(key.line, key.column, _("merge keys (<<) are not read here. Write the keys out."))
        if key.text in known:
            raise SeedError(key.line, key.column, _("the key “%(key)s” stands there twice.") % {"key": key.text[:40]})
        known.add(key.text)
    size = 1 + sum(node.size for node in ended.nodes)
    return Table(mark.line + 1, mark.column + 1, tuple(zip(keys, values, strict=True)), size)  # type: ignore[arg-type]


def _error(event: Any, sentence: str) -> SeedError:
    return SeedError(event.start_mark.line + 1, event.start_mark.column + 1, sentence)


def _unreadable(error: yaml.YAMLError) -> SeedError:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    why = getattr(error, "problem", None) or getattr(error, "reason", None) or _("unreadable")
    return SeedError(line, column, _("this is not YAML: %(why)s.") % {"why": why})
