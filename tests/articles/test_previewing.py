"""Links to a story before it is published: what they show, for how long, and what they never show."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.citing import cite
from articles.discarding import discard
from articles.enums import Release
from articles.models import Edition, PreviewLink
from articles.presenting import split_page
from articles.previewing import MOST_DAYS, find, is_alive, path_of, preview, revoke, share
from articles.publishing import publish
from articles.views.frames import framed
from policydesk.lib.errors import NotAllowed, Refused
from sources.excerpting import take_extract
from sources.identifying import write_identity
from sources.interviewing import write_interview
from sources.models.identity import SourceIdentity
from tests.conftest import person
from tests.desk import desk, page, post_form
from tests.pages import text_of
from tests.stories import a_claim, a_source, a_story, confirmed, fresh, ready

pytestmark = pytest.mark.django_db


def test_who_has_the_link_reads_the_draft_without_an_account_and_it_is_counted(ada, client):
    story = a_story(ada)
    a_claim(story, ada)
    link = share(story, by=ada, for_whom="Prof. X")
    answer = client.get(path_of(link))
    text = text_of(answer.content.decode())
    assert "Preview: this story is not published." in text
    assert "They agreed to cut duties on 24 goods" in text
    assert "No source is attached yet." in text
    client.get(path_of(link))
    client.head(path_of(link))
    assert fresh(link).opened == 2
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store, private", "no-referrer")
    assert answer.headers["X-Robots-Tag"].startswith("noindex")
    assert (answer.cookies, "noindex" in answer.content.decode(), "Prof. X" in text) == ({}, True, False)
    assert 'rel="canonical"' not in answer.content.decode()


def test_a_link_tells_of_no_version_and_leads_to_no_page_that_a_draft_has_not(ada, client):
    story = a_story(ada)
    html = client.get(path_of(share(story, by=ada))).content.decode()
    assert "· not published" in text_of(html)
    assert [told for told in ("Version 1", "version 1", "published 30", 'id="cite"', "index.json", "/editions/", "/report/?article=") if told in html] == []  # fmt: skip


def test_the_page_is_the_one_that_readers_get_once_it_is_published(ada, boris, vera, client):
    claim = confirmed(a_claim(a_story(ada), ada), attach=ada, check=boris)
    story, at = ready(claim.article, by=vera), timezone.now()
    shown = split_page(preview(story, at=at).html)[1]
    publish(story, by=vera, at=at)
    main = split_page(Edition.objects.select_related("page").get().page.html)[1]
    assert shown == main
    assert main in framed("", main, release=Release.CHECKED, old=False)


def test_who_reads_the_story_at_the_desk_sees_it_as_readers_will_in_a_frame_of_the_desk_alone(ada, noor, client):
    address = page("articles_article_preview", a_story(ada).pk)
    answer = desk(ada).get(address)
    assert "Preview: so readers get it once it is published as it stands." in text_of(answer.content.decode())
    policy = answer.headers["Content-Security-Policy"]
    assert ("frame-ancestors 'self'" in policy, answer.headers["X-Frame-Options"]) == (True, "SAMEORIGIN")
    assert answer.headers["Cache-Control"].startswith("no-store, private")
    assert [browser.get(address).status_code for browser in (desk(noor), client)] == [302, 302]


def test_after_its_time_or_when_it_is_taken_back_it_opens_nothing(ada, vera, client):
    story, ago = a_story(ada), timezone.now() - timedelta(days=8)
    over, back, left = share(story, by=ada, at=ago), share(story, by=ada), share(story, by=vera)
    revoke(back, by=vera)
    vera.is_active = False
    vera.save()
    for link in (over, back, left):
        answer = client.get(path_of(link))
        assert (answer.status_code, "Geneva" in answer.content.decode()) == (410, False)
    assert {link.opened for link in PreviewLink.objects.all()} == {0}


def test_an_address_that_was_not_given_out_is_that_of_no_page(ada, client):
    link = share(a_story(ada), by=ada)
    key, signature = path_of(link).strip("/").rpartition("/")[2].split(".")
    forged = [key, f"{key}.{signature[:-1]}", f"{key}.", f".{signature}", f"{key[:-1]}x.{signature}", f"{link.pk}.x"]
    assert {client.get(f"/preview/{token}/").status_code for token in forged} == {404}
    assert find(f"{key}.{signature}") == link


@pytest.mark.parametrize("days", [0, MOST_DAYS + 1])
def test_a_link_lives_for_some_days(ada, days):
    with pytest.raises(Refused):
        share(a_story(ada), by=ada, days=days)
    link = share(a_story(ada), by=ada)
    assert (is_alive(link), is_alive(link, link.until)) == (True, False)


def test_writers_of_the_story_editors_and_publishers_give_links_out(ada, boris, vera):
    story = a_story(ada)
    otto, pia = person("otto", "Otto", "Other", "reporter"), person("pia", "Pia", "Press", "publisher")
    for who in (boris, otto):
        with pytest.raises(NotAllowed):
            share(story, by=who)
    links = [share(story, by=who) for who in (ada, vera, pia)]
    with pytest.raises(NotAllowed):
        revoke(links[0], by=boris)


def test_nothing_confidential_is_shown(ada, boris, vera, client):
    story = a_story(ada)
    first, second, third = (
        a_claim(story, ada, words) for words in ("talks on tariffs", "They agreed to cut duties", "“We listened,”")
    )
    hidden = a_source(ada, "Zebulon Canary", confidentiality="confidential", described_as="an official", url="")
    write_identity(SourceIdentity(source=hidden, name="Zebulon Canary", contact="By phone."), by=ada)
    take_extract(hidden, "We met for talks on tariffs.", by=ada)
    cite(first, hidden, by=ada, passage="talks on tariffs")
    off = a_source(ada, "Talk in a corridor", kind="interview", confidentiality="background", described_as="a canary",
                   url="")  # fmt: skip
    take_extract(off, "They agreed to cut duties, said the canary.", by=ada)
    cite(second, off, by=ada, passage="They agreed to cut duties")
    write_interview(fresh(off), by=ada, date=date(2024, 3, 1), medium="phone", notes_by=ada, ground_rules="off_record")
    held = a_source(ada, "Canary report", embargo_until=timezone.now() + timedelta(days=1))
    cite(third, held, by=ada)
    answer = client.get(path_of(share(fresh(story), by=ada)))
    text = answer.content.decode()
    assert "an official" in text
    assert ("Canary" in text, "canary" in text, "By phone" in text) == (False, False, False)
    assert "2 claims are left out." in text


def test_the_links_of_a_story_are_listed_and_taken_back_on_its_page(ada, boris, vera):
    story = a_story(ada)
    address, client = page("articles_article_previews", story.pk), desk(ada)
    post_form(client, address, for_whom="Prof. X", days=3)
    link = PreviewLink.objects.get()
    text = client.get(address).content.decode()
    assert re.search(rf'href="http://testserver{re.escape(path_of(link))}"', text)
    Client().get(path_of(link))
    assert "opened 1 time" in text_of(client.get(address).content.decode())
    client.post(address, {"revoke": link.pk})
    assert (fresh(link).revoked_by, path_of(link) in client.get(address).content.decode()) == (ada, False)
    assert desk(boris).get(address).status_code == 403


def test_a_link_goes_with_a_draft_that_is_discarded(ada, client):
    story = a_story(ada)
    link = share(story, by=ada)
    discard(story, by=ada)
    assert client.get(path_of(link)).status_code == 404
