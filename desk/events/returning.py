"""A group has taken us back: its announcements tell the truth again, and nothing that is over is announced late."""

from dataclasses import replace
from datetime import timedelta

from desk.desk import Desk
from desk.events import cards
from desk.values import Notice
from storage import events, outbox
from storage.chats import Chat
from storage.signups import LIVE

MISSED = timedelta(days=30)  # what has waited longer for a group is dropped anyway


async def corrections(desk: Desk, group: Chat) -> list[Notice]:
    """Edits of what stands there and of what waits to be sent; a first announcement of what is over is dropped."""
    notices = []
    for shown, event in await events.shown_in(desk.session, group.id, desk.now - MISSED):
        if shown.message_id is not None or (event.status in LIVE and event.starts_at > desk.now):
            notices.append(replace(await cards.announcement(desk, event, group), shown=shown.id))
        else:
            await outbox.drop(desk.session, shown.id or 0)
    return notices
