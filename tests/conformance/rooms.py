"""Look over everything that was said between a bot and a room."""

from collections.abc import Iterator

from bot.chatroom.log import Call
from bot.chatroom.state import State


def room_mistakes(state: State, refused_too: bool) -> list[str]:
    """What the documentation does not allow; `refused_too`: also in calls that the room turned down itself."""
    return list(dict.fromkeys(_found(state, refused_too)))


def _found(state: State, refused_too: bool) -> Iterator[str]:
    from tests.conformance.answers import answer_mistakes, update_mistakes  # noqa: PLC0415  loads for seconds
    from tests.conformance.calls import call_mistakes  # noqa: PLC0415

    for call in state.log.calls:
        if refused_too or not _turned_down(call):
            yield from call_mistakes(call)
        yield from answer_mistakes(call)
    for update in state.updates.every:
        if update.kind != "raw":  # what a test injects is its own affair
            yield from update_mistakes(update.body)


def _turned_down(call: Call) -> bool:
    return call.status is not None and 400 <= call.status < 500
