"""The light of a ticket: counted back from when it is due, whatever has happened to it before."""

from datetime import datetime, timedelta

from desk.tickets.deadlines import light
from storage.tickets import Ticket
from tests.town import Town

LIFT = "12楼电梯按了没反应"


async def light_of(town: Town, at: datetime, number: int = 1) -> str:
    """The light that the ticket shows at that time."""
    town.clock.move_to(at)
    async with town.store.write() as session:
        bench = await town.app.workshop.bench(session)
        return light(bench.desk, await session.get_one(Ticket, number))


async def test_late_accepted_ticket_turns_yellow_before_it_is_due(town: Town) -> None:
    await town.zhang.says(LIFT)
    ticket = await town.ticket()
    assert await light_of(town, ticket.accept_due - timedelta(minutes=1)) == "yellow"
    assert await light_of(town, ticket.accept_due + timedelta(minutes=1)) == "red"
    town.clock.move_to(ticket.resolve_due - timedelta(minutes=30))
    await town.zhou.tells_bot("/accept 1")
    assert await light_of(town, ticket.resolve_due - timedelta(minutes=29)) == "yellow"
    assert await light_of(town, ticket.resolve_due + timedelta(minutes=1)) == "red"


async def test_ticket_handed_on_or_opened_again_starts_green(town: Town) -> None:
    await town.zhang.says("11楼空调不制冷了")
    town.clock.move_to((await town.ticket()).accept_due)
    await town.wang.says("/transfer 1 tax")
    handed = await town.ticket()
    assert await light_of(town, town.clock.now()) == "green"
    assert await light_of(town, handed.accept_due) == "yellow"
    await town.li.tells_bot("/accept 1")
    town.clock.move_to(handed.resolve_due - timedelta(minutes=5))
    await town.li.tells_bot("/resolve 1 好了")
    await town.zhang.says("/reopen 1 还是热风")
    again = await town.ticket()
    assert await light_of(town, town.clock.now()) == "green"
    assert await light_of(town, again.resolve_due - timedelta(minutes=5)) == "yellow"
    assert await light_of(town, again.resolve_due + timedelta(minutes=5)) == "red"
