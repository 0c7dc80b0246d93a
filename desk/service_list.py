"""Browse the service list: its categories, what a word finds in it, and who stands ready for a service."""

from desk.desk import Desk
from desk.directory.book import Book
from desk.directory.entries import Service
from desk.tickets.routing import responsible
from desk.triage.normal import normal
from storage import people
from storage.kinds import BUILDING_ROLES, Role
from storage.people import Person


def categories(book: Book) -> list[Service]:
    """The first service of each category, in the order of the file; it stands for its category."""
    firsts: dict[str | None, Service] = {}
    for service in book.directory.services:
        firsts.setdefault(service.category, service)
    return list(firsts.values())


def in_category(book: Book, like: Service) -> list[Service]:
    """The services of the same category, in the order of the file."""
    return [service for service in book.directory.services if service.category == like.category]


def find(book: Book, words: str) -> list[Service]:
    """The services with these words in their name, their keywords or their unit's name; names first."""
    wanted = normal(words.strip())

    def rank(service: Service) -> int:
        keys = [normal(word) for word in service.keywords]
        if wanted in normal(service.name):
            return 0
        if any(wanted in key or (len(key) > 1 and key in wanted) for key in keys):
            return 1
        unit = book.units.get(service.unit or "")
        return 2 if unit is not None and wanted in normal(unit.name) else 3

    ranked = [(rank(service), order, service) for order, service in enumerate(book.directory.services)]
    return [service for place, _, service in sorted(ranked, key=lambda entry: entry[:2]) if place < 3]


async def ready(desk: Desk, service: Service, person: Person) -> tuple[int | None, str | None]:
    """How many people would take a matter of this service, and in which building, if it depends on that.

    None: it depends on the building, and nobody knows yet which one is the person's.
    """
    if service.unit is not None:
        return len(await people.holders(desk.session, Role.UNIT_STAFF, unit=service.unit)), None
    home = desk.book.grids.get(person.home_grid or "")
    if home is None:
        return None, None
    there = await responsible(desk, home.code, home.building, None, service.role)
    return len(there), desk.book.name_of(home.building) if service.role in BUILDING_ROLES else None
