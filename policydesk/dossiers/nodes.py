"""PURE  What a YAML file holds, with the place of each thing: values, lists, tables."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Value:
    """A plain or quoted value; `text` is "" for YAML's ways to write nothing."""

    line: int
    column: int
    text: str = ""

    size = 1


@dataclass(frozen=True)
class Items:
    """A list."""

    line: int
    column: int
    items: "tuple[Node, ...]" = ()
    size: int = 1


@dataclass(frozen=True)
class Table:
    """Keys with their values, in the order of the file. Each key stands there once."""

    line: int
    column: int
    rows: "tuple[tuple[Value, Node], ...]" = ()
    size: int = 1

    def get(self, name: str) -> "Node | None":
        """What stands behind the key `name`."""
        return next((node for key, node in self.rows if key.text == name), None)


Node = Value | Items | Table
