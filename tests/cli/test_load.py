"""The directory goes into the database whole, or not at all."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import DIRECTORY, Youlin
from tests.town import Town


def count(table: str) -> int:
    connection = sqlite3.connect("youlin.db")
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - a test's own word
    finally:
        connection.close()


def test_a_directory_is_loaded_into_a_database_that_was_not_there(youlin: Youlin) -> None:
    ended = youlin("load", DIRECTORY)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "已载入“南市中央商务区”：2 幢楼、3 个微网格、2 个单位、5 项服务、0 个驿站、7 人。\n"
    assert (count("grid"), count("service"), count("person")) == (3, 5, 7)


def test_a_file_with_mistakes_changes_nothing_and_each_is_told(youlin: Youlin, tmp_path: Path) -> None:
    youlin("load", DIRECTORY)
    file = tmp_path / "bad.yaml"
    file.write_text("district: {name: 北市}\ngrids: [{code: G9, name: 格, building: X}]\ncolour: red\n", "utf-8")
    ended = youlin("load", file)
    assert ended.code == 2
    assert [line.partition("：")[0] for line in ended.err.splitlines()] == [
        "第 2 行 grids[0].building",
        "第 3 行 colour",
    ]
    assert "buildings 中没有“X”" in ended.err
    assert (ended.out, count("grid")) == ("", 3)


def test_of_very_many_mistakes_the_first_are_told_and_the_rest_counted(youlin: Youlin, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("district: {name: 北市}\n" + "".join(f"x{n}: 1\n" for n in range(250)), "utf-8")
    lines = youlin("load", file).err.splitlines()
    assert len(lines) == 201
    assert lines[199].startswith("第 201 行")
    assert lines[200].startswith("另有 50 处")


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"district: {name: x}\n\xff\n", "第 2 行不是 UTF-8"), (b"#" * 5_000_002, "文件太大"), (b"", "空的")],
)
def test_a_file_that_cannot_be_read_is_named(youlin: Youlin, tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_bytes(content)
    assert told in youlin("load", file).complaint
    assert not (tmp_path / "youlin.db").exists()


def test_a_file_saved_by_a_spreadsheet_on_windows_is_read(youlin: Youlin, tmp_path: Path) -> None:
    file = tmp_path / "bom.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + DIRECTORY.read_bytes().replace(b"\n", b"\r\n"))
    assert youlin("load", file).code == 0


@pytest.mark.parametrize(
    "url",
    [
        "youlin.db",
        "sqlite:///youlin.db",
        "sqlite+aiosqlite://",
        "mysql+aiomysql://root:hunter2@localhost/youlin",
        "postgresql+asyncpg://youlin:hunter2@localhost:port/youlin",
        "sqlite+aiosqlite:////nowhere/at/all.db",
        "sqlite+aiosqlite:///text.txt",
    ],
)
@pytest.mark.parametrize("command", ["migrate", "load", "export"])
def test_a_database_that_cannot_be_is_refused_without_its_password(
    youlin: Youlin, tmp_path: Path, command: str, url: str
) -> None:
    (tmp_path / "text.txt").write_text("no database" * 100)
    given: dict[str, list[object]] = {"load": [DIRECTORY], "export": ["tickets"]}
    told = youlin(command, *given.get(command, []), database_url=url).complaint
    assert "sqlite+aiosqlite" in told
    assert "hunter2" not in told


@pytest.mark.parametrize("option", ["sslmod=require", "password=hunter2", "sslmode=require&sslmode=disable"])
def test_an_option_of_the_url_that_means_nothing_to_us_is_named(youlin: Youlin, option: str) -> None:
    url = f"postgresql://youlin@localhost/youlin?{option}"
    told = youlin("migrate", database_url=url).complaint
    assert f" {option.partition('=')[0]} " in told
    assert "sslmode" in told
    assert "hunter2" not in told


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+asyncpg", "postgresql+psycopg"])
def test_every_way_to_write_postgresql_is_understood(youlin: Youlin, tmp_path: Path, scheme: str) -> None:
    url = f"{scheme}://youlin:hunter2@/youlin?host={tmp_path}&sslmode=disable&connect_timeout=2"
    told = youlin("migrate", database_url=url).complaint
    assert "Away" not in told
    assert "FileNotFoundError" in told
    assert "hunter2" not in told


def test_the_schema_is_brought_up_to_date_once(youlin: Youlin) -> None:
    assert youlin("migrate").out.startswith("数据库已建好")
    assert youlin("migrate").out.startswith("数据库结构本来就是最新的")


def test_a_database_of_a_newer_release_is_left_alone(youlin: Youlin) -> None:
    youlin("migrate")
    with sqlite3.connect("youlin.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for command in ("migrate", f"load {DIRECTORY}", "export tickets"):
        assert "比本程序新" in youlin(*command.split()).complaint


async def test_deadlines_of_open_tickets_follow_and_it_is_said_how_many_moved(
    town: Town, youlin: Youlin, tmp_path: Path
) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    await town.liu.says("3楼空调不制冷了")
    file = tmp_path / "town.yaml"
    levels = "service_levels: {high: {accept: 2h, resolve: 2d, clock: working}}\n"
    file.write_text(DIRECTORY.read_text("utf-8") + levels, "utf-8")
    ended = await asyncio.to_thread(youlin, "load", file, database_url=town.settings.database_url)
    assert ended.out.splitlines()[-1] == "未办结的 2 件工单重新算过时限，1 件有变，卡片随后更新。"
    await town.passes()
    assert "11月23日 11:00 前受理，11月25日 09:00 前办结" in town.zhou.sees()[0].text
