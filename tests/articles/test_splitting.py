"""Sentences end where a reader hears them end."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.splitting import sentences


def split(text):
    return [text[start:end] for start, end in sentences(text)]


# Each entry is one text in its sentences.
EXAMPLES = [
    # Of the kind the first report is made of: its abbreviations, dashes and turns, in other words.
    ["The crisis has cost thousands of lives in the U.S.", "The two-sided effort is part of a wider plan."],
    ["Envoys meet on Tuesday, on chemicals—a key step—to fight deaths in the U.S.", "It is a first."],
    ["After talks between U.S. President Ann Lee and Premier Bo Ming last May, the U.S. Senate agreed."],
    ["The U.S. has often accused Arland.", "However, Arland has denied it.", "The talks are seen as a chance."],
    ["A senior U.S. official noted that talks with the U.N. had begun.", "This goes beyond the U.S.-Arland axis."],
    ["As the world's two largest fleets agree, the meeting sums up the fight.", "It shows what may follow."],
    # Titles, initials, names that end in a stop
    ["Gen. Mark A. Stone met Sen. J. D. Hale and Dr. Wu in St. Ives.", "Mr. Hale left."],
    ["Joseph R. Biden Jr. spoke.", "He was followed by Acme Inc. President Lou Reed."],
    ["He spoke to Sammy Davis Jr.", "The crowd cheered."],
    ["They chose Plan B.", "The rest is known.", "So did I.", "We agreed."],
    # Numbers, months, times
    ["No. 5 fell by 3.5 percent to $1.2 billion.", "On Jan. 6 it rose.", "In 2023.", "40 came."],
    ["Did they?", "No.", "They met at 5 p.m. Eastern on Sept. 11.", "It ended at 7 p.m.", "Then all left."],
    ["1. The parties agree to meet.", "2. They cite Art. 14 and Secs. 3 to 5."],
    # Quotes and brackets close after the stop
    ["“We came to listen.”", "He left.", "“Is it over?” the minister asked.", "(Applause.)", "Thank you."],
    [
        "“Who knows?” Foreign Minister Wang said.",
        '"Not I."',
        "What now?!",
        "Nobody answered … and so on.",
        "Well…",
        "So.",
    ],
    ["In Washington, D.C. Mayor Bowser spoke."],
    ["They work in Washington, D.C.", "They left."],
    # Papers and transcripts: what numbers a section, titles in capitals, what stands in brackets
    [
        "Sec. 4. The Council meets.",
        "2.1. It votes.",
        "See Art. II and Ch. 5.",
        "Did it, e.g. The Hague said, in Roe v. Wade?",
    ],
    ["MR. DALE: No.", "I asked Gen. (ret.) Stone.", "GEN. STONE: I left the AMB.", "The rest stayed."],
    ["On 7. March they met under App. B of the pact.", "See Ann. C.", "It is long.", "The rest is on p. 5."],
    # Names that begin with a small letter
    ["They left.", "al-Rashid stayed.", "von Arn did not.", "iPhone sales rose."],
    # Scripts without spaces
    ["中国表示。", "他们同意！”", "好"],
    ["“中国同意。”他说。", "“会谈呢？”", "他没有回答。"],
]


CHALLENGE = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8")


def challenge():
    """Each text of the challenge set with the offsets where its sentences end, the last one's left out."""
    for block in CHALLENGE.strip().split("\n\n"):
        lines = [line for line in block.split("\n") if not line.startswith("#")]
        text, ends = "".join(lines[:1]).removeprefix("¶ "), []
        for line in lines[1:]:
            ends.append(len(text))
            space = "\n\n" if line.startswith("¶ ") else "" if "一" <= line[0] <= "鿿" else " "
            text += space + line.removeprefix("¶ ")
        yield text, set(ends)


def test_boundaries_of_the_challenge_set_are_found():
    """F1 of the boundaries is 0.97 or more.

    A boundary is the offset at which a sentence ends. Counted are those between two sentences of one paragraph: right
    when the splitter ends a sentence at the very offset, wrong otherwise. The end of a paragraph and of a text is
    found by every splitter, so it counts for nothing here. Precision is right / all that it gave, recall right / all
    that there are, both over the whole set at once.
    """
    right = offered = there = 0
    failed = []
    for text, ends in challenge():
        found = {end for _, end in sentences(text)} - {len(text)}
        paragraphs = {end for end in ends if text.startswith("\n\n", end)}
        assert paragraphs <= found
        ends, found = ends - paragraphs, found - paragraphs
        right, offered, there = right + len(ends & found), offered + len(found), there + len(ends)
        failed += [f"{text[max(0, at - 40) : at]} | {text[at : at + 30]}" for at in sorted(ends ^ found)]
    precision, recall = right / offered, right / there
    score = 2 * precision * recall / (precision + recall)
    assert there >= 160
    assert score >= 0.97, f"F1 {score:.4f}, precision {precision:.4f}, recall {recall:.4f}\n" + "\n".join(failed)


@pytest.mark.parametrize("expected", EXAMPLES, ids=[example[0][:40] for example in EXAMPLES])
def test_text_is_split_into_its_sentences(expected):
    text = "".join(expected) if "中" in expected[0] else " ".join(expected)
    assert split(text) == expected


def test_a_paragraph_or_list_item_ends_a_sentence_whatever_it_ends_with():
    assert split("A heading\n\nAn item;\n\nthe U.S.\n\nSenate") == ["A heading", "An item;", "the U.S.", "Senate"]


def test_a_line_break_within_a_paragraph_does_not():
    assert split("They met\nin Geneva. All\nof them.") == ["They met\nin Geneva.", "All\nof them."]


def test_a_small_letter_begins_a_sentence_only_in_a_name():
    assert split("They met, i.e. they spoke. and left.") == ["They met, i.e. they spoke. and left."]


def test_no_text_has_no_sentences():
    assert sentences("") == sentences(" \n\n ") == []


@given(st.text(alphabet='aA.?!…"”’) 1。\n', max_size=60))
def test_sentences_cover_every_letter_once_and_in_order(text):
    spans = sentences(text)
    assert [edge for span in spans for edge in span] == sorted(edge for span in spans for edge in span)
    assert "".join("".join(split(text)).split()) == "".join(text.split())
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)


def test_a_million_characters_are_split_in_linear_time():
    assert len(sentences("So it is. " * 100_000)) == 100_000
    assert len(sentences("1" * 100_000 + " a" * 100_000)) == 1
    assert len(sentences("a. " * 300_000)) == len(sentences("." * 1_000_000)) == 1
