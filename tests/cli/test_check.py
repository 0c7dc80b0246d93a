"""`youlin check` says in one line each what would work and what would not."""

import asyncio
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chatroom import Room
from bot.commands.database import head
from storage.chats import Chat
from storage.engine import Store
from storage.kinds import ChatKind
from tests.cli.conftest import DIRECTORY, Ended, Youlin
from tests.models.standin import http, standing_in


def marks(ended: Ended) -> dict[str, str]:
    """What was examined (the first word of a line), and its mark."""
    return {line[2:].partition("：")[0].partition(" ")[0]: line[0] for line in ended.out.splitlines()}


async def checked(youlin: Youlin, room: Room, **settings: str) -> Ended:
    given = {"telegram_token": room.token, "telegram_api_url": room.url, **settings}
    return await asyncio.to_thread(youlin, "check", **given)


async def test_an_installation_that_works_passes(youlin: Youlin, room: Room, tmp_path: Path) -> None:
    room.reads_everything = True
    file = tmp_path / "small.yaml"
    file.write_text(
        "district: {name: 区}\nunits: [{code: tax, name: 税}]\nservices: [{code: S, name: 税, unit: tax}]\n"
        "people: [{telegram_id: 1, name: 李, roles: [{role: unit_staff, unit: tax}]}]\n",
        "utf-8",
    )
    await asyncio.to_thread(youlin, "load", file)
    ended = await checked(youlin, room)
    assert ended.code == 0, ended
    found = marks(ended)
    assert found.pop("字体") in "✔–"
    assert found.pop("人员") == "–"  # 李 has not pressed start yet
    works = "设置 令牌 隐私模式 接收 时钟 数据库 名录 承办 微网格长 绑定 群 表情 日历 搁置"
    assert found == dict.fromkeys(works.split(), "✔")
    assert "@youlin_bot" in ended.out
    assert f"SQLite {sqlite3.sqlite_version}），结构是最新的（{head()}）" in ended.out
    assert room.token not in ended.out


async def test_a_bot_that_is_not_given_what_people_say_does_not_pass(youlin: Youlin, room: Room) -> None:
    room.reads_everything = False
    ended = await checked(youlin, room)
    assert (ended.code, marks(ended)["隐私模式"]) == (1, "✘")
    assert "/setprivacy" in ended.out


async def test_what_is_only_missing_so_far_is_noted_and_nothing_is_made(
    youlin: Youlin, room: Room, tmp_path: Path
) -> None:
    room.reads_everything = True
    ended = await checked(youlin, room)
    assert ended.code == 0
    assert (marks(ended)["数据库"], marks(ended)["名录"]) == ("–", "–")
    assert list(tmp_path.iterdir()) == []


async def test_services_without_a_handler_are_named(youlin: Youlin, room: Room) -> None:
    ended = await checked(youlin, room, directory=str(DIRECTORY))
    assert marks(ended)["承办"] == "–"
    assert "S02 社保办理咨询（hr）；P01 电梯故障报修（JGD）" in ended.out
    await asyncio.to_thread(youlin, "load", DIRECTORY)
    assert "S02 社保办理咨询（hr）；P01 电梯故障报修（JGD）" in (await checked(youlin, room)).out


def test_without_a_token_nothing_would_work(youlin: Youlin) -> None:
    ended = youlin("check")
    assert (ended.code, marks(ended)["令牌"]) == (1, "✘")


async def test_a_token_that_the_platform_refuses_does_not_pass(youlin: Youlin, room: Room) -> None:
    ended = await checked(youlin, room, telegram_token="42:WRONG")  # noqa: S106 - opens nothing
    assert (ended.code, marks(ended)["令牌"]) == (1, "✘")
    assert "WRONG" not in ended.out + ended.err


async def test_a_platform_that_cannot_be_reached_does_not_pass(youlin: Youlin, room: Room) -> None:
    await room.stop()
    ended = await checked(youlin, room)
    assert (ended.code, marks(ended)["令牌"]) == (1, "✘")


@pytest.mark.parametrize("url", ["nonsense", "sqlite+aiosqlite:////nowhere/x.db", "sqlite+aiosqlite:///text.txt"])
async def test_a_database_that_cannot_be_does_not_pass(youlin: Youlin, room: Room, tmp_path: Path, url: str) -> None:
    room.reads_everything = True
    (tmp_path / "text.txt").write_text("no database")
    ended = await checked(youlin, room, database_url=url)
    assert ended.code == 1
    assert [line[0] for line in ended.out.splitlines()].count("✘") == 1


async def test_a_directory_file_with_mistakes_does_not_pass(youlin: Youlin, room: Room, tmp_path: Path) -> None:
    room.reads_everything = True
    (tmp_path / "bad.yaml").write_text("colour: red\n")
    ended = await checked(youlin, room, directory="bad.yaml")
    assert (ended.code, marks(ended)["名录"]) == (1, "✘")
    assert "第 1 行" in ended.out


def test_wrong_settings_do_not_pass(youlin: Youlin) -> None:
    ended = youlin("check", tick="soon")
    assert (ended.code, ended.out[0]) == (1, "✘")
    assert "YOULIN_TICK" in ended.out


