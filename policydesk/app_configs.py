"""Other people's apps as this desk sets them up."""

from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _
from taggit.apps import TaggitAppConfig


class DeskAdminConfig(AdminConfig):
    """`admin.site` is the desk's; everything that registers with it stays as it is."""

    default_site = "policydesk.admin_site.DeskAdminSite"


class TagsConfig(TaggitAppConfig):
    """Its tables under a name that editors know."""

    verbose_name = _("Tags")
