"""Letters about stories that were stopped: to whoever scheduled one and to its authors, with every reason."""

from collections.abc import Iterable, Iterator
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.plan import by_the_desk
from articles.admin.steps import gate_address
from articles.models import Article, ArticleAuthor
from articles.scheduling import Outcome
from policydesk.lib.site import absolute

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"  # what no EMAIL_URL means in production
FAILURES = (SMTPException, OSError, ValueError)  # the server says no; it does not answer; an address is none


def tell_by_mail(stopped: Iterable[Outcome]) -> Iterator[str]:
    """Send one letter for each story that was stopped, and yield a sentence for what could not be sent.

    Call it when all is committed: a mail server keeps nobody waiting, and takes nothing back.
    """
    stopped = list(stopped)
    if stopped and settings.EMAIL_BACKEND == NO_MAIL:
        yield _("Nobody is told by mail: EMAIL_URL is not set.")
        return
    for outcome in stopped:
        to, story = addresses(outcome), {"story": outcome.article}
        if not to:
            yield _("Nobody is told by mail of “%(story)s”: no address is known.") % story
            continue
        try:
            letter(outcome, to).send()
        except FAILURES as error:
            told = story | {"error": str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__}
            yield _("The mail about “%(story)s” was not sent: %(error)s.") % told


def addresses(outcome: Outcome) -> list[str]:
    """Where to write: to whoever scheduled the story and to its authors, as far as they may still read it."""
    authors = ArticleAuthor.objects.filter(article=outcome.article).values("user")
    concerned = User.objects.filter(Q(pk=outcome.by.pk) | Q(pk__in=authors), is_active=True)
    found = concerned.exclude(email="").order_by("pk")
    story = Article.objects.filter(pk=outcome.article.pk)
    return list(dict.fromkeys(user.email for user in found if story.visible_to(user).exists()))


def letter(outcome: Outcome, to: list[str]) -> EmailMessage:
    """Which story, when it was due, why it did not go out, and where to settle that; plain text."""
    story = {"story": str(outcome.article), "time": by_the_desk(outcome.due)}
    said = [
        _("“%(story)s” was due on %(time)s. It was not published and is a draft again.") % story,
        "\n\n".join(f"{each.sentence}\n{absolute(gate_address(outcome.article, each))}" for each in outcome.reasons),
        _("The story at the desk:")
        + f"\n{absolute(reverse('admin:articles_article_change', args=[outcome.article.pk]))}",
    ]
    subject = _("Not published: %(story)s") % story
    return EmailMessage(" ".join(subject.split()), "\n\n".join(said) + "\n", to=to)
