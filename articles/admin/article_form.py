"""The form of a story: its text in the editor, or as HTML in a text field where there is no JavaScript."""

from collections import Counter
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import Script

from actors.admin.tag_list import TaggedForm
from articles.admin.conflicts import chosen
from articles.bodies import left_out
from articles.merging import Merged
from articles.models import Article
from articles.paragraphs import with_paragraphs
from articles.projecting import clean_body
from policydesk.lib.admin_forms import RecordForm, VersionField
from policydesk.lib.date_fields import DayField

MOST_NAMED = 12  # tags in one message

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


def typed_body(html: str) -> str:
    """What was typed, in the small schema. Raises Refused as clean_body() does."""
    return clean_body(with_paragraphs(html))


class BodyField(ProseEditorFormField):
    """The body: typed as one likes, cleaned into the small schema, compared as cleaned."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(extensions=EXTENSIONS, sanitize=typed_body, widget=AdminProseEditorWidget, **kwargs)

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


def _listed(tags: Counter[str]) -> str:
    """“table (1 time), td (4 times)”: the most frequent first, long names and long lists cut."""
    listed = [
        ngettext("%(tag)s (%(times)d time)", "%(tag)s (%(times)d times)", times) % {"tag": tag[:30], "times": times}
        for tag, times in tags.most_common(MOST_NAMED)
    ]
    return ", ".join(listed) + (" …" if len(tags) > MOST_NAMED else "")


class ArticleForm(TaggedForm, RecordForm):
    """Everything of a story that its text form changes."""

    body = BodyField(
        label=_("Body"),
        help_text=_(
            "Paragraphs, headings, lists, quotations, links. Changing it sends a ready story back to draft. "
            "Without JavaScript this is its HTML: p, h2, h3, ul, ol, li, blockquote, a, strong, em, br. A blank line "
            "begins a paragraph; other tags are left out, and you are told which."
        ),
    )

    merged: Merged | None = None  # set for the second showing, after somebody else had saved

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.instance.pk:
            newest = max(self.instance.history.values_list("history_id", flat=True))
            self.fields["base"] = VersionField(initial=newest, required=False)
            if self.merged:  # what could be put together stands in the form; saving again reverts nothing
                self.data.update({name: str(value) for name, value in self.merged.values.items()})
                self.data["base"] = str(newest)  # type: ignore[index]  # a copy of our own

    def clean(self) -> dict[str, Any]:
        """Take the choices between two wordings for what was typed."""
        return chosen(self, super().clean())

    def left_out(self) -> list[str]:
        """Sentences on the tags of the typed body that were not kept."""
        words_stay, words_gone = left_out(self.data.get(self.add_prefix("body")) or "")
        sentences = []
        if words_stay:
            sentences.append(
                _("Tags that a story cannot hold were left out; their words stay: %(tags)s.")
                % {"tags": _listed(words_stay)}
            )
        if words_gone:
            sentences.append(_("Left out with what stood in them: %(tags)s.") % {"tags": _listed(words_gone)})
        return sentences

    class Meta:
        model = Article
        fields = (
            "headline", "headline_provisional", "standfirst", "body", "dateline", "story_date",
            "work_type", "byline", "tag_list", "developing", "slug",
        )  # fmt: skip
        field_classes = {"story_date": DayField}
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "standfirst": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }

    class Media:
        js = tuple(Script(f"policydesk/js/{name}.js", type="module") for name in ("paste", "editor", "unsaved"))
