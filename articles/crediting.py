"""Whose words they are: who first brought them into a story, and who last did."""

import re
from html import unescape

from articles.anchoring import find_words
from articles.enums import Part, WordsState
from articles.models import Article
from policydesk.lib.text import normalise

TAG = re.compile(r"<[^>]*>")


def writers(article: Article, part: str, words: str) -> tuple[int | None, int | None]:
    """Ids of who first brought these words into the story, and of who last did: None for an import without a user.

    First is the oldest version that holds them as whole words, or else inside longer ones. Last differs from it
    when they were away in between.
    """
    letters, before, holding = _letters(words), None, False
    whole: list[int | None] = []
    within: list[int | None] = []
    last = None
    for version in article.history.order_by("history_date", "history_id").iterator():
        text = getattr(version, part)
        if text == before:
            continue
        before, held = text, holding
        # Comparing letters alone is cheap and never misses; whole words are looked for until they are found once.
        holding = letters in _letters(unescape(TAG.sub("", text)) if part == Part.BODY else text)
        if not holding:
            continue
        if not held:
            last = version.history_user_id
            within.append(last)
        if not whole and find_words(Article.text_of(version, part), words, whole_only=True):
            whole.append(version.history_user_id)
    return _proposer(article, letters) or (whole or within or [None])[0], last


def _proposer(article: Article, letters: str) -> int | None:
    """Who suggested the words that brought these letters in, when an author took them over."""
    taken = article.proposed_words.filter(state=WordsState.TAKEN).order_by("-pk")
    rows = taken.values_list("words", "base", "by_id")
    return next((by for words, base, by in rows if letters in _letters(words) and letters not in _letters(base)), None)


def _letters(text: str) -> str:
    return "".join(normalise(text).split())
