"""Reach those who have signed up: privately, or where that is impossible in the group where they did it."""

from collections.abc import Iterable, Mapping

from desk.desk import Desk
from desk.tickets import reaching
from desk.values import ToPerson
from storage import events
from storage.chats import Chat
from storage.events import Happening, SignUp
from storage.kinds import ChatKind
from storage.people import Person
from storage.signups import Entry


async def group_of(desk: Desk, event: Happening, one: SignUp) -> int | None:
    """The group where they pressed, if we are there still, else the first that the event was announced in."""
    known = [one.chat_id] if one.chat_id is not None else []
    known += [shown.chat_id for shown in await events.announcements(desk.session, event.id or 0)]
    for chat_id in known:
        chat = await desk.session.get(Chat, chat_id)
        if chat is not None and chat.kind is not ChatKind.PRIVATE and not await reaching.is_left(desk, chat_id):
            return chat_id
    return None


async def one_by_one(desk: Desk, event: Happening, one: SignUp, person: Person, mark: str) -> ToPerson:
    """Privately, or else a mention of their own, with the way to the private chat; `mark`: what it is about."""
    group = await group_of(desk, event, one)
    facts = {"title": event.title}
    return ToPerson(person, group, "signup.call", facts, mark, link=f"e{event.id}", dispensable=group is None)


async def together(
    desk: Desk, event: Happening, entries: Iterable[Entry]
) -> tuple[list[Entry], Mapping[int, list[Person]]]:
    """Those who can be written to, and by group those who must be called there."""
    reached: list[Entry] = []
    called: dict[int, list[Person]] = {}
    for one, person in entries:
        if person.reachable is True:
            reached.append((one, person))
        elif (group := await group_of(desk, event, one)) is not None:
            called.setdefault(group, []).append(person)
    return reached, called
