"""Ask those concerned whether it is really done, and take their answers. Silence is never satisfaction."""

from desk.desk import Desk
from desk.errors import WrongState
from desk.people.permissions import ASKED, Standing, standings
from desk.tickets import cards, deadlines, escalating, reaching
from desk.tickets.move import allow, move, note, refusal
from desk.tickets.opening import attach
from desk.tickets.routing import next_rung
from desk.values import Button, File, Notice, Rows, ToChat, Where
from storage import tickets
from storage.chats import Chat
from storage.kinds import ChatKind, Lane, Shows, Status, Verb
from storage.people import Person
from storage.tickets import Ticket

ENOUGH = 2  # times that it was not solved after all; then a rung above looks at it
RATINGS = {"satisfied": 5, "fair": 3, "dissatisfied": 1}  # 满意, 一般, 不满意 (CONTRACT)


async def asked(desk: Desk, ticket: Ticket) -> list[Person]:
    """Who is asked: reporter and supporters but for the one who resolved it; if nobody is left, the next rung."""
    ids = [ticket.reporter_id, *(one.person_id for one in await tickets.supporters(desk.session, ticket.id or 0))]
    concerned = [await desk.session.get_one(Person, one) for one in ids if one != ticket.resolver_id]
    if concerned:
        return concerned
    above = await next_rung(desk, ticket.grid, ticket.building, ticket.resolver_id)
    return [above] if above is not None else []


def _answers(number: int) -> Rows:
    labels = [[*RATINGS], ["unsolved"]]
    return tuple(tuple(Button(data=f"{label}:{number}", label=label) for label in row) for row in labels)


async def ask(desk: Desk, ticket: Ticket, phrase: str = "ask.resolved") -> list[Notice]:
    """Put the question where it was said: once in a group for all who said it there, else privately to each."""
    people = await asked(desk, ticket)
    shown, buttons = await cards.view(desk, ticket), _answers(ticket.id or 0)
    lane = Lane.REMINDER if phrase == "ask.again" else Lane.CARD
    said_in = await desk.session.get(Chat, ticket.chat_id)
    in_group = said_in is not None and said_in.kind is not ChatKind.PRIVATE and said_in.present
    concerned = {ticket.reporter_id, *(one.person_id for one in await tickets.supporters(desk.session, ticket.id or 0))}
    openly = await _openly(desk, ticket, people) if in_group else []
    notices = []
    if any(person.id in concerned for person in openly):
        to, facts = ToChat(ticket.chat_id), {"ticket": shown, "people": openly}
        notices.append(Notice(to, phrase, facts, buttons, lane, ticket.id, Shows.QUESTION, ticket.message_id))
        people = [person for person in people if person not in openly]
    for person in people:
        alone = await reaching.privately(desk, ticket, person)
        facts = {"ticket": shown, "people": [person]}
        notices.append(Notice(alone, phrase, facts, buttons, lane, ticket.id, Shows.QUESTION))
    return notices


async def _openly(desk: Desk, ticket: Ticket, people: list[Person]) -> list[Person]:
    """Who of them may be named in front of the others."""
    return [person for person in people if await reaching.may_be_named(desk, ticket, person)]


async def ask_one(desk: Desk, ticket: Ticket, person: Person) -> Notice:
    """Put the question to one of those who are asked, privately."""
    facts = {"ticket": await cards.view(desk, ticket), "people": [person]}
    to, buttons = await reaching.privately(desk, ticket, person), _answers(ticket.id or 0)
    return Notice(to, "ask.resolved", facts, buttons, Lane.CARD, ticket.id, Shows.QUESTION)


async def restate(desk: Desk, ticket: Ticket) -> list[Notice]:
    """The questions that still stand, with what is said of the work now."""
    if ticket.status is not Status.RESOLVED:
        return []
    shown, buttons, people = await cards.view(desk, ticket), _answers(ticket.id or 0), await asked(desk, ticket)
    openly = await _openly(desk, ticket, people)
    notices = []
    for one in await tickets.questions(desk.session, ticket.id or 0):
        if await reaching.is_left(desk, one.chat_id):
            continue
        alone = [person for person in people if person.telegram_id == one.chat_id]
        facts = {"ticket": shown, "people": alone or openly}
        notices.append(Notice(ToChat(one.chat_id), "ask.resolved", facts, buttons, Lane.CARD, ticket.id, shown=one.id))
    return notices


async def ask_again(desk: Desk, ticket: Ticket) -> list[Notice]:
    """Ask once more; the question that stood until now keeps its words, and the buttons move to the new one."""
    facts = {"ticket": await cards.view(desk, ticket)}
    notices = []
    for question in await tickets.questions(desk.session, ticket.id or 0):
        question.purpose = Shows.NOTE
        if await reaching.is_left(desk, question.chat_id):
            continue
        to = ToChat(question.chat_id)
        notices.append(Notice(to, "ask.before", facts, (), Lane.CARD, ticket.id, shown=question.id))
    return notices + await ask(desk, ticket, "ask.again")


async def rate(desk: Desk, ticket: Ticket, by: Person, rating: int | None) -> list[Notice]:
    """Close with this rating (None: confirmed without one). Raises NotAllowed, WrongState."""
    await move(desk, ticket, Verb.CONFIRM, by)
    ticket.rating = rating
    if rating is not None:
        note(desk, ticket, Verb.RATE, by, str(rating))
    notices = await cards.refresh(desk, ticket) + await settle(desk, ticket, by)
    if rating is not None and rating <= RATINGS["dissatisfied"]:
        notices += await ask_reason(desk, ticket, by, "ask.why_dissatisfied")
    return notices


