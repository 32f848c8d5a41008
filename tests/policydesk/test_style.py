"""The style sheet, read as text: its colours can be read by people with weak sight, and it stays small."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "static" / "policydesk"
CSS = (STATIC / "css" / "site.css").read_text(encoding="utf-8")
LIGHT, DARK = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
WRITTEN = (
    "fg", "mut", "link", "confirmed", "partly", "attributed", "disputed", "refuted", "unsupported", "unverifiable",
    "open",
)  # fmt: skip


def tokens(block):
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{3,6});", block))


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_the_guideline_does():
    assert (contrast("#000", "#ffffff"), round(contrast("#777777", "#ffffff"), 2)) == (21, 4.48)


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("paper", ["bg", "card", "mark"])
@pytest.mark.parametrize("block", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_of_text_stands_out_from_every_paper(block, paper, name):
    colours = tokens(block)
    assert contrast(colours[name], colours[paper]) >= 4.5


def test_both_schemes_have_the_same_colours():
    assert tokens(LIGHT).keys() == tokens(DARK).keys()


def test_style_and_script_are_small():
    script = (STATIC / "js" / "reader.js").read_bytes()
    assert (len(gzip.compress(CSS.encode())) <= 8_192, len(gzip.compress(script)) <= 4_096) == (True, True)


def test_the_style_asks_for_no_font_and_no_other_file():
    assert re.findall(r"@import|@font-face|url\(", CSS) == []
