"""People the room with the sample district: a group for each grid, a chat for units, everybody in the right ones."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.chatroom import Chat, Room, RoomPerson
from bot.demo.house import House
from desk.directory.book import Book
from desk.directory.entries import Grid
from storage.kinds import BUILDING_ROLES, Role

ADMIN = 9001
FIRST_MEMBER = 2001
PER_GROUP = 3
GROUPS_FROM = -1_000_000_001_000  # the platform's ids of supergroups begin with -100
UNITS_FROM = -1_000_000_002_000
UNIT_CHATS = ("tax", "hr", "housing")  # enough to see how a unit works
NAMES = Path(__file__).with_name("members.toml")


@dataclass(frozen=True)
class District:
    """The room's chats and people, by what they are."""

    groups: dict[str, Chat]
    units: dict[str, Chat]
    members: dict[str, list[RoomPerson]]
    admin: RoomPerson
    holders: dict[int, RoomPerson]


def move_in(house: House, admin_name: str) -> District:
    """Everybody the directory names, three members a grid, and the chats they are in; what a kept room has stays."""
    room, book = house.room, house.book
    was_kept = bool(room.state.chats)
    holders = {one.telegram_id: room.add_person(one.telegram_id, one.name) for one in book.directory.people}
    admin = room.add_person(ADMIN, admin_name, "admin")
    names = _names()
    numbers = iter(range(FIRST_MEMBER, FIRST_MEMBER + 10_000))
    members = {code: [room.add_person(next(numbers), next(names)) for _ in range(PER_GROUP)] for code in book.grids}
    twice = members["G01"][1]  # somebody whose company has rooms on two parts of the building
    groups = {}
    for place, grid in enumerate(book.grids.values()):
        people = [*_officers(book, grid, holders), *members[grid.code], admin]
        people += [twice] if grid.code == "G02" else []
        groups[grid.code] = _group(room, GROUPS_FROM - place, grid.name, people)
    units = {}
    for place, code in enumerate(UNIT_CHATS):
        staff = [holders[one.telegram_id] for one in book.directory.people if any(g.unit == code for g in one.roles)]
        units[code] = _group(room, UNITS_FROM - place, book.units[code].name, [*staff, admin])
    if was_kept:
        return District(groups, units, members, admin, holders)
    for person in [*holders.values(), admin]:
        room.private_chat(person).bot = "member"  # who holds a role has opened their chat
    for person in (members["G01"][0], members["G01"][1], members["G12"][0]):
        room.private_chat(person).bot = "member"
    return District(groups, units, members, admin, holders)


def _officers(book: Book, grid: Grid, holders: dict[int, RoomPerson]) -> list[RoomPerson]:
    """The grid's leader first, who owns the group, then the officers of its building, and those above."""

    def place(person_id: int, role: Role) -> bool:
        grants = next(one.roles for one in book.directory.people if one.telegram_id == person_id)
        return any(
            g.role is role and (g.grid == grid.code or (g.building == grid.building and role in BUILDING_ROLES))
            for g in grants
        )

    order = (Role.GRID_LEADER, Role.PROPERTY_OFFICER, Role.COMMUNITY_OFFICER, Role.BUILDING_CHIEF)
    return [person for role in order for number, person in holders.items() if place(number, role)]


def _group(room: Room, number: int, title: str, people: list[RoomPerson]) -> Chat:
    known = room.state.chats.get(number)
    if known is not None:
        return known
    group = room.add_group(number, title, owner=people[0])
    for person in people[1:]:
        group.members[person.id] = person
    return group


def _names() -> Iterator[str]:
    """Names without end, each another for a long while."""
    lists = tomllib.loads(NAMES.read_text("utf-8"))
    surnames, given = lists["surnames"], lists["given"]
    number = 0
    while True:
        yield surnames[number % len(surnames)] + given[(number * 7 + number // len(surnames)) % len(given)]
        number += 1
