"""Check what the room says to a bot: answers and updates, by the documentation and by the library that reads them."""

import json
from collections.abc import Iterator
from typing import Any

from telegram import Update

from bot.chatroom.log import Call
from tests.conformance.models import METHODS, UPDATE, mistakes
from tests.conformance.shapes import once_a_shape

# Lists that the documentation requires though nothing is in them; the library writes down no empty list.
NONE_LEFT = ("message_reaction.old_reaction.", "message_reaction.new_reaction.")


def answer_mistakes(call: Call) -> list[str]:
    """What is wrong with the answer to a call; nothing if there was none."""
    if call.result is None:
        return []
    return [f"{call.method} → {one}" for one in once_a_shape(call.method.lower(), json.loads(call.result), _answer)]


def update_mistakes(body: dict[str, Any]) -> list[str]:
    """What is wrong with an update, or lost when the library reads it and writes it again."""
    return [f"update {one}" for one in once_a_shape("update", body, _update)]


def _answer(method: str, result: Any) -> list[str]:
    return mistakes(METHODS[method].__returning__, result)


def _update(_: str, body: dict[str, Any]) -> list[str]:
    found = mistakes(UPDATE, body)
    try:
        again = Update.de_json(body, None).to_dict()
    except Exception as error:  # whatever the library stumbles over
        return [*found, f"cannot be read: {error!r}"]
    return [*found, *_lost(body, again, "")]


def _lost(before: Any, after: Any, where: str) -> Iterator[str]:
    """What the library did not keep as it was; that it writes down what is not the case is its custom."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name, value in before.items():
            yield from _lost(value, after.get(name), f"{where}{name}.")
        yield from (f"{where}{name} comes from nowhere" for name in after.keys() - before.keys() if after[name])
    elif isinstance(before, list) and isinstance(after, list | tuple) and len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _lost(one, other, f"{where}{number}.")
    elif before != after and not (before == [] and where in NONE_LEFT):
        yield f"{where[:-1]} was {before!r}, is read as {after!r}"
