"""What a legal redaction would touch, and what is in its way, before anything is done. Reads only."""

from typing import Any

from django.apps import apps
from django.template.defaultfilters import date as worded
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.blanking import Moved, blank_content
from articles.enums import RedactionState
from articles.locating import changes, printed
from articles.models import Article, RedactionRequest
from articles.readdressing import moves, named_so
from articles.seeking import Words
from articles.wording import quoted
from policydesk.lib.errors import Refused
from policydesk.lib.removal import removal_mark
from policydesk.lib.text import clean_text, normalise
from sources.models import SnapshotFile
from sources.searching import look_through, unread_files

SHORTEST, MOST = 4, 50  # letters and digits of a passage; passages of one redaction


def words_of(text: str) -> Words:
    """The passages of `text`, one a line. Raises Refused for what is too short to be found for sure."""
    passages = list(dict.fromkeys(normalise(line) for line in clean_text(text).split("\n") if line.strip()))
    words = Words(tuple(passages), removal_mark())
    if not passages:
        raise Refused(_("Write the words to take out, one passage a line."))
    if len(passages) > MOST:
        raise Refused(_("At most %(count)d passages go at once.") % {"count": MOST})
    for passage in passages:
        if sum(map(str.isalnum, passage)) < SHORTEST:
            raise Refused(
                _("%(words)s is too short: it stands in too many places. Give more of the passage.")
                % {"words": quoted(passage)}
            )
    if words.stand_in(words.mark):
        raise Refused(_("These words stand in the mark that replaces them."))
    return words


def redaction_troubles(article: Article, words: Words) -> list[str]:
    """Why these words cannot be taken out of this story now, in sentences."""
    contents = [row.content.content for row in article.editions.select_related("content")]
    missing = [
        _("No edition of this story holds %(words)s.") % {"words": quoted(passage)}
        for passage in words.passages
        if not any(_holds(content, Words((passage,), words.mark)) for content in contents)
    ]
    return missing + named_so(words)


def shared_with(words: Words) -> RedactionRequest | None:
    """An open request that asks for some of these words already."""
    for asked in RedactionRequest.objects.filter(state=RedactionState.OPEN).order_by("pk"):
        lines = tuple(filter(None, map(normalise, asked.words.split("\n"))))
        if words.stand_in("\n".join(lines)) or Words(lines, words.mark).stand_in("\n".join(words.passages)):
            return asked
    return None


def _holds(content: dict[str, Any], words: Words) -> bool:
    return blank_content(content, words, Moved()) != content


def where_they_stand(words: Words) -> list[tuple[str, int, list[str]]]:
    """Everything that would be touched, by kind, with how much of it there is.

    What readers can open is named one by one, the rest by table. Copies that nobody could look through come last.
    """
    looked = look_through(words.stand_in)
    editions = [
        _("“%(story)s”, edition %(number)d") % {"story": row.edition.article, "number": row.edition.number}
        for row in printed(words, Moved())
    ]
    addresses = [_("/articles/%(old)s/ becomes /articles/%(new)s/") % {"old": old, "new": new}
                 for old, new in moves(words).stories.items()]  # fmt: skip
    held = {
        table_name(model._meta.label_lower): len(found)
        for model, found in changes(words, looked=looked).items()
        if getattr(model, "instance_type", model) is not RedactionRequest
    }
    rows = [f"{table}: {count}" for table, count in held.items()]
    unread = [_named(file) for file in unread_files(looked)]
    lists = (
        (_("Editions"), len(editions), editions),
        (_("Addresses"), len(addresses), addresses),
        (_("Rows of the desk and its history"), sum(held.values()), rows),
        (_("Copies that no program could look through: open them"), len(unread), unread),
    )
    return [found for found in lists if found[1]]


def _named(file: SnapshotFile) -> str:
    """A copy as one finds it: the source by what may be said of it, its number, the day."""
    taken = file.snapshot
    return _("“%(source)s” (%(number)s), copy of %(day)s, %(type)s") % {
        "source": taken.source, "number": taken.source.public_id,
        "day": worded(localtime(taken.taken_at), "j F Y"), "type": file.content_type,
    }  # fmt: skip


def table_name(label: str) -> str:
    """What people call the table that the record of a redaction names, its history apart."""
    model = apps.get_model(label)
    own = getattr(model, "instance_type", None)
    if own is None:
        return str(model._meta.verbose_name_plural)
    return _("earlier versions of %(rows)s") % {"rows": own._meta.verbose_name_plural}
