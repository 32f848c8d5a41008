"""Choosing a person of the desk."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import Permission, User
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from policydesk.lib.people import desk_name

STAFF = User.objects.filter(is_active=True, is_staff=True).order_by("last_name", "first_name", "username")


def who_may(permission: str, *, also: int | None = None) -> QuerySet[User]:
    """The staff who have `permission`, by themselves or by a role; `also` is the key of one who is chosen already."""
    app, codename = permission.split(".")
    meant = Permission.objects.filter(content_type__app_label=app, codename=codename)
    held = Q(groups__permissions__in=meant) | Q(user_permissions__in=meant) | Q(is_superuser=True)
    return STAFF.filter(Q(pk__in=User.objects.filter(held).values("pk")) | Q(pk=also))


class PersonField(forms.ModelChoiceField):
    """A person of the desk, by the name that colleagues see."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid_choice": _("This person may not do that. Choose somebody from the list.")
    }

    def label_from_instance(self, obj: User) -> str:
        return desk_name(obj)
