"""Take inbox rows in order per chat and see each through: effects and the done mark in one commit."""

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import Application, ContextTypes, TypeHandler

import handlers
from bot.faults import place
from bot.telegram.hearing import Hearing
from bot.telegram.plain import OURS, Plain, plain
from bot.telegram.verdicts import Verdicts
from bot.workshop import Bench, Workshop, tell_admins
from desk.chats.moving import today
from desk.errors import Refused
from desk.hearing import VOICE, to_be_heard, with_heard
from desk.tickets.orphans import tidy
from desk.values import File, Joined, Moved, Pressed, Reacted, Said
from storage import inbox
from storage.engine import Store
from storage.inbox import Inbox
from storage.kinds import InboxState, Lane, OutboxKind
from storage.outages import why
from storage.outbox import Outbox

log = logging.getLogger(__name__)

TRIES = 3  # then the update is parked, so that it blocks nothing
FIRST_WAIT = 0.2  # seconds before the second try; doubles


@dataclass
class Work:
    """One update on its way through: where its failure, its refusal and the words for that are left."""

    bench: Bench
    press: str | None = None
    answered: bool = False  # the press, without a word, because it waited too long
    heard: str = ""  # in its voice note
    what: Plain | None = None
    language: str | None = None
    refusal: str = ""
    error: BaseException | None = None


@dataclass
class Done:
    """What is to be done after the commit."""

    press: str | None = None
    verdict: str = ""
    alert: bool = False
    erased: bool = False
    due: bool = False
    nothing: bool = False


WORK: ContextVar[Work] = ContextVar("work")


