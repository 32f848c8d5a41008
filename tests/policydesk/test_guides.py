"""What the guide to the desk names in *italics* is called so on a page; the other guides are walked in a browser."""

import re

from django.conf import settings

ROOT = settings.BASE_DIR
CODE = [*ROOT.glob("templates/**/*.html"), *(path for app in ("actors", "articles", "policydesk") for path in (ROOT / app).rglob("*.py"))]  # fmt: skip


def test_the_guide_to_the_desk_names_what_is_called_so():
    code = "\n".join(path.read_text(encoding="utf-8") for path in CODE)
    named = set(
        re.findall(r"(?<![*\w])\*([^*\n]+)\*(?!\*)", (ROOT / "docs/editors/desk.md").read_text(encoding="utf-8"))
    )
    assert len(named) > 20
    assert [words for words in sorted(named) if f'"{words}' not in code and f">{words}" not in code] == []
