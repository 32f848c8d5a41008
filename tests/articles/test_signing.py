"""What a check signs, by recipes that never change."""

import hashlib
import json

from articles.citing import cite
from articles.signing import RECIPES, fingerprint, signed_parts
from tests.stories import PASSAGE, WORDS, a_claim, a_source, a_story, fresh, sourced


def test_a_fingerprint_names_its_recipe_and_does_not_hang_on_the_order_of_citations(ada, boris):
    one, two = (a_claim(a_story(ada), ada) for _ in range(2))
    first, second = a_source(ada, "First text"), a_source(ada, "Second text")
    for claim, order in ((one, (first, second)), (two, (second, first))):
        for source in order:
            cite(claim, source, by=ada)
    assert fingerprint(fresh(one)) == fingerprint(fresh(two))
    assert fingerprint(one).startswith("f4:")


def test_what_the_recipes_sign_never_changes(ada):
    claim = sourced(a_claim(a_story(ada), ada), ada)
    cited = claim.citations.get()
    citation = {
        "source": cited.source.public_id, "origin": f"source:{cited.source.pk}", "copy": False, "passage": PASSAGE,
        "snapshot": cited.excerpt.snapshot.sha256, "stance": "supports", "directness": "primary", "basis": "says",
        "interested": False,
    }  # fmt: skip
    first = {
        "words": WORDS, "kind": "fact", "speaker": None, "speech_act": "", "statement": "", "event_date": "",
        "citations": [citation],
    }  # fmt: skip
    third = first | {"owner": None, "citations": [citation | {"proof": ""}]}
    signed = {"f1": first, "f2": first | {"owner": None}, "f3": third, "f4": third}
    assert {name: signed_parts(claim, name) for name in RECIPES} == signed
    written = json.dumps(first, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert fingerprint(claim, "f1") == f"f1:{hashlib.sha256(written.encode()).hexdigest()}"
