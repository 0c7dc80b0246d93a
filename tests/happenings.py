"""Events for tests: laid down as rows, announced in groups, and what is written down of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import col, select

from bot.chatroom import Chat as Group
from desk.events import cards, signups
from storage import people
from storage.chats import Chat
from storage.events import Happening, Opinion, SignUp
from storage.kinds import EventStatus
from storage.people import Person
from tests.person import Person as Somebody
from tests.town import Town

WEDNESDAY_NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)  # 12:00 in the district


async def takes_place(town: Town, *groups: Group, **columns: Any) -> int:
    """An event of an hour, at noon the day after tomorrow, hosted by 王芳 and announced in these groups."""
    async with town.store.write() as session:
        desk = (await town.app.workshop.bench(session)).desk
        host = await people.by_telegram_id(session, town.wang.known.id)
        begins = columns.pop("starts_at", WEDNESDAY_NOON)
        given: dict[str, Any] = {
            "status": EventStatus.ANNOUNCED,
            "title": "太极课",
            "starts_at": begins,
            "ends_at": begins + timedelta(hours=1),
            "building": "ZSH",
            "place": "3楼活动室",
            "grids": [],
            "host_id": host.id if host else 0,
            "announced_at": desk.now,
            "created_at": desk.now,
        }
        event = Happening(**given | columns)
        session.add(event)
        await session.flush()
        for group in groups:
            await desk.tell(await cards.announcement(desk, event, await session.get_one(Chat, group.id)))
        await desk.tell(*await signups.changed(desk, event))
    town.app._outbox_has_work.set()
    await town.settles()
    return event.id or 0


async def changes(town: Town, number: int, **columns: Any) -> None:
    """The host changes it."""
    async with town.store.write() as session:
        desk = (await town.app.workshop.bench(session)).desk
        event = await session.get_one(Happening, number)
        for name, value in columns.items():
            setattr(event, name, value)
        await desk.tell(*await signups.changed(desk, event), *await cards.refresh(desk, event))
    town.app._outbox_has_work.set()
    await town.settles()


async def standing(town: Town, number: int = 1) -> list[str]:
    """Who stands where, in order: 张伟 going."""
    async with town.store.read() as session:
        statement = select(SignUp, Person).join(Person, col(Person.id) == col(SignUp.person_id))
        found = await session.exec(statement.where(SignUp.event_id == number).order_by(col(SignUp.at)))
        return [
            f"{person.name} {one.state.value}{f' +{one.companions}' * (one.companions > 0)}" for one, person in found
        ]


async def event_of(town: Town, number: int = 1) -> Happening:
    """As recorded."""
    async with town.store.read() as session:
        return await session.get_one(Happening, number)


async def opinions(town: Town, number: int = 1) -> list[tuple[int, str]]:
    """Stars and words."""
    async with town.store.read() as session:
        found = await session.exec(select(Opinion).where(Opinion.event_id == number).order_by(col(Opinion.at)))
        return [(one.stars, one.comment) for one in found]


async def start(*those: Somebody) -> None:
    """They open their private chats with 小邻."""
    for one in those:
        await one.starts()
