"""The demonstration desk: takes what seeds/ brings through check, confirmation and publication, by the rules.

Everything goes through the functions that the admin calls, in the name of the account that may do it; what
demonstration.yaml holds, no rule was bent for. Twice changes nothing.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils.translation import gettext as _

from articles.checking import record_check
from articles.claiming import change_claim
from articles.editing import add_author, save_article, take_step
from articles.models import Article, Claim
from articles.publishing import publish
from commitments.enums import ProposalState
from commitments.models import Commitment
from commitments.publishing import publish_commitment
from commitments.tracking import confirm
from policydesk.lib.errors import Refused

DATA = Path(__file__).with_name("demonstration.yaml")
PASSWORD = "policy-desk"  # printed by the command, which refuses to run outside DEBUG


@dataclass
class Demonstration:
    """What stands after a run: the accounts by username, and how much of each kind is new."""

    people: dict[str, User] = field(default_factory=dict)
    article: Article | None = None
    new: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("accounts", "checks", "statuses", "commitments"), 0)
    )


def read_demonstration() -> dict[str, Any]:
    """The data of the demonstration, as it stands in demonstration.yaml."""
    return yaml.safe_load(DATA.read_text(encoding="utf-8"))


@transaction.atomic
def demonstrate() -> Demonstration:
    """Make the accounts, check the claims, publish the story, confirm the statuses, publish the commitments.

    Raises Refused with a sentence when story or dossier were not loaded. Idempotent: a story and a commitment that
    readers have seen already are left alone, with whatever was done to them since.
    """
    data, shown = read_demonstration(), Demonstration()
    for row in data["accounts"]:
        _account(shown, row)
    shown.article = Article.objects.filter(import_ref=data["story"]).first()
    if shown.article is None:
        raise Refused(_("Load the story and its dossier first: manage.py loadseeds"))
    if not hasattr(shown.article, "publication"):
        _write(shown, data)
        for key, row in data["checks"].items():
            _check(shown, key, row)
        _bring_out(shown, data)
    for slug, row in data["commitments"].items():
        _promise(shown, slug, row)
    return shown


def _account(shown: Demonstration, row: dict[str, str]) -> None:
    user, new = User.objects.get_or_create(
        username=row["username"],
        defaults={"first_name": row["first_name"], "last_name": row["last_name"], "is_staff": True},
    )
    if new:
        user.set_password(PASSWORD)
        user.save()
        user.groups.add(Group.objects.get(name=row["role"]))
        shown.new["accounts"] += 1
    shown.people[user.username] = user


def _write(shown: Demonstration, data: dict[str, Any]) -> None:
    """The story has an author: it came in without one, and the rules of four eyes ask who wrote it."""
    author = shown.people[data["written_by"]]
    add_author(shown.article, author, by=shown.people[data["made_ready_by"]])
    save_article(shown.article, by=author, byline=author.get_full_name(), tag_list=", ".join(data["tags"]))


def _check(shown: Demonstration, key: str, row: dict[str, str]) -> None:
    """One claim of the dossier: its owner where it is an analysis, and the verdict of who checked it."""
    claim = Claim.objects.filter(article=shown.article, import_ref=key).first()
    if claim is None:
        raise Refused(_("Load the story and its dossier first: manage.py loadseeds"))
    if "owner" in row:
        owner = shown.people[row["owner"]]
        change_claim(claim, by=owner, owner=owner)
    record_check(Claim.objects.get(pk=claim.pk), row["verdict"], by=shown.people[row["by"]], note=row["note"])
    shown.new["checks"] += 1


def _bring_out(shown: Demonstration, data: dict[str, Any]) -> None:
    article = Article.objects.get(pk=shown.article.pk)
    take_step(article, "send_to_check", by=shown.people[data["written_by"]])
    take_step(article, "make_ready", by=shown.people[data["made_ready_by"]])
    publish(article, by=shown.people[data["published_by"]])
    shown.article = article


def _promise(shown: Demonstration, slug: str, row: dict[str, Any]) -> None:
    """Confirm what the dossier proposes of one commitment, and put the commitment before readers."""
    commitment = Commitment.objects.filter(slug=slug, published_at=None).first()
    if commitment is None:
        return
    answers = {(answer["status"], str(answer["since"])): answer["by"] for answer in row.get("confirmed", ())}
    for proposal in commitment.proposals.filter(state=ProposalState.OPEN).order_by("pk"):
        if person := answers.get((proposal.to_status, str(proposal.effective_on))):
            confirm(proposal, by=shown.people[person])
            shown.new["statuses"] += 1
    publish_commitment(Commitment.objects.get(pk=commitment.pk), by=shown.people[row["published_by"]])
    shown.new["commitments"] += 1
