"""Hand out updates, or say where they are to be delivered."""

import re
from dataclasses import dataclass

from bot.chatroom.hooks import Hook
from bot.chatroom.model import Json
from bot.chatroom.params import Params
from bot.chatroom.refusals import WEBHOOK_ACTIVE, bad_request, conflict
from bot.chatroom.state import State

LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\])[:/]")
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")  # Bot API, setWebhook.secret_token


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


def set_webhook(state: State, params: Params) -> bool:
    """Bot API, setWebhook. The room delivers to this machine only, and without TLS; an empty URL deletes."""
    for name in ("certificate", "ip_address"):
        if name in params or name in params.files:
            raise bad_request(f"bad webhook: the room knows no {name}")
    if "allowed_updates" in params:
        state.updates.allowed = tuple(params.items("allowed_updates"))
    if params.flag("drop_pending_updates"):
        state.updates.drop_all()
    url, secret = params.text("url"), params.text("secret_token")
    if url and not LOOPBACK.match(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")  # the platform's own words are not known here
    most = min(max(params.number("max_connections") or 40, 1), 100)
    state.deliveries.set(Hook(url, secret, most) if url else None)
    return True


def delete_webhook(state: State, params: Params) -> bool:
    state.deliveries.set(None)
    if params.flag("drop_pending_updates"):
        state.updates.drop_all()
    return True


def get_webhook_info(state: State, _: Params) -> Json:
    updates, deliveries = state.updates, state.deliveries
    info: Json = {"url": updates.webhook, "has_custom_certificate": False}
    info["pending_update_count"] = len(updates.owed())
    if deliveries.hook:
        info["max_connections"] = deliveries.hook.max_connections
    if deliveries.last_error:
        info["last_error_date"], info["last_error_message"] = deliveries.last_error
    return info | ({"allowed_updates": list(updates.allowed)} if updates.allowed else {})
