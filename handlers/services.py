"""Browse the service list by buttons, in one message that changes; and report what is about one of its services."""

import re
from typing import Any

from desk.desk import Desk
from desk.directory.entries import Service
from desk.errors import Unknown
from desk.people.acquaintance import meet
from desk.reporting import announce
from desk.service_list import categories, find, in_category, ready
from desk.values import Button, Notice, Pressed, Rows, Said, ToChat, pairs
from handlers.arguments import number

PAGE = 12  # services on a screen: with the two rows below them eight rows of two
MOST = 8  # that a search shows
LINKABLE = re.compile("[A-Za-z0-9_-]{1,50}")  # Bot API, deep linking: what a payload may hold


async def command(what: Said, desk: Desk) -> None:
    """`/services`, or `/services word`. A group gets one line and the way to the private chat."""
    words = what.text.strip()
    if not desk.book.services:
        raise Unknown("no_directory")
    found = find(desk.book, words) if words else []
    if not what.where.private:
        await _in_group(what, desk, words, found)
    elif len(found) == 1:
        await _one(what, desk, found[0])
    elif words:
        facts = {"words": words, "count": len(found), "most": MOST}
        rows = (*pairs([_button(one) for one in found[:MOST]]), (Button(data="services", label="services"),))
        await _show(what, desk, "service.found" if found else "service.none", facts, rows)
    else:
        await overview(what, desk)


async def _in_group(what: Said, desk: Desk, words: str, found: list[Service]) -> None:
    link = f"report-{found[0].code}" if len(found) == 1 and LINKABLE.fullmatch(found[0].code) else "services"
    label = "report" if link != "services" else "services"
    facts = {"words": words, "names": [one.name for one in found[:3]], "count": len(desk.book.services)}
    await _show(what, desk, "service.in_group", facts, ((Button(label=label, link=link),),))


async def overview(what: Said | Pressed, desk: Desk) -> None:
    """The categories."""
    rows = pairs([_category_button(like) for like in categories(desk.book)])
    await _show(what, desk, "service.overview", {"count": len(desk.book.services)}, rows)


async def category_pressed(what: Pressed, desk: Desk) -> None:
    """A page of the services of a category, which goes by the code of its first service."""
    like, page = _known(desk, what.args[0]), number(what.args[1])
    listed = in_category(desk.book, like)
    shown = listed[page * PAGE :][:PAGE]
    turns = [Button(data=f"category:{like.code}:{page - 1}", label="previous")] if page else []
    turns += [Button(data=f"category:{like.code}:{page + 1}", label="next")] if listed[(page + 1) * PAGE :] else []
    rows = (*pairs([_button(one) for one in shown]), *pairs(turns), (Button(data="services", label="back"),))
    await _show(what, desk, "service.category", {"category": like.category, "count": len(listed)}, rows)


async def service_pressed(what: Pressed, desk: Desk) -> None:
    """One service."""
    await _one(what, desk, _known(desk, what.args[0]))


async def _one(what: Said | Pressed, desk: Desk, service: Service) -> None:
    staff, building = await ready(desk, service, await meet(desk, what.who))
    level = desk.book.directory.levels[service.priority]
    facts = {
        "service": service,
        "unit": desk.book.name_of(service.unit) if service.unit else None,
        "role": service.role.value if service.role else None,
        "building": building,
        "staff": staff,
        "level": level,
    }
    listed = in_category(desk.book, service)
    back = f"category:{listed[0].code}:{listed.index(service) // PAGE}"
    row = (Button(data=f"want:{service.code}", label="report"), Button(data=back, label="back"))
    await _show(what, desk, "service.one", facts, (row,))


async def want_pressed(what: Pressed, desk: Desk) -> None:
    """我要反映, about one service."""
    await ask_for_words(what, desk, _known(desk, what.args[0]))


async def report_pressed(what: Pressed, desk: Desk) -> None:
    """我要反映, about whatever it is."""
    await ask_for_words(what, desk, None)


async def ask_for_words(what: Said | Pressed, desk: Desk, service: Service | None) -> None:
    """Ask what it is about; what the person says next is a report. Raises Unknown outside the private chat."""
    if not what.where.private:
        raise Unknown("unknown_button")
    if not desk.book.grids:
        raise Unknown("no_directory")
    await announce(desk, await meet(desk, what.who), service.code if service else None)
    rows: Rows = ((Button(data=f"service:{service.code}", label="back"),),) if service else ()
    await _show(what, desk, "service.say_it", {"name": service.name if service else None}, rows, bool(service))


def _known(desk: Desk, code: str) -> Service:
    service = desk.book.services.get(code)
    if service is None:
        raise Unknown("unknown_button")
    return service


def _button(service: Service) -> Button:
    return Button(data=f"service:{service.code}", name=service.name)


def _category_button(like: Service) -> Button:
    return Button(data=f"category:{like.code}:0", name=like.category or "", label="others")


async def _show(
    what: Said | Pressed, desk: Desk, phrase: str, facts: dict[str, Any], rows: Rows, edits: bool = True
) -> None:
    """In answer to a message, or in place of what the button stood under."""
    to = ToChat(what.where.id)
    if isinstance(what, Pressed):
        await desk.tell(Notice(to, phrase, facts, rows, edits=what.message_id if edits else None))
    else:
        await desk.tell(Notice(to, phrase, facts, rows, reply_to=what.message_id))
