"""Notice that one message tells of two problems, and make two tickets of it when somebody says so."""

import re
from datetime import timedelta

from desk.desk import Desk
from desk.errors import Unknown, WrongState
from desk.people.acquaintance import meet
from desk.people.permissions import WORKING, Standing, standings
from desk.tickets import cards
from desk.tickets.move import get, refusal
from desk.tickets.opening import open_ticket
from desk.triage import Band, Triage
from desk.values import Button, Notice, Pressed, Said, ToChat, Who
from storage.kinds import Lane, Priority, Shows, Verb
from storage.people import Person
from storage.tickets import OPEN, Ticket

CLAUSES = re.compile(r"[，,。；;！!\n]+|另外|还有|而且|并且|顺便")
# 「请问公司换了办公室，发票抬头要不要改？」 is one question: what it is about, then what is asked.
BEFORE_A_QUESTION = re.compile(r"((?:请问|想问|问一?下|咨询)[^，,。；;！!?？吗\n]*)[，,]")
SHORTEST = 4  # characters of a clause that can tell of a problem
ASKED_FOR = frozenset({Standing.REPORTER, *WORKING})
MEANT = timedelta(days=1)  # after that nobody means the first message any more


def second(triage: Triage, ticket: Ticket) -> str | None:
    """What its message says of another service than the ticket's; None if it tells of one problem only."""
    whole = BEFORE_A_QUESTION.sub(r"\1 ", ticket.text)
    clauses = [clause.strip() for clause in CLAUSES.split(whole) if len(clause.strip()) >= SHORTEST]
    told = [
        triage.matter(clause, ticket.grid) for clause in clauses if triage.read(clause, ticket.grid).band is not Band.NO
    ]
    if any(one.priority is Priority.EMERGENCY for one in told):
        return None  # somebody in danger: one thing at a time
    services = {one.service for one in told}
    if len(services - {None}) < 2 or ticket.service not in services:
        return None
    return "，".join(one.text for one in told if one.service not in {None, ticket.service})


async def ask(desk: Desk, ticket: Ticket, where: int) -> list[Notice]:
    """One question, under the message, if it seems to tell of two."""
    other = second(desk.book.triage, ticket)
    if other is None:
        return []
    facts = {"ticket": await cards.view(desk, ticket), "text": cards.shorten(other, cards.NOTED)}
    rows = ((Button(data=f"two:{ticket.id}", label="two"),),)
    reply_to = ticket.message_id if where == ticket.chat_id else None
    to = ToChat(where)
    return [Notice(to, "ask.two", facts, rows, Lane.CARD, ticket.id, Shows.NOTE, reply_to)]


async def separate(desk: Desk, what: Pressed) -> list[Notice]:
    """The other problem gets a ticket of its own. Raises NotAllowed, WrongState, Unknown."""
    ticket = await get(desk, int(what.args[0]) if what.args[0].isdecimal() else 0)
    by = await meet(desk, what.who)
    if not await standings(desk, by, ticket) & ASKED_FOR:
        raise refusal(ticket, Verb.MERGE, ASKED_FOR)
    other, grid = second(desk.book.triage, ticket), desk.book.grids.get(ticket.grid)
    if ticket.status not in OPEN or desk.now - ticket.created_at > MEANT:
        raise WrongState("ticket_is_over", ticket=ticket.id, status=ticket.status.value)
    if other is None or grid is None:
        raise Unknown("unknown_button")
    reporter = await desk.session.get_one(Person, ticket.reporter_id)
    author = Who(reporter.telegram_id, reporter.name, reporter.username, language=reporter.language)
    said = Said(what.where, author, what.message_id, desk.now, other)
    facts = {"ticket": await cards.view(desk, ticket)}
    done = Notice(ToChat(what.where.id), "done.two", facts, ticket=ticket.id, edits=what.message_id)
    return [done, *await open_ticket(desk, said, grid)]
