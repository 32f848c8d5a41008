"""A sample of the public content of one edition: every part, kind, status and stance, in canonical shape.

`sample_content()` is built anew at each call, so a test may change what it likes. The words are invented.
"""

from typing import Any

from tests.sample_claims import HEADLINE, STANDFIRST, body, claims


def source(number: int, title: str, **changes: Any) -> dict[str, Any]:
    """One public source of the content, open and without a copy unless told otherwise."""
    return {
        "number": number,
        "public_id": f"src{number}bcdf".replace("1", "y"),
        "title": title,
        "publisher": "",
        "authors": "",
        "published": "",
        "url": "",
        "kind": "webpage",
        "source_class": "press",
        "language": "en",
        "described_as": "",
        "copy_of": "",
        "origin_group": "",
        "copies": [],
    } | changes


def copy(kind: str, day: str, digit: str) -> dict[str, Any]:
    """One dated copy of a source, with a hash of sixty-four equal digits."""
    return {"taken_at": f"{day}T08:00:00.000000Z", "kind": kind, "sha256": digit * 64}


def sources() -> list[dict[str, Any]]:
    """Five sources: official, wire, copied, typed by hand, and one that may not be named."""
    return [
        source(
            1,
            "Announcement of the Port Selden meeting",
            publisher="Fisheries Ministry of Arland",
            published="2024-01-26",
            url="https://fisheries.example/announcement",
            source_class="primary_official",
            kind="report",
            copies=[copy("full", "2024-01-28", "9"), copy("full", "2024-01-29", "a")],
        ),
        source(
            2,
            "Herring talks: what to expect",
            publisher="Northern Wire",
            authors="P. Lind",
            published="2024-01-27",
            url="https://wire.example/herring-talks",
            kind="article-newspaper",
            source_class="wire",
            copies=[copy("upload", "2024-01-28", "b")],
        ),
        source(
            3,
            "Closures on the coast",
            publisher="Selden Post",
            published="2023-12",
            language="da",
            url="https://post.example/closures",
            copy_of="Union survey of plants, December 2023",
            copies=[copy("full", "2024-01-28", "c")],
        ),
        source(
            4,
            "Statement on the fleet",
            publisher="Borovian Coast Guard",
            published="2024",
            source_class="primary_official",
            kind="report",
            url="https://guard.example/fleet",
            copies=[copy("extract", "2024-01-28", "d")],
        ),
        source(
            5,
            "",
            described_as="A senior Borovian official, known to the desk",
            kind="interview",
            source_class="own_reporting",
        ),
    ]


def sample_content(**edition: Any) -> dict[str, Any]:
    """The whole content; `edition` changes keys of its `edition` part (number, kind, release, four_eyes …)."""
    return {
        "schema": 2,
        "article": {
            "headline": HEADLINE,
            "slug": "herring-talks",
            "standfirst": STANDFIRST,
            "body": body(),
            "dateline": "PORT SELDEN",
            "story_date": "2024-01-28",
            "work_type": "reporting",
            "byline": "Ada Report",
            "language": "en",
            "tags": [{"name": "Fisheries", "slug": "fisheries"}, {"name": "Arland", "slug": "arland"}],
        },
        "edition": {
            "number": 2,
            "kind": "update",
            "first_at": "2024-01-28T09:00:00.000000Z",
            "at": "2024-01-29T11:30:00.000000Z",
            "reason": "Cannery figures added",
            "release": "checked",
            "follow_up_due": None,
            "four_eyes": True,
            "overrides": [],
        }
        | edition,
        "claims": claims(),
        "sources": sources(),
        "actors": [
            {"name": "Arland", "slug": "arland", "kind": "state", "role": "speaker"},
            {"name": "Borovia", "slug": "borovia", "kind": "state", "role": "speaker"},
            {"name": "Ilse Vahr", "slug": "ilse-vahr", "kind": "person", "role": "speaker"},
        ],
        "corrections": [],
    }


def corrected_content() -> dict[str, Any]:
    """The sample as a correction of its second claim, with an earlier clarification that concerned none."""
    content = sample_content(kind="correction", reason="")
    claim = content["claims"][1]
    content["corrections"] = [
        {
            "edition": 2,
            "kind": "correction",
            "at": content["edition"]["at"],
            "text": "We gave the wrong number of boats.\nThere are 61.",
            "claims": [{"public_id": claim["public_id"], "words": claim["exact"]}],
        },
        {
            "edition": 1,
            "kind": "clarification",
            "at": "2024-01-28T09:00:00.000000Z",
            "text": "The ministers spoke through interpreters.",
            "claims": [],
        },
    ]
    return content


def as_schema_1(content: dict[str, Any]) -> dict[str, Any]:
    """The content as it was written while no list of corrections belonged to it."""
    return {key: value for key, value in content.items() if key != "corrections"} | {"schema": 1}


def overridden_content() -> dict[str, Any]:
    """The sample as a developing story that one person released against the gate, everything switched on."""
    return sample_content(
        release="developing",
        follow_up_due="2024-01-29T15:30:00.000000Z",
        four_eyes=False,
        overrides=[
            {
                "by": "Vera Publish",
                "at": "2024-01-29T11:29:00.000000Z",
                "reason": "The meeting starts in an hour.",
                "gate": ["Claim 6 has no source that carries it.", "Claim 14 has no source yet."],
            }
        ],
    )
