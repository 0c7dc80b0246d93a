"""`youlin check` says in one line each what would work and what would not."""

import asyncio
from pathlib import Path

import pytest

from bot.chatroom import Room
from tests.cli.conftest import DIRECTORY, Ended, Youlin


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
    assert found == dict.fromkeys(("设置", "令牌", "隐私模式", "数据库", "名录", "承办"), "✔")
    assert "@youlin_bot" in ended.out
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
