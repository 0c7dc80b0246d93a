"""Follow a button press until the bot answers it."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.chatroom.changes import Change, Changes
from bot.chatroom.model import Message, RoomPerson
from bot.chatroom.refusals import QUERY_TOO_OLD, bad_request
from bot.chatroom.updates import QUERY_LIFE, RoomUpdate


@dataclass(frozen=True)
class Answer:
    text: str = ""
    show_alert: bool = False
    url: str | None = None


@dataclass(eq=False)
class Press:
    """A callback query. The person sees the first answer; `answers` holds every one that was accepted."""

    id: str
    person: RoomPerson
    message: Message
    data: str
    at: datetime
    changes: Changes = field(repr=False)
    answers: list[Answer] = field(default_factory=list)
    update: RoomUpdate | None = field(default=None, repr=False)

    @property
    def answer(self) -> Answer | None:
        return self.answers[0] if self.answers else None

    async def answered(self, timeout: float = 10) -> Answer:  # noqa: ASYNC109
        await self.changes.until(lambda: bool(self.answers), timeout)
        return self.answers[0]

    def take(self, answer: Answer, now: datetime) -> None:
        """How long a press waits is not documented; here as long as its update is kept."""
        if now - self.at > QUERY_LIFE:
            raise bad_request(QUERY_TOO_OLD)
        self.answers.append(answer)
        self.changes.tell(Change("answered", self.message.chat.id, self.message.id))
