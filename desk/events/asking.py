"""Ask for an event step by step: what was said so far stands in a row, and makes one line in the end."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from desk.desk import Desk
from desk.errors import BadArgument, WrongState
from desk.events import drafting, making, retiming
from desk.events.permissions import Reach, may_make
from desk.values import Button, File, Notice, Rows, Said, ToChat, pairs
from storage import events, plans
from storage.events import Happening
from storage.kinds import Lane
from storage.people import Person
from storage.plans import Plan

PATIENCE = timedelta(minutes=30)  # what is said privately later than that is about something else
SKIP, STOP = "-", "stop"
GIVEN_UP = re.compile(r"(?:算了|不办了?|不发了?|不用了|先?不要了|never ?mind|stop)[吧。.!！]*", re.IGNORECASE)
TICKETS = "tickets"  # what it was proposed from, among what was said
MOST_BUTTONS = 24


def _brands(desk: Desk, _theirs: Reach) -> list[Button]:
    brands = desk.book.directory.rest.get("brands", [])
    return [Button(data=f"step:brand:{one['code']}", name=str(one["name"])) for one in brands]


def _places(_desk: Desk, _theirs: Reach) -> list[Button]:
    return [Button(data=f"step:capacity:{count}", name=str(count)) for count in (20, 30, 50, 100)]


def _grids(desk: Desk, theirs: Reach) -> list[Button]:
    """Buildings for whoever may invite everybody, else the grids that are theirs."""
    if theirs.district or not theirs.grids:
        houses = desk.book.directory.buildings
        return [Button(data=f"step:grids:{one.code}", name=one.name) for one in houses]
    return [Button(data=f"step:grids:{code}", name=desk.book.name_of(code)) for code in sorted(theirs.grids)]


def _units(desk: Desk, theirs: Reach) -> list[Button]:
    codes = sorted(theirs.units) if theirs.units and not theirs.district else list(desk.book.units)
    return [Button(data=f"step:unit:{code}", name=desk.book.name_of(code)) for code in codes]


def _none(_desk: Desk, _theirs: Reach) -> list[Button]:
    return []


@dataclass(frozen=True, slots=True)
class Step:
    """A question. `label`: under which label its answer stands in the line; `needed`: it cannot be passed over."""

    name: str
    label: str
    choices: Callable[[Desk, Reach], list[Button]] = _none
    needed: bool = False


STEPS = (
    Step("brand", "brand", _brands),
    Step("title", "title"),
    Step("when", "when", needed=True),
    Step("place", "place"),
    Step("capacity", "places", _places),
    Step("grids", "for", _grids),
    Step("unit", "host", _units),
    Step("picture", ""),
)
BY_NAME = {step.name: step for step in STEPS}


async def keep(desk: Desk, person: Person, asks: str, event: Happening | None = None, said: Any = None) -> Plan:
    """What this person is being asked from now on, in place of anything before; what is `said` already is not asked."""
    plan = await plans.plan_of(desk.session, person.id or 0) or Plan(
        person_id=person.id or 0, asks="", said={}, at=desk.now
    )
    plan.asks, plan.said, plan.at = asks, said or {}, desk.now
    plan.event_id = event.id if event is not None else None
    desk.session.add(plan)
    await desk.session.flush()
    return plan


async def current(desk: Desk, person: Person) -> Plan | None:
    """What the person was asked not long ago."""
    plan = await plans.plan_of(desk.session, person.id or 0)
    return plan if plan is not None and plan.at > desk.now - PATIENCE else None


async def drop(desk: Desk, person: Person) -> None:
    """They are not asked any more."""
    plan = await plans.plan_of(desk.session, person.id or 0)
    if plan is not None:
        await desk.session.delete(plan)
        await desk.session.flush()


async def begin(desk: Desk, person: Person, chat_id: int) -> list[Notice]:
    """Ask the first question. Raises NotAllowed."""
    await may_make(desk, person)
    plan = await keep(desk, person, STEPS[0].name)
    return [await _question(desk, person, plan, chat_id)]


async def _question(desk: Desk, person: Person, plan: Plan, chat_id: int, edits: int | None = None) -> Notice:
    step = BY_NAME[plan.asks]
    theirs = await may_make(desk, person)
    rows = pairs(step.choices(desk, theirs)[:MOST_BUTTONS])
    facts = {"step": step.name, "number": STEPS.index(step) + 1, "count": len(STEPS)}
    buttons: Rows = (*rows, await _ways_on(desk, person, step))
    return Notice(ToChat(chat_id), "event.ask", facts, buttons, Lane.ANSWER, edits=edits)


async def _ways_on(desk: Desk, person: Person, step: Step) -> tuple[Button, ...]:
    """Pass over the question, do as last time, or give it up."""
    last = await events.last_of(desk.session, person.id or 0) if step is STEPS[0] else None
    again = (Button(data=f"copy:{last.id}", label="copy"),) if last is not None else ()
    skip = () if step.needed else (Button(data=f"step:{step.name}:{SKIP}", label="skip"),)
    return (*again, *skip, Button(data=f"step:{step.name}:{STOP}", label="discard"))


async def chosen(desk: Desk, person: Person, step: str, value: str, chat_id: int, message_id: int) -> list[Notice]:
    """A button under a question was pressed. Raises WrongState where something else is asked by now."""
    plan = await plans.plan_of(desk.session, person.id or 0)
    if plan is None or plan.asks != step or step not in BY_NAME:
        raise WrongState("event_step_over")
    if value == STOP:
        await drop(desk, person)
        return [Notice(ToChat(chat_id), "event.dropped", {}, edits=message_id)]
    if value == SKIP and BY_NAME[step].needed:
        raise WrongState("event_step_over")
    return await _on(desk, person, plan, None if value == SKIP else value, chat_id, message_id)


async def _on(
    desk: Desk, person: Person, plan: Plan, value: str | None, chat_id: int, edits: int | None = None
) -> list[Notice]:
    """Keep the answer and ask the next question; after the last one, show what it will be like."""
    said = {**plan.said, **({plan.asks: value} if value is not None else {})}
    left = [step for step in STEPS[STEPS.index(BY_NAME[plan.asks]) + 1 :] if step.name not in said]
    if left:
        plan.asks, plan.said, plan.at = left[0].name, said, desk.now
        await desk.session.flush()
        return [await _question(desk, person, plan, chat_id, edits)]
    picture = (File("photo", said["picture"], ""),) if said.get("picture") else ()
    read = await making.read(desk, line(said))
    event = await drafting.make(desk, person, read, picture)
    await drop(desk, person)
    return [await drafting.preview(desk, event, chat_id, drafting.notes_on(read))]


def line(said: dict[str, str]) -> str:
    """All that was said, as one would have written it at once."""
    named = [(BY_NAME[name].label, value) for name, value in said.items() if name in BY_NAME and value]
    lines = [f"{label}: {' '.join(value.split())}" for label, value in named if label]
    return "\n".join([*lines, said.get(TICKETS, "")]) + "\n"


async def answered(desk: Desk, person: Person, plan: Plan, what: Said) -> list[Notice]:
    """The answer to a question, in words or as a picture. Raises what reading it raises; then it is still asked."""
    if plan.asks == "picture":
        photo = next((file.file_id for file in what.files if file.kind == "photo"), None)
        if photo is None:
            raise BadArgument("event_picture")
        return await _on(desk, person, plan, photo, what.where.id)
    words = " ".join(what.text.split())
    if not words:
        raise BadArgument("event_in_words")
    if GIVEN_UP.fullmatch(words):
        await drop(desk, person)
        return [Notice(ToChat(what.where.id), "event.dropped", {})]
    await CHECKS.get(plan.asks, _anything)(desk, words)
    return await _on(desk, person, plan, words, what.where.id)


async def _anything(_desk: Desk, _words: str) -> None:
    """Any words will do."""


async def _when(desk: Desk, words: str) -> None:
    if "starts_at" not in (await making.read(desk, f"when: {words}\n")).fields:
        raise BadArgument("event_when_step")


async def _capacity(desk: Desk, words: str) -> None:
    await making.read(desk, f"places: {words}\n")


async def _named(desk: Desk, words: str) -> None:
    making.grids_named(desk.book, words)


async def _hosted(desk: Desk, words: str) -> None:
    making.unit_named(desk.book, words)


CHECKS: dict[str, Callable[[Desk, str], Awaitable[None]]] = {
    "when": _when,
    "capacity": _capacity,
    "grids": _named,
    "unit": _hosted,
}


async def ask(desk: Desk, person: Person, event: Happening, asks: str, phrase: str) -> Notice:
    """Ask something about an event in words, privately. `phrase`: the question."""
    await keep(desk, person, asks, event)
    facts = {"title": event.title, "number": event.id}
    buttons = ((Button(data=f"keep:{event.id}", label="keep"),),)
    return Notice(ToChat(person.telegram_id), phrase, facts, buttons)


async def again(desk: Desk, person: Person, event: Happening, words: str, files: Sequence[File] = ()) -> list[Notice]:
    """The same as an event of before, at the time (and with what else) that the words say."""
    from_before = {name: getattr(event, name) for name in drafting.COPIED}
    read = await making.read(desk, words)
    retiming.keep_hour(desk, event, read, words)
    if len(read.fields) > 1 and not read.titled:
        read.fields.pop("title", None)
    both = replace(read, fields=from_before | read.fields, notes=[])
    made = await drafting.make(desk, person, both, files)
    return [await drafting.preview(desk, made, person.telegram_id, drafting.notes_on(read))]
