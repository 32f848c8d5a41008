"""The desk → dossiers, in the format that `loadseeds` reads.

A dossier's records are those it brought in, and whatever they refer to. What a story stands on is its claims, what
those refer to, and the commitments that they report.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.enums import AnchorState, Part
from articles.models import Article, Claim
from commitments.models import Commitment
from policydesk.dossiers.comparing import tidy
from policydesk.dossiers.describing import SECTION, describe
from policydesk.dossiers.entries import references
from policydesk.dossiers.referring import MODELS, Desk, key_of
from policydesk.dossiers.schema import COMMITMENT, DOSSIER, SECTIONS
from policydesk.dossiers.writing import write_yaml
from policydesk.lib.errors import Refused
from policydesk.models import Dossier

PARTS = [part.value for part in Part]


@dataclass
class Exported:
    """The text of one dossier, and what could not stand in it, in sentences."""

    key: str
    text: str = ""
    left_out: list[str] = field(default_factory=list)


def export_dossier(key: str) -> Exported:
    """What the dossier `key` brought in, as it is now. Raises Refused when none of this key was loaded."""
    dossier = Dossier.objects.filter(key=key).first()
    if dossier is None:
        raise Refused(_("No dossier “%(key)s” was loaded.") % {"key": key})
    rows = [row for section in SECTIONS for row in MODELS[section]._base_manager.filter(import_dossier=key)]
    return _export(key, dossier.title, dossier.about, rows)


def export_story(key: str) -> Exported:
    """What the story of this import key stands on. Raises Refused when there is no such story."""
    article = Article.objects.filter(import_ref=key).first()
    if article is None:
        raise Refused(_("No story has the import key “%(key)s”.") % {"key": key})
    claims = list(article.claims.standing())
    told = Commitment.objects.filter(reports__claim__in=claims).distinct()
    name = slugify(key)[:80].strip("-_") or f"story-{article.pk}"
    return _export(name, article.headline, "", [*claims, *told])


def _export(key: str, title: str, about: str, rows: Iterable[Any]) -> Exported:
    exported, desk = Exported(key), Desk()
    found: dict[str, dict[str, Any]] = {section: {} for section in SECTIONS}
    waiting = list(rows)
    while waiting:
        row = waiting.pop()
        row = getattr(row, "present", row)  # of a merged actor, the one that stays
        section = SECTION[type(row)]
        if row.pk in found[section] or not _is_portable(row, exported):
            continue
        values = describe(row)
        if isinstance(row, Commitment):
            values = _with_portable_reports(values, row, exported)
        found[section][row.pk] = (row, values)
        named = {(one.section, one.key) for one in references(values, SECTIONS[section])}
        waiting += [desk.find(*one) for one in sorted(named)]
    exported.text = write_yaml(_whole(key, title, about, found))
    return exported


def _whole(key: str, title: str, about: str, found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    sections = {
        section: [values for row, values in sorted(rows.values(), key=lambda pair: _place(pair[0]))]
        for section, rows in found.items()
    }
    return tidy({"dossier": key, "title": title, "about": about.strip()} | sections, DOSSIER)


def _place(row: Any) -> tuple[Any, ...]:
    """Records stand by their keys; claims as they stand in their story."""
    if isinstance(row, Claim):
        return row.article.import_ref, PARTS.index(row.part), row.start, key_of(row)
    return (key_of(row),)


def _is_portable(row: Any, exported: Exported) -> bool:
    """Whether another desk could bring the record in. A claim needs a story with a key, and its words in it."""
    if not isinstance(row, Claim):
        return True
    why = _why_not(row)
    sentence = _("claim %(key)s is left out: %(why)s") % {"key": key_of(row), "why": why}
    if why and sentence not in exported.left_out:
        exported.left_out.append(sentence)
    return not why


def _why_not(claim: Claim) -> str:
    if claim.retired_at:
        return _("it was retired.")
    if not claim.article.import_ref:
        return _("its story did not come in by an import and has no key.")
    if claim.anchor_state != AnchorState.ANCHORED:
        return _("its words are not in the story any more.")
    return ""


def _with_portable_reports(values: dict[str, Any], commitment: Commitment, exported: Exported) -> dict[str, Any]:
    reports = [row.claim for row in commitment.reports.select_related("claim__article").order_by("pk")]
    return tidy(
        values | {"reported_in": [key_of(claim) for claim in reports if _is_portable(claim, exported)]}, COMMITMENT
    )
