"""A town whose standing cast has moved in already: made once, then given to each test as a copy."""

import copy
from typing import Any

from bot.chatroom import Room


class Lived:
    """What a room knows once everybody is in and the groups are bound; its database is kept beside it."""

    def __init__(self, room: Room) -> None:
        state = room.state
        self._people = dict(state.people)
        self._told: dict[str, Any] = {"chats": state.chats, "commands": state.commands}
        self._next_update = state.updates.next_id
        self._told = self._copy()

    def give_to(self, room: Room) -> None:
        """Make a fresh room as it was then."""
        room.state.people.update(self._people)
        told = self._copy()
        room.state.chats.update(told["chats"])
        room.state.commands.update(told["commands"])
        room.state.updates.next_id = self._next_update

    def _copy(self) -> dict[str, Any]:
        """Chats with all their messages; people never change and stay the same."""
        return copy.deepcopy(self._told, {id(one): one for one in self._people.values()})