@dataclass
class Worker:
    """Handles rows one after the other; on PostgreSQL several run side by side, each on another chat.

    `hurry` is called when an update has left something that is due at once.
    """

    bot: Bot
    application: Application[Any, Any, Any, Any, Any, Any]
    store: Store
    workshop: Workshop
    verdicts: Verdicts
    hearing: Hearing
    hurry: Callable[[], None]
    waiting: dict[int, float] = field(default_factory=dict)

    def attach(self) -> None:
        """Be the application's one handler, and hear of failures through its error handler (RESEARCH 1.2)."""
        self.application.add_handler(TypeHandler(Update, self._handle))
        self.application.add_error_handler(self._failed)

    async def one(self) -> bool:
        """Handle the next row; False if none waits (or all that wait are being retried later)."""
        async with self.store.write() as session:
            done = await self._next(session)
        if done.due:
            self.hurry()
        if done.press is not None:
            self.verdicts.give(done.press, done.verdict, done.alert)
        if done.erased and not await self.store.shred():
            log.info("erased words are still in the write-ahead log; the next checkpoint removes them")
        return not done.nothing

    def delay(self) -> float:
        """Seconds until a chat that waits for its next try may go on."""
        return max(0.01, min((until - time.monotonic() for until in self.waiting.values()), default=1.0))

    async def _next(self, session: AsyncSession) -> Done:
        now = time.monotonic()
        self.waiting = {chat_id: until for chat_id, until in self.waiting.items() if until > now}
        row = await inbox.head(session, set(self.waiting), self.hearing.chats())
        if row is None:
            return Done(nothing=True)
        if (voice := self._unheard(row)) is not None:
            self.hearing.begin(row.id or 0, row.chat_id, voice)
            return Done()
        row_id, chat_id, attempts, body = row.id or 0, row.chat_id, row.attempts + 1, row.body or {}
        work = Work(await self.workshop.bench(session), press=body.get("callback_query", {}).get("id"))
        work.answered, work.heard = row.answered, self.hearing.of(row_id) or ""
        savepoint = await session.begin_nested()
        await self._process(work, body)
        if work.error is None:
            await savepoint.commit()
        elif why(work.error):
            raise work.error  # the update is not to blame: it is handled once the database serves again
        else:
            await savepoint.rollback()
            session.expunge_all()  # what the rollback has expired cannot be read any more
        if work.error is None or isinstance(work.error, Refused):
            return await self._finish(session, work, row_id)
        name = place(work.error)
        log.error("inbox row %s failed (try %s): %s", row_id, attempts, name)
        if attempts < TRIES:
            self.waiting[chat_id] = time.monotonic() + FIRST_WAIT * 2 ** (attempts - 1)
            await self._mark(session, row_id, attempts=attempts, error=name)
            return Done()
        return await self._park(session, work, row_id, {"row": row_id, "chat": chat_id, "error": name})

    def _unheard(self, row: Inbox) -> File | None:
        """The voice note that is to be written down before the row is handled."""
        body = row.body or {}
        message = body.get("message") or body.get(OURS, {}).get("quoted") or {}
        may_speak = VOICE in message or VOICE in message.get("reply_to_message", {})
        if not self.hearing.is_set_up or not may_speak or self.hearing.of(row.id or 0) is not None:
            return None
        try:
            what = plain(Update.de_json(row.body or {}, self.bot), self.bot.bot, hears_all=True)
        except (TelegramError, TypeError, KeyError, ValueError, AttributeError):
            return None  # handling it will tell
        said = what.report if isinstance(what, Reacted) else what
        return to_be_heard(said) if isinstance(said, Said) else None

    async def _finish(self, session: AsyncSession, work: Work, row_id: int) -> Done:
        """Done, or refused: either way the row needs nothing more and its words go."""
        await self._mark(session, row_id, state=InboxState.DONE, body=None, error=None)
        done = await self._verdict(session, work, row_id, work.refusal or work.bench.popup.text)
        done.erased = bool(session.info.pop("erased", False))
        self.hearing.forget(row_id)
        done.due = bool(session.info.pop("due", False))
        return done

    async def _park(self, session: AsyncSession, work: Work, row_id: int, facts: dict[str, Any]) -> Done:
        """Out of the way of what follows, and before an admin's eyes; whoever it came from need not repeat it."""
        await self._mark(session, row_id, state=InboxState.PARKED, attempts=TRIES, error=facts["error"])
        self.hearing.forget(row_id)
        await tell_admins(work.bench.desk, "edge.update_parked", facts, f"update:{row_id}")
        work.refusal = work.bench.speaker.refusal(work.language, "no.trouble", {}, html=work.press is None)
        return await self._verdict(session, work, row_id, work.refusal)

    async def _verdict(self, session: AsyncSession, work: Work, row_id: int, text: str) -> Done:
        """What is to be said at once: a refusal where it was said, a pop-up to whoever pressed and still waits."""
        if work.refusal and isinstance(work.what, Said):
            self._answer(session, work, work.what)
        if work.press is None or work.answered:
            return Done()
        late = self.verdicts.is_late(await inbox.age(session, row_id))
        return Done(work.press, "" if late else text, alert=bool(work.refusal) and not late)

    async def _mark(self, session: AsyncSession, row_id: int, **values: Any) -> None:
        await session.exec(update(Inbox).where(col(Inbox.id) == row_id).values(**values))

    async def _process(self, work: Work, body: dict[str, Any]) -> None:
        token = WORK.set(work)
        try:
            parsed = Update.de_json(body, self.bot)
            await self.application.process_update(parsed)
        except Exception as error:
            work.error = error
        finally:
            WORK.reset(token)

    async def _handle(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        work = WORK.get()
        desk = work.bench.desk
        work.what = what = plain(update, self.bot.bot, bool(self.bot.can_read_all_group_messages))
        if isinstance(what, Moved):
            await handlers.moved(what, desk)
            return
        if isinstance(what, Said):
            what = with_heard(what, work.heard)
        elif isinstance(what, Reacted) and what.report is not None:
            what = replace(what, report=with_heard(what.report, work.heard))
        if isinstance(what, Said | Pressed | Reacted):
            work.what = what = await today(desk.session, what)
            where = what.report.where if isinstance(what, Reacted) and what.report is not None else what.where
            work.bench.speaker.answers(where, what.message_id)
        if what is not None:
            work.language = work.bench.popup.language = await work.bench.speaker.answers_in(what)
        if isinstance(what, Said):
            await handlers.said(what, desk)
        elif isinstance(what, Pressed):
            await desk.tell(*await tidy(desk, what))
            await handlers.pressed(what, desk)
        elif isinstance(what, Reacted):
            await handlers.reacted(what, desk)
        elif isinstance(what, Joined):
            await handlers.joined(what, desk)
        elif what is not None:
            await handlers.reached(what, desk)
        await desk.session.flush()

    async def _failed(self, _update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Leave the error where the worker finds it; a refusal is worded now, while its facts are still there."""
        work = WORK.get()
        work.error = context.error
        if isinstance(work.error, Refused):
            try:
                html = not isinstance(work.what, Pressed)
                work.refusal = work.bench.speaker.refusal(work.language, work.error.phrase, work.error.facts, html)
            except Exception as error:
                work.error = error

    def _answer(self, session: AsyncSession, work: Work, what: Said) -> None:
        """Say in one line, where it was said, why nothing came of it."""
        payload = {"text": work.refusal, "buttons": [], "reply_to": what.message_id, "thread": what.where.thread}
        if what.message_id < 0:  # of a group that has become another
            del payload["reply_to"]
        session.add(
            Outbox(
                chat_id=what.where.id,
                lane=int(Lane.ANSWER),
                kind=OutboxKind.SEND,
                payload=payload,
                created_at=work.bench.desk.now,
            )
        )
