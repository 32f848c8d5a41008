"""What a rule raises when it says no. The message is one sentence for the person who asked."""


class Refused(ValueError):
    """A rule says no. `str(error)` is a translated sentence that says what to do; show it as it stands."""


class Stale(Refused):
    """Someone else changed the row after the asker read it: show both versions, lose nothing typed."""


class NotAllowed(Refused):
    """The asker may not do this, whatever the state of the row."""
