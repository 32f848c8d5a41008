"""PURE  Taking words out of what was printed: out of a text, a body, and the content of an edition.

What stood there becomes one mark of fixed length, so that nobody can tell the words by how long they were. Claims keep
their place around the mark.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from articles.bodies import Block, Run, read_body, write_body, write_inline, write_text
from articles.seeking import Words
from articles.stretches import Blanking

AROUND = 32  # characters on each side of a claim that help to find it


def blank_body(html: str, words: Words) -> tuple[str, Blanking]:
    """The body without the words, and what that did to its plain text. What ran over several blocks is marked in each.

    A link whose address holds the words goes; its own words stay.
    """
    blocks = read_body(html)
    text = "\n\n".join(block.text for block in blocks)
    found = [match.span() for match in words.pattern.finditer(text)]
    blanking = Blanking(tuple(_by_block(found, blocks)), words.mark)
    if not blanking.spans and not any(_leads_there(tag, words) for b in blocks for run in b.runs for tag in run.tags):
        return html, blanking
    left = ([(run.tags, write_text(run.text)) for run in _runs(block, blanking, words)] for block in blocks)
    return write_body(blocks, map(write_inline, left)), blanking


def _by_block(spans: Iterable[tuple[int, int]], blocks: Iterable[Block]) -> list[tuple[int, int]]:
    ends = [(block.start, block.end) for block in blocks]
    parts = [(max(start, begin), min(end, stop)) for start, end in spans for begin, stop in ends]
    return [(start, end) for start, end in parts if start < end]


def _runs(block: Block, blanking: Blanking, words: Words) -> Iterable[Run]:
    """The runs of the block without the stretches; the mark stands where each began."""
    at = block.start
    for run in block.runs:
        end = at + len(run.text)
        cut = [(max(s, at) - at, min(e, end) - at, s >= at) for s, e in blanking.spans if s < end and e > at]
        done, pieces = 0, []
        for start, stop, begins in cut:
            pieces += [run.text[done:start], blanking.mark if begins else ""]
            done = stop
        if text := "".join([*pieces, run.text[done:]]):
            yield Run(text, tuple(tag for tag in run.tags if not _leads_there(tag, words)))
        at = end


def _leads_there(tag: str, words: Words) -> bool:
    return tag.startswith("<a ") and words.in_url(unescape(tag.partition('"')[2].partition('"')[0]))


@dataclass(frozen=True)
class Moved:
    """Addresses that a redaction changes, old to new: of stories, of actors, of tags."""

    stories: Mapping[str, str] = field(default_factory=dict)
    actors: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


def blank_content(content: dict[str, Any], words: Words, moved: Moved) -> dict[str, Any]:
    """The content of an edition of any schema without the words; equal to `content` when they are not in it."""
    done, printed = words.blank_data(content), content["article"]
    article, blankings = done["article"], _parts(printed, words)
    if "body" in printed:
        article["body"] = blank_body(printed["body"], words)[0]
    article["slug"] = moved.stories.get(article["slug"], article["slug"])
    for named, addresses in ((done["actors"], moved.actors), (article.get("tags", []), moved.tags)):
        for row in named:
            row["slug"] = addresses.get(row["slug"], row["slug"])
    texts = _texts(article)
    for claim, was in zip(done["claims"], content["claims"], strict=True):
        if claim["speaker"]:
            claim["speaker"]["slug"] = moved.actors.get(claim["speaker"]["slug"], claim["speaker"]["slug"])
        if (blanking := blankings[claim["part"]]).spans:
            claim |= anchored(texts[claim["part"]], blanking, was["start"], was["end"])
    return done


def anchored(text: str, blanking: Blanking, start: int, end: int) -> dict[str, Any]:
    """The place and words of a claim in `text`, which was blanked; it stood from `start` to `end` before."""
    start, end = blanking.start(start), blanking.end(end)
    return {
        "start": start,
        "end": end,
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }


def _parts(article: dict[str, Any], words: Words) -> dict[str, Blanking]:
    lines = {part: words.blanking(article.get(part, "")) for part in ("headline", "standfirst")}
    return lines | {"body": blank_body(article.get("body", ""), words)[1]}


def _texts(article: dict[str, Any]) -> dict[str, str]:
    body = "\n\n".join(block.text for block in read_body(article.get("body", "")))
    return {part: article.get(part, "") for part in ("headline", "standfirst")} | {"body": body}
