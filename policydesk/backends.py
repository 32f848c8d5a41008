"""Who may do what, asked once: rights and roles of a person come in one query, which every page of the desk needs."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, Value


class DeskBackend(ModelBackend):
    """Stock sign-in. The names of the roles are kept on the person as `role_names`, beside the stock `_perm_cache`."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """The rights of the person and of their groups, as “app.codename”."""
        if obj is not None or not user_obj.is_active or user_obj.is_anonymous or user_obj.is_superuser:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            mine = Permission.objects.filter(Q(group__user=user_obj) | Q(user=user_obj)).order_by()
            roles = Group.objects.filter(user=user_obj).order_by().values_list(Value(""), "name")
            rows = list(mine.values_list("content_type__app_label", "codename").union(roles))
            user_obj.role_names = {name for app, name in rows if not app}
            user_obj._perm_cache = {f"{app}.{name}" for app, name in rows if app}
        return user_obj._perm_cache