async def test_a_webhook_that_stands_in_the_way_of_polling_is_noted(youlin: Youlin, room: Room) -> None:
    room.reads_everything = True
    room.faults.pretend_webhook()
    ended = await checked(youlin, room)
    assert (ended.code, marks(ended)["接收"]) == (0, "–")
    assert "youlin run 会先撤掉它" in ended.out


async def test_a_webhook_is_compared_with_the_settings(youlin: Youlin, room: Room) -> None:
    room.reads_everything = True
    wanted = {"webhook_url": "https://example.org/hook", "webhook_secret": "secret-of-the-hook"}
    assert marks(await checked(youlin, room, **wanted))["接收"] == "–"
    room.faults.pretend_webhook()
    assert marks(await checked(youlin, room, **wanted))["接收"] == "✔"


async def test_a_clock_that_is_not_the_platforms_is_noted(youlin: Youlin, room: Room) -> None:
    room.reads_everything = True
    room.faults.clock_off = timedelta(minutes=5)
    ended = await checked(youlin, room)
    assert (ended.code, marks(ended)["时钟"]) == (0, "–")
    assert any(f"相差 {seconds} 秒" in ended.out for seconds in range(290, 301))


async def bound(room: Room, database: Path) -> Chat:
    """The record of the first grid's group, where the bot once was."""
    store = Store(f"sqlite+aiosqlite:///{database}")
    async with store.write() as session:
        chat = Chat(id=-1001, kind=ChatKind.GRID, title="一微网格群", grid="G01")
        session.add(chat)
    await store.close()
    return chat


async def test_the_platform_is_asked_for_our_rights_in_each_group(youlin: Youlin, room: Room, tmp_path: Path) -> None:
    await asyncio.to_thread(youlin, "load", DIRECTORY)
    await bound(room, tmp_path / "youlin.db")
    wang = room.add_person(1001, "王芳")
    group = room.add_group(-1001, "一微网格群", owner=wang)
    room.reads_everything = True
    ended = await checked(youlin, room)
    assert (ended.code, marks(ended)["群"]) == (1, "✘")
    assert "1 个绑定的群里没有我：一微网格群" in ended.out
    room.add_bot(group, by=wang)
    ended = await checked(youlin, room)
    assert (ended.code, marks(ended)["群"], marks(ended)["表情"]) == (0, "✔", "–")
    assert "1 个群里我不是群管理员，微网格长点 ✍ 登记我收不到：一微网格群" in ended.out
    room.reads_everything = False
    ended = await checked(youlin, room)
    assert (ended.code, marks(ended)["群"]) == (1, "✘")
    assert "1 个群里的话我听不到：一微网格群" in ended.out
    room.promote_bot(group)
    ended = await checked(youlin, room)
    assert (marks(ended)["群"], marks(ended)["表情"]) == ("✔", "✔")


async def test_grids_without_leader_or_group_and_the_unreached_are_named(youlin: Youlin, room: Room) -> None:
    room.reads_everything = True
    await asyncio.to_thread(youlin, "load", DIRECTORY)
    ended = await checked(youlin, room)
    assert ended.code == 0
    assert [marks(ended)[what] for what in ("微网格长", "绑定", "人员", "日历")] == ["–", "–", "–", "✔"]
    assert "1 个微网格没有：G03 建工大厦微网格。" in ended.out
    assert "3 个微网格还没有群：G01 总商会大厦一微网格、G02 " in ended.out
    assert "7 位任职的私聊不到" in ended.out


async def test_it_is_all_said_in_english_too(youlin: Youlin, room: Room) -> None:
    room.reads_everything = True
    await asyncio.to_thread(youlin, "load", DIRECTORY)
    ended = await checked(youlin, room, locale="en")
    assert "Grid leaders: 1 grids have none: G03 " in ended.out
    assert "Receiving: by long polling; 0 updates wait at the platform." in ended.out


async def test_models_are_tried_and_without_any_nothing_is_said_of_them(youlin: Youlin, room: Room) -> None:
    room.reads_everything = True
    assert "模型" not in (await checked(youlin, room)).out
    async with standing_in() as reads, standing_in() as listens:
        reads.says(True)
        listens.hears("")
        ended = await checked(youlin, room, llm_url=reads.url, llm_key="sk-1", transcribe_url=listens.url)
        assert (marks(ended)["语言模型"], marks(ended)["语音识别"]) == ("✔", "✔")
        assert f"{reads.url}（default）答得上来" in ended.out
        assert "不在本机" not in ended.out
        assert b"RIFF" in listens.asked[0].body
        reads.says(False)
        assert "应换个模型" in (await checked(youlin, room, llm_url=reads.url)).out


async def test_a_model_that_does_not_answer_as_it_should_does_not_pass(youlin: Youlin, room: Room) -> None:
    room.reads_everything = True
    async with standing_in() as reads, standing_in() as listens:
        reads.always(http(b"<html>"))
        listens.always(http(b"", "401 Unauthorized"))
        given = {"llm_url": reads.url, "transcribe_url": listens.url, "transcribe_key": "sk-secret"}
        ended = await checked(youlin, room, **given)
    assert ended.code == 1
    assert (marks(ended)["语言模型"], marks(ended)["语音识别"]) == ("✘", "✘")
    assert "答的不是所要的 JSON" in ended.out
    assert "HTTP 401" in ended.out
    assert "sk-secret" not in ended.out + ended.err
