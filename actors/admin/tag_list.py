"""What a form with a list of tags tells whoever typed it."""

from typing import Any

from actors.tag_names import remarks


class TaggedForm:
    """Mixin of forms with a `tag_list`: `tag_remarks` are sentences on names that were typed into it just now.

    They are gathered before anything is saved: afterwards a name that is new today is a tag like any other.
    """

    tag_remarks: tuple[str, ...] = ()
    initial: dict[str, Any]

    def clean_tag_list(self) -> str:
        """The list as it was typed."""
        typed = self.cleaned_data["tag_list"]
        stood = {name.strip() for name in (self.initial.get("tag_list") or "").split(",")}
        names = dict.fromkeys(name.strip() for name in typed.split(","))
        self.tag_remarks = tuple(remarks(name for name in names if name and name not in stood).values())
        return typed
