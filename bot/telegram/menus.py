"""Word the command menus: one per kind of chat and language, and their own for people with a role or a language."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

import handlers
from bot.settings import Settings
from locales import languages, phrases
from storage import marks, outbox, people
from storage.kinds import Lane, OutboxKind
from storage.outbox import Outbox
from storage.people import Grant, Person

MEMBERS = frozenset({"anyone"})
WORKERS = MEMBERS | {"worker"}
ADMINS = WORKERS | {"admin"}
IN_GROUPS = (
    "report",
    "ticket",
    "mine",
    "events",
    "duty",
    "services",
    "help",
)  # what makes sense before everybody's eyes
KINDS = ("default", "all_private_chats", "all_group_chats")  # Bot API, BotCommandScope
ANYWHERE = 0  # the chat of a menu that is no one chat's
AGAIN = timedelta(days=1)  # after that they are set anew at a start, whatever we remember
MARK = "menus:"

Menu = list[list[str]]


class Menus:
    """What stands in whose menu. A convenience: rights are checked elsewhere."""

    def __init__(self, settings: Settings) -> None:
        self._locale = settings.locale
        self._admins = settings.admins
        self._mark = f"{MARK}{self._digest()}"

    async def owe(self, session: AsyncSession, now: datetime) -> None:
        """Owe every menu if they read differently from those last set, or those were set long ago."""
        last = await marks.marked(session, self._mark)
        if last is not None and now - last < AGAIN:
            return
        await self.remember(session, now)
        await outbox.fold_menus(session, ANYWHERE)
        for kind in KINDS:
            for code in ("", *_codes()):
                payload = {"kind": kind, "language": code}
                lane = int(Lane.ANNOUNCEMENT)
                session.add(Outbox(chat_id=ANYWHERE, lane=lane, kind=OutboxKind.MENU, payload=payload, created_at=now))
        for telegram_id in await self._people(session):
            await outbox.owe_menu(session, telegram_id, now)

    async def remember(self, session: AsyncSession, now: datetime) -> None:
        """The menus that read as these do are the ones that were set last."""
        await marks.forget(session, MARK)
        await marks.mark(session, self._mark, now)

    async def worded(self, session: AsyncSession, row: Outbox) -> dict[str, Any]:
        """What the row sets, as things stand now; no commands: the chat has no menu of its own any more."""
        if row.chat_id == ANYWHERE:
            said = row.payload or {}
            language = _codes().get(said["language"], self._locale)
            return {**said, "commands": _general(said["kind"], language)}
        return {"kind": "chat", "language": "", "commands": await self._own(session, row.chat_id)}

    async def _own(self, session: AsyncSession, telegram_id: int) -> Menu | None:
        """The menu in a person's private chat; None where the general one fits."""
        person = await people.by_telegram_id(session, telegram_id)
        language = person.language if person is not None else None
        held = await people.grants(session, person.id or 0) if person is not None else []
        audience = ADMINS if telegram_id in self._admins else WORKERS if held else MEMBERS
        language = language if language in languages() else None  # one that is spoken no more
        if audience is MEMBERS and language is None:
            return None
        return _menu(audience, language or self._locale)

    async def _people(self, session: AsyncSession) -> list[int]:
        """Those with a role or all rights who have opened their private chat."""
        own = or_(col(Person.id).in_(select(Grant.person_id)), col(Person.telegram_id).in_(sorted(self._admins)))
        statement = select(Person.telegram_id).where(col(Person.reachable).is_(True), own)
        return list((await session.exec(statement.order_by(col(Person.id)))).all())

    def _digest(self) -> str:
        """Everything that makes menus read as they do, in short."""
        every = [_menu(audience, language) for audience in (MEMBERS, WORKERS, ADMINS) for language in languages()]
        facts = [every, IN_GROUPS, self._locale, sorted(self._admins)]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:40]


def _codes() -> dict[str, str]:
    """The languages by the two letters that the platform knows them by."""
    return {language[:2]: language for language in languages()}


def _menu(audience: frozenset[str], language: str) -> Menu:
    words = phrases(language)
    return [[name, words[f"command.{name}"]] for name, (whose, _) in handlers.COMMANDS.items() if whose in audience]


def _general(kind: str, language: str) -> Menu:
    menu = _menu(MEMBERS, language)
    return [entry for entry in menu if entry[0] in IN_GROUPS] if kind == "all_group_chats" else menu
