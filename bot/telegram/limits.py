"""The platform's limits on sending, kept before it has to remind us: overall, per group, per chat."""

import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` in any `seconds`."""

    count: int
    seconds: float


OVERALL = Limit(30, 1)  # Bots FAQ: about 30 messages a second in all,
PER_GROUP = Limit(20, 60)  # 20 a minute in a group,
PER_CHAT = Limit(1, 1)  # and one a second in a chat


class Window:
    """Sliding-window memory of one limit."""

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._taken: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until one more fits; 0 if it fits now."""
        while self._taken and self._taken[0] <= now - self._limit.seconds:
            self._taken.popleft()
        if len(self._taken) < self._limit.count:
            return 0
        return self._taken[0] + self._limit.seconds - now

    def take(self, now: float) -> None:
        """One more was sent."""
        self._taken.append(now)


class Limits:
    """Which chats may be written to now. Edits count like messages: the platform does not say that they do not.

    `clock` is monotonic seconds; a 429 freezes its own chat only.
    """

    def __init__(self, on: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._on = on
        self._clock = clock
        self._overall = Window(OVERALL)
        self._groups: dict[int, Window] = defaultdict(lambda: Window(PER_GROUP))
        self._chats: dict[int, Window] = defaultdict(lambda: Window(PER_CHAT))
        self._frozen: dict[int, float] = {}

    def freeze(self, chat_id: int, seconds: float) -> None:
        """Leave this chat alone for so long."""
        self._frozen[chat_id] = self._clock() + seconds

    def wait(self, chat_id: int) -> float:
        """Seconds until this chat may be written to."""
        now = self._clock()
        waits = [self._frozen.get(chat_id, now) - now]
        if self._on:
            waits += [self._overall.wait(now), self._chats[chat_id].wait(now)]
            if chat_id < 0:  # groups have negative ids (Bot API, Chat.id)
                waits.append(self._groups[chat_id].wait(now))
        return max(0.0, *waits)

    def held(self) -> dict[int, float]:
        """The chats that must wait now, and for how many seconds."""
        chats = {*self._frozen, *(self._chats if self._on else ())}
        waits = {chat_id: self.wait(chat_id) for chat_id in chats}
        self._frozen = {chat_id: until for chat_id, until in self._frozen.items() if until > self._clock()}
        return {chat_id: wait for chat_id, wait in waits.items() if wait > 0}

    def take(self, chat_id: int) -> None:
        """A message goes out to this chat."""
        now = self._clock()
        if not self._on:
            return
        self._overall.take(now)
        self._chats[chat_id].take(now)
        if chat_id < 0:
            self._groups[chat_id].take(now)
