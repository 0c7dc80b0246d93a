"""Keep private reports while their grid is asked for, once: from then on the person has a home grid."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select

from desk.desk import Desk
from desk.errors import Unknown
from desk.values import Button, File, Notice, Pressed, Said, ToChat, Where, Who, pairs
from storage import people
from storage.people import Draft, Person

KEPT = timedelta(days=1)  # drafts; what is older is no longer meant
WAITS = timedelta(minutes=30)  # for the words of an announced report; what is said later is judged like anything else


async def keep_draft(desk: Desk, person: Person, what: Said) -> bool:
    """Remember what was said. True if the grid is still to be asked for: nothing waits for the answer yet."""
    await people.forget_drafts(desk.session, desk.now - KEPT)
    first = not await _drafts(desk, person)
    said = {
        "where": asdict(what.where),
        "who": asdict(what.who),
        "message_id": what.message_id,
        "at": what.at.isoformat(),
        "text": what.words,
        "files": [asdict(file) for file in what.files],
        "service": what.service,
    }
    desk.session.add(Draft(person_id=person.id or 0, said=said, at=desk.now))
    return first


async def draft_of(desk: Desk, what: Said) -> Draft | None:
    """The draft of this message, or of the one that it belongs to."""
    person = await people.by_telegram_id(desk.session, what.who.id) if what.where.private else None
    wanted = what.message_id if what.belongs_to is None else what.belongs_to
    drafts = await _drafts(desk, person) if person is not None else ()
    return next((draft for draft in drafts if draft.said["message_id"] == wanted), None)


async def add_to_draft(desk: Desk, what: Said) -> None:
    """What comes after a message that still waits for its grid waits with it."""
    draft = await draft_of(desk, what)
    if draft is not None:
        text = f"{draft.said['text']}\n{what.words}".strip()
        draft.said = {**draft.said, "text": text, "files": [*draft.said["files"], *(asdict(one) for one in what.files)]}


async def take_drafts(desk: Desk, person: Person) -> list[Said]:
    """What the person had said, oldest first; forgotten with this. Raises Unknown when it is gone or too old."""
    await people.forget_drafts(desk.session, desk.now - KEPT)
    drafts = await _drafts(desk, person)
    if not drafts:
        raise Unknown("no_draft")
    for draft in drafts:
        await desk.session.delete(draft)
    return [_said(draft.said) for draft in drafts]


async def _drafts(desk: Desk, person: Person) -> Sequence[Draft]:
    return [draft for draft in await _kept(desk, person) if "text" in draft.said]


async def _kept(desk: Desk, person: Person) -> Sequence[Draft]:
    return (await desk.session.exec(select(Draft).where(Draft.person_id == person.id).order_by(col(Draft.id)))).all()


async def announce(desk: Desk, person: Person, service: str | None) -> None:
    """The person is about to report something, about this service if one is given; the words are still to come."""
    await _announced(desk, person)
    desk.session.add(Draft(person_id=person.id or 0, said={"service": service}, at=desk.now))
    await desk.session.flush()


async def announced(desk: Desk, what: Said) -> Said | None:
    """The message as the report that its writer has announced; None if nothing was, or too long ago."""
    person = await people.by_telegram_id(desk.session, what.who.id)
    waiting = await _announced(desk, person) if person is not None else None
    if waiting is None or waiting.at < desk.now - WAITS:
        return None
    return replace(what, service=waiting.said["service"])


async def _announced(desk: Desk, person: Person) -> Draft | None:
    """What the person has announced last; forgotten with this."""
    waiting = [draft for draft in await _kept(desk, person) if "text" not in draft.said]
    for draft in waiting:
        await desk.session.delete(draft)
    return waiting[-1] if waiting else None


def _said(kept: dict[str, Any]) -> Said:
    return Said(
        where=Where(**kept["where"]),
        who=Who(**kept["who"]),
        message_id=kept["message_id"],
        at=datetime.fromisoformat(kept["at"]),
        text=kept["text"],
        files=tuple(File(**file) for file in kept["files"]),
        service=kept.get("service"),
    )


def ask_for_grid(desk: Desk, what: Said | Pressed, building: str | None) -> list[Notice]:
    """Ask which building, then which grid; a building that was named is not asked for again."""
    edits = what.message_id if isinstance(what, Pressed) else None
    if building is None or not desk.book.grids_of(building):
        choices = [
            Button(data=f"draft:building:{one.code}", name=one.name)
            for one in desk.book.buildings.values()
            if desk.book.grids_of(one.code)
        ]
        return [Notice(ToChat(what.where.id), "report.which_building", {}, pairs(choices), edits=edits)]
    choices = [Button(data=f"draft:grid:{grid.code}", name=grid.name) for grid in desk.book.grids_of(building)]
    return [Notice(ToChat(what.where.id), "report.which_grid", {}, pairs(choices), edits=edits)]
