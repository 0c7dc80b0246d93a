"""What a chat covers: whose problems are said there, and where one belongs that names no place."""

from dataclasses import dataclass

from desk.desk import Desk
from desk.directory.entries import Grid
from desk.people.roles import Scope
from desk.triage import Reading
from storage.chats import Chat
from storage.kinds import ChatKind

NOWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Cover:
    """A chat as the directory has it today; what it is bound to and the directory no longer has, it does not cover.

    `grids`: those whose people are in it; the first takes what names no other place.
    """

    kind: ChatKind
    scope: Scope = NOWHERE
    grids: tuple[Grid, ...] = ()

    @property
    def hears_talk(self) -> bool:
        """Whether a problem is registered that is just said, in a grid's or owners' group."""
        return self.kind in {ChatKind.GRID, ChatKind.BUILDING}

    @property
    def takes_reports(self) -> bool:
        """Whether a problem is registered that somebody asks to have registered."""
        return self.hears_talk or self.kind is ChatKind.DISTRICT

    @property
    def home(self) -> str | None:
        """The grid as whose people those here are understood; the district's group has people of all."""
        return self.grids[0].code if self.hears_talk else None

    def place(self, desk: Desk, reading: Reading) -> Grid | None:
        """The grid that a problem said here starts from; None where nothing tells even the building."""
        if self.hears_talk:
            return self.grids[0]
        of_building = desk.book.grids_of(reading.building or "") if self.takes_reports else []
        return of_building[0] if of_building else None


UNBOUND = Cover(ChatKind.UNBOUND)


async def cover(desk: Desk, chat_id: int) -> Cover:
    """What this chat covers now."""
    chat = await desk.session.get(Chat, chat_id)
    return UNBOUND if chat is None else covered(desk, chat)


def covered(desk: Desk, chat: Chat) -> Cover:
    """The same of a chat at hand."""
    book, scope = desk.book, Scope(chat.grid, chat.building, chat.unit)
    if chat.kind is ChatKind.PRIVATE:
        return Cover(ChatKind.PRIVATE)
    if chat.grid in book.grids:
        return Cover(ChatKind.GRID, scope, (book.grids[chat.grid],))
    if chat.building in book.buildings and book.grids_of(chat.building):
        return Cover(ChatKind.BUILDING, scope, tuple(book.grids_of(chat.building)))
    if chat.unit in book.units:
        return Cover(ChatKind.UNIT, scope)
    if chat.kind is ChatKind.DISTRICT:
        return Cover(ChatKind.DISTRICT, scope, tuple(book.grids.values()))
    return UNBOUND
