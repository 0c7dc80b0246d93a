"""The people whom a visitor may be: one for each part in the district."""

from dataclasses import dataclass
from typing import Any

from bot.chatroom import RoomPerson
from bot.demo.district import District
from desk.directory.book import Book
from locales import phrases
from storage.kinds import Role


@dataclass(frozen=True)
class Part:
    """Somebody, and what they are here (`page.part_…`), with whatever the words need."""

    person: RoomPerson
    name: str
    facts: dict[str, str]


class Personas:
    """The cast, in the order in which it is offered."""

    def __init__(self, district: District, book: Book) -> None:
        self._book = book
        self._parts = {part.person.id: part for part in self._cast(district)}
        self._district = district

    def _cast(self, district: District) -> list[Part]:
        book, members = self._book, district.members
        first, second, far = members["G01"][0], members["G01"][1], members["G12"][0]
        place = {"grid": book.grids["G01"].name, "building": book.buildings["ZSH"].name}
        return [
            Part(first, "member", place),
            Part(second, "member_twice", place | {"other": book.grids["G02"].name}),
            Part(far, "member", {"grid": book.grids["G12"].name}),
            Part(self._holder(district, Role.GRID_LEADER, "G01"), "leader", place),
            Part(self._holder(district, Role.PROPERTY_OFFICER, "ZSH"), "property", place),
            Part(self._holder(district, Role.UNIT_STAFF, "tax"), "unit", {"unit": book.units["tax"].name}),
            Part(self._holder(district, Role.BUILDING_CHIEF, "ZSH"), "chief", place),
            Part(self._holder(district, Role.COMMITTEE, None), "committee", {}),
            Part(district.admin, "admin", {}),
        ]

    def _holder(self, district: District, role: Role, scope: str | None) -> RoomPerson:
        for one in self._book.directory.people:
            if any(g.role is role and (g.grid or g.building or g.unit) == scope for g in one.roles):
                return district.holders[one.telegram_id]
        raise LookupError(role.value)

    def all(self) -> list[RoomPerson]:
        """Everybody a visitor may be."""
        return [part.person for part in self._parts.values()]

    def first(self) -> RoomPerson:
        """Who a visitor is to begin with: a member."""
        return self.all()[0]

    def shown(self, person: RoomPerson, language: str) -> dict[str, Any]:
        """Their name and part; anybody else of the room is a member like others."""
        part = self._parts.get(person.id, Part(person, "other", {}))
        words = phrases(language)[f"page.part_{part.name}"]
        for name, value in part.facts.items():
            words = words.replace(f"{{{name}}}", value)
        return {"id": person.id, "name": person.name, "part": words}

    def tour(self) -> dict[str, Any]:
        """Who and where the guided tour is played."""
        who = {part.name: part.person.id for part in reversed(self._parts.values())}
        return {"member": who["member"], "leader": who["leader"], "chat": self._district.groups["G01"].id}
