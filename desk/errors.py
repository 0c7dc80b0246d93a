"""What a rule says no with; each names the phrase that tells the person what would have worked."""

from typing import Any


class Refused(Exception):
    """A rule said no. `phrase` and `facts` word it for the reader; nothing has been changed."""

    def __init__(self, phrase: str, **facts: Any) -> None:
        super().__init__(phrase)
        self.phrase = f"no.{phrase}"
        self.facts = facts


class NotAllowed(Refused):
    """This person may not do this."""


class WrongState(Refused):
    """The ticket has moved on."""


class Unknown(Refused):
    """There is no such ticket, person, grid, unit or card."""


class BadArgument(Refused):
    """A command was given something that it cannot use."""
