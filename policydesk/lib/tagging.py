"""Tags as text: the names that a record carries stand in its history, and taggit's rows follow from them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from policydesk.lib.fields import LineField

LONGEST_TAG = Tag._meta.get_field("name").max_length


class Tagged(models.Model):
    """Mixin of tagged records. `tag_list` is filled before the one save; the rule that saves sets the rows."""

    tag_list = LineField(
        _("tags"),
        max_length=500,
        blank=True,
        help_text=_("Separated by commas. They are part of the record's history."),
    )

    class Meta:
        abstract = True

    def tag_names(self) -> list[str]:
        """The names in `tag_list`, in order, without empties or doubles."""
        names = (name.strip() for name in self.tag_list.split(","))
        return list(dict.fromkeys(name for name in names if name))

    def clean_tags(self) -> None:
        """Raises ValidationError for a tag that its table has no room for, or that no address can be made of."""
        for name in self.tag_names():
            if len(name) > LONGEST_TAG:
                sentence = _("The tag “%(name)s…” is longer than 100 characters.") % {"name": name[:30]}
                raise ValidationError({"tag_list": sentence})
            if not any(char.isalnum() for char in name):
                sentence = _("The tag “%(name)s” holds no letter and no digit.") % {"name": name}
                raise ValidationError({"tag_list": sentence})
