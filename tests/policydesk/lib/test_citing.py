"""A page of ours as reference managers read it."""

import json
from datetime import date

from policydesk.lib.citing import Cited, as_bibtex, as_csl, as_ris, as_text

PORTS = Cited(
    "policydesk-open-two-ports", "Open 50% of {two} ports_&\nmore", "Policy Desk", "The ledger of commitments",
    date(2024, 5, 6), "https://desk.example/commitments/open_two/?as_of=2024-02-01",
)  # fmt: skip
THEN = Cited(*(*vars(PORTS).values(),)[:6], note="as it was true on 1 February 2024")


def test_a_line_of_text_has_who_what_when_where_and_as_of_when():
    assert as_text(PORTS).endswith(
        "The ledger of commitments, 6 May 2024. https://desk.example/commitments/open_two/?as_of=2024-02-01"
    )
    assert "6 May 2024 (as it was true on 1 February 2024). https" in as_text(THEN)


def test_bibtex_escapes_what_tex_would_take_for_commands_and_leaves_the_address():
    assert as_bibtex(PORTS) == (
        "@misc{policydesk-open-two-ports,\n"
        "  title = {{Open 50\\% of \\{two\\} ports\\_\\&\nmore}},\n"
        "  author = {{Policy Desk}},\n"
        "  howpublished = {The ledger of commitments},\n"
        "  year = {2024},\n"
        "  month = {5},\n"
        "  day = {6},\n"
        "  url = {https://desk.example/commitments/open_two/?as_of=2024-02-01}\n"
        "}\n"
    )
    assert "  note = {as it was true on 1 February 2024}\n" in as_bibtex(THEN)


def test_ris_has_a_field_a_line_whatever_the_title_holds():
    lines = as_ris(THEN).split("\r\n")
    assert lines == [
        "TY  - ELEC", "ID  - policydesk-open-two-ports", "TI  - Open 50% of {two} ports_& more", "AU  - Policy Desk",
        "T2  - The ledger of commitments", "PY  - 2024", "DA  - 2024/05/06",
        "UR  - https://desk.example/commitments/open_two/?as_of=2024-02-01", "N1  - as it was true on 1 February 2024",
        "ER  - ", "",
    ]  # fmt: skip


def test_csl_is_one_item_of_a_web_page():
    (item,) = json.loads(as_csl(PORTS))
    assert item == {
        "id": "policydesk-open-two-ports",
        "type": "webpage",
        "title": "Open 50% of {two} ports_&\nmore",
        "author": [{"literal": "Policy Desk"}],
        "container-title": "The ledger of commitments",
        "issued": {"date-parts": [[2024, 5, 6]]},
        "URL": "https://desk.example/commitments/open_two/?as_of=2024-02-01",
    }
