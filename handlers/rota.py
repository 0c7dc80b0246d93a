"""Make rounds of duty, change single days of them, look at them and end them: /rota, for admins."""

import re

from desk.desk import Desk
from desk.duty import changing, making, viewing
from desk.duty.reading import Asked, asked, days_of, hours, rhythm
from desk.errors import BadArgument
from desk.people.acquaintance import meet
from desk.values import Button, Notice, Pressed, Said, ToChat, pairs
from handlers import rounds
from handlers.arguments import number
from handlers.round_reports import answer, show
from storage import rota as records
from storage.people import Person

NUMBER = re.compile(r"(?P<stop>停止|结束|stop)?\s*R?(?P<number>[0-9]{1,15})\s*(?P<end>停止|结束|stop)?", re.IGNORECASE)


async def command(what: Said, desk: Desk) -> None:
    """`/rota STATIONS UNITS WHEN` makes a round, `/rota STATION DATE UNIT|不值班` an exception; `/rota 3 [停止]`."""
    by = await meet(desk, what.who)
    making.only_admins(desk, by)
    words = what.text.strip()
    if not desk.book.directory.stations:
        raise BadArgument("rota_no_stations")
    if not words:
        await rounds.begin(what, desk, by)
    elif (found := NUMBER.fullmatch(words)) is not None:
        await _one(what, desk, by, int(found["number"]), bool(found["stop"] or found["end"]))
    else:
        await _asked(what, desk, by, asked(desk, words))


async def _asked(what: Said, desk: Desk, by: Person, line: Asked) -> None:
    if not line.stations:
        raise BadArgument("rota_stations")
    if line.found is None and not line.units and not line.off:
        await _list(what, desk, line.stations)
    elif line.found is None:
        raise BadArgument("rota_when")
    elif line.found.series is None:
        await _exception(what, desk, by, line)
    else:
        await _draft(what, desk, by, line)


async def _draft(what: Said, desk: Desk, by: Person, line: Asked) -> None:
    if not line.units or line.off or line.found is None:
        raise BadArgument("rota_units")
    fields = rhythm(desk, line.found)
    new = await making.draft(desk, by, stations=list(line.stations), units=list(line.units), turn=line.turn, **fields)
    await making.check(desk, new)
    await show(what, desk, new)


async def _exception(what: Said, desk: Desk, by: Person, line: Asked) -> None:
    """`/rota ST01 12月25日 hr`, or 不值班."""
    if line.found is None or len(line.stations) > 1 or len(line.units) > 1 or line.off == bool(line.units):
        raise BadArgument("rota_exception")
    span = None if line.found.whole_day else hours(desk, line.found)
    unit = line.units[0] if line.units else None
    changes = await changing.make(desk, by, line.stations[0], days_of(line.found), unit, span)
    facts = {"changes": changing.facts_of(desk, changes)}
    await desk.tell(Notice(ToChat(what.where.id), "rota.excepted", facts, reply_to=what.message_id))
    await desk.tell(*await changing.told(desk, changes))


async def _one(what: Said, desk: Desk, by: Person, number_: int, stops: bool) -> None:
    if stops:
        await _stop(what, desk, by, number_)
    else:
        await show(what, desk, await making.get(desk, number_))


async def _list(what: Said | Pressed, desk: Desk, stations: tuple[str, ...] = ()) -> None:
    """The rounds that go on, a button each."""
    found = [one for one in await records.running(desk.session) if not stations or set(stations) & set(one.stations)]
    facts = {"rounds": [viewing.terms(desk, one) for one in found]}
    buttons = pairs([Button(data=f"rota_show:{one.id}", name=f"R{one.id}") for one in found])
    await answer(what, desk, "rota.list", facts, buttons)


async def show_pressed(what: Pressed, desk: Desk) -> None:
    """A round from the list."""
    making.only_admins(desk, await meet(desk, what.who))
    await show(what, desk, await making.get(desk, number(what.args[0])))


async def list_pressed(what: Pressed, desk: Desk) -> None:
    """已有轮值."""
    making.only_admins(desk, await meet(desk, what.who))
    await _list(what, desk)


async def start_pressed(what: Pressed, desk: Desk) -> None:
    """开始轮值."""
    by = await meet(desk, what.who)
    told = await making.start(desk, by, number(what.args[0]))
    round_ = await making.get(desk, number(what.args[0]))
    await answer(what, desk, "rota.started", viewing.terms(desk, round_))
    await desk.tell(*told)
    desk.verdict("rota.begun")


async def stop_pressed(what: Pressed, desk: Desk) -> None:
    """停止, or 不要了 for a draft."""
    await _stop(what, desk, await meet(desk, what.who), number(what.args[0]))


async def _stop(what: Said | Pressed, desk: Desk, by: Person, number_: int) -> None:
    told = await making.stop(desk, by, number_)
    await answer(what, desk, "rota.stopped", viewing.terms(desk, await making.get(desk, number_)))
    await desk.tell(*told)
