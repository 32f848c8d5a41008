"""What a save did to the claims, as a message: counts, and each changed claim with its differences and its link."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.following import Followed
from articles.models import Article, Claim
from articles.wording import quoted
from policydesk.lib.differing import SAME, Piece, word_diff

MOST_TOLD = 6  # claims in one message; the others stand in the list of claims
AROUND = 40  # letters of unchanged text around a difference
MARKS = {  # named for who hears them, or takes them along as plain text
    "gone": ('<del><span class="sr">{} </span>{}</del>', gettext_lazy("removed:")),
    "new": ('<ins><span class="sr"> {} </span>{}</ins>', gettext_lazy("added:")),
    SAME: ("{}{}", ""),
}


def tell_claims(request: HttpRequest, article: Article, followed: Followed) -> None:
    """Say on the next page what became of the claims of `article`; nothing when it has none."""
    counts = _counts(followed)
    if not counts:
        return
    page = reverse("admin:articles_article_claims", args=[article.pk])
    rows = list(_rows(article, followed, page))
    listed = format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((row,) for row in rows))) if rows else ""
    link = format_html('<a href="{}">{}</a>', page, _("Look at the claims"))
    level = messages.WARNING if followed.lost or followed.changed else messages.INFO
    messages.add_message(request, level, format_html("{} {}{}", counts, link, listed))


def _counts(followed: Followed) -> str:
    same, moved = followed.same, followed.moved
    changed, lost, back = len(followed.changed), len(followed.lost), len(followed.back)
    told = [
        (same, ngettext("%d claim unchanged", "%d claims unchanged", same)),
        (moved, ngettext("%d moved", "%d moved", moved)),
        (changed, ngettext("%d reads differently now", "%d read differently now", changed)),
        (lost, ngettext("%d lost", "%d lost", lost)),
        (back, ngettext("%d reads as before again", "%d read as before again", back)),
    ]
    said = ", ".join(words % count for count, words in told if count)
    return _("%(what)s.") % {"what": said} if said else ""


def _rows(article: Article, followed: Followed, page: str) -> Any:
    numbers = {pk: n for n, pk in enumerate(article.claims.standing().in_text_order().values_list("pk", flat=True), 1)}
    looked_at = [*followed.changed, *followed.lost]
    for claim in looked_at[:MOST_TOLD]:
        link = format_html(
            '<a href="{}?claim={}#claim">{}</a>', page, claim.public_id, _("Claim %d") % numbers[claim.pk]
        )
        yield format_html("{}: {}", link, difference(claim) if claim.words_before else _gone(claim))
    if len(looked_at) > MOST_TOLD:
        more = len(looked_at) - MOST_TOLD
        yield ngettext("and %d more", "and %d more", more) % more


def _gone(claim: Claim) -> str:
    return _("%(words)s is not in the text any more") % {"words": quoted(Truncator(claim.exact).chars(80))}


def difference(claim: Claim) -> Any:
    """What the claim reads now against what was accepted last, with little around what differs."""
    pieces = word_diff(claim.words_before, claim.exact)
    shown = ((_near(piece, place, len(pieces)), piece.kind) for place, piece in enumerate(pieces))
    return format_html_join("", "{}", ((format_html(*MARKS[kind], text),) for text, kind in shown))


def _near(piece: Piece, place: int, count: int) -> str:
    """Of what stands unchanged only the ends that touch a difference."""
    text = piece.text
    if piece.kind != SAME or len(text) <= 2 * AROUND:
        return text
    head, tail = (text[:AROUND] if place else ""), (text[-AROUND:] if place < count - 1 else "")
    return f"{head} … {tail}"
