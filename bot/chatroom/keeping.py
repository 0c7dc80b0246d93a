"""Write a room down as JSON and build it again: people, chats, messages, files, and what the bot is still owed."""

import base64
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import Any

from bot.chatroom.model import Button, Chat, Json, Message, RoomFile, RoomPerson, Topic
from bot.chatroom.state import State
from bot.chatroom.updates import RoomUpdate

VERSION = 1


class OtherVersion(Exception):
    """What was written down comes from another version of the room."""


def written(state: State) -> Json:
    """The whole room as JSON. Presses under way are not kept: their pop-ups are gone with the page."""
    messages = [one for chat in state.chats.values() for one in chat.messages.values()]
    return {
        "version": VERSION,
        "people": [_plain(one) for one in state.people.values()],
        "files": [_plain(one) for one in state.files.values()],
        "chats": [_parts(one) for one in state.chats.values()],
        "messages": [_parts(one) for one in messages],
        "owed": [_parts(one) for one in state.updates.owed()],
        "next_update": state.updates.next_id,
        "next_number": state.number(),
        "commands": [[*scope, menu] for scope, menu in state.commands.items()],
    }


def rebuild(state: State, kept: Json) -> None:
    """Fill a fresh room. Raises OtherVersion."""
    if kept.get("version") != VERSION:
        raise OtherVersion
    for one in kept["people"]:
        state.people[one["id"]] = state.bot if one["id"] == state.bot.id else RoomPerson(**one)
    for one in kept["files"]:
        state.files[one["file_id"]] = RoomFile(**one | {"content": base64.b64decode(one["content"])})
    for one in kept["chats"]:
        state.chats[one["id"]] = Chat(one["id"], one["kind"])
    for one in kept["messages"]:
        chat = state.chats[one["chat"]["$chat"]]
        sender = state.people.get(one["sender"]["$person"], state.anonymous)
        chat.messages[one["id"]] = Message(chat, one["id"], sender, datetime.fromisoformat(one["date"]["$at"]))
    for one in kept["chats"]:
        _fill(state, state.chats[one["id"]], one)
    for one in kept["messages"]:
        _fill(state, state.chats[one["chat"]["$chat"]].messages[one["id"]], one)
    state.updates.next_id = kept["next_update"]
    state.updates.restore(
        [RoomUpdate(**{name: _read(state, value) for name, value in one.items()}) for one in kept["owed"]]
    )
    state.restore_numbers(kept["next_number"])
    state.commands = {(scope, language): menu for scope, language, menu in kept["commands"]}


def _plain(one: RoomPerson | RoomFile) -> Json:
    found = {part.name: getattr(one, part.name) for part in fields(one)}
    return {
        name: base64.b64encode(value).decode() if isinstance(value, bytes) else value for name, value in found.items()
    }


def _parts(one: Chat | Message | Topic | RoomUpdate) -> Json:
    return {part.name: _write(getattr(one, part.name)) for part in fields(one) if part.name != "messages"}


def _fill(state: State, one: Chat | Message, parts: Json) -> None:
    for name, value in parts.items():
        setattr(one, name, _read(state, value))


WRITTEN: tuple[tuple[Any, str, Callable[[Any], Any]], ...] = (
    (RoomPerson, "$person", lambda one: one.id),
    (RoomFile, "$file", lambda one: one.file_id),
    (Chat, "$chat", lambda one: one.id),
    (Message, "$message", lambda one: [one.chat.id, one.id]),
    (Topic, "$topic", _parts),
    (Button, "$button", lambda one: {"text": one.text, "data": one.data, "url": one.url, "raw": one.raw}),
    (datetime, "$at", lambda one: one.isoformat()),
    (tuple, "$tuple", lambda one: [_write(part) for part in one]),
    ((set, frozenset), "$set", lambda one: [type(one).__name__, sorted(one)]),
    (dict, "$pairs", lambda one: [[_write(name), _write(value)] for name, value in one.items()]),
)


def _write(value: Any) -> Any:
    """A value as JSON; what JSON cannot tell apart carries a mark."""
    for kind, mark, write in WRITTEN:
        if isinstance(value, kind):
            return {mark: write(value)}
    return [_write(one) for one in value] if isinstance(value, list) else value


def _read(state: State, value: Any) -> Any:
    if isinstance(value, list):
        return [_read(state, one) for one in value]
    if not isinstance(value, dict):
        return value
    (mark, what), *_ = value.items()
    return READ[mark](state, what)


def _message(state: State, what: list[int]) -> Message | None:
    return state.chats[what[0]].messages.get(what[1])


READ: dict[str, Callable[[State, Any], Any]] = {
    "$person": lambda state, what: state.people.get(what, state.anonymous),
    "$file": lambda state, what: state.files.get(what),
    "$chat": lambda state, what: state.chats[what],
    "$message": _message,
    "$topic": lambda state, what: Topic(**{name: _read(state, value) for name, value in what.items()}),
    "$button": lambda _, what: Button(**what),
    "$at": lambda _, what: datetime.fromisoformat(what),
    "$tuple": lambda state, what: tuple(_read(state, one) for one in what),
    "$set": lambda _, what: {"set": set, "frozenset": frozenset}[what[0]](what[1]),
    "$pairs": lambda state, what: {_read(state, name): _read(state, value) for name, value in what},
}
