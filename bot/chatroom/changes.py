"""Tell whoever listens that something happened in the room."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """`what` is message, edited, deleted, reacted, pinned, pressed, answered, members, update, polled, refused
    (an update, by a webhook), called or typing.
    """

    what: str
    chat_id: int | None = None
    message_id: int | None = None


class Changes:
    """Listeners are called at once, in order; `until` waits for something to become true."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Change], None]] = []
        self._waiting: set[asyncio.Future[None]] = set()

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` at every change; the result stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, change: Change) -> None:
        for listener in list(self._listeners):
            listener(change)
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def next(self) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)

    async def until(self, condition: Callable[[], bool], timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Return when `condition` holds; TimeoutError after `timeout` real seconds, which guard against a hang."""
        async with asyncio.timeout(timeout):
            while not condition():
                await self.next()
