"""Keep what a bot is owed: updates made, handed out, confirmed by an offset, or too old to be of use."""

import asyncio
import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.chatroom.changes import Change, Changes
from bot.chatroom.model import Json
from bot.chatroom.refusals import TERMINATED, conflict

DAY = timedelta(hours=24)  # Bot API, "Getting updates": kept no longer than 24 hours
QUERY_LIFE = timedelta(seconds=150)  # telegram-bot-api Client.cpp: callback queries are dropped after 150 s
ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}  # Bot API: excluded unless named
NEWS = "update"  # what ends a waiting poll, unless it is a refusal
LONGEST_POLL = 50  # seconds; Client.h


@dataclass(eq=False)
class RoomUpdate:
    """One update. `state` is pending, delivered (handed out at least once), confirmed, expired, dropped or filtered."""

    id: int
    kind: str
    text: str = field(repr=False)
    expires: datetime
    chat_id: int | None = None
    message_id: int | None = None
    queue: Hashable = ()
    handed_out: int = 0
    state: str = "pending"

    @property
    def body(self) -> Json:
        body: Json = json.loads(self.text)
        return body

    @property
    def is_owed(self) -> bool:
        return self.state in ("pending", "delivered")


class Updates:
    """The queue of one bot. Order is the order of making; ids rise but may be made to jump."""

    def __init__(self, now: Callable[[], datetime], changes: Changes, first_id: int = 900_000_001) -> None:
        self.now = now
        self.changes = changes
        self.every: list[RoomUpdate] = []
        self.next_id = first_id
        self.allowed: tuple[str, ...] | None = None
        self.webhook = ""
        self._owed: list[RoomUpdate] = []
        self._again: list[RoomUpdate] = []
        self._soonest: datetime | None = None  # no update expires before; a long queue is not searched at every poll
        self._poll: asyncio.Future[str] | None = None

    def make(self, kind: str, payload: Json, expires: datetime, chat_id: int | None = None) -> RoomUpdate:
        text = json.dumps({"update_id": self.next_id, kind: payload}, ensure_ascii=False)
        about = payload.get("message", payload) if isinstance(payload, dict) else {}
        queue = _queue(kind, payload, chat_id)
        update = RoomUpdate(self.next_id, kind, text, expires, chat_id, about.get("message_id"), queue)
        self.next_id += 1
        if not self._wanted(kind):
            update.state = "filtered"
        return self._add(update)

    def make_raw(self, raw: Json | str) -> RoomUpdate:
        """Queue anything at all. A dict gets an update_id if it has none; a str goes out exactly as it is."""
        body = {"update_id": self.next_id} | raw if isinstance(raw, dict) else None
        number = self.next_id if body is None or not isinstance(body["update_id"], int) else body["update_id"]
        text = json.dumps(body, ensure_ascii=False) if body is not None else str(raw)
        self.next_id = max(self.next_id, number) + 1
        return self._add(RoomUpdate(number, "raw", text, self.now() + DAY, queue=("raw", number)))

    def _add(self, update: RoomUpdate) -> RoomUpdate:
        self.every.append(update)
        if update.is_owed:
            self._owed.append(update)
            self._soonest = min(self._soonest or update.expires, update.expires)
            self._wake(NEWS)
        self.changes.tell(Change("update", update.chat_id, update.message_id))
        return update

    def _wanted(self, kind: str) -> bool:
        """Bot API, getUpdates: an empty list means all kinds but three; filtered when the update is made."""
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST

    def hooked(self, url: str, reason: str) -> None:
        """A webhook was set, or (empty) deleted; a poll that waits is ended with this reason."""
        self.webhook = url
        if url:
            self._wake(reason)

    def restore(self, owed: Sequence[RoomUpdate]) -> None:
        """What a room of before still owed the bot."""
        for update in owed:
            self._add(update)

    def repeat(self, update: RoomUpdate) -> None:
        """Put the very same update into the next answer once more, whatever was confirmed."""
        self._again.append(update)
        self._wake(NEWS)
        self.changes.tell(Change("update", update.chat_id, update.message_id))

    def repeated(self) -> list[RoomUpdate]:
        """What is to go out once more; handed over, it is forgotten here."""
        again, self._again = self._again, []
        return again

    @property
    def is_awaited(self) -> bool:
        """Whether a poll stands waiting now."""
        return self._poll is not None and not self._poll.done()

    def owed(self) -> list[RoomUpdate]:
        self._expire()
        return list(self._owed)

    def _expire(self) -> None:
        now = self.now()
        if self._soonest is None or now < self._soonest:
            return
        for update in self._owed:
            if update.expires <= now:
                update.state = "expired"
        self._owed = [update for update in self._owed if update.is_owed]
        self._soonest = min((update.expires for update in self._owed), default=None)

    def drop_all(self) -> None:
        """Bot API, deleteWebhook.drop_pending_updates: what is still owed is thrown away."""
        self._confirm(len(self._owed), "dropped")

    def confirm(self, update: RoomUpdate, state: str = "confirmed") -> None:
        """A webhook has taken this one, or it is too old for another attempt."""
        if update.is_owed:
            update.state = state
            self._owed = [one for one in self._owed if one is not update]
        self.changes.tell(Change("update", update.chat_id, update.message_id))

    def _confirm(self, count: int, state: str = "confirmed") -> None:
        for update in self._owed[:count]:
            update.state = state
        del self._owed[:count]
        if count:
            self.changes.tell(Change("update"))

    def _move_to(self, offset: int) -> None:
        """Bot API, getUpdates: an offset above an update's id confirms it; a negative one counts from the end.

        An offset that the queue has not reached yet confirms nothing (telegram-bot-api Client.cpp).
        """
        if offset < 0:
            self._confirm(max(len(self._owed) + offset, 0))
        elif 0 < offset <= self.next_id:
            below = (at for at, update in enumerate(self._owed) if update.id >= offset)
            self._confirm(next(below, len(self._owed)))

    async def poll(self, offset: int, limit: int, timeout: int, allowed: Sequence[str] | None) -> str:  # noqa: ASYNC109
        """Answer getUpdates with the text of a JSON array; a second poller ends the first with 409."""
        if allowed is not None:
            self.allowed = tuple(allowed)
        self._wake(TERMINATED)
        self._expire()
        self._move_to(offset)
        if not (self._owed or self._again) and timeout > 0:
            await self._wait(min(timeout, LONGEST_POLL))
        return self._hand_out(limit if 1 <= limit <= 100 else 100)

    async def _wait(self, seconds: int) -> None:
        self._poll = poll = asyncio.get_running_loop().create_future()
        self.changes.tell(Change("polled"))
        try:
            async with asyncio.timeout(seconds):
                reason = await poll
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None
            self.changes.tell(Change("polled"))
        if reason != NEWS:
            raise conflict(reason)

    def _wake(self, reason: str) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_result(reason)

    def _hand_out(self, limit: int) -> str:
        self._expire()
        batch = (self._again + self._owed)[:limit]
        self._again = self._again[limit:]
        for update in batch:
            update.handed_out += 1
            update.state = "delivered" if update.state == "pending" else update.state
        return f"[{','.join(update.text for update in batch)}]"


def _queue(kind: str, payload: Json, chat_id: int | None) -> Hashable:
    """Which updates wait for each other on their way to a webhook: messages and edits of a chat, presses of a person,
    every other kind by itself (telegram-bot-api Client.cpp).
    """
    if kind in ("message", "edited_message"):
        return "chat", chat_id
    return (kind, payload["from"]["id"]) if kind == "callback_query" else (kind, chat_id)
