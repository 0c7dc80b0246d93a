"""The table of verbs is kept: by the one door, and by the diagram that the README shows."""

from pathlib import Path

import pytest

from desk.desk import Desk
from desk.errors import NotAllowed, WrongState
from desk.people.permissions import Standing
from desk.tickets.move import Target, move
from desk.tickets.verbs import RULES, diagram
from storage import people
from storage.kinds import Priority, Role, Status, Verb
from storage.people import Person
from storage.tickets import Supporter, Ticket
from tests.town import MONDAY_MORNING

README = Path(__file__).parents[2] / "README.md"
OPENS = "<!-- verbs -->"
CAST = {"reporter": 2001, "supporter": 2002, "bystander": 2003, "handler": 1002, "owner": 1001, "above": 1004}

# What DESIGN and CONTRACT say, written down a second time: who, from which states. The reporter has not resolved it.
AGREED = """
accept    handler owner above             new
transfer  handler owner above             new accepted on_hold
return    handler                         new accepted
hold      handler owner above             new accepted
resolve   handler owner above             new accepted on_hold
confirm   reporter supporter              resolved
close     schedule                        resolved
reopen    reporter supporter owner above  resolved closed
cancel    reporter owner above            new accepted on_hold
merge     handler owner above             new accepted on_hold
unmerge   handler owner above             merged
"""
ROWS = [line.split() for line in AGREED.strip().splitlines()]


async def _person(desk: Desk, number: int) -> Person:
    person = await people.by_telegram_id(desk.session, number)
    assert person is not None
    return person


async def _ticket(desk: Desk, status: Status, resolver: str = "handler") -> Ticket:
    """张伟's ticket, supported by 刘洋, in 老周's hands, under 王芳."""
    ids = {standing: (await _person(desk, number)).id or 0 for standing, number in CAST.items()}
    done = status in {Status.RESOLVED, Status.CLOSED}
    ticket = Ticket(
        status=status,
        grid="G01",
        building="ZSH",
        service="P01",
        priority=Priority.HIGH,
        role=Role.PROPERTY_OFFICER,
        handler_id=ids["handler"],
        owner_id=ids["owner"],
        reporter_id=ids["reporter"],
        resolver_id=ids[resolver] if done else None,
        chat_id=-1001,
        message_id=1,
        text="12楼电梯按了没反应",
        created_at=MONDAY_MORNING,
        accept_due=MONDAY_MORNING,
        resolve_due=MONDAY_MORNING,
    )
    desk.session.add(ticket)
    await desk.session.flush()
    desk.session.add(Supporter(ticket_id=ticket.id or 0, person_id=ids["supporter"], at=MONDAY_MORNING))
    await desk.session.flush()
    return ticket


async def _opens(desk: Desk, verb: Verb, status: Status, who: str) -> bool:
    """Whether the door opens; if it does not, nothing about the ticket may have changed."""
    trial = await desk.session.begin_nested()
    ticket = await _ticket(desk, status)
    by = None if who == "schedule" else await _person(desk, CAST[who])
    try:
        await move(desk, ticket, verb, by, target=Target(role=Role.GRID_LEADER))
    except (NotAllowed, WrongState):
        assert ticket.status is status
        return False
    else:
        assert ticket.status is RULES[verb].target
        return True
    finally:
        await trial.rollback()
        desk.session.expunge_all()


def test_every_verb_of_the_table_is_agreed() -> None:
    assert {row[0] for row in ROWS} == {verb.value for verb in RULES}


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
async def test_door_opens_for_those_agreed_and_from_the_states_agreed(desk: Desk, row: list[str]) -> None:
    verb, words = Verb(row[0]), set(row[1:])
    everyone = [*CAST, "schedule"]
    agreed = {(status, who) for status in Status for who in everyone if {status.value, who} <= words}
    opened = {(status, who) for status in Status for who in everyone if await _opens(desk, verb, status, who)}
    assert opened == agreed


async def test_whoever_may_not_is_told_so_whatever_the_state(desk: Desk) -> None:
    ticket = await _ticket(desk, Status.CANCELLED)
    with pytest.raises(NotAllowed):
        await move(desk, ticket, Verb.ACCEPT, await _person(desk, CAST["bystander"]))
    with pytest.raises(WrongState):
        await move(desk, ticket, Verb.ACCEPT, await _person(desk, CAST["handler"]))


@pytest.mark.parametrize("who", ["reporter", "handler", "owner"])
async def test_nobody_confirms_their_own_resolution(desk: Desk, who: str) -> None:
    ticket = await _ticket(desk, Status.RESOLVED, resolver=who)
    with pytest.raises(NotAllowed):
        await move(desk, ticket, Verb.CONFIRM, await _person(desk, CAST[who]))


@pytest.mark.parametrize("who", ["supporter", "above"])
async def test_others_confirm_what_the_reporter_resolved(desk: Desk, who: str) -> None:
    ticket = await _ticket(desk, Status.RESOLVED, resolver="reporter")
    await move(desk, ticket, Verb.CONFIRM, await _person(desk, CAST[who]))
    assert ticket.status is Status.CLOSED


def test_every_standing_is_in_the_play() -> None:
    assert {*CAST, "schedule", "assistant"} - {"bystander"} == {standing.value for standing in Standing}


def test_readme_shows_the_table_as_it_is() -> None:
    shown = README.read_text("utf-8").partition(OPENS)[2].partition("<!--")[0]
    assert shown.strip() == f"```mermaid\n{diagram()}\n```"
