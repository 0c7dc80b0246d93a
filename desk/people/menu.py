"""Owe people the command menu that fits them, whenever their roles, their language or being reachable has changed."""

from desk.desk import Desk
from storage import outbox
from storage.people import Person


async def menu_changed(desk: Desk, person: Person) -> None:
    """Owe the person their menu; to somebody who cannot be written to it can only be given when that changes."""
    if person.reachable:
        await outbox.owe_menu(desk.session, person.telegram_id, desk.now)
