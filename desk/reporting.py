"""Keep a private report while its grid is asked for, once: from then on the person has a home grid."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import select

from desk.desk import Desk
from desk.errors import Unknown
from desk.values import Button, File, Notice, Pressed, Rows, Said, ToChat, Where, Who
from storage import people
from storage.people import Draft, Person

KEPT = timedelta(days=1)


async def keep_draft(desk: Desk, person: Person, what: Said) -> None:
    """Remember what was said; a person has one draft, the latest."""
    await people.forget_drafts(desk.session, desk.now - KEPT, person.id)
    said = {
        "where": asdict(what.where),
        "who": asdict(what.who),
        "message_id": what.message_id,
        "at": what.at.isoformat(),
        "text": what.text,
        "files": [asdict(file) for file in what.files],
    }
    desk.session.add(Draft(person_id=person.id or 0, said=said, at=desk.now))


async def take_draft(desk: Desk, person: Person) -> Said:
    """What the person had said; forgotten with this. Raises Unknown when it is gone."""
    draft = (await desk.session.exec(select(Draft).where(Draft.person_id == person.id))).first()
    if draft is None:
        raise Unknown("no_draft")
    await desk.session.delete(draft)
    return _said(draft.said)


def _said(kept: dict[str, Any]) -> Said:
    return Said(
        where=Where(**kept["where"]),
        who=Who(**kept["who"]),
        message_id=kept["message_id"],
        at=datetime.fromisoformat(kept["at"]),
        text=kept["text"],
        files=tuple(File(**file) for file in kept["files"]),
    )


def pairs(buttons: list[Button]) -> Rows:
    """Buttons two by two, as fits a phone."""
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


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
