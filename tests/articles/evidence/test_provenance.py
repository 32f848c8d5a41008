"""Who made a check, in the terms of PROV."""

from articles.evidence.provenance import provenance


def test_namesakes_are_two_agents_whose_names_hold_no_sign_of_their_own():
    claims = [
        {"public_id": f"c{check}", "exact": "Words.", "status": "confirmed",
         "checked": {"check": check, "by": "Jo O'Neil (jr.)", "at": "2024-01-28T09:00:00.000000Z"}}
        for check in (1, 2, 3)
    ]  # fmt: skip
    content = {"article": {"slug": "x", "headline": "X"}, "edition": {"number": 1}, "sources": [], "claims": claims}
    told = provenance(content, [], [], {1: 70, 2: 80, 3: 70})
    assert list(told["agent"]) == ["pd:person:1", "pd:person:2"]
    made = [row["prov:agent"] for row in told["wasAssociatedWith"].values()]
    assert made == ["pd:person:1", "pd:person:2", "pd:person:1"]
