"""The program runs until it is told to stop, and says plainly why it cannot."""

import logging
import signal
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chatroom import Room
from tests.cli.conftest import DIRECTORY, Start, Youlin
from tests.hooks import free_port


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """What is called in this process sets up logging as it does in its own."""
    loggers = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    handlers, levels = [*logging.root.handlers], [(one, one.level) for one in (logging.root, *loggers)]
    yield
    logging.root.handlers[:] = handlers
    for logger, level in levels:
        logger.setLevel(level)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_works_and_ends_well_when_told_to(start: Start, room: Room, number: int) -> None:
    admin, zhang = room.add_person(9001, "管理员"), room.add_person(2001, "张伟")
    group = room.add_group(-1001, "一微网格", owner=admin)
    room.join(group, zhang)
    room.add_bot(group, by=admin)
    settings = {"telegram_token": room.token, "telegram_api_url": room.url, "rate_limits": "off", "log": "debug"}
    program = await start("run", **settings, admins="9001", directory=str(DIRECTORY))
    await program.says("ready as @youlin_bot")
    room.say(group, admin, "/bind G01")
    await room.until(lambda: any("已绑定" in one.text for one in room.visible(group)), 30)
    room.say(group, zhang, "12楼电梯按了没反应")
    await room.until(lambda: any(one.from_bot and "#1" in one.text for one in room.visible(group)), 30)
    ended = await program.ends(number)
    assert ended.code == 0
    assert "loaded the directory" in ended.err
    assert "stopped" in ended.err
    assert "Traceback" not in ended.err
    assert "电梯" not in ended.err
    assert room.token not in ended.err


async def test_it_works_by_webhook_and_leaves_it_set(start: Start, room: Room) -> None:
    zhang = room.add_person(2001, "张伟")
    settings = {"telegram_token": room.token, "telegram_api_url": room.url, "rate_limits": "off", "log": "debug"}
    with free_port() as port:
        address = f"127.0.0.1:{port}"
        program = await start("run", **settings, listen=address, webhook_url=f"http://{address}/hook")
        await program.says("the webhook is set")
        room.starts_bot(zhang)
        await room.until(lambda: any(one.from_bot for one in room.visible(room.private_chat(zhang))), 30)
        ended = await program.ends(signal.SIGTERM)
    assert ended.code == 0
    assert room.state.updates.webhook == f"http://{address}/hook"
    assert room.log.to("getUpdates") == []
    assert "Traceback" not in ended.err
    assert "POST /hook" not in ended.err, "no access log"
    assert room.token not in ended.err


async def test_a_taken_port_ends_it_in_one_line(start: Start, room: Room) -> None:
    with free_port() as port, socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen()
        address = f"127.0.0.1:{port}"
        settings = {"telegram_token": room.token, "telegram_api_url": room.url, "log": "error"}
        program = await start("run", **settings, listen=address, webhook_url="https://youlin.example/hook")
        ended = await program.ends()
    assert (ended.code, ended.err.count("\n")) == (1, 1), ended
    assert address in ended.err
    assert room.log.to("setWebhook") == []


async def test_it_can_be_stopped_while_the_platform_cannot_be_reached(start: Start, room: Room) -> None:
    await room.stop()
    program = await start("run", telegram_token=room.token, telegram_api_url=room.url)
    await program.says("the platform cannot be reached")
    ended = await program.ends(signal.SIGTERM)
    assert ended.code == 0
    assert "Traceback" not in ended.err
    assert room.token not in ended.err


async def test_a_token_that_the_platform_refuses_ends_it(start: Start, room: Room) -> None:
    program = await start("run", telegram_token="42:WRONG", telegram_api_url=room.url)  # noqa: S106 - opens nothing
    ended = await program.ends()
    assert ended.code == 1
    assert "YOULIN_TELEGRAM_TOKEN" in ended.err
    assert ended.err.count("平台不认") == 1
    assert "Traceback" not in ended.err
    assert "WRONG" not in ended.err


def test_without_a_token_it_does_not_begin(youlin: Youlin, tmp_path: Path) -> None:
    assert "YOULIN_TELEGRAM_TOKEN" in youlin("run").complaint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("telegram_api_url", "http://[::1"),
        ("database_url", "nonsense"),
        ("database_url", "sqlite+aiosqlite:////no/x"),
        ("webhook_url", "youlin.example/hook"),
        ("webhook_secret", "a b"),
        ("listen", "8443"),
        ("listen", "127.0.0.1:65536"),
        ("timezone", "Asia"),
    ],
)
def test_settings_that_only_look_right_end_it(youlin: Youlin, name: str, value: str) -> None:
    assert "YOULIN_" in youlin("run", **{"telegram_token": "42:TEST", name: value}).complaint


def test_a_first_directory_with_mistakes_ends_it_and_each_is_told(youlin: Youlin, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("colour: red\n")
    ended = youlin("run", telegram_token="42:TEST", directory="bad.yaml")  # noqa: S106
    assert ended.code == 2
    assert ended.err.splitlines()[0].startswith("YOULIN_DIRECTORY 所指的名录 bad.yaml")
    assert any(line.startswith("第 1 行 colour") for line in ended.err.splitlines())


async def test_a_directory_that_is_loaded_already_is_not_loaded_again(
    start: Start, room: Room, tmp_path: Path, loaded_database: Path
) -> None:
    (tmp_path / "youlin.db").write_bytes(loaded_database.read_bytes())
    program = await start("run", telegram_token=room.token, telegram_api_url=room.url, directory="no-longer-there.yaml")
    await program.says("ready")
    assert (await program.ends(signal.SIGTERM)).code == 0
    with sqlite3.connect("youlin.db") as connection:
        assert connection.execute("SELECT version FROM district").fetchall() == [(1,)]
    connection.close()
