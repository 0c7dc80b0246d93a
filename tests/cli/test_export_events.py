"""Whoever exports the events gets all of them with everybody who signed up; in tables a row for each sign-up."""

import asyncio
import csv
import io
import json
import zipfile
from pathlib import Path

from tests.cli.conftest import Youlin
from tests.happenings import start, takes_place
from tests.town import Town

CONTRACT = [
    *("id", "series", "title", "brand", "start", "end", "building", "place", "capacity", "grids", "host"),
    *("status", "signups", "rating", "ratings"),
]


async def an_event_takes_place(town: Town) -> None:
    """Two sign up, one comes and gives four stars; another event has nobody yet."""
    await start(town.zhang)
    await takes_place(town, town.g01, capacity=30, grids=["G01"], brand="noon")
    await town.zhang.presses("报名")
    await town.liu.presses("报名")
    await town.passes(days=2, hours=2, minutes=45)
    await town.zhang.presses("签到", on=town.zhang.last())
    await town.passes(hours=2)
    await town.zhang.presses("4⭐")
    await takes_place(town, title="读书会", starts_at=town.clock.now() + town.hours(24), ends_at=None)


async def exported(youlin: Youlin, town: Town, *options: object) -> bytes:
    ended = await asyncio.to_thread(youlin, "export", "events", *options, database_url=town.settings.database_url)
    assert (ended.code, ended.err) == (0, "")
    return ended.raw


async def test_an_event_is_exported_with_every_field_and_who_signed_up(town: Town, youlin: Youlin) -> None:
    await an_event_takes_place(town)
    first, second = map(json.loads, (await exported(youlin, town)).decode().splitlines())
    assert [list(first), list(second)] == [CONTRACT, CONTRACT]
    assert first == {
        "id": 1,
        "series": None,
        "title": "太极课",
        "brand": "noon",
        "start": "2026-11-25T12:00:00+08:00",
        "end": "2026-11-25T13:00:00+08:00",
        "building": "ZSH",
        "place": "3楼活动室",
        "capacity": 30,
        "grids": ["G01"],
        "host": {"telegram_id": 1001, "name": "王芳"},
        "status": "done",
        "signups": [
            {"telegram_id": 2001, "name": "张伟", "state": "attended", "at": "2026-11-23T09:00:00+08:00"},
            {"telegram_id": 2002, "name": "刘洋", "state": "no_show", "at": "2026-11-23T09:00:00+08:00"},
        ],
        "rating": 4.0,
        "ratings": 1,
    }
    assert (second["end"], second["signups"], second["rating"], second["ratings"]) == (None, [], None, 0)


async def test_tables_have_a_row_for_each_sign_up(town: Town, youlin: Youlin, tmp_path: Path) -> None:
    await an_event_takes_place(town)
    table = (await exported(youlin, town, "--format", "csv")).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(table))
    at = CONTRACT.index("signups")
    assert head == [*CONTRACT[:at], "telegram_id", "name", "state", "at", *CONTRACT[at + 1 :]]
    assert [(row[0], row[at + 1], row[at + 2]) for row in rows] == [
        ("1", "张伟", "attended"),
        ("1", "刘洋", "no_show"),
        ("2", "", ""),
    ]
    book = tmp_path / "events.xlsx"
    await exported(youlin, town, "--format", "xlsx", "--out", book)
    sheet = zipfile.ZipFile(book).read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 4
