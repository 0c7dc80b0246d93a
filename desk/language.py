"""Settle in which language a person or a group is spoken to. Cards that stand already change with their next edit."""

from desk.chats import binding
from desk.desk import Desk
from desk.errors import NotAllowed
from desk.people.menu import menu_changed
from desk.people.permissions import speaks_for
from desk.values import Where
from storage.people import Person


async def may_choose(desk: Desk, by: Person, where: Where) -> None:
    """Privately everybody may; in a group those who speak for it. Raises NotAllowed."""
    if not where.private and not await speaks_for(desk, by, await binding.chat(desk, where)):
        raise NotAllowed("language_of_group")


async def choose(desk: Desk, by: Person, where: Where, language: str) -> None:
    """Speak this language from now on: to the person, or in the group. Raises NotAllowed."""
    await may_choose(desk, by, where)
    if where.private:
        by.language = language
        await menu_changed(desk, by)
    else:
        (await binding.chat(desk, where)).language = language
    await desk.session.flush()
