"""The story: its working text, who wrote it, and who works on it until when."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import TaggedItemBase

from articles.enums import ArticleState, EditionKind, Part, WorkType
from articles.projecting import project
from policydesk.lib.fields import LineField, ProseField
from policydesk.lib.history import VersionedRecord, tracked
from policydesk.lib.tagging import Tagged

PUBLISH = "articles.publish_article"
READ_ANY = "articles.read_any_article"
USER = settings.AUTH_USER_MODEL


class ArticleQuerySet(models.QuerySet):
    """Words for asking about stories on the desk. None of them is for readers: those read editions."""

    def own_of(self, user: Any) -> "ArticleQuerySet":
        """Stories that `user` wrote, or that were assigned to them to write."""
        return self.filter(Q(pk__in=ArticleAuthor.objects.filter(user=user).values("article_id")) | Q(assignee=user))

    def visible_to(self, user: Any) -> "ArticleQuerySet":
        """Stories that `user` may read on the desk: all with the right to, else their own."""
        if user.has_perm(READ_ANY):
            return self
        return self.own_of(user) if user.has_perm("articles.view_article") else self.none()

    def due(self, at: datetime) -> "ArticleQuerySet":
        """Stories whose time to go out has come, in the order of their times."""
        return self.filter(state=ArticleState.SCHEDULED, publish_at__lte=at).order_by("publish_at", "pk")

    def stopped(self) -> "ArticleQuerySet":
        """Stories that did not go out as scheduled, and were neither scheduled nor published since. Newest first."""
        return self.filter(stoppage__isnull=False).order_by("-stoppage__at", "-pk")

    def concerning(self, user: Any) -> "ArticleQuerySet":
        """Of stopped stories those that `user` wrote or had scheduled.

        To a publisher also those without an author who is still here, and those of a person who may publish no more.
        """
        authors = ArticleAuthor.objects.filter(user__is_active=True)
        mine = Q(pk__in=authors.filter(user=user).values("article_id")) | Q(stoppage__scheduled_by=user)
        if user.has_perm(PUBLISH):
            publishers = get_user_model().objects.with_perm(PUBLISH).values("pk")
            mine |= ~Q(pk__in=authors.values("article_id")) | ~Q(stoppage__scheduled_by__in=publishers)
        return self.filter(mine)

    def with_open_follow_up(self) -> "ArticleQuerySet":
        """Stories that went out unchecked and are public: a second person owes them a look. First due first."""
        return self.filter(publication__edition__follow_up_due__isnull=False).order_by(
            "publication__edition__follow_up_due"
        )


class Article(Tagged, VersionedRecord):
    """The working text of a story. Being public is a Publication, not a state of this row."""

    headline = LineField(
        _("headline"), max_length=400, help_text=_("Readers see it in lists, feeds and search results.")
    )
    headline_provisional = models.BooleanField(
        _("headline is provisional"),
        default=False,
        help_text=_(
            "Taken from the first clause of an import. Cleared when somebody edits it; publishing waits for that."
        ),
    )
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        blank=True,
        help_text=_("The last part of its public address. Frozen at first publication."),
    )
    standfirst = ProseField(
        _("standfirst"),
        blank=True,
        help_text=_("One or two sentences under the headline. Claims may stand in it."),
    )
    body = ProseField(
        _("body"),
        help_text=_("Paragraphs, headings, lists, quotations, links. Changing it sends a ready story back to draft."),
    )
    dateline = LineField(
        _("dateline"), max_length=80, blank=True, help_text=_("Where it was reported from, as “Beijing”.")
    )
    story_date = models.DateField(
        _("story date"), help_text=_("The day the story speaks from: “on Tuesday” is reckoned from it.")
    )
    work_type = models.CharField(
        _("type of work"),
        max_length=20,
        choices=WorkType.choices,
        default=WorkType.REPORTING,
        help_text=_("Readers see it above the headline: whether they read a report or a judgement."),
    )
    byline = LineField(_("byline"), max_length=200, blank=True, help_text=_("As printed. Empty: “By the desk”."))
    state = models.CharField(
        _("state"), max_length=10, choices=ArticleState.choices, default=ArticleState.DRAFT, editable=False
    )
    developing = models.BooleanField(
        _("developing story"),
        default=False,
        help_text=_("Claims with a source but no check may pass; readers see that, and a follow-up falls due."),
    )
    assignee = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("assigned to")
    )
    assigned_checker = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("checker")
    )
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("not to be published before"), null=True, blank=True)
    publish_at = models.DateTimeField(_("goes out at"), null=True, editable=False)
    scheduled_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name=_("scheduled by"), editable=False
    )
    scheduled_kind = models.CharField(
        _("goes out as"), max_length=16, choices=EditionKind.choices, blank=True, editable=False
    )
    scheduled_reason = ProseField(_("reason for readers"), blank=True, editable=False)
    import_ref = models.CharField(_("import reference"), max_length=200, null=True, unique=True, editable=False)  # noqa: DJ001 - null is what a unique column allows twice
    import_sha256 = models.CharField(_("SHA-256 of the last import"), max_length=64, blank=True, editable=False)

    tags = TaggableManager(_("tags"), through="articles.ArticleTag", blank=True)
    history = tracked("version")
    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("read_any_article", _("Can read every story on the desk")),
            ("edit_any_article", _("Can edit every draft")),
            ("send_to_check", _("Can send a story to check")),
            ("assign_article", _("Can assign stories, and set their deadline")),
            ("send_back", _("Can send a story back with a note")),
            ("make_ready", _("Can declare a story ready")),
            ("reopen_article", _("Can take a ready story back to draft")),
            ("publish_article", _("Can publish, schedule, correct and reinstate")),
            ("override_gate", _("Can override the publish gate with a reason")),
            ("withdraw_article", _("Can withdraw a story with a reason")),
        ]
        constraints = [
            models.CheckConstraint(name="article_headline_not_empty", condition=~Q(headline="")),  # lists link by it
            # An import is recognised by both; one alone would load the story twice or never compare it.
            models.CheckConstraint(
                name="article_import_paired",
                condition=Q(import_ref=None, import_sha256="") | (Q(import_ref__isnull=False) & ~Q(import_sha256="")),
            ),
            # A scheduled story has a time and somebody who answers for it; no other story goes out by itself.
            models.CheckConstraint(
                name="article_schedule_paired",
                condition=Q(state=ArticleState.SCHEDULED, publish_at__isnull=False, scheduled_by__isnull=False)
                | (
                    ~Q(state=ArticleState.SCHEDULED)
                    & Q(publish_at=None, scheduled_by=None, scheduled_kind="", scheduled_reason="")
                ),
            ),
        ]
        indexes = [
            models.Index(name="article_by_state", fields=["state", "-id"]),  # the desk's lists
            # The lists by deadline: most stories have none any more.
            models.Index(name="article_by_deadline", fields=["deadline"], condition=Q(deadline__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.headline

    def clean(self) -> None:
        self.clean_tags()

    def text_of(self, part: str) -> str:
        """The plain text of a named part, in which claims are anchored (offsets count code points)."""
        if part == Part.BODY:
            return project(self.body).text
        return self.headline if part == Part.HEADLINE else self.standfirst

    @property
    def withdrawal(self) -> Any:
        """The edition that took the story down, while that stands; None when it is public or never was."""
        edition = self.publication.edition if hasattr(self, "publication") else None
        return edition if edition and edition.kind == EditionKind.WITHDRAWAL else None


class ArticleTag(TaggedItemBase):
    """Joins a story to a tag by a plain foreign key."""

    content_object = models.ForeignKey(Article, models.CASCADE, related_name="tagged")

    class Meta:
        verbose_name = _("tag of a story")
        verbose_name_plural = _("tags of stories")
        constraints = [
            models.UniqueConstraint(
                name="articletag_once", fields=["content_object", "tag"]
            ),  # lists would show it twice
        ]


class ArticleAuthor(models.Model):
    """A person who created the story or saved changed text. “Own” is computed from these rows."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="authors", verbose_name=_("article"))
    user = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("author"))
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.UniqueConstraint(name="articleauthor_once", fields=["article", "user"]),  # an author is one row
        ]

    def __str__(self) -> str:
        return str(self.user)
