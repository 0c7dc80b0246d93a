"""Break the platform on purpose: refusals, lost connections, answers cut short, updates twice or malformed."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from bot.chatroom.model import Chat, Json, RoomPerson
from bot.chatroom.refusals import Refused, forbidden, too_many
from bot.chatroom.updates import RoomUpdate, Updates

Place = Chat | RoomPerson | int


@dataclass(eq=False)
class Fault:
    """What happens to the next `left` calls that match. A method or chat left out matches every one but getUpdates."""

    kind: str  # refuse, drop_before, drop_after, truncate, hold_before, hold_after
    left: int = 1
    method: str | None = None
    chat_id: int | None = None
    refusal: Refused | None = None
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    met: asyncio.Event = field(default_factory=asyncio.Event)
    seconds: float | None = None

    def matches(self, method: str, chat_id: int | None) -> bool:
        if self.left <= 0 or (self.chat_id is not None and self.chat_id != chat_id):
            return False
        return method != "getupdates" if self.method is None else self.method == method

    def release(self) -> None:
        self.gate.set()

    async def pause(self) -> None:
        """Wait for the gate, or for the delay; `met` tells a test that a call stands here."""
        self.met.set()
        try:
            async with asyncio.timeout(self.seconds):
                await self.gate.wait()
        except TimeoutError:
            return


class Faults:
    """Everything that can be made to go wrong; each call of a method below arms one fault."""

    def __init__(self, updates: Updates) -> None:
        self.armed: list[Fault] = []
        self.clock_off = timedelta()  # how much later than it is the platform says it is
        self._updates = updates
        self._forbidden: dict[int, Refused] = {}

    def too_many(
        self, n: int = 1, retry_after: int = 3, *, method: str | None = None, chat: Place | None = None
    ) -> Fault:
        return self._arm(Fault("refuse", n, refusal=too_many(retry_after)), method, chat)

    def fail(self, status: int = 500, n: int = 1, *, method: str | None = None, chat: Place | None = None) -> Fault:
        words = {500: "Internal Server Error", 502: "Bad Gateway"}.get(status, "Server Error")
        return self._arm(Fault("refuse", n, refusal=Refused(status, words)), method, chat)

    def refuse(
        self, code: int, description: str, n: int = 1, *, method: str | None = None, chat: Place | None = None
    ) -> Fault:
        return self._arm(Fault("refuse", n, refusal=Refused(code, description)), method, chat)

    def drop_before(self, n: int = 1, *, method: str | None = None, chat: Place | None = None) -> Fault:
        """The connection is lost and nothing was done."""
        return self._arm(Fault("drop_before", n), method, chat)

    def drop_after(self, n: int = 1, *, method: str | None = None, chat: Place | None = None) -> Fault:
        """The call is carried out, then the connection is lost: the bot cannot know."""
        return self._arm(Fault("drop_after", n), method, chat)

    def truncate(self, n: int = 1, *, method: str | None = None, chat: Place | None = None) -> Fault:
        """The call is carried out and answered with half of the JSON."""
        return self._arm(Fault("truncate", n), method, chat)

    def hold(self, when: str = "before", n: int = 1, *, method: str | None = None, chat: Place | None = None) -> Fault:
        """Calls stand still, before or after being carried out, until `release()`; await `met.wait()` to see one."""
        return self._arm(Fault(f"hold_{when}", n), method, chat)

    def delay(self, seconds: float, n: int = 1, *, method: str | None = None, chat: Place | None = None) -> Fault:
        return self._arm(Fault("hold_before", n, seconds=seconds), method, chat)

    def forbid(self, person: RoomPerson, words: str = "user is deactivated") -> None:
        """Every call to this person's private chat is refused with 403 until `allow`."""
        self._forbidden[person.id] = forbidden(words)

    def allow(self, person: RoomPerson) -> None:
        self._forbidden.pop(person.id, None)

    def deliver_twice(self, update: RoomUpdate | None = None) -> None:
        """Hand the update (the newest one, if none is given) out once more, even if it was confirmed."""
        self._updates.repeat(update or self._updates.every[-1])

    def inject(self, raw: Json | str) -> RoomUpdate:
        """Queue a raw update: unknown kinds, missing fields, or (as str) not even an object."""
        return self._updates.make_raw(raw)

    def jump_update_ids(self, to: int) -> None:
        """Bot API, Update.update_id: after a week without updates the next id is chosen at random."""
        self._updates.next_id = to

    def pretend_webhook(self, url: str = "https://example.org/hook") -> None:
        """Somebody left a webhook set: getUpdates is refused with 409 until deleteWebhook."""
        self._updates.webhook = url

    def clear(self) -> None:
        for fault in self.armed:
            fault.release()
        self.armed.clear()
        self._forbidden.clear()

    def refusal_for(self, chat_id: int | None) -> Refused | None:
        return None if chat_id is None else self._forbidden.get(chat_id)

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that meets this call, used up by one; a call meets one fault at most."""
        for fault in self.armed:
            if fault.matches(method, chat_id):
                fault.left -= 1
                if fault.left <= 0:
                    self.armed.remove(fault)
                return fault
        return None

    def _arm(self, fault: Fault, method: str | None, chat: Place | None) -> Fault:
        fault.method = method.lower() if method else None
        fault.chat_id = chat if isinstance(chat, int | None) else chat.id
        self.armed.append(fault)
        return fault
