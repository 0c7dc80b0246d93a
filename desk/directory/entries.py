"""The directory as plain values: who and what the district consists of, and by which rules it works."""

from dataclasses import dataclass, field
from datetime import time
from typing import Any

from storage.kinds import Priority, Role


@dataclass(frozen=True, slots=True)
class Building:
    """A tower; `floors` is how many it has above ground, when known."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    floors: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A micro-grid of a building; `floors` (lowest, highest) when it is only part of it."""

    code: str
    name: str
    building: str
    floors: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A department that offers services."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Service:
    """An item of the service list; exactly one of `unit`, `role` names its handler."""

    code: str
    name: str
    unit: str | None = None
    role: Role | None = None
    category: str | None = None
    keywords: tuple[str, ...] = ()
    priority: Priority = Priority.NORMAL


@dataclass(frozen=True, slots=True)
class Station:
    """A place in a building where units take turns on duty."""

    code: str
    name: str
    building: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A role and what it is held for: a grid, a building, a unit, or (committee, street) the district."""

    role: Role
    grid: str | None = None
    building: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the directory names."""

    telegram_id: int
    name: str
    roles: tuple[Grant, ...] = ()
    deputy: int | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """`5s`, `30m`, `4h`, `3d`: an amount of `s`, `m`, `h` or `d`. On a working clock 1d is one full working day."""

    amount: int
    unit: str

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"


@dataclass(frozen=True, slots=True)
class Level:
    """What is promised for a priority; `clock` is `always` or `working`."""

    accept: Duration
    resolve: Duration
    clock: str


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a working day, in the district's zone; a `closes` of 24:00 is time(0)."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that the directory file says. `rest` keeps the keys that nothing reads yet, as written."""

    district: str
    buildings: tuple[Building, ...] = ()
    grids: tuple[Grid, ...] = ()
    units: tuple[Unit, ...] = ()
    services: tuple[Service, ...] = ()
    stations: tuple[Station, ...] = ()
    people: tuple[Person, ...] = ()
    levels: dict[Priority, Level] = field(default_factory=dict)
    working_windows: dict[int, tuple[Window, ...]] = field(default_factory=dict)  # Monday is 0
    confirm_within: Duration = Duration(2, "d")
    reopen_within: Duration = Duration(7, "d")
    rest: dict[str, Any] = field(default_factory=dict)
