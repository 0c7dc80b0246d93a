"""Notice what 小邻 says and changes, and boil the changes of a card down to what is new in them."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bot.chatroom import Chat, Message

HEAD = re.compile(r"#\d+ .* · (\S+)")  # a card's first line names its ticket and, last, where that stands
NUMBER = re.compile(r"#(\d+)(?!\d)")


@dataclass(frozen=True)
class Heard:
    """A message of 小邻 that is new (`before` is None) or has changed."""

    message: Message
    text: str
    before: str | None

    @property
    def chat(self) -> Chat:
        return self.message.chat

    @property
    def ticket(self) -> int | None:
        """The first ticket that it names."""
        found = NUMBER.search(self.text)
        return int(found[1]) if found else None


@dataclass
class Change:
    """What became of a ticket's cards in one go. `before` and `after` are states, equal if that did not change."""

    ticket: int
    seen: Heard
    before: str
    after: str
    added: list[str]
    elsewhere: list[Chat] = field(default_factory=list)
    more: str = ""


class Watch:
    """Compares what stands in the chats with what stood there at the last look."""

    def __init__(self) -> None:
        self._seen: dict[Message, tuple[str, tuple[str, ...]]] = {}

    def look(self, chats: Sequence[Chat]) -> list[Heard]:
        """What is new since the last look, in the order of the chats."""
        heard = []
        for chat in chats:
            for number in sorted(chat.messages):
                message = chat.messages[number]
                now = (message.text, tuple(button.text for button in message.buttons))
                before = self._seen.get(message)
                if message.from_bot and before != now:
                    self._seen[message] = now
                    heard.append(Heard(message, message.text, before[0] if before else None))
        return heard


def changes(heard: Sequence[Heard], states: Collection[str]) -> tuple[list[Change], list[Heard]]:
    """The changed cards, one entry a ticket, and the other messages that changed."""
    found: dict[int, Change] = {}
    others = []
    for one in heard:
        if one.before is None:
            continue
        change = _of_card(one, states)
        if change is None:
            others.append(one)
        elif change.ticket in found:
            found[change.ticket].elsewhere.append(one.chat)
        else:
            found[change.ticket] = change
    return list(found.values()), [one for one in others if not _says_more(one, found)]


def card_state(text: str, states: Collection[str]) -> str | None:
    """Where the ticket stands, if this is its card: a question about it says so too, but not as the card does."""
    head = HEAD.search(text)
    return head[1] if head is not None and head[1] in states else None


def _of_card(one: Heard, states: Collection[str]) -> Change | None:
    was, now = card_state(one.before or "", states), card_state(one.text, states)
    if was is None or now is None:
        return None
    old = set((one.before or "").splitlines())
    return Change(one.ticket or 0, one, was, now, [line for line in one.text.splitlines()[1:] if line not in old])


def _says_more(one: Heard, found: dict[int, Change]) -> bool:
    """Let a question that has been answered only add to its ticket's change: by whom, and how."""
    change = found.get(one.ticket or 0)
    if change is None or "\n" in one.text or change.before == change.after:
        return False
    rest = one.text.partition(f"#{change.ticket} ")[2].removeprefix(change.after)
    change.more = rest if rest[:1] in ("", " ", "（") else f" · {rest}"
    return True
