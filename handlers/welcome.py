"""Say who 小邻 is and what this person can do next; note whether they can be written to."""

import re
from dataclasses import replace
from typing import Any

from desk.desk import Desk
from desk.people.absence import rights
from desk.people.acquaintance import can_be_reached, meet
from desk.people.permissions import is_admin
from desk.tickets import cards, missed
from desk.values import Button, Notice, Reached, Rows, Said, ToChat, Who, pairs
from handlers import checkins, events, services
from storage import people, tickets
from storage.kinds import DISTRICT_ROLES, OFFICER_ROLES, Role
from storage.people import Grant
from storage.tickets import Ticket

TICKET = re.compile("t[0-9]{1,18}")

# What a role lets its holder do here, as the welcome says it.
DUTIES: dict[Role, str] = {
    Role.GRID_LEADER: "leader",
    **dict.fromkeys((*sorted(OFFICER_ROLES), Role.UNIT_STAFF), "handler"),
    **dict.fromkeys((Role.BUILDING_CHIEF, *sorted(DISTRICT_ROLES)), "above"),
}
COUNTED = 100  # tickets; more than that is no number to read on a phone


async def start(what: Said, desk: Desk) -> None:
    """`/start`, plain or from a link: `t128` leads to a ticket's card, `e12` to an event, `c12-code` checks in there,
    `services` and `report` do as the buttons do."""
    if not (what.where.private and await _followed(what, desk)):
        await _introduce(what, desk, "welcome.start")
        if what.where.private:
            await desk.tell(*await missed.newest(desk, await meet(desk, what.who)))


async def _followed(what: Said, desk: Desk) -> bool:
    payload = what.text.strip()
    if TICKET.fullmatch(payload):
        person, found = await meet(desk, what.who), await desk.session.get(Ticket, int(payload[1:]))
        if found is None or not await cards.concerns(desk, found, person):
            return False
        await desk.tell(await cards.in_private(desk, found, await cards.view(desk, found), person, again=True))
        return True
    if await checkins.followed(what, desk):
        return True
    name, _, code = payload.partition("-")
    if name == "services":
        await services.overview(what, desk)
    elif name == "report":
        await services.ask_for_words(what, desk, desk.book.services.get(code))
    elif name == "event":
        await events.event(replace(what, text="", command="event"), desk)
    return name in {"services", "report", "event"}


async def help_(what: Said, desk: Desk) -> None:
    """`/help`."""
    await _introduce(what, desk, "welcome.help")


async def _introduce(what: Said, desk: Desk, phrase: str) -> None:
    person = await meet(desk, what.who)
    grants = await people.grants(desk.session, person.id or 0)
    admin = is_admin(desk, person)
    own = await tickets.of_reporter(desk.session, person.id or 0, COUNTED)
    facts = {
        "person": person,
        "offices": _offices(desk, grants),
        "duties": list(dict.fromkeys([*(DUTIES[grant.role] for grant in grants), *(["admin"] if admin else [])])),
        "admin": admin,
        "private": what.where.private,
        "todo": len(await tickets.open_for(desk.session, *await rights(desk, person), admin, COUNTED)),
        "mine": sum(ticket.status in tickets.OPEN for ticket in own),
    }
    buttons = _taps(bool(grants) or admin) if what.where.private else ()
    await desk.tell(Notice(ToChat(what.where.id), phrase, facts, buttons, reply_to=what.message_id))


def _offices(desk: Desk, grants: list[Grant]) -> list[dict[str, Any]]:
    """Each role with the names of what it is held for."""
    scopes: dict[Role, list[str]] = {}
    for grant in grants:
        scopes.setdefault(grant.role, []).append(desk.book.name_of(grant.scope))
    return [{"role": role.value, "scopes": names} for role, names in scopes.items()]


def _taps(works: bool) -> Rows:
    taps = ("report", "mine", *(("todo",) if works else ()), "services")
    return pairs([Button(data=tap, label=tap) for tap in taps])


async def unknown_command(what: Said, desk: Desk) -> None:
    """A command that we do not have; in a group it may be another bot's, so only privately is it answered."""
    await desk.tell(Notice(ToChat(what.where.id), "no.unknown_command", {"command": what.command}))


async def reached(what: Reached, desk: Desk) -> None:
    """The person opened or blocked the private chat."""
    await reachable(desk, what.who, what.reachable)


async def reachable(desk: Desk, who: Who, is_reachable: bool) -> None:
    """Note whether a person can be written to; the cards of whoever is back tell the truth again."""
    if await can_be_reached(desk, who, is_reachable):
        await desk.tell(*await missed.corrections(desk, await meet(desk, who)))
