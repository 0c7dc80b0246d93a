"""What came of each message, against what it is."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlmodel import col, select

from bot.chatroom import Message
from desk.offering import offered_to
from storage.inbox import Inbox
from storage.kinds import OutboxKind, OutboxState, Verb
from storage.outbox import Outbox
from storage.tickets import Attachment, Event, Ticket
from tests.day.play import Day
from tests.day.script import Line

ANSWERED = frozenset({Verb.CONFIRM, Verb.CLOSE, Verb.RATE})


@dataclass(slots=True)
class Outcome:
    """A line, and what it did: verbs in the histories of tickets; `offered`: it was asked whether it is a matter."""

    line: Line
    message: Message
    did: set[tuple[Verb, int]] = field(default_factory=set)
    attached: set[int] = field(default_factory=set)
    offered: bool = False

    def does(self, *verbs: Verb) -> set[int]:
        """The tickets that it did one of these to."""
        return {ticket for verb, ticket in self.did if verb in verbs}


@dataclass(frozen=True, slots=True)
class Judged:
    """`marks`: what was right and what was not, by kind, each with its lines in words."""

    messages: int
    chatter: int
    near: int
    right: dict[str, int]
    wrong: dict[str, list[str]]
    of: dict[str, int]
    bot_messages: int
    bot_edits: int
    offers: int
    let_in: int
    outcomes: list[Outcome]


async def measure(day: Day) -> Judged:
    """Read it out of the records."""
    outcomes, tickets = await _outcomes(day)
    right, wrong, of = _compared(outcomes, tickets)
    async with day.town.store.read() as session:
        here = Outbox.chat_id == day.group.id
        sent = (await session.exec(select(Outbox.kind).where(here, Outbox.state == OutboxState.SENT))).all()
        let_in = (await session.exec(select(Inbox.id).where(Inbox.chat_id == day.group.id))).all()
    lines = [line for line in day.lines if not line.label]
    return Judged(
        messages=sum(line.messages for line in day.lines),
        chatter=sum(line.messages for line in lines),
        near=sum(line.near for line in lines),
        right=right,
        wrong=wrong,
        of=of,
        bot_messages=sent.count(OutboxKind.SEND),
        bot_edits=sent.count(OutboxKind.EDIT),
        offers=sum(one.offered for one in outcomes),
        let_in=len(let_in),
        outcomes=outcomes,
    )


async def _outcomes(day: Day) -> tuple[list[Outcome], dict[int, Ticket]]:
    """One for each message; an edit's history lines are those of the message that it changed."""
    async with day.town.store.read() as session:
        events = (await session.exec(select(Event).where(Event.chat_id == day.group.id))).all()
        files = (await session.exec(select(Attachment))).all()
        keys = set((await session.exec(select(Outbox.key).where(col(Outbox.key).is_not(None)))).all())
        tickets = {one.id or 0: one for one in (await session.exec(select(Ticket))).all()}
    by_message: dict[int | None, set[tuple[Verb, int]]] = defaultdict(set)
    for event in events:
        by_message[event.message_id].add((event.verb, event.ticket_id))
    shown_with = {one.file_unique_id: one.ticket_id for one in files}
    outcomes = []
    for line, messages in day.said:
        for message in messages:
            one = Outcome(line, message, by_message[message.id], offered=offered_to(day.group.id, message.id) in keys)
            if message.file is not None and message.file.unique_id in shown_with:
                one.attached.add(shown_with[message.file.unique_id])
            outcomes.append(one)
    return outcomes, tickets


Compared = tuple[dict[str, int], dict[str, list[str]], dict[str, int]]


def _compared(outcomes: list[Outcome], tickets: dict[int, Ticket]) -> Compared:
    right: dict[str, int] = defaultdict(int)
    of: dict[str, int] = defaultdict(int)
    wrong: dict[str, list[str]] = defaultdict(list)
    number: dict[str, int] = {}
    for one in outcomes:
        if one.line.label == "issue" and (opened := one.does(Verb.OPEN)):
            number[one.line.about] = min(opened)
    for one in outcomes:
        for what, is_right, why in _judged(one, number.get(one.line.about), tickets):
            of[what] += 1
            right[what] += is_right
            if not is_right:
                wrong[what].append(
                    f"{one.line.at:%H:%M} {one.line.who}：{one.line.text or f'［{one.line.kind}］'}{why}"
                )
    return right, wrong, of


def _judged(one: Outcome, number: int | None, tickets: dict[int, Ticket]) -> Iterator[tuple[str, bool, str]]:
    """What is to be said of it: which promise it is about, whether it was kept, and what happened instead."""
    line = one.line
    mine = {number} if number is not None else set()
    if line.label == "issue":
        instead = "" if number is not None else " → offered" if one.offered else " → nothing"
        joined = one.does(Verb.SUPPORT)
        yield "issues with a card", number is not None, f" → joined #{min(joined)}" if joined else instead
        yield from _facts(line, tickets[number]) if number is not None else ()
    elif line.label == "more":
        done = one.attached | one.does(Verb.PROGRESS)
        yield "follow-ups attached", bool(done & mine), _instead(one)
    elif line.label == "same":
        yield "supporters", bool(one.does(Verb.SUPPORT) & mine), _instead(one)
    elif line.label == "done":
        yield "replies that say done", bool(one.does(Verb.RESOLVE) & mine), _instead(one)
    elif line.label == "going":
        kept = bool(one.does(Verb.PROGRESS) & mine) and not one.does(Verb.RESOLVE)
        yield "replies that say not yet", kept, _instead(one)
    elif line.label == "answer":
        yield "reporters' answers", bool(one.does(*ANSWERED) & mine), _instead(one)
    elif line.label == "edit":
        yield "edits", bool(one.does(Verb.PROGRESS) & mine), _instead(one)
    else:
        yield "chatter left alone", not one.did and not one.attached and not one.offered, _instead(one)


def _facts(line: Line, ticket: Ticket) -> Iterator[tuple[str, bool, str]]:
    wanted = line.marks.get("service")
    yield "services", ticket.service == wanted, f" → {ticket.service}, not {wanted}"
    floor = int(line.marks["floor"]) if "floor" in line.marks else None
    yield "floors", ticket.floor == floor, f" → {ticket.floor}, not {floor}"
    priority = line.marks.get("priority", "normal")
    yield "priorities", ticket.priority.value == priority, f" → {ticket.priority.value}, not {priority}"


def _instead(one: Outcome) -> str:
    did = sorted(f"{verb.value} #{ticket}" for verb, ticket in one.did)
    did += [f"attached to #{ticket}" for ticket in sorted(one.attached)] + ["offered"] * one.offered
    return f" → {', '.join(did) or 'nothing'}"
