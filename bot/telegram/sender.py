"""Send what the outbox owes: in order, within the limits, each row claimed before and settled after its call."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Bot
from telegram.error import TelegramError

from bot.faults import place
from bot.outage import Outage
from bot.telegram.calls import call
from bot.telegram.limits import Limits
from bot.telegram.menus import Menus
from bot.telegram.otherwise import stands_otherwise
from bot.telegram.outcomes import Outcome, Result, judge
from bot.uploads import instead_of
from bot.workshop import Workshop, tell_admins
from desk.chats import rights
from storage import outbox, people
from storage.chats import Chat
from storage.engine import Store
from storage.kinds import ChatKind, OutboxKind, OutboxState, Shows
from storage.moving import move
from storage.outbox import Outbox
from storage.tickets import Shown

log = logging.getLogger(__name__)

AT_ONCE = 4  # calls under way; httpx is fastest with few (RESEARCH 1.5)
DOUBTS = 1  # a send whose outcome is unknown is repeated once: a duplicate is tolerable, a loss is not (RESEARCH 7)
LONGEST_PAUSE = 60.0
NOBODYS_LOSS = frozenset({OutboxKind.MENU, OutboxKind.PIN})  # without a menu or a pin nothing is left unsaid


Way = Callable[[AsyncSession, Outbox, Outcome], Awaitable[None]]


class Sender:
    """The only one who speaks."""

    def __init__(
        self, bot: Bot, store: Store, workshop: Workshop, limits: Limits, menus: Menus, outage: Outage
    ) -> None:
        self._bot = bot
        self._store = store
        self._workshop = workshop
        self._limits = limits
        self._menus = menus
        self._outage = outage
        self._in_hand: dict[int, asyncio.Task[None]] = {}
        self._refused: dict[int, int] = {}

    async def recover(self) -> None:
        """After a crash: what was being sent may or may not have arrived. Edits repeat freely; a send says its
        number, so that a second copy can be told and a press on it tidies up."""
        async with self._store.write() as session:
            await session.exec(
                update(Outbox)
                .where(col(Outbox.state) == OutboxState.SENDING)
                .values(state=OutboxState.QUEUED, doubtful=Outbox.doubtful + 1)
            )

    async def round(self) -> float:
        """Start what may be sent now. Returns the seconds after which a held chat may go on (1 if none is held)."""
        held = self._limits.held()
        if len(self._in_hand) < AT_ONCE:
            async with self._store.read() as session:
                rows = await outbox.heads(session, {*held, *self._in_hand}, AT_ONCE - len(self._in_hand))
            for row in rows:
                if self._limits.wait(row.chat_id) == 0:
                    self._limits.take(row.chat_id)
                    self._start(row.id or 0, row.chat_id)
        held = self._limits.held()
        return max(0.005, min(held.values(), default=1.0))

    def busy(self) -> list[asyncio.Task[None]]:
        """The calls under way."""
        return list(self._in_hand.values())

    def _start(self, row_id: int, chat_id: int) -> None:
        task = asyncio.create_task(self._deliver(row_id))
        self._in_hand[chat_id] = task
        task.add_done_callback(lambda _: self._in_hand.pop(chat_id, None))

    async def _deliver(self, row_id: int) -> None:
        try:
            row, message_id = await self._claim(row_id)
        except (SQLAlchemyError, OSError) as error:
            if self._outage.pause(error) is None:
                log.error("outbox row %s could not be claimed: %s", row_id, type(error).__name__)
            return None
        if row is None:
            return None
        outcome = await self._call(row, message_id)
        while True:
            try:
                async with self._store.write() as session:
                    return await self._settle(session, await _ours(session, row), outcome)
            except (SQLAlchemyError, OSError) as error:  # asyncpg may raise what the socket did
                # What was sent must be written down before the chat goes on, or it would be sent again.
                if self._outage.pause(error) is None:
                    log.error("outbox row %s could not be settled: %s", row_id, type(error).__name__)
                await asyncio.sleep(1)
            except Exception as error:
                log.error("outbox row %s could not be settled: %s", row_id, place(error))
                outcome = Outcome(Result.REFUSED, error=place(error))

    async def _claim(self, row_id: int) -> tuple[Outbox | None, int | None]:
        """The row, now ours, and the message that it changes. An edit of what was never sent is dropped."""
        async with self._store.write() as session:
            row = await outbox.claim(session, row_id)
            if row is None or row.kind is OutboxKind.SEND:
                return row, None
            if row.kind is OutboxKind.MENU:
                row.payload = await self._menus.worded(session, row)
                return row, None
            message_id = (row.payload or {}).get("message_id")
            if message_id is None and row.shown_id is not None:
                message_id = (await session.get_one(Shown, row.shown_id)).message_id
            if message_id is None or message_id < 0:
                row.state, row.payload = OutboxState.FOLDED, None
                return None, None
            return row, message_id

    async def _call(self, row: Outbox, message_id: int | None) -> Outcome:
        try:
            if row.doubtful:
                # Only a platform that answers is asked again; else an outage would use up the one repetition.
                await self._bot.get_me()
        except TelegramError as error:
            return Outcome(Result.LATER, error=type(error).__name__)
        try:
            return Outcome(Result.SENT, await call(self._bot, row.kind, row.chat_id, row.payload or {}, message_id))
        except Exception as error:
            return judge(error, row.kind)

    async def _settle(self, session: AsyncSession, row: Outbox, outcome: Outcome) -> None:
        """Write down what came of it."""
        if row.payload is None and outcome.result is not Result.SENT:
            row.state = OutboxState.FOLDED  # its words were erased while it was under way: it is not tried again
        elif outcome.result is Result.SENT:
            await self._sent(session, row, outcome.message_ids)
        elif outcome.result is Result.LATER:
            row.state = OutboxState.QUEUED
            self._limits.freeze(row.chat_id, outcome.seconds or self._pause(row.chat_id))
        elif outcome.result in {Result.GONE, Result.KEPT} or row.kind in NOBODYS_LOSS:
            await stands_otherwise(session, row, outcome)
        elif outcome.result is Result.UNKNOWN and row.doubtful < DOUBTS:
            row.doubtful += 1
            row.state = OutboxState.QUEUED
        else:
            await self._ways().get(outcome.result, self._refuse)(session, row, outcome)

    def _ways(self) -> dict[Result, Way]:
        """What is done about a row that its chat did not take."""
        return {
            Result.MOVED: self._follow,
            Result.CLOSED: self._hold,
            Result.MUTE: self._hold,
            Result.NO_FILES: self._without_files,
            Result.NO_TOPIC: self._to_general,
            Result.UNREACHABLE: self._elsewhere,
        }

    async def _follow(self, session: AsyncSession, row: Outbox, outcome: Outcome) -> None:
        """The group has become a supergroup: all that waits for it goes there."""
        row.state = OutboxState.QUEUED
        await session.flush()
        await move(session, row.chat_id, outcome.moved_to)

    async def _hold(self, session: AsyncSession, row: Outbox, outcome: Outcome) -> None:
        """The group lets us say nothing: what is meant for it waits, without a word to admins for every row."""
        group = await session.get(Chat, row.chat_id)
        if group is None or group.kind is ChatKind.PRIVATE:
            await self._park(session, row, outcome.error)
            return
        row.state, row.error = OutboxState.HELD, outcome.error
        log.warning("chat %s takes no messages: %s", row.chat_id, outcome.error)
        lost = rights.closed if outcome.result is Result.CLOSED else rights.muted
        await lost((await self._workshop.bench(session)).desk, group)

    async def _without_files(self, session: AsyncSession, row: Outbox, outcome: Outcome) -> None:
        """The group takes words but no pictures: the words go, and say so."""
        payload = dict(row.payload or {})
        if instead := instead_of(payload):
            row.state, row.payload = OutboxState.QUEUED, instead
            return
        if payload.pop("files", None) is None:
            await self._park(session, row, outcome.error)
            return
        said = await (await self._workshop.bench(session)).speaker.word(row.chat_id, "edge.no_files")
        row.state, row.payload = OutboxState.QUEUED, {**payload, "text": f"{payload['text']}\n{said}"}

    async def _refuse(self, session: AsyncSession, row: Outbox, outcome: Outcome) -> None:
        await self._park(session, row, outcome.error)

    def _pause(self, chat_id: int) -> float:
        """A growing pause for a chat whose messages the platform cannot take just now."""
        self._refused[chat_id] = self._refused.get(chat_id, 0) + 1
        return min(LONGEST_PAUSE, 0.25 * 2.0 ** min(self._refused[chat_id], 9))

    async def _sent(self, session: AsyncSession, row: Outbox, message_ids: tuple[int, ...]) -> None:
        self._refused.pop(row.chat_id, None)
        erased = row.payload is None
        row.state, row.payload, row.fallback, row.error = OutboxState.SENT, None, None, None
        row.sent_at = self._workshop.clock.now()
        row.message_id = message_ids[0] if message_ids else None
        if row.kind is OutboxKind.SEND and row.chat_id < 0:  # a group (Bot API, Chat.id)
            group = await session.get(Chat, row.chat_id)
            if group is not None and not group.can_speak:
                await rights.unmuted((await self._workshop.bench(session)).desk, group)
        if row.kind is OutboxKind.SEND and row.shown_id is not None:
            shown = await session.get_one(Shown, row.shown_id)
            shown.message_id = row.message_id
            for number in message_ids[1:]:  # the rest of an album
                more = Shown(**shown.model_dump(exclude={"id"}) | {"message_id": number})
                session.add(more)
            if erased and shown.purpose is Shows.PICTURE:  # no edit can take its words back
                session.add_all(self._removal(row, number) for number in message_ids)

    def _removal(self, row: Outbox, message_id: int) -> Outbox:
        """Takes back what was erased while it was under way."""
        payload = {"message_id": message_id}
        now = self._workshop.clock.now()
        return Outbox(chat_id=row.chat_id, lane=row.lane, kind=OutboxKind.REMOVE, payload=payload, created_at=now)

    async def _elsewhere(self, session: AsyncSession, row: Outbox, outcome: Outcome) -> None:
        """The person cannot be written to: remember that, and say in their group what they have to do about it."""
        person = await people.by_telegram_id(session, row.chat_id)
        if person is not None:
            person.reachable = False
        if row.kind is not OutboxKind.SEND:
            row.state, row.payload, row.error = OutboxState.FOLDED, None, outcome.error
            return
        if row.fallback is None:
            await self._park(session, row, outcome.error)
            return
        if not row.fallback:
            row.state, row.payload, row.error = OutboxState.FOLDED, None, outcome.error
            return
        key = row.fallback["key"]
        said = (await session.exec(select(Outbox.id).where(Outbox.key == key))).first() is not None
        if not said:
            session.add(
                Outbox(
                    chat_id=row.fallback["chat_id"],
                    lane=row.lane,
                    kind=OutboxKind.SEND,
                    payload=row.fallback["payload"],
                    ticket_id=row.ticket_id,
                    key=key,
                    created_at=self._workshop.clock.now(),
                )
            )
        row.state, row.payload, row.fallback, row.error = OutboxState.FOLDED, None, None, outcome.error

    async def _to_general(self, session: AsyncSession, row: Outbox, outcome: Outcome) -> None:
        """The topic is closed or gone: said in General, once; an answer would be put back into the closed topic."""
        payload = row.payload or {}
        kept = {name: value for name, value in payload.items() if name not in {"thread", "reply_to"}}
        if row.kind is not OutboxKind.SEND:
            row.state, row.payload, row.error = OutboxState.FOLDED, None, outcome.error
        elif payload.get("thread") or "reply_to" in payload:
            row.state, row.payload = OutboxState.QUEUED, kept
        else:
            await self._park(session, row, outcome.error)

    async def _park(self, session: AsyncSession, row: Outbox, error: str) -> None:
        """Out of the way, and before an admin's eyes; a notice to an admin that fails is not announced to admins."""
        row.state, row.error = OutboxState.PARKED, error
        log.error("outbox row %s parked: %s", row.id, error)
        if row.key is not None and row.key.startswith(("send:", "update:")):
            return
        bench = await self._workshop.bench(session)
        facts: dict[str, Any] = {"row": row.id, "chat": row.chat_id, "error": error}
        await tell_admins(bench.desk, "edge.send_parked", facts, f"send:{row.id}")


async def _ours(session: AsyncSession, row: Outbox) -> Outbox:
    """The row as it stands, ours until the transaction ends; its message's record first, as a rule takes them."""
    if row.shown_id is not None:
        await session.get(Shown, row.shown_id, with_for_update=True)
    return await session.get_one(Outbox, row.id, with_for_update=True)
