"""Get to know people: whoever speaks to the assistant has a record, kept as fresh as their last word."""

from desk.desk import Desk
from desk.errors import Unknown
from desk.people.menu import menu_changed
from desk.people.permissions import is_admin
from desk.values import Said, Who
from storage import people
from storage.locks import alone
from storage.people import Person


async def meet(desk: Desk, who: Who) -> Person:
    """The person behind `who`, made known if new, by today's name and, at first, in their phone's language."""
    person = await people.by_telegram_id(desk.session, who.id)
    if person is None:
        await alone(desk.session, f"person:{who.id}")  # two chats may bring them in at once
        person = await people.by_telegram_id(desk.session, who.id)
    if person is None:
        person = Person(telegram_id=who.id, name=who.name)
        desk.session.add(person)
    if person.username != who.username:
        await _goes_by(desk, person, who.username)
    if not person.named_by_file:
        person.name = who.name
    if person.language is None:
        person.language = who.language
    await desk.session.flush()
    return person


async def _goes_by(desk: Desk, person: Person, username: str | None) -> None:
    """Names move on: whoever had this one before no longer goes by it."""
    for one in await people.all_by_username(desk.session, username) if username else ():
        one.username = None
    person.username = username


async def can_be_reached(desk: Desk, who: Who, reachable: bool) -> bool:
    """Note whether the person can be written to; whoever newly can, and holds a role or all rights, gets their menu.

    True for one who comes back: we had found, or been told, that they could not be written to.
    """
    person = await meet(desk, who)
    newly, is_back = reachable and not person.reachable, reachable and person.reachable is False
    person.reachable = reachable
    if newly and (is_admin(desk, person) or await people.grants(desk.session, person.id or 0)):
        await menu_changed(desk, person)
    return is_back


async def named(desk: Desk, what: Said) -> Person | None:
    """The one person that a command names: by mention, by @username, or as the writer of the message replied to.

    Raises Unknown when a @username is nobody we know, since the platform does not tell bots who goes by it.
    """
    for mention in what.mentions:
        if isinstance(mention, Who):
            return await meet(desk, mention)
        person = await people.by_username(desk.session, mention)
        if person is None:
            raise Unknown("unknown_person", username=mention)
        return person
    if what.reply is not None and what.reply.who is not None and not what.reply.who.is_bot:
        return await meet(desk, what.reply.who)
    return None
