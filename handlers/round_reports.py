"""Show a round's report, with what can be done with it."""

from typing import Any

from desk.desk import Desk
from desk.duty import judging
from desk.values import Button, Notice, Pressed, Rows, Said, ToChat
from storage.kinds import RotaStatus
from storage.rota import Rota


async def show(what: Said | Pressed, desk: Desk, round_: Rota) -> None:
    """A round's report, with what can be done with it."""
    rows: Rows = ()
    if round_.status is RotaStatus.DRAFT:
        row = (Button(data=f"rota_start:{round_.id}", label="rota_start"), _button("rota_drop", round_))
        rows = (row,)
    elif round_.status is RotaStatus.RUNNING:
        rows = ((_button("rota_stop", round_),),)
    await answer(what, desk, "rota.report", await judging.report(desk, round_), rows)


def _button(label: str, round_: Rota) -> Button:
    return Button(data=f"rota_stop:{round_.id}", label=label)


async def answer(what: Said | Pressed, desk: Desk, phrase: str, facts: dict[str, Any], rows: Rows = ()) -> None:
    """In answer to a message, or in place of what the button stood under."""
    to = ToChat(what.where.id)
    if isinstance(what, Pressed):
        await desk.tell(Notice(to, phrase, facts, rows, edits=what.message_id))
    else:
        await desk.tell(Notice(to, phrase, facts, rows, reply_to=what.message_id))
