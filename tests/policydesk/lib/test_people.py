"""How readers and colleagues see the name of a person of the desk."""

from django.contrib.auth.models import User

from policydesk.lib.people import desk_name, public_name


def test_readers_see_both_names_or_the_desk():
    assert public_name(User(username="ada", first_name="Ada", last_name="Lee")) == "Ada Lee"
    assert public_name(User(username="ada", first_name="Ada")) == "the desk"


def test_a_name_that_no_form_took_in_turns_no_page_around():
    turned = User(username="ada", first_name="\u202eAda", last_name="Lee\u2067")
    assert (public_name(turned), desk_name(turned)) == ("Ada Lee", "Ada Lee")
    assert public_name(User(first_name="\u202e", last_name="Lee")) == "the desk"
