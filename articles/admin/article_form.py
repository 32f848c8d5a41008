"""The form of a story: its text in the editor, or as HTML in a text field where there is no JavaScript."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import Script

from articles.models import Article
from articles.projecting import clean_body
from policydesk.lib.admin_forms import RecordForm

# What the editor can make is exactly what clean_body keeps.
EXTENSIONS = {
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Bold": True,
    "Italic": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
}


class BodyField(ProseEditorFormField):
    """The body: typed as one likes, cleaned into the small schema, compared as cleaned."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(extensions=EXTENSIONS, sanitize=clean_body, widget=AdminProseEditorWidget, **kwargs)

    def clean(self, value: Any) -> str:
        try:
            return super().clean(value)
        except ValueError as error:  # a control character, or too long: its message is the sentence
            raise forms.ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or "") != self.sanitize(data or "")
        except ValueError:
            return True


class ArticleForm(RecordForm):
    """Everything of a story that its text form changes."""

    body = BodyField(
        label=_("Body"),
        help_text=_(
            "Paragraphs, headings, lists, quotations, links. Changing it sends a ready story back to draft. "
            "Without JavaScript this is its HTML: p, h2, h3, ul, ol, li, blockquote, a, strong, em."
        ),
    )

    class Meta:
        model = Article
        fields = (
            "headline", "headline_provisional", "standfirst", "body", "dateline", "story_date",
            "work_type", "byline", "tag_list", "developing", "slug",
        )  # fmt: skip
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "standfirst": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }

    class Media:
        js = (Script("policydesk/js/paste.js", type="module"), Script("policydesk/js/editor.js", type="module"))
