"""Deliver updates to a webhook as the platform does: by POST, in turn in each queue, until taken or too old.

telegram-bot-api, WebhookActor.cpp: queues run side by side over at most `max_connections`; what is not answered 2xx
is repeated at once, then after 2, 4, 8 … seconds, or when the answer's Retry-After says. An answer's body that names a
method would be carried out as a call; the room refuses that by remembering it as unexpected.
"""

import asyncio
import json
from collections.abc import Coroutine, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx

from bot.chatroom.changes import Change, Changes
from bot.chatroom.log import Call, Log
from bot.chatroom.refusals import HOOK_SET
from bot.chatroom.updates import RoomUpdate, Updates

READ_TIMEOUT = 60  # seconds
LONGEST_WAIT = 60  # seconds; the real one varies between 60 and 120
LONGEST_ASKED = 3600  # seconds; the most that a Retry-After is granted


@dataclass(frozen=True)
class Hook:
    """Where updates go: what setWebhook was given."""

    url: str
    secret: str = field(default="", repr=False)
    max_connections: int = 40


@dataclass(frozen=True)
class Delivery:
    """One attempt. `status` is None when there was no answer."""

    update: RoomUpdate
    status: int | None = None
    retry_after: int | None = None
    body: bytes = b""
    error: str = ""

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    def pause(self, failures: int) -> int:
        """Seconds until the next attempt."""
        if self.retry_after:
            return min(self.retry_after, LONGEST_ASKED)
        return min(2 ** (failures - 1), LONGEST_WAIT) if failures > 1 else 0


class Line:
    """The connections to one webhook."""

    def __init__(self, hook: Hook, client: httpx.AsyncClient) -> None:
        self._url = hook.url
        self._client = client
        self._slots = asyncio.Semaphore(hook.max_connections)
        self._headers = {"Content-Type": "application/json"}
        if hook.secret:
            self._headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret

    async def attempt(self, update: RoomUpdate) -> Delivery:
        """One POST, and what came back."""
        async with self._slots:
            update.handed_out += 1
            update.state = "delivered" if update.state == "pending" else update.state
            try:
                answer = await self._client.post(self._url, content=update.text.encode(), headers=self._headers)
            except httpx.TimeoutException:
                return Delivery(update, error="Read timeout expired")
            except httpx.HTTPError:
                return Delivery(update, error="Connection refused")
        wait = answer.headers.get("Retry-After", "")
        words = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        return Delivery(update, answer.status_code, int(wait) if wait.isdecimal() else None, answer.content, words)


class Deliveries:
    """The delivering side. `second`: how long one of the platform's seconds of pause takes here, in real seconds."""

    def __init__(self, updates: Updates, changes: Changes, log: Log) -> None:
        self.hook: Hook | None = None
        self.made: list[Delivery] = []
        self.last_error: tuple[int, str] | None = None
        self.second = 0.02
        self._updates = updates
        self._changes = changes
        self._log = log
        self._running: dict[Hashable, asyncio.Task[None]] = {}
        self._client: httpx.AsyncClient | None = None
        self._line: Line | None = None
        changes.listen(self._hear)

    def set(self, hook: Hook | None) -> None:
        """From now on deliver there; None: nowhere, and polling is allowed again."""
        self._cancel()
        self.hook, self.last_error = hook, None
        self._updates.hooked(hook.url if hook else "", HOOK_SET)
        self._line = Line(hook, self._client) if hook and self._client else None
        self._go_on()

    def start(self) -> None:
        """Go on where `stop` has interrupted."""
        limits = httpx.Limits(max_connections=None)
        # A bot's webhook is on this machine, like the room: no authorities need to be loaded.
        self._client = httpx.AsyncClient(trust_env=False, verify=False, timeout=READ_TIMEOUT, limits=limits)  # noqa: S501
        self._line = Line(self.hook, self._client) if self.hook else None
        self._go_on()

    async def stop(self) -> None:
        """Break off what is under way."""
        tasks = self._cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._client:
            await self._client.aclose()
        self._client = self._line = None

    def _cancel(self) -> list[asyncio.Task[None]]:
        tasks, self._running = list(self._running.values()), {}
        for task in tasks:
            task.cancel()
        return tasks

    def _hear(self, change: Change) -> None:
        if change.what == "update":
            self._go_on()

    def _go_on(self) -> None:
        """One runner for each queue that has something to deliver; what is repeated on purpose waits for nothing."""
        line = self._line
        if not line:
            return
        for again in self._updates.repeated():
            self._run(("again", again.id, len(self.made)), self._see_through(again, line))
        for queue in {update.queue for update in self._updates.owed()} - self._running.keys():
            self._run(queue, self._empty(queue, line))

    def _run(self, queue: Hashable, work: Coroutine[Any, Any, None]) -> None:
        self._running[queue] = task = asyncio.create_task(work)
        task.add_done_callback(lambda done: self._ended(queue, done))

    def _ended(self, queue: Hashable, task: asyncio.Task[None]) -> None:
        if self._running.get(queue) is task:
            del self._running[queue]
            self._go_on()  # what came in the meantime

    async def _empty(self, queue: Hashable, line: Line) -> None:
        while update := next((one for one in self._updates.owed() if one.queue == queue), None):
            await self._see_through(update, line)

    async def _see_through(self, update: RoomUpdate, line: Line) -> None:
        """Until it is taken, or its next attempt would come too late."""
        failures = 0
        while True:
            delivery = await line.attempt(update)
            self.made.append(delivery)
            if delivery.is_taken:
                self._look_at(delivery.body)
                return self._updates.confirm(update)
            failures += 1
            now, wait = self._updates.now(), delivery.pause(failures)
            self.last_error = int(now.timestamp()), delivery.error
            self._changes.tell(Change("refused", update.chat_id, update.message_id))
            if now + timedelta(seconds=wait) > update.expires:
                return self._updates.confirm(update, "expired")
            await asyncio.sleep(wait * self.second)

    def _look_at(self, body: bytes) -> None:
        with suppress(ValueError):
            said = json.loads(body or b"null")
            if isinstance(said, dict) and "method" in said:
                self._log.calls.append(Call(f"{said['method']} in an answer", {}, known=False))
