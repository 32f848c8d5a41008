"""Who may say a claim, offered on its page."""

from django.contrib.auth.models import Group

from actors.registering import register_actor
from tests.desk import claims_page, desk, post, sent, told
from tests.stories import a_claim, a_story, fresh


def test_actors_named_in_the_sentence_are_offered_and_one_press_names_the_speaker(ada, boris, vera):
    for name in ("Borovia", "Arland"):
        register_actor(by=vera, kind="state", name=name)
    story = a_story(ada, body="<p>Nothing here. In Selden, Arland said that Borovia would open two ports. Borovia was silent.</p>")  # fmt: skip
    claim = a_claim(story, ada, "Borovia would open two ports")
    address = claims_page(story, claim)
    html = desk(boris).get(address).content.decode()
    form = desk(boris).get(address).context["bench"].said_by
    assert [actor.name for actor, _value in form.offered] == ["Arland", "Borovia"]
    assert ("says this" in html, fresh(claim).speaker) == (True, None)
    answer = post(desk(boris), address, form, speaker="Arland · arland")
    assert (told(answer), str(fresh(claim).speaker), fresh(claim).worded_by) == (
        ["Said by: Arland. Say below what they did, where it is more than saying.",
         "You changed what the claim says, who says it or who owns it: another person must check it."],
        "Arland", boris,
    )  # fmt: skip
    assert "says this" not in desk(boris).get(address).content.decode()
    assert (
        sent(desk(boris), address, "said_by", speaker="Nobody").context["problems"][0].sentence.startswith("No actor")
    )


def test_nothing_is_offered_where_nobody_is_named_or_the_reader_may_not_mark(ada, boris, vera, noor):
    register_actor(by=vera, kind="state", name="Borovia")
    story = a_story(ada, body="<p>Borovia spoke. Two ports open.</p>")
    claim = a_claim(story, ada, "Two ports open")
    assert "says this" not in desk(boris).get(claims_page(story, claim)).content.decode()
    noor.groups.add(Group.objects.get(name="auditor"))
    noor.is_staff = True
    noor.save()
    named = a_claim(story, ada, "Borovia spoke")
    assert "says this" in desk(boris).get(claims_page(story, named)).content.decode()
    assert "says this" not in desk(noor).get(claims_page(story, named)).content.decode()