async def reopen(
    desk: Desk, ticket: Ticket, by: Person, reason: str = "", files: tuple[File, ...] = ()
) -> list[Notice]:
    """Not solved after all: open again, tell (and show) who did it, and ask what is missing if nobody said."""
    await allow(desk, ticket, Verb.REOPEN, by)
    _in_time(desk, ticket)
    await move(desk, ticket, Verb.REOPEN, by, reason)
    await attach(desk, ticket, files, by)
    notices = await cards.refresh(desk, ticket) + await settle(desk, ticket, by)
    if ticket.reopened >= ENOUGH:
        notices += await escalating.climb(desk, ticket)
    if not reason:
        notices += await ask_reason(desk, ticket, by, "ask.why_unsolved")
    handler = await desk.session.get(Person, ticket.handler_id) if ticket.handler_id else None
    if handler is not None and handler.id != by.id:
        to = await reaching.to_handler(desk, ticket, handler)
        named = await reaching.name_for(desk, ticket, to, by)
        facts = {"ticket": await cards.view(desk, ticket), "reason": reason, "by": named}
        notices.append(Notice(to, "ticket.reopened", facts, lane=Lane.CARD, ticket=ticket.id, purpose=Shows.NOTE))
        notices += cards.pictures(ticket, files, to)
    return notices


def _in_time(desk: Desk, ticket: Ticket) -> None:
    if is_too_late(desk, ticket):
        raise WrongState("too_late_to_reopen", ticket=ticket.id, within=desk.book.directory.reopen_within)


def is_too_late(desk: Desk, ticket: Ticket) -> bool:
    """A closed ticket opens again only within `reopen_within` of its closing."""
    if ticket.status is not Status.CLOSED or ticket.closed_at is None:
        return False
    return desk.now > deadlines.after(desk, ticket, ticket.closed_at, desk.book.directory.reopen_within)


async def dispute(desk: Desk, ticket: Ticket, by: Person) -> list[Notice]:
    """The button 没解决: reopens at once, also after another's answer while the question stands (CONTRACT)."""
    if not await standings(desk, by, ticket) & (ASKED | {Standing.ABOVE}):
        raise refusal(ticket, Verb.REOPEN, ASKED)
    if ticket.status is Status.CLOSED and ticket.resolved_at is not None:
        within = desk.book.directory.confirm_within
        if desk.now > deadlines.after(desk, ticket, ticket.resolved_at, within):
            raise WrongState("too_late_to_dispute", ticket=ticket.id)
    return await reopen(desk, ticket, by)


async def doubt(desk: Desk, ticket: Ticket, by: Person, words: str, where: Where) -> list[Notice]:
    """Somebody is content, but their words say that it is not solved: ask once which is meant. Raises NotAllowed."""
    if not await standings(desk, by, ticket) & ASKED:
        raise refusal(ticket, Verb.CONFIRM, ASKED)
    facts = {"ticket": await cards.view(desk, ticket), "person": by, "text": cards.shorten(words, cards.NOTED)}
    labels = ("unsolved", "solved")
    buttons = (tuple(Button(data=f"{label}:{ticket.id}", label=label) for label in labels),)
    key = f"doubt:{ticket.id}:{ticket.reopened}:{by.id}"
    return [Notice(ToChat(where.id), "ask.doubt", facts, buttons, ticket=ticket.id, purpose=Shows.NOTE, key=key)]


async def ask_reason(desk: Desk, ticket: Ticket, by: Person, phrase: str) -> list[Notice]:
    """Ask for the reason where the question stood; the answer is a reply to it."""
    facts = {"ticket": await cards.view(desk, ticket), "person": by}
    said_in = await desk.session.get(Chat, ticket.chat_id)
    in_group = said_in is not None and said_in.kind is not ChatKind.PRIVATE and said_in.present
    openly = in_group and await reaching.may_be_named(desk, ticket, by)
    to = ToChat(ticket.chat_id) if openly else await reaching.privately(desk, ticket, by)
    return [Notice(to, phrase, facts, ticket=ticket.id, purpose=Shows.REASON)]


async def settle(desk: Desk, ticket: Ticket, by: Person | None) -> list[Notice]:
    """Replace the questions that still stand by what was answered; 没解决 stays while another may still press it."""
    shown = await cards.view(desk, ticket)
    openly = by is None or await reaching.may_be_named(desk, ticket, by)
    others = ticket.status is Status.CLOSED and len(await asked(desk, ticket)) > 1
    buttons = ((Button(data=f"unsolved:{ticket.id}", label="unsolved"),),) if others else ()
    notices = []
    for question in await tickets.questions(desk.session, ticket.id or 0):
        if not others:
            question.purpose = Shows.NOTE
        if await reaching.is_left(desk, question.chat_id):
            continue
        to = ToChat(question.chat_id)
        facts = {"ticket": shown, "by": by, "named": openly or (by is not None and question.chat_id == by.telegram_id)}
        notices.append(Notice(to, "ask.answered", facts, buttons, Lane.CARD, ticket.id, shown=question.id))
    return notices
