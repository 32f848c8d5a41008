"""The keys by which records name each other: in an order that works, and known here or on the desk."""

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from policydesk.dossiers.entries import Dossier, Entry
from policydesk.dossiers.problems import Problem
from policydesk.dossiers.referring import Desk, nearest_key
from policydesk.dossiers.schema import SECTIONS

MOST_UNKNOWN = 200  # keys told of one file
MOST_GUESSED = 20  # each guess looks through all keys of the desk
UNKNOWN = {
    "actors": _lazy("there is no actor “%(key)s”, here or on the desk."),
    "occasions": _lazy("there is no occasion “%(key)s”, here or on the desk."),
    "sources": _lazy("there is no source “%(key)s”, here or on the desk."),
    "claims": _lazy("there is no claim “%(key)s”, here or on the desk."),
    "commitments": _lazy("there is no commitment “%(key)s”, here or on the desk."),
    "stories": _lazy("there is no story with the import key “%(key)s”, in this load or on the desk."),
}


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """Records of one section so that each comes after those it needs; links can wait. Raises CycleError."""
    by_key = {entry.key: entry for entry in entries}
    needs = {key: [needed for needed in _needed(entry) if needed in by_key] for key, entry in by_key.items()}
    return [by_key[key] for key in TopologicalSorter(needs).static_order()]


def _needed(entry: Entry) -> list[str]:
    own = (one for one in entry.references() if one.section == entry.section)
    return [one.key for one in own if not one.path.startswith("links.")]


def circles(dossier: Dossier) -> Iterator[Problem]:
    """A problem for each section whose records need each other all around."""
    for section in SECTIONS:
        try:
            ordered(dossier.entries(section))
        except CycleError as error:
            keys = error.args[1]
            entry = next(entry for entry in dossier.entries(section) if entry.key == keys[0])
            yield entry.problem("", _("these refer to each other in a circle: %(keys)s.") % {"keys": ", ".join(keys)})


def unknown_keys(dossier: Dossier, desk: Desk) -> Iterator[Problem]:
    """A problem for each key that neither the file nor the desk knows; the first of them with what may be meant."""
    own = {section: set(dossier.keys(section)) for section in SECTIONS}
    told = 0
    for entry, section, key, path in _named(dossier):
        known = desk.story(key) if section == "stories" else key in own[section] or desk.find(section, key)
        if known:
            continue
        told += 1
        if told > MOST_UNKNOWN:
            return
        near = nearest_key(section, key, own.get(section, ())) if told <= MOST_GUESSED else ""
        sentence = str(UNKNOWN[section] % {"key": key[:60]})
        if near:
            sentence = _("%(what)s Did you mean “%(near)s”?") % {"what": sentence, "near": near}
        yield entry.problem(path, sentence)


def _named(dossier: Dossier) -> Iterator[tuple[Entry, str, str, str]]:
    for entry in dossier.entries():
        if entry.section == "claims":
            yield entry, "stories", entry.values["story"], "story"
        for one in entry.references():
            yield entry, one.section, one.key, one.path
