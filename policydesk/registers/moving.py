"""Where an address leads that an actor or a tag had before it was renamed or merged.

It starts from what readers met there, and from nothing else: a draft's tag or an actor that nobody published neither
leads anywhere nor stands in the way of an address that does.
"""

from typing import Any

from django.db.models import QuerySet

LONGEST_WAY = 8  # merges after merges; a circle, which no rule makes, ends here


def moved_to(slug: str, *, met: QuerySet, shown: QuerySet, former: QuerySet) -> Any:
    """The one of `shown` to which a slug that is not its own leads now, or None.

    `met` are those that readers can find named in some version, merged ones among them; `former` the slugs that such
    had before. Each row leads on by `merged_into`, its own or that of its page.
    """
    past = former.filter(slug=slug).select_related("of").first()
    for start in (met.filter(slug=slug).first(), past.of if past else None):
        end = _end(start)
        if end is not None and shown.filter(pk=end.pk).exists():
            return end
    return None


def _end(row: Any) -> Any:
    for _step in range(LONGEST_WAY):
        following = _onward(row)
        if following is None:
            break
        row = following
    return row


def _onward(row: Any) -> Any:
    leads = row if hasattr(row, "merged_into") else getattr(row, "page", None)
    return leads.merged_into if leads is not None else None
