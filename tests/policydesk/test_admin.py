"""People and roles in the admin."""

import pytest
from django.contrib.auth.models import Group, User
from zeal import zeal_ignore

from tests.conftest import PASSWORD, person
from tests.desk import desk, page, saved


@pytest.fixture(autouse=True)
def the_asker_is_a_person_too():
    """On a person's page the asker is a second one; that is no question per row."""
    with zeal_ignore([{"model": "auth.User"}]):
        yield


@pytest.fixture
def amina(db):
    return person("amina", "Amina", "Admin", "administrator")


def test_a_person_is_deactivated_and_stays(amina, ada):
    saved(desk(amina), page("auth_user_change", ada.pk), is_active=False)
    assert (User.objects.get(pk=ada.pk).is_active, desk(amina).post(page("auth_user_delete", ada.pk)).status_code) == (
        False, 403,
    )  # fmt: skip


def test_a_person_gets_a_role(amina, noor):
    saved(desk(amina), page("auth_user_change", noor.pk), is_staff=True, groups=[Group.objects.get(name="checker").pk])
    assert User.objects.get(pk=noor.pk).has_perm("articles.check_claim")


def test_nobody_makes_an_account_all_powerful_by_a_form(amina, noor):
    saved(desk(amina), page("auth_user_change", noor.pk))
    client = desk(amina)
    client.post(page("auth_user_change", amina.pk), {"username": "amina", "is_superuser": "on", "is_staff": "on"})
    assert list(User.objects.filter(is_superuser=True)) == []


def test_an_administrator_never_takes_over_an_all_powerful_account(amina):
    root = User.objects.create_superuser("root", password="x")
    client = desk(amina)
    answers = [
        client.post(page("auth_user_change", root.pk), {"username": "root2"}).status_code,
        client.post(page("auth_user_password_change", root.pk), {"password1": "a", "password2": "a"}).status_code,
    ]
    root.refresh_from_db()
    assert (answers, root.username, root.check_password("x")) == ([403, 403], "root", True)


def test_no_question_to_the_list_reads_passwords(amina):
    address = page("auth_user_changelist")
    assert desk(amina).get(f"{address}?password__startswith=pbkdf2").status_code == 400


def test_what_a_role_may_is_read_and_not_changed_here(amina):
    group = Group.objects.get(name="checker")
    before = set(group.permissions.values_list("pk", flat=True))
    shown = desk(amina).get(page("auth_group_change", group.pk)).content.decode()
    desk(amina).post(page("auth_group_change", group.pk), {"name": "forged", "permissions": ["1"]})
    group.refresh_from_db()
    assert ("Can record a check on a claim" in shown, group.name, set(group.permissions.values_list("pk", flat=True))) == (
        True, "checker", before,
    )  # fmt: skip


def test_a_name_may_not_turn_the_writing_direction(amina, ada):
    answer = saved(desk(amina), page("auth_user_change", ada.pk), first_name="A\u202eda", last_name="L\u200bee")
    assert answer.context["adminform"].form.errors == {
        "first_name": ["Remove the direction mark U+202E at position 2."]
    }
    saved(desk(amina), page("auth_user_change", ada.pk), first_name="Ada", last_name="L\u200bee")
    assert User.objects.get(pk=ada.pk).last_name == "Lee"


def test_a_new_account_may_sign_in_to_the_desk(amina):
    typed = {"username": "cleo", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    desk(amina).post(page("auth_user_add"), typed)
    assert User.objects.get(username="cleo").is_staff


def test_the_lists_in_the_frame_follow_the_rights_of_a_person_at_once(ada, boris):
    def listed(user):
        return {
            model["object_name"] for app in desk(user).get(page("index")).context["app_list"] for model in app["models"]
        }

    assert ("Article" in listed(ada), "ImportRun" in listed(ada), "ImportRun" in listed(boris)) == (True, False, True)
    ada.groups.add(Group.objects.get(name="editor"))
    assert "ImportRun" in listed(ada)
    ada.groups.clear()
    assert listed(ada) == set()
