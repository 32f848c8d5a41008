"""PURE  Values → the one YAML text that says them."""

from typing import Any

import yaml

WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Plain words, dates without quotes, and text of several lines as such."""


# Our reader takes every plain value as text; dates look better without quotes, and others read them as dates.
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def _words(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _words)


def write_yaml(values: Any) -> str:
    """`values` (dicts, lists, text, true and false) as YAML, keys in their order. The same values, the same bytes."""
    dumped: str = yaml.dump(
        values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=WIDTH
    )
    return dumped
