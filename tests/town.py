"""A town with a standing cast that plays on the real stack: HTTP, inbox, desk, outbox, database. The wire is ours."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import SecretStr
from sqlalchemy import text
from sqlmodel import col, select

from bot.app import App
from bot.chatroom import Chat, Message, Room
from bot.clock import MovableClock
from bot.settings import Settings
from storage.engine import Store
from storage.inbox import Inbox
from storage.kinds import OutboxState
from storage.outbox import Outbox
from storage.tables import metadata
from storage.tickets import Event, Ticket
from tests.databases import file_of
from tests.person import Person

ADMIN = 9001
MONDAY_MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 09:00 in the district
GLANCE = 0.015  # seconds between looks at whether a town has come to rest; looking takes time from coming to rest
PATIENCE = 20.0  # seconds after which a town that does not come to rest is a failure


class Town:
    """The whole stack with its people. `settles` waits until nothing is on its way any more."""

    def __init__(self, room: Room, clock: MovableClock, settings: Settings) -> None:
        self.room = room
        self.clock = clock
        self.settings = settings
        self.store = Store(settings.database_url)
        self.app = App(settings, self.store, clock)
        self.lines: list[str] = []
        self._lines_of: dict[Chat, list[str]] = {}
        self.trouble_expected = False
        self._seen: dict[Message, tuple[str, str]] = {}
        self._order: dict[Message, int] = {}
        self.groups: list[Chat] = []
        self.people: dict[int, Person] = {}

    def person(
        self, telegram_id: int, name: str, username: str | None = None, started: bool = True, language: str = "zh-hans"
    ) -> Person:
        """Somebody new in town; unless told otherwise they have pressed start before. `language`: their phone's."""
        known = self.room.state.people.get(telegram_id)
        if known is None:
            known = self.room.add_person(telegram_id, name, username=username, language=language)
        if started:
            self.room.private_chat(known).bot = "member"
        self.people[telegram_id] = Person(self, known)
        return self.people[telegram_id]

    def group(self, chat_id: int, title: str, *people: Person, basic: bool = False) -> Chat:
        """A group of these people; the first owns it."""
        if chat_id in self.room.state.chats:
            self.groups.append(self.room.state.chats[chat_id])
            return self.groups[-1]
        chat = self.room.add_group(chat_id, title, owner=people[0].known, supergroup=not basic)
        if people[1:]:
            self.room.join(chat, *(person.known for person in people[1:]))
        self.groups.append(chat)
        return chat

    async def bound_group(self, chat_id: int, title: str, to: str, *people: Person, basic: bool = False) -> Chat:
        """A group of these people and the admin, that 小邻 has come into and `/bind` with these words has bound."""
        chat = self.group(chat_id, title, *people, self.admin, basic=basic)
        self.room.add_bot(chat, by=people[0].known)
        await self.settles()
        await self.admin.says(f"/bind {to}", to=chat)
        self._lines_of.pop(chat, None)
        return chat

    async def becomes_supergroup(self, group: Chat, heard: str = "old new") -> Chat:
        """The basic group becomes a supergroup; `heard`: in which of the two 小邻 is told. Returns the new one."""
        new = self.room.migrate_to_supergroup(group, heard=frozenset(heard.split()))
        self.groups.append(new)
        await self.settles()
        return new

    async def populates(self) -> None:
        """The standing cast, and the first grid's group bound."""
        self.wang = self.person(1001, "王芳", "wangfang")
        self.zhou = self.person(1002, "老周", "laozhou")
        self.li = self.person(1003, "小李", "xiaoli")
        self.zhao = self.person(1004, "赵主任", "zhao")
        self.party = self.person(1005, "综合党委", "dangwei")
        self.he = self.person(1006, "何静", "hejing")
        self.xiaowu = self.person(1007, "小吴")
        self.admin = self.person(ADMIN, "管理员小陈", "chen")
        self.zhang = self.person(2001, "张伟", "zhangwei")
        self.liu = self.person(2002, "刘洋")
        self.sun = self.person(2003, "孙丽", started=False)
        self.g01 = self.group(
            -1001, "总商会大厦一微网格", self.wang, self.zhou, self.zhang, self.liu, self.sun, self.admin, self.zhao
        )
        self.g02 = self.group(-1002, "总商会大厦二微网格", self.he, self.admin, self.liu)
        if not self.g01.bot_is_in:
            for group, code, leader in ((self.g01, "G01", self.wang), (self.g02, "G02", self.he)):
                self.room.add_bot(group, by=leader.known)
                self.room.say(group, self.admin.known, f"/bind {code}")
            await self.settles()
        self._look()
        self.lines.clear()
        self._lines_of.clear()

    async def settles(self) -> None:
        """Until every update is confirmed and handled and every message that can go out has gone out."""
        async with asyncio.timeout(PATIENCE):
            while not (  # noqa: ASYNC110  what must come to rest are rows; they ring no bell
                self.room.pending_updates() == 0 and await self.app.is_quiet()
            ):
                await asyncio.sleep(GLANCE)
            await self.app.verdicts.settled()
        self._look()
        assert self.room.log.unexpected == []

    async def _assert_no_trouble(self) -> None:
        async with self.store.read() as session:
            failed = (await session.exec(select(Inbox.error).where(col(Inbox.error).is_not(None)))).all()
            parked = (await session.exec(select(Outbox.error).where(Outbox.state == OutboxState.PARKED))).all()
        assert not failed, failed
        assert not parked, parked

    @staticmethod
    def hours(number: float) -> timedelta:
        """So many hours."""
        return timedelta(hours=number)

    async def passes(self, **time: float) -> None:
        """Let time pass and do what is due."""
        self.clock.move_to(self.clock.now() + timedelta(**time))
        await self.app.tick()
        await self.settles()

    async def restarts(self) -> None:
        """Stop the bot and start it anew on the same database."""
        await self.stops()
        await self.starts_again()

    async def starts_again(self) -> None:
        """Start the bot anew on the same database."""
        self.store = Store(self.settings.database_url)
        self.app = App(self.settings, self.store, self.clock)
        await self.app.start(ticking=False)
        await self.settles()

    async def stops(self) -> None:
        """Stop the bot; unless the test expects it, nothing may have failed or been parked."""
        if not self.trouble_expected:
            await self._assert_no_trouble()
        await self.app.stop()
        await self.store.close()

    async def tickets(self) -> Sequence[Ticket]:
        """All tickets, as recorded."""
        async with self.store.read() as session:
            return (await session.exec(select(Ticket).order_by(col(Ticket.id)))).all()

    async def ticket(self, number: int = 1) -> Ticket:
        async with self.store.read() as session:
            return await session.get_one(Ticket, number)

    async def history(self, number: int = 1) -> list[str]:
        """The verbs of a ticket's history, oldest first."""
        async with self.store.read() as session:
            events = (await session.exec(select(Event).where(Event.ticket_id == number).order_by(col(Event.id)))).all()
        return [event.verb.value for event in events]

    async def inbox_reasons(self) -> list[str]:
        """Why each update was let in, oldest first; what was not let in has no row."""
        async with self.store.read() as session:
            return list((await session.exec(select(Inbox.reason).order_by(col(Inbox.id)))).all())

    async def database_holds(self, words: str) -> bool:
        """Whether anything in the database holds these words, as they are or as JSON writes them.

        SQLite: any byte of its files. PostgreSQL: any row of any table, written out; its pages are its own.
        """
        forms = (words, json.dumps(words)[1:-1])
        if self.store.is_sqlite:
            file = file_of(self.settings.database_url)
            found = [path.read_bytes() for path in file.parent.glob(f"{file.name}*")]
            return any(form.encode() in content for form in forms for content in found)
        return any([form in row for form in forms async for row in self._rows()])

    async def _rows(self) -> AsyncIterator[str]:
        """Every row of every table, as text."""
        async with self.store.read() as session:
            connection = await session.connection()
            for table in metadata.tables:
                for row in await connection.execute(text(f"SELECT one::text FROM {table} AS one")):  # noqa: S608  ours
                    yield row[0]

    @property
    def last_card(self) -> Message:
        """The newest card in the first grid's group."""
        ours = [message for message in self.room.visible(self.g01) if message.from_bot]
        cards = [message for message in ours if "承办：" in message.text or "Handler:" in message.text]
        assert cards, "no card in the group"
        return cards[-1]

    def order_of(self, message: Message) -> int:
        return self._order.get(message, 0)

    @property
    def transcript(self) -> str:
        """What happened, as a chat."""
        return "\n".join(self.lines)

    def transcript_of(self, chat: Chat) -> str:
        """What happened in one chat, as its members see it."""
        return "\n".join(self._lines_of.get(chat, []))

    def heard(self, chat: Chat) -> list[str]:
        """What 小邻 has newly said in a chat, oldest first; edits are not news."""
        lines = self._lines_of.get(chat, [])
        return [line.removeprefix("小邻：") for line in lines if line.startswith("小邻：")]

    def note(self, chat: Chat, line: str) -> None:
        """Write a line of the transcript; a private chat is named by its person."""
        where = f"（私聊{chat.person.name}）" if chat.person is not None else ""
        self.lines.append(f"{where}{line}")
        self._lines_of.setdefault(chat, []).append(line)

    def _look(self) -> None:
        """Add to the transcript what 小邻 has said or changed since the last look."""
        chats = [*self.groups, *(person.private for person in self.people.values())]
        for chat in chats:
            for message in self.room.visible(chat):
                if not message.from_bot or message.service:
                    continue
                keys = "".join(f"［{button.text}］" for button in message.buttons)
                before, now = self._seen.get(message), (message.text, keys)
                if before == now:
                    continue
                self._seen[message] = now
                self._order[message] = len(self._order) + 1 if before is None else self._order[message]
                mark = "小邻" if before is None else "小邻（改）"
                self.note(chat, f"{mark}：{message.text}{'　' + keys if keys else ''}")


def settings_for(room: Room, database: str, **more: Any) -> Settings:
    """Settings of a bot on this room and the database of this URL; nothing comes from the environment."""
    return Settings(
        _env_file=None,
        telegram_token=SecretStr(room.token),
        telegram_api_url=room.url,
        database_url=database,
        admins=frozenset({ADMIN}),
        **{"rate_limits": "off", **more},
    )
