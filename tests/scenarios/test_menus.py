"""The menu of commands fits whoever opens it: their role, their language, and the kind of chat."""

from sqlmodel import select

from desk.directory import read
from desk.directory.keeping import keep
from desk.people.menu import menu_changed
from locales import phrases
from storage import people
from storage.engine import Store
from storage.kinds import OutboxKind, OutboxState
from storage.outbox import Outbox
from tests.conftest import DIRECTORY
from tests.town import Town

IN_ENGLISH = f"report {phrases('en')['command.report']}"
MEMBERS, WORKERS, ADMINS = "mine", "todo", "bind"


async def next_day(town: Town) -> None:
    """A start on the next day, when all menus are set anew."""
    await town.passes(hours=25)
    await town.restarts()


async def test_members_workers_and_admins_each_have_their_menu(town: Town) -> None:
    for person in (town.zhang, town.zhou, town.admin):
        await person.starts()
    await next_day(town)
    menus = [person.menu() for person in (town.zhang, town.zhou, town.admin)]
    assert [[word in menu for word in (MEMBERS, WORKERS, ADMINS)] for menu in menus] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]


async def test_group_has_a_short_menu_for_everybody(town: Town) -> None:
    await next_day(town)
    short = town.zhang.menu(town.g01)
    assert short == town.wang.menu(town.g01)
    assert {"report", "mine"} <= set(short) < set(town.zhang.menu())


async def test_menu_is_in_the_language_of_the_persons_app(town: Town) -> None:
    john = town.room.add_person(2010, "John", language="en")
    await next_day(town)
    assert "report 登记一个问题" in town.room.menu(town.zhang.known, town.zhang.private)
    in_english = town.room.menu(john, town.room.private_chat(john))
    assert IN_ENGLISH in in_english
    assert [line.partition(" ")[0] for line in in_english] == town.zhang.menu()


async def test_menu_speaks_the_language_that_somebody_chooses(town: Town) -> None:
    await town.zhou.tells_bot("/language")
    await town.zhou.presses("English")
    assert IN_ENGLISH in town.room.menu(town.zhou.known, town.zhou.private)
    assert WORKERS in town.zhou.menu()


async def test_menu_grows_with_a_role_and_shrinks_without(town: Town) -> None:
    await town.liu.starts()
    await next_day(town)
    await town.admin.says("/appoint 物业服务员 刘洋", mentions={"刘洋": town.liu.known})
    assert WORKERS in town.liu.menu()
    await town.admin.says("/dismiss 刘洋", mentions={"刘洋": town.liu.known})
    assert WORKERS not in town.liu.menu()
    assert town.liu.menu() == town.zhang.menu()


async def test_whoever_is_appointed_before_pressing_start_gets_the_menu_when_they_do(town: Town) -> None:
    await next_day(town)
    await town.admin.says("/appoint 物业服务员 孙丽", mentions={"孙丽": town.sun.known})
    assert WORKERS not in town.sun.menu()
    await town.sun.starts()
    assert WORKERS in town.sun.menu()


async def test_whoever_starts_twice_is_given_the_menu_once(town: Town) -> None:
    await town.zhou.starts()
    await town.zhou.starts()
    await town.zhou.tells_bot("/todo")
    assert len(town.room.log.to("setMyCommands")) == 1


async def test_menu_follows_a_load_of_the_directory(town: Town) -> None:
    await town.zhou.starts()
    await town.liu.starts()
    named = DIRECTORY.read_text("utf-8").replace("telegram_id: 1002, name: 老周", "telegram_id: 2002, name: 刘洋")
    store = Store(town.settings.database_url)  # as `youlin load` does, in a process of its own
    async with store.write() as session:
        await keep(session, read(named), town.clock.now())
    await store.close()
    await town.settles()
    assert [WORKERS in person.menu() for person in (town.zhou, town.liu)] == [False, True]


async def test_load_that_changes_nobodys_roles_sets_no_menu(town: Town) -> None:
    await town.zhou.starts()
    before = len(town.room.log.to("setMyCommands"))
    async with town.store.write() as session:
        await keep(session, read(DIRECTORY.read_text("utf-8")), town.clock.now())
    await town.settles()
    assert len(town.room.log.to("setMyCommands")) == before


async def test_several_changes_are_folded_into_the_last(town: Town) -> None:
    await town.liu.starts()
    async with town.store.write() as session:
        bench = await town.app.workshop.bench(session)
        person = await people.by_telegram_id(session, town.liu.known.id)
        assert person is not None
        for _ in range(3):
            await menu_changed(bench.desk, person)
    await town.settles()
    async with town.store.read() as session:
        states = (await session.exec(select(Outbox.state).where(Outbox.kind == OutboxKind.MENU))).all()
    assert sorted(states) == [OutboxState.FOLDED, OutboxState.FOLDED, OutboxState.SENT]


async def test_menu_that_the_platform_refuses_troubles_nobody(town: Town) -> None:
    town.room.faults.refuse(400, "Bad Request: BOT_COMMAND_INVALID", method="setMyCommands")
    await town.zhou.starts()
    assert WORKERS not in town.zhou.menu()
    assert not [line for line in town.admin.sees() if line.from_bot]
    await town.zhang.says("12楼电梯按了没反应")
    assert "#1" in town.zhou.last().text


async def test_menus_that_read_the_same_are_not_set_at_every_start(town: Town) -> None:
    await town.restarts()
    assert town.room.log.to("setMyCommands") == []
