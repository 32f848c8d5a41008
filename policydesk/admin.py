"""People and groups in the admin, what was imported, and what is not edited there."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.db.models import ManyToManyField, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from policydesk.lib.admin import GuardedAdmin, ReadingAdmin, person
from policydesk.lib.admin_tables import TableAdmin
from policydesk.lib.fields import clean_line
from policydesk.lib.people import desk_name
from policydesk.models import ImportRun

IN_THE_NAME_OF: Any = person("by", _("in the name of"))

admin.site.unregister([User, Group])
admin.site.disable_action("delete_selected")


class PersonForm(UserChangeForm):
    """An account, whose names are kept like any other name that readers see."""

    def clean_first_name(self) -> str:
        """Refuse with a sentence what a name may not hold."""
        return clean_line(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        """Refuse with a sentence what a name may not hold."""
        return clean_line(self.cleaned_data["last_name"])


@admin.register(User)
class PersonAdmin(GuardedAdmin, UserAdmin):
    """People are deactivated, never deleted: history, checks and editions name them."""

    form = PersonForm
    filter_horizontal = ()  # its two lists shut out whoever does not see the arrows between them; the roles are few
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}
    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Name"), {"fields": ("first_name", "last_name", "email"), "description": _(
            "Readers see the name of who checked a claim only when both names are set; else “the desk”."
        )}),
        (_("What they may do"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        """People with their roles."""
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        """The groups, in one line."""
        return ", ".join(sorted(group.name for group in user.groups.all()))

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A new account may sign in to the desk; what it may do there, its roles say."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Who may do everything is named on the command line, not by a click."""
        return ("last_login", "date_joined", "is_superuser")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """An administrator never takes over the account of one who may do everything."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)


@admin.register(Group)
class RoleAdmin(GuardedAdmin, GroupAdmin):
    """The roles. Each migration makes their rights equal to the table in policydesk/roles.py."""

    fields = readonly_fields = ("name", "rights")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Roles are code: another one comes with its rules."""
        return False

    @admin.display(description=_("may"))
    def rights(self, group: Group) -> str:
        """What the role may do, each right on its line."""
        names = group.permissions.order_by("content_type__app_label", "name").values_list("name", flat=True)
        return format_html_join("", "<p>{}</p>", ((name,) for name in names))


class RunFilter(admin.SimpleListFilter):
    """Imports of late, and those that did not go through."""

    title, parameter_name = _("imports"), "runs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Two choices beside all."""
        return [("recent", _("Of the last two weeks")), ("failed", _("With failures"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Those of the choice."""
        if self.value() == "recent":
            return queryset.recent(timezone.now())
        return queryset.failing() if self.value() == "failed" else queryset


@admin.register(ImportRun)
class ImportRunAdmin(TableAdmin, ReadingAdmin):
    """What `loadseeds` brought, run by run. It is written by the command alone."""

    list_display = ("__str__", "at", IN_THE_NAME_OF, "result")
    list_filter = (RunFilter,)
    list_select_related = ("by",)
    table: ClassVar[dict[str, Any]] = {
        "files_and_folders": "asked",
        "at": lambda run: run.at.isoformat(),
        "in_the_name_of": lambda run: desk_name(run.by) if run.by_id else "",
        "ending": "ending",
        **{count: count for count in ("created", "changed", "proposed", "unchanged", "failed")},
        "error": "error",
    }
    fields = readonly_fields = ("asked", "at", IN_THE_NAME_OF, "result", "unchanged", "told", "error")

    @admin.display(description=_("what came of it"))
    def result(self, run: ImportRun) -> str:
        """The counts in words."""
        return run.in_words

    @admin.display(description=_("files that changed something or failed"))
    def told(self, run: ImportRun) -> str:
        """Each on its line, with what was wrong with it."""
        outcomes = {
            "created": _("created"), "changed": _("changed"), "proposed": _("proposed to an editor"),
            "failed": _("failed"),
        }  # fmt: skip
        rows = ((row["name"], outcomes[row["outcome"]], row["sentence"]) for row in run.rows)
        return format_html_join("", "<p>{}: {} {}</p>", rows) or "–"
