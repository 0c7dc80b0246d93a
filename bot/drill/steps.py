"""What a script is made of: who plays, and what each does when. Words are named, never written here."""

from dataclasses import dataclass
from enum import StrEnum

from storage.kinds import Role, Status


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody of the directory, known by the office held there. `started`: has opened the private chat before."""

    role: Role
    scope: str
    started: bool = True


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody invented for the group; the name is a phrase."""

    telegram_id: int
    name: str


class Does(StrEnum):
    """What somebody of the cast can do."""

    ADDS_BOT = "adds_bot"
    SAYS = "says"
    REPLIES = "replies"
    PRESSES = "presses"
    STARTS = "starts"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does.

    `words`: the phrase said, or for a press the button: `button.accept`, `building.ZSH`, `grid.G01`.
    `ticket`: which one it is about; a reply goes to the newest message of 小邻 there that names it.
    `names`: whom the words name. `leaves`: the state in which the ticket must be afterwards; `ignored`: 小邻 must
    neither answer nor open anything.
    """

    at: str
    who: str
    does: Does
    words: str = ""
    ticket: int = 0
    private: bool = False
    photo: bool = False
    names: str = ""
    leaves: Status | None = None
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A heading, and a sentence on what is to be seen."""

    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """The clock jumps to this time, `days` further on, and what is due then is done."""

    days: int
    at: str
    words: str
    ticket: int = 0
    leaves: Status | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence aside, on what has just been seen."""

    words: str


Line = Step | Scene | Later | Note
