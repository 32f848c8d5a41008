"""The product's story, told once through its real doors: the command, the admin's pages, the public pages.

Ada reports, Boris checks, Vera edits and publishes; an anonymous reader reads.
"""

import re
from html import unescape

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles.models import Article, Check, Claim, Edition
from sources.models import Source

SEED = """ date 2024-01-28 Envoys fly to Beijing for talks on drug chemicals

Envoys of both countries meet in Beijing on Tuesday. China has denied that its firms are at fault.

A first session

A senior official said China had opened talks with Mexico.
"""
WORDS = "China has denied that its firms are at fault"
PASSAGE = "There is no such thing as illegal trafficking of fentanyl between China and Mexico"
PAGE = "https://example.org/briefings/2023-04-06"


@pytest.fixture
def story(tmp_path, ada):
    """The seed, loaded in Ada's name as an operator does it."""
    (tmp_path / "beijing.txt").write_text(SEED, encoding="utf-8")
    call_command("loadseeds", str(tmp_path), user="ada", verbosity=0)
    return Article.objects.get(import_ref="beijing")


class Desk:
    """One person at the admin, who fills in forms and presses buttons."""

    def __init__(self, user, story):
        self.client, self.story = Client(), story
        self.client.force_login(user)

    def claims(self, claim=None, **typed):
        """Post one form of the claims page, as the page shows it to this person."""
        url = reverse("admin:articles_article_claims", args=[self.story.pk])
        if claim:
            url += f"?claim={claim.public_id}"
            typed["version"] = Claim.objects.get(pk=claim.pk).version
        return self.client.post(url, typed, follow=True)

    def step(self, key, **typed):
        """Press the button of a step."""
        url = reverse("admin:articles_article_step", args=[self.story.pk, key])
        return self.client.post(url, {"version": Article.objects.get(pk=self.story.pk).version} | typed, follow=True)

    def publish(self, **typed):
        """Fill in the page that publishes."""
        url = reverse("admin:articles_article_publish", args=[self.story.pk])
        return self.client.post(url, {"version": Article.objects.get(pk=self.story.pk).version} | typed, follow=True)

    def save(self, **changed):
        """Open the form of the story, change fields, press Save."""
        url = reverse("admin:articles_article_change", args=[self.story.pk])
        form = self.client.get(url).context["adminform"].form
        typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
        return self.client.post(url, typed | changed, follow=True)


def text_of(response):
    """What a person reads on the page."""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()))


def test_from_a_seed_to_a_reader_and_back_to_the_desk(story, ada, boris, vera, client):
    ada_at_desk, boris_at_desk, vera_at_desk = (Desk(user, story) for user in (ada, boris, vera))

    # Ada marks a claim in the story that was loaded.
    ada_at_desk.claims(do="mark", words=WORDS, part="body", kind="statement")
    claim = Claim.objects.get()
    assert (claim.exact, claim.status) == (WORDS, "unsourced")

    # She cites a passage; the address that nobody knows becomes a draft source.
    cited = {"stance": "supports", "directness": "reporting", "basis": "says", "locator": "", "note": ""}
    ada_at_desk.claims(claim, do="cite", source=PAGE, passage=PASSAGE, **cited)
    assert (Source.objects.get().url, Claim.objects.get().status) == (PAGE, "sourced")

    # She may not check what she wrote, and the page says why.
    refused = ada_at_desk.claims(claim, do="check", verdict="confirmed", note="")
    assert "You may not record checks" in text_of(refused)

    # Publishing waits: the gate says so in a sentence that names the claim.
    ada_at_desk.step("send_to_check")
    vera_at_desk.step("make_ready")
    assert f"Claim 1, “{WORDS}”: it has a source but nobody checked it." in text_of(vera_at_desk.publish())
    assert not Edition.objects.exists()

    # Boris looks and confirms that it was said.
    boris_at_desk.claims(claim, do="check", verdict="confirmed", note="At the ministry's briefing.")
    assert (Claim.objects.get().status, Check.objects.get().by) == ("confirmed", boris)

    # Now the gate passes.
    assert "Published as edition 1" in text_of(vera_at_desk.publish())

    # An anonymous reader finds the status, the passage, the source, and who checked.
    address = reverse("articles:article", args=[Article.objects.get().publication.slug])
    page = text_of(client.get(address))
    for shown in (
        "Said, on record",
        PASSAGE,
        "example.org/briefings/2023-04-06",
        "Boris Check",
        "At the ministry's briefing.",
    ):
        assert shown in page
    assert page.count("Confirmed in the sources shown.") == 0  # a statement never wears the green mark

    # One word of the claim is edited: the same save says so, and the claim needs a re-check.
    saved = vera_at_desk.save(body=Article.objects.get().body.replace("at fault", "to blame"))
    assert "1 reads differently now" in text_of(saved)
    assert Claim.objects.get().needs_recheck

    # Republishing is blocked with a sentence; readers still see what was published.
    vera_at_desk.step("send_to_check")
    vera_at_desk.step("make_ready")
    assert "it needs a re-check. The words changed." in text_of(vera_at_desk.publish())
    assert "at fault" in text_of(client.get(address))

    # The words come back, and with them the check that was made on them.
    vera_at_desk.save(body=Article.objects.get().body.replace("to blame", "at fault"))
    assert (Claim.objects.get().needs_recheck, Check.objects.count()) == (False, 1)


def test_the_gate_gives_its_reasons_with_links_to_the_claims_and_an_override_is_public(story, ada, vera, client):
    """Scenario 9."""
    ada_at_desk, vera_at_desk = Desk(ada, story), Desk(vera, story)
    for words in ("Envoys of both countries meet in Beijing on Tuesday", WORDS, "China had opened talks with Mexico"):
        ada_at_desk.claims(do="mark", words=words, part="body", kind="fact")
    ada_at_desk.step("send_to_check")
    vera_at_desk.step("make_ready")
    page = vera_at_desk.client.get(reverse("admin:articles_article_publish", args=[story.pk]))
    links = re.findall(r'href="([^"]*claims/\?claim=[^"]+)"', page.content.decode())
    assert len(links) == 3
    for link, claim in zip(links, Claim.objects.in_text_order(), strict=True):
        landed = vera_at_desk.client.get(link.split("#")[0])
        assert claim.exact in text_of(landed)
        assert landed.context["page"].current.claim == claim

    assert "it has no source yet" in text_of(vera_at_desk.publish(override=" "))
    assert not Edition.objects.exists()

    assert "Published as edition 1" in text_of(vera_at_desk.publish(override="A warning that cannot wait."))
    public = text_of(client.get(reverse("articles:article", args=[Article.objects.get().publication.slug])))
    assert "A warning that cannot wait." in public
    assert "it has no source yet." in public


def test_loading_again_makes_nothing_twice_and_keeps_the_editors_work(story, vera, tmp_path):
    """Scenario 17."""
    Desk(vera, story).save(headline="A headline of our own")
    rows = Article.history.count()
    call_command("loadseeds", str(tmp_path), verbosity=0)
    article = Article.objects.get()
    assert (article.headline, Article.history.count()) == ("A headline of our own", rows)

    (tmp_path / "beijing.txt").write_text(SEED.replace("Tuesday", "Wednesday"), encoding="utf-8")
    call_command("loadseeds", str(tmp_path), verbosity=0)
    article = Article.objects.get()
    assert ("Tuesday" in article.body, article.proposed_revisions.count()) == (True, 1)
    assert (article.state, Edition.objects.count()) == ("draft", 0)
