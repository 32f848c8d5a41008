"""How much is measured: enough to compare by, or the counts of the goals. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """`rounds` of all candidates in turn; in each so many requests, or saves; so many files and stories in all."""

    rounds: int
    requests: int
    saves: int
    files: int
    stories: int
    told: str


SIZES = {
    "small": Size(rounds=5, requests=200, saves=3, files=500, stories=60, told="about five minutes"),
    "large": Size(rounds=25, requests=400, saves=5, files=5000, stories=1000, told="about a quarter of an hour"),
}
