"""The plain values that go into a rule and come out of it; no platform's types beyond this point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from storage.kinds import Lane, Shows
from storage.people import Person

HEARD = "🎤 "  # before what a machine has heard


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody on the platform. `language`: the one of ours that their phone is set to, if it is one of ours."""

    id: int
    name: str
    username: str | None = None
    is_bot: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A chat on the platform. `thread`: the topic of a forum; None in its General and wherever there are no topics."""

    id: int
    private: bool
    title: str = ""
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class File:
    """Something sent along; the platform keeps the bytes. Of a location both ids are its "lat,lon"."""

    kind: str
    file_id: str
    unique_id: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file of our own making."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Code:
    """The picture of a QR code that opens the private chat with this payload."""

    payload: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day on the picture of a month. `notes`: phrases that say what day it is; `entries`: what takes place."""

    date: date
    off: bool = False
    notes: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """The picture of a month, its days in order. `title` and `instead`: phrases, of the notice's facts; `instead` tells
    the same where there is no picture."""

    days: tuple[Day, ...]
    title: str
    instead: str


Made = Document | Code | MonthSheet


@dataclass(frozen=True, slots=True)
class RepliedTo:
    """The message that somebody answers. `ticket`: the one number it names, if it is ours and names one."""

    message_id: int
    who: Who | None = None
    ours: bool = False
    ticket: int | None = None
    text: str = ""
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A message. `command` is one that is meant for us, without slash; `text` is then what follows it.

    `mentions` are other people named in it: an id where the platform gave one, else a @username.
    `addressed`: the assistant was mentioned by name. `masked`: said as the group or as a channel; nobody knows by whom.
    `album`: the platform's id of the album that it is an item of.
    `edited`: these are a message's new words.
    `service`: the code of the service that its writer chose before saying it.
    `belongs_to`: the message of the same chat, let in before, that this one is the rest of or comes right after.
    `unsure`: it may be a matter; its words were not let in, and come back with the press on an offer.
    `vouched`: a language model has taken it for a matter where the local judgement was unsure.
    `heard`: what was said in its voice note, as far as a machine has understood it; it is the end of `text`, too.
    """

    where: Where
    who: Who
    message_id: int
    at: datetime
    text: str = ""
    files: tuple[File, ...] = ()
    reply: RepliedTo | None = None
    command: str | None = None
    mentions: tuple[Who | str, ...] = ()
    addressed: bool = False
    masked: bool = False
    edited: bool = False
    album: str | None = None
    belongs_to: int | None = None
    service: str | None = None
    unsure: bool = False
    vouched: bool = False
    heard: str = ""

    @property
    def typed(self) -> str:
        """What was written, without what was heard."""
        return self.text.removesuffix(self.heard).strip() if self.heard else self.text

    @property
    def words(self) -> str:
        """The text as it is kept and shown: what was only heard is marked, since it may have been misheard."""
        if not self.heard or not self.text.endswith(self.heard):
            return f"{HEARD}{self.text}" if self.heard and self.text else self.text
        return f"{self.text.removesuffix(self.heard)}{HEARD}{self.heard}"


# The button under a message that was said under a mask: whoever presses it says it in their own name.
OWN = "own"
# The button under an offer: whoever wrote the message it answers, or leads the grid, has it registered.
OFFER = "offer"
# The button under "this is a ticket already": the words come back with the press, for a ticket of their own.
SPLIT = "split"
QUOTING = frozenset({OWN, OFFER, SPLIT})


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button press: what the button does, and the ids it does it with. `quoted`: what is said in one's own name."""

    where: Where
    who: Who
    message_id: int
    action: str
    args: tuple[str, ...] = ()
    quoted: Said | None = None


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody has asked, by a reaction to a message of the group, for a ticket of it.

    `report`: the same as if they had answered the message with a bare `/report`; None if its words are not at hand.
    """

    where: Where
    who: Who
    message_id: int
    at: datetime
    report: Said | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """The assistant's place in a group changed. `hears_all`: it is given every message, not only commands."""

    where: Where
    who: Who
    present: bool
    was_present: bool
    is_admin: bool
    hears_all: bool
    can_speak: bool = True


@dataclass(frozen=True, slots=True)
class Moved:
    """A group has become a supergroup: another chat (`where`), with another id and message ids that start again."""

    where: Where
    old: int


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody opened (or shut) their private chat with the assistant."""

    who: Who
    reachable: bool


@dataclass(frozen=True, slots=True)
class Button:
    """A button: `label` names a phrase, or `name` stands as it is (a building's name). `data` holds ids only.

    `link` instead of data: opens the private chat with this payload.
    """

    data: str = ""
    label: str = ""
    name: str = ""
    link: str = ""


Rows = tuple[tuple[Button, ...], ...]


def pairs(buttons: Sequence[Button]) -> Rows:
    """Buttons two by two, as fits a phone."""
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


@dataclass(frozen=True, slots=True)
class ToChat:
    """To be said in this chat."""

    id: int


@dataclass(frozen=True, slots=True)
class ToPerson:
    """To be said to this person privately; `instead`: the group to mention them in when that is impossible.

    There it is `call` with `facts`, once a ticket, or once under `mark`, with a button that opens the private chat
    with the payload `link`. `dispensable`: they have it on their lists, too, so where it cannot be said it is dropped.
    """

    person: Person
    instead: int | None = None
    call: str = "edge.reach"
    facts: Mapping[str, Any] = field(default_factory=dict)
    mark: str = ""
    link: str = ""
    dispensable: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say: which phrase with which facts to whom. How it is worded and sent is not our matter.

    `ticket` or `event`, and `purpose`: what it shows; a card (or announcement) is sent once in a chat and edited from
    then on.
    `shown`: the record of the message that it replaces; `edits`: the same for one that shows no ticket.
    `silent`: rings no bell.
    `removes`: a message of ours that goes; if it is too old for that, its picture gives way to the phrase.
    `files`: are sent along, with the phrase as their caption; `made`: a file of our own making, likewise.
    `key`: said at most once under this name. `pins`: it is pinned once it has been sent.
    `swaps`: an edit puts the picture of now in place of the one that stands there.
    """

    to: ToChat | ToPerson
    phrase: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    buttons: Rows = ()
    lane: Lane = Lane.ANSWER
    ticket: int | None = None
    purpose: Shows | None = None
    reply_to: int | None = None
    shown: int | None = None
    edits: int | None = None
    removes: int | None = None
    files: tuple[File, ...] = ()
    key: str | None = None
    event: int | None = None
    silent: bool = False
    pins: bool = False
    swaps: bool = False
    made: Made | None = None
