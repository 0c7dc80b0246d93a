"""Hand out updates; say that there is no webhook."""

from dataclasses import dataclass

from bot.chatroom.model import Json
from bot.chatroom.params import Params
from bot.chatroom.refusals import WEBHOOK_ACTIVE, conflict
from bot.chatroom.state import State


@dataclass(frozen=True)
class Raw:
    """JSON that is already text: updates go out again exactly as they were stored."""

    text: str


async def get_updates(state: State, params: Params) -> Raw:
    if state.updates.webhook:
        raise conflict(WEBHOOK_ACTIVE)
    allowed = params.items("allowed_updates") if "allowed_updates" in params else None
    offset, limit = params.number("offset"), params.number("limit", 100)
    return Raw(await state.updates.poll(offset, limit, params.number("timeout"), allowed))


def delete_webhook(state: State, params: Params) -> bool:
    state.updates.webhook = ""
    if params.flag("drop_pending_updates"):
        state.updates.drop_all()
    return True


def get_webhook_info(state: State, _: Params) -> Json:
    updates = state.updates
    info: Json = {"url": updates.webhook, "has_custom_certificate": False}
    info["pending_update_count"] = len(updates.owed())
    return info | ({"allowed_updates": list(updates.allowed)} if updates.allowed else {})
