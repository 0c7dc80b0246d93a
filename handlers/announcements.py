"""Say plain words in many groups, for admins: read back, confirmed, spread."""

import re
from dataclasses import replace

from desk.desk import Desk
from desk.errors import BadArgument, NotAllowed, Unknown
from desk.events import announcing, making
from desk.people.acquaintance import meet
from desk.people.permissions import is_admin
from desk.values import File, Notice, Pressed, Said, ToChat
from handlers.arguments import number
from storage.people import Person
from storage.plans import Spread

LONGEST_WORDS = 750  # characters; below a picture they must fit its caption
WORD = re.compile(r"(?P<word>\S+)\s*")
PIN_WORDS = frozenset({"置顶", "pin", "pinned"})


async def announce(what: Said, desk: Desk) -> None:
    """`/announce [grids] words`: read back, then said in the groups of these grids, or in all."""
    person = await _admin(desk, what)
    grids, pinned, words = _addressed(desk, what.text.strip())
    if not words:
        raise BadArgument("announce_what")
    if len(words) > LONGEST_WORDS:
        raise BadArgument("announce_shorter", most=LONGEST_WORDS)
    picture = next((file.file_id for file in what.files if file.kind == "photo"), None)
    spread = Spread(words=words, picture=picture, grids=grids, pinned=pinned, person_id=person.id or 0, at=desk.now)
    desk.session.add(spread)
    await desk.session.flush()
    await desk.tell(replace(await announcing.read_back(desk, spread, what.where.id), reply_to=what.message_id))


async def _admin(desk: Desk, what: Said | Pressed) -> Person:
    person = await meet(desk, what.who)
    if not is_admin(desk, person):
        raise NotAllowed("admins_only")
    return person


def _addressed(desk: Desk, text: str) -> tuple[list[str], bool, str]:
    """The grids that the first words name, whether it is to be pinned, and what is to be said."""
    grids: dict[str, None] = {}
    pinned = False
    at = 0
    for found in WORD.finditer(text):
        word = found["word"].strip("，,：:、")
        if word.lower() in PIN_WORDS:
            pinned = True
        elif word and (named := _grids(desk, word)) is not None:
            grids |= dict.fromkeys(named)
        else:
            break
        at = found.end()
    return list(grids), pinned, text[at:].strip()


def _grids(desk: Desk, word: str) -> list[str] | None:
    """The grids that a word names; None if it is the first of the words to be said. Raises Unknown for a G99."""
    try:
        return making.grids_named(desk.book, word)
    except Unknown:
        if making.GRID_LIKE.fullmatch(word):
            raise
        return None


async def spread_pressed(what: Pressed, desk: Desk) -> None:
    """发布 of plain words."""
    await _admin(desk, what)
    spread = await announcing.get(desk, number(what.args[0]))
    await desk.tell(*await announcing.confirm(desk, spread, what.where.id, what.message_id))
    desk.verdict("event.words_confirmed")


async def pin_words_pressed(what: Pressed, desk: Desk) -> None:
    """置顶, or not."""
    await _admin(desk, what)
    spread = await announcing.get(desk, number(what.args[0]))
    spread.pinned = not spread.pinned
    await desk.tell(replace(await announcing.read_back(desk, spread, what.where.id), edits=what.message_id))
    desk.verdict("event.pinned" if spread.pinned else "event.unpinned")


async def drop_words_pressed(what: Pressed, desk: Desk) -> None:
    """不发了."""
    await _admin(desk, what)
    spread = await announcing.get(desk, number(what.args[0]))
    await announcing.take_back(desk, spread)
    picture = (File("photo", spread.picture, ""),) if spread.picture else ()
    await desk.tell(Notice(ToChat(what.where.id), "event.dropped", {}, edits=what.message_id, files=picture))
    desk.verdict("event.dropped")
