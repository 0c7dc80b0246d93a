"""Roles are for admins to give and take, whoever asks the rule."""

import pytest

from desk.desk import Desk
from desk.errors import NotAllowed
from desk.people.roles import NAMES, Scope, appoint, dismiss, role_named
from storage import people
from storage.kinds import Role
from storage.people import Person


async def _person(desk: Desk, number: int) -> Person:
    person = await people.by_telegram_id(desk.session, number)
    assert person is not None
    return person


async def test_nobody_but_an_admin_gives_or_takes_a_role(desk: Desk) -> None:
    wang, zhang = await _person(desk, 1001), await _person(desk, 2001)
    with pytest.raises(NotAllowed):
        await appoint(desk, wang, zhang, Role.STREET, Scope())
    with pytest.raises(NotAllowed):
        await dismiss(desk, wang, wang, None, None)
    assert await people.grants(desk.session, zhang.id or 0) == []
    assert len(await people.grants(desk.session, wang.id or 0)) == 1


def test_every_role_has_a_name_that_people_write() -> None:
    assert set(NAMES.values()) == set(Role)
    assert {role_named(role.value.upper()) for role in Role} == set(Role)
    assert role_named("管理员") is None
