"""The sample story and its claims: every part, kind and status once. The words are invented."""

from typing import Any

PARAGRAPHS = (
    (
        "p",
        "The ministers of Arland and Borovia will meet in Port Selden on Tuesday to open talks on herring quotas, "
        "the first such meeting in nine years.",
    ),
    ("h2", "What is on the table"),
    (
        "p",
        "Arland wants the joint catch cut by 12 percent. Borovia has shut four of its canneries since spring, "
        "and its fleet shrank to 310 vessels. Scientists agree that the stock is recovering.",
    ),
    (
        "p",
        "“We did not come to haggle,” the Arland minister, Ilse Vahr, told reporters. Borovia denied that its "
        "boats had crossed the median line. A senior Borovian official said that a side letter had been drafted.",
    ),
    ("h2", "What may follow"),
    (
        "p",
        "Arland pledged to publish its landing figures by June. The rumour that the treaty has already lapsed is "
        "wrong: it runs to 2031. How many boats fish at night is known to nobody. The talks look like a test of "
        "patience, and a hot line between the coast guards was once promised.",
    ),
)
HEADLINE = "Arland and Borovia to open herring talks after nine years"
STANDFIRST = "A quota fight that cost four canneries moves to the table."

CHECKED = {"by": "Boris Checkin", "at": "2024-01-29T10:12:00.000000Z", "note": ""}


def body() -> str:
    """The clean HTML of the sample story."""
    return "".join(f"<{tag}>{text}</{tag}>" for tag, text in PARAGRAPHS)


def part_text(part: str) -> str:
    """The plain text that the anchors of one part count in."""
    return {"headline": HEADLINE, "standfirst": STANDFIRST}.get(part, "\n\n".join(text for _tag, text in PARAGRAPHS))


def citation(source: int, exact: str, **changes: Any) -> dict[str, Any]:
    """One citation of the public content; a plain supporting one unless told otherwise."""
    return {
        "stance": "supports",
        "directness": "primary",
        "basis": "says",
        "interested": False,
        "source": source,
        "denies": False,
        "exact": exact,
        "locator": "",
        "grade": "exact",
        "note": "",
    } | changes


def claim(number: int, part: str, exact: str, **changes: Any) -> dict[str, Any]:
    """One claim of the public content, anchored where its words stand in the sample story."""
    text = part_text(part)
    start = text.index(exact)
    end = start + len(exact)
    base = {
        "number": number,
        "public_id": f"cl{number:02d}bcdf".replace("0", "z").replace("1", "y"),
        "part": part,
        "exact": exact,
        "prefix": text[max(0, start - 32) : start],
        "suffix": text[end : end + 32],
        "start": start,
        "end": end,
        "kind": "fact",
        "statement": "",
        "speaker": None,
        "described_as": "",
        "anonymity_reason": "",
        "speech_act": "",
        "event_date": "",
        "status": "confirmed",
        "as_of_edition": 2,
        "denied": False,
        "refuted_passage": "",
        "owner": "",
        "fingerprint": "f1:" + "0" * 64,
        "checked": dict(CHECKED),
        "citations": [],
    } | changes
    said = base["status"] == "confirmed" and base["kind"] in ("statement", "quote")
    return {"reading": "said" if said else base["status"]} | base


def claims() -> list[dict[str, Any]]:
    """Fourteen claims: each status, kind and part at least once."""
    arland, borovia = {"name": "Arland", "slug": "arland"}, {"name": "Borovia", "slug": "borovia"}
    return [
        claim(
            1,
            "headline",
            "after nine years",
            kind="figure",
            as_of_edition=1,
            citations=[
                citation(1, "the first ministerial meeting on fisheries since March 2015", locator="p. 2"),
                citation(2, "nine years after the last round", directness="reporting", grade="normalised"),
            ],
        ),
        claim(
            2,
            "standfirst",
            "cost four canneries",
            status="partly",
            checked=CHECKED
            | {
                "note": "Four canneries closed; that the quota caused it is the union's reading.",
            },
            citations=[citation(3, "closed four canneries between April and December", stance="partly", grade="close")],
        ),
        claim(
            3,
            "body",
            "will meet in Port Selden on Tuesday",
            kind="planned",
            event_date="2024-01-30",
            statement="The ministers of Arland and Borovia meet in Port Selden on 30 January 2024.",
            citations=[citation(1, "will receive his counterpart in Port Selden on 30 January")],
        ),
        claim(
            4,
            "body",
            "shut four of its canneries since spring",
            status="disputed",
            citations=[
                citation(3, "closed four canneries between April and December"),
                citation(2, "only three plants are shut for good", stance="contradicts", directness="reporting"),
            ],
        ),
        claim(
            5,
            "body",
            "its fleet shrank to 310 vessels",
            kind="figure",
            status="sourced",
            checked=None,
            citations=[
                citation(4, "310 vessels hold a licence for 2024", grade="extract", interested=True),
            ],
        ),
        claim(
            6,
            "body",
            "Scientists agree that the stock is recovering",
            status="unsupported",
            checked=CHECKED
            | {
                "note": "Two surveys were read; neither says so.",
            },
            citations=[citation(2, "the stock has been surveyed twice", stance="context", directness="secondary")],
        ),
        claim(
            7,
            "body",
            "We did not come to haggle",
            kind="quote",
            speech_act="said",
            speaker={"name": "Ilse Vahr", "slug": "ilse-vahr"},
            citations=[citation(2, "We did not come to haggle", directness="primary")],
        ),
        claim(
            8,
            "body",
            "Borovia denied that its boats had crossed the median line",
            kind="statement",
            speaker=borovia,
            speech_act="denied",
            citations=[citation(4, "no vessel of ours has crossed the line", grade="extract", interested=True)],
        ),
        claim(
            9,
            "body",
            "a side letter had been drafted",
            status="attributed",
            kind="statement",
            described_as="a senior Borovian official",
            anonymity_reason="not allowed to speak on the talks",
            speech_act="said",
            denied=True,
            citations=[
                citation(
                    5,
                    "There is a draft of a side letter.",
                    stance="attributes",
                    grade="no_copy",
                    directness="reporting",
                    basis="interprets",
                ),
                citation(
                    4, "no such paper exists", stance="contradicts", grade="extract", interested=True, denies=True
                ),
            ],
        ),
        claim(
            10,
            "body",
            "pledged to publish its landing figures by June",
            kind="commitment",
            speaker=arland,
            speech_act="announced",
            event_date="2024-06",
            citations=[citation(1, "landing figures will be published by June")],
        ),
        claim(
            11,
            "body",
            "the treaty has already lapsed",
            status="refuted",
            refuted_passage="is wrong: it runs to 2031",
            citations=[citation(1, "in force until 31 December 2031", stance="contradicts", note="Article 14")],
        ),
        claim(
            12,
            "body",
            "How many boats fish at night is known to nobody",
            status="unverifiable",
            checked=CHECKED | {"by": "the desk", "note": "No register of night fishing exists."},
        ),
        claim(13, "body", "look like a test of patience", kind="analysis", status="analysis", owner="Vera Publish"),
        claim(14, "body", "a hot line between the coast guards was once promised", status="unsourced", checked=None),
    ]
