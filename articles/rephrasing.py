"""Other words for a sentence of a story: written at once by who may, suggested by who may only mark claims.

Both go through the save of the text, so claims follow and the history keeps what stood before. Who words a sentence is
its writer, whoever takes the words over: on claims of these words they record no check.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.anchoring import find_words
from articles.claiming import check_can_mark
from articles.editing import Saved, can_edit, check_can_edit, write_text
from articles.enums import Part, WordsState
from articles.mending import mended_body
from articles.models import Article, ProposedWords
from articles.spotting import Span
from policydesk.lib.errors import NotAllowed, Refused, Stale
from policydesk.lib.people import desk_name
from policydesk.lib.text import clean_text


@transaction.atomic
def reword(article: Article, part: str, start: int, base: str, words: str, *, by: Any) -> Saved:
    """Put `words` in the place of `base`, which stood at `start` when the person opened it.

    Raises NotAllowed; Stale when `base` does not stand there any more, nor in one other place; Refused for no words.
    """
    check_can_edit(article, by)
    return _write(article, part, start, base, _tidy(words, base), by=by)


@transaction.atomic
def propose_words(article: Article, part: str, start: int, base: str, words: str, *, by: Any) -> ProposedWords:
    """Suggest `words` in the place of `base` to those who may write in the story. Raises as `reword` does."""
    check_can_mark(article, by)
    words = _tidy(words, base)
    stands = standing_at(article, part, start, base)
    if stands is None:
        raise _changed()
    same = article.proposed_words.filter(state=WordsState.OPEN, part=part, base=base, words=words)
    if same.exists():
        raise Refused(_("These words are suggested already."))
    proposed = ProposedWords(article=article, part=part, start=stands[0], base=base, words=words, by=by)
    proposed.save(by=by)
    return proposed


@transaction.atomic
def take_words(proposed: ProposedWords, *, by: Any) -> Saved:
    """Put suggested words into the story.

    Raises NotAllowed; Refused when they are settled already; Stale when what they were suggested for stands no more.
    """
    article = proposed.article
    check_can_edit(article, by)
    _lock_open(proposed)
    who = desk_name(proposed.by)
    reason = _("Words that %(who)s suggested.") % {"who": who}
    saved = _write(article, proposed.part, proposed.start, proposed.base, proposed.words, by=by, reason=reason)
    _settle(proposed, WordsState.TAKEN, by)
    for claim in (*saved.claims.changed, *saved.claims.back):
        claim.worded_by = proposed.by  # four eyes: they are theirs, whoever put them in; who wrote before stays barred
        claim.save(by=by, change_reason=reason)
    return saved


@transaction.atomic
def decline_words(proposed: ProposedWords, *, by: Any) -> None:
    """Leave the story as it is; who suggested the words takes them back so. Raises NotAllowed, or Refused when they are
    settled already."""
    check_can_decline(proposed, by)
    _lock_open(proposed)
    _settle(proposed, WordsState.DECLINED, by)


def check_can_decline(proposed: ProposedWords, by: Any) -> None:
    """Raises NotAllowed unless `by` may write in the story, or suggested the words."""
    if proposed.by_id != by.pk and not can_edit(proposed.article, by):
        raise NotAllowed(_("Only who may write in the story, or suggested the words, declines them."))


def standing_at(article: Article, part: str, start: int, base: str) -> Span | None:
    """Where `base` stands now: at `start`, else at the one place that it has; None where that is not to be told."""
    text = article.text_of(part)
    if base and text.startswith(base, start):
        return start, start + len(base)
    found = find_words(text, base) if base.strip() else []
    return found[0] if len(found) == 1 else None


def _write(article: Article, part: str, start: int, base: str, words: str, *, by: Any, reason: str = "") -> Saved:
    standing = Article.objects.select_for_update().get(pk=article.pk)
    place = standing_at(standing, part, start, base)
    if place is None:
        raise _changed()
    text = standing.text_of(part)
    in_line = text[: place[0]] + words + text[place[1] :]
    mended = _in_body(standing.body, place, words) if part == Part.BODY else in_line
    return write_text(standing, by=by, version=standing.version, reason=reason, **{part: mended})


def _in_body(body: str, place: Span, words: str) -> str:
    try:
        return mended_body(body, *place, words)
    except ValueError as error:
        raise Refused(_("These words run over several paragraphs: change them in the story.")) from error


def _tidy(words: str, base: str) -> str:
    """`words` on one line, or on several where `base` has line breaks."""
    lines = [" ".join(line.split()) for line in clean_text(words).split("\n")]
    tidy = ("\n" if "\n" in base else " ").join(filter(None, lines))
    if not tidy:
        raise Refused(_("Write the words. To take the sentence out, change the story."))
    if tidy == base:
        raise Refused(_("These are the words that stand there."))
    return tidy


def _changed() -> Stale:
    return Stale(_("These words do not stand in the story any more: somebody changed them after you opened them."))


def _lock_open(proposed: ProposedWords) -> None:
    if not ProposedWords.objects.select_for_update().filter(pk=proposed.pk, state=WordsState.OPEN).exists():
        raise Refused(_("These words are settled already."))


def _settle(proposed: ProposedWords, state: WordsState, by: Any) -> None:
    proposed.state, proposed.settled_by, proposed.settled_at = state, by, timezone.now()
    proposed.save(by=by)
