"""Choosing a person of the desk."""

from django import forms
from django.contrib.auth.models import User

from policydesk.lib.people import desk_name

STAFF = User.objects.filter(is_active=True, is_staff=True).order_by("last_name", "first_name", "username")


class PersonField(forms.ModelChoiceField):
    """A person of the desk, by the name that colleagues see."""

    def label_from_instance(self, obj: User) -> str:
        return desk_name(obj)
