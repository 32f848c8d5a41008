"""Whatever stands in a commitment is shown as the words it is: on pages, in the picture, in data, tables and feeds."""

from datetime import UTC, datetime
from itertools import cycle

import pytest

from commitments.models import Commitment, Party
from tests.ledger import a_passage, an_actor
from tests.safety.doors import packed
from tests.safety.markup import faults_of, read_html, shown

LIST = "/commitments/"
PAGES = [LIST, f"{LIST}?view=matrix", f"{LIST}undertaking-0/", f"{LIST}undertaking-1/"]
DATA = [f"{LIST}index.json", f"{LIST}index.csv", f"{LIST}index.svg", "/feeds/commitments.atom"]


@pytest.fixture
def titles(db, ada, vera):
    """The titles of public commitments whose every text is hostile, and who undertook them is, too."""
    words = {door: cycle(packed(door)) for door in ("headline", "standfirst", "actor_name")}
    passage = a_passage(vera)
    pledger, other = (an_actor(vera, f"{side} {next(words['actor_name'])}") for side in ("A", "B"))
    now = datetime.now(UTC)
    rows = Commitment.objects.bulk_create(
        Commitment(
            title=title, slug=f"undertaking-{number}", made_on="2024-01-30", bindingness="unclear",
            summary=next(words["standfirst"]), interpretive_note=next(words["standfirst"]), undertaking=passage,
            due_words=next(words["headline"])[:200], due_on="2024-02", public=True, published_at=now, published_by=vera,
        )
        for number, title in enumerate(packed("headline"))
    )  # fmt: skip
    Party.objects.bulk_create(Party(commitment=row, actor=pledger, role="pledger") for row in rows)
    Party.objects.bulk_create(Party(commitment=row, actor=other, role="counterparty") for row in rows)
    return [row.title for row in rows]


def test_hostile_words_of_the_ledger_are_inert_everywhere_and_read_as_they_were_typed(client, titles):
    assert len(titles) > 20
    answers = {address: client.get(address) for address in PAGES + DATA}
    wrong = {address: (answer.status_code, faults_of(answer)) for address, answer in answers.items()}
    assert {address: told for address, told in wrong.items() if told != (200, [])} == {}
    text = read_html(answers[LIST].content.decode())[1]
    assert [title for title in titles if shown(title) not in text] == []
    # Within a page, too, the picture only draws and links: the rest of the page is judged without it.
    page = client.get(f"{LIST}?view=timeline")
    before, _svg, rest = page.content.decode().partition("<svg ")
    page.content = (before + rest.partition("</svg>")[2]).encode()
    assert (_svg, faults_of(page)) == ("<svg ", [])
