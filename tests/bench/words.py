"""Texts to measure with: made up, of real sizes, and the same in every run. Pure."""

from random import Random

VOCABULARY = """
the a of and to in on for with by from at as that this which its their both each other more most some many
talks tariffs trade minister delegation agreement duties goods steel grain ports ships border treaty council
parliament budget deficit exports imports market prices growth energy gas oil pipeline sanctions measures banks
commission summit meeting statement communiqué report letter proposal draft clause deadline review inspection
government ministry embassy envoy spokesman president chancellor senator committee court ruling appeal
agreed said announced promised refused signed extended lowered raised doubled halved delayed began ended met
cut kept opened closed wrote asked answered denied confirmed withdrew accepted rejected published planned
Geneva Monday Tuesday Wednesday Thursday Friday January February March spring autumn year month week quarter
new old first second third last next joint common foreign domestic public quiet open formal direct early late
percent billion million dozens hundreds thousands half twice again already still never only also however meanwhile
""".split()


def sentence(dice: Random, least: int = 9, most: int = 24) -> str:
    """A sentence of `least` to `most` words that look like prose; two of them are hardly ever the same."""
    words = [dice.choice(VOCABULARY) for _number in range(dice.randint(least, most))]
    words.insert(dice.randrange(1, len(words)), str(dice.randint(2, 9999)))
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


def paragraphs(dice: Random, count: int, sentences: int = 4) -> list[list[str]]:
    """`count` paragraphs, each as its sentences."""
    return [[sentence(dice) for _sentence in range(sentences)] for _paragraph in range(count)]


def seed_text(number: int, count: int = 7) -> str:
    """A seed as raw text: a date, a first sentence, a heading and `count` paragraphs; about 3,500 characters."""
    dice = Random(number)
    told = [" ".join(rows) for rows in paragraphs(dice, count)]
    told.insert(count // 2, " ".join(sentence(dice, 3, 5).rstrip(".").split()))
    return f"date 2024-{number % 12 + 1:02}-{number % 28 + 1:02} {sentence(dice, 6, 9)}\n\n" + "\n\n".join(told) + "\n"


CLAIMS = 12  # of a story, each on two sources


def told(number: int) -> list[list[str]]:
    """The paragraphs of story `number`, each as its sentences; the second of each is the claim."""
    return paragraphs(Random(number), CLAIMS)


def headline(number: int) -> str:
    return f"Story {number}: {told(number)[0][0]}"[:90]


def works() -> list[tuple[str, str, str]]:
    """The sources of a story, two for each claim: title, address and the passage that is cited."""
    dice = Random(7)
    return [
        (f"Communiqué {number} of the delegations", f"https://example.org/communique/{number}", sentence(dice))
        for number in range(2 * CLAIMS)
    ]
