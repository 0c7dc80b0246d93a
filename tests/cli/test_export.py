"""Whoever exports the tickets gets all of them, whole, in three forms with the same columns."""

import asyncio
import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from sqlalchemy import event

from desk import exporting
from storage.engine import Store
from storage.kinds import Priority, Status, Verb
from storage.tickets import Event, Supporter, Ticket
from tests.cli.conftest import Youlin
from tests.town import MONDAY_MORNING, Town

CONTRACT = [
    *("id", "status", "grid", "building", "floor", "place", "service", "category", "priority"),
    *("unit", "handler", "owner", "reporter", "text", "attachments", "supporters"),
    *("created_at", "accept_due", "resolve_due", "accepted_at", "resolved_at", "closed_at"),
    *("resolution", "rating", "reopened", "escalated", "reminded", "merged_into", "history"),
]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def person(telegram_id: int, name: str) -> dict[str, Any]:
    return {"telegram_id": telegram_id, "name": name}


async def a_ticket_lives(town: Town) -> None:
    """Two reports; the first is supported, taken, mended and praised."""
    await town.zhang.says("12楼电梯按了没反应")
    await town.liu.presses("我也遇到")
    await town.passes(minutes=30)
    await town.zhou.presses("受理")
    await town.passes(hours=1)
    await town.zhou.sends_photo("已修好，换了门机", reply_to=town.last_card)
    await town.zhang.presses("满意")
    await town.liu.says("-1楼漏水了，快来人")


async def exported(youlin: Youlin, town: Town, *options: object) -> bytes:
    ended = await asyncio.to_thread(youlin, "export", "tickets", *options, database_url=town.settings.database_url)
    assert (ended.code, ended.err) == (0, "")
    return ended.raw


async def test_a_ticket_is_exported_with_every_field_and_its_history(town: Town, youlin: Youlin) -> None:
    await a_ticket_lives(town)
    lines = (await exported(youlin, town)).decode().splitlines()
    first, second = map(json.loads, lines)
    assert [list(first), list(second)] == [CONTRACT, CONTRACT]
    zhou, zhang, liu = person(1002, "老周"), person(2001, "张伟"), person(2002, "刘洋")
    history = [(line["at"], line["actor"], line["verb"], line["note"]) for line in first.pop("history")]
    assert history == [
        ("2026-11-23T09:00:00+08:00", zhang, "open", ""),
        ("2026-11-23T09:00:00+08:00", liu, "support", ""),
        ("2026-11-23T09:30:00+08:00", None, "remind", ""),  # half of the hour that he has to accept it
        ("2026-11-23T09:30:00+08:00", zhou, "accept", ""),
        ("2026-11-23T10:30:00+08:00", zhou, "resolve", "已修好，换了门机"),
        ("2026-11-23T10:30:00+08:00", zhang, "confirm", ""),
        ("2026-11-23T10:30:00+08:00", zhang, "rate", "5"),
    ]
    assert first == {
        "id": 1,
        "status": "closed",
        "grid": "G01",
        "building": "ZSH",
        "floor": 12,
        "place": "12楼电梯",
        "service": "P01",
        "category": "物业",
        "priority": "high",
        "unit": None,
        "handler": zhou,
        "owner": person(1001, "王芳"),
        "reporter": zhang,
        "text": "12楼电梯按了没反应",
        "attachments": 1,
        "supporters": [liu],
        "created_at": "2026-11-23T09:00:00+08:00",
        "accept_due": "2026-11-23T10:00:00+08:00",
        "resolve_due": "2026-11-24T09:00:00+08:00",
        "accepted_at": "2026-11-23T09:30:00+08:00",
        "resolved_at": "2026-11-23T10:30:00+08:00",
        "closed_at": "2026-11-23T10:30:00+08:00",
        "resolution": "已修好，换了门机",
        "rating": 5,
        "reopened": 0,
        "escalated": 0,
        "reminded": 1,
        "merged_into": None,
    }
    assert (second["id"], second["status"], second["floor"], second["closed_at"]) == (2, "new", -1, None)


async def test_times_are_those_of_the_district(town: Town, youlin: Youlin, monkeypatch: pytest.MonkeyPatch) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    monkeypatch.setenv("YOULIN_TIMEZONE", "UTC")
    assert json.loads(await exported(youlin, town))["created_at"] == "2026-11-23T01:00:00+00:00"


async def test_csv_has_the_same_columns_and_no_cell_that_a_spreadsheet_runs(town: Town, youlin: Youlin) -> None:
    await a_ticket_lives(town)
    found = await exported(youlin, town, "--format", "csv")
    assert found.startswith(b"\xef\xbb\xbfid,status,")
    rows = list(csv.DictReader(io.StringIO(found.decode("utf-8-sig"), newline="")))
    plain = [json.loads(line) for line in (await exported(youlin, town)).decode().splitlines()]
    for row, record in zip(rows, plain, strict=True):
        assert list(row) == CONTRACT
        for name, cell in row.items():
            value = record[name]
            parts = isinstance(value, dict | list)
            written = json.dumps(value, ensure_ascii=False) if parts else "" if value is None else str(value)
            assert cell in {written, f"'{written}"}
    assert (rows[1]["text"], rows[1]["floor"], rows[1]["place"]) == ("'-1楼漏水了，快来人", "-1", "'-1楼")


def cells(file: Path) -> list[list[str]]:
    """What stands in the first sheet, row by row; a cell left out is empty."""
    with zipfile.ZipFile(file) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - we wrote it
    assert not list(sheet.iter(f"{SHEET}f"))  # formulas
    rows = []
    for row in sheet.iter(f"{SHEET}row"):
        found = {str(cell.get("r")).rstrip("0123456789"): "".join(cell.itertext()) for cell in row}
        columns = [chr(65 + n) if n < 26 else f"A{chr(39 + n)}" for n in range(len(CONTRACT))]
        rows.append([found.get(column, "") for column in columns])
    return rows


async def test_a_workbook_has_the_same_columns_and_no_formula(town: Town, youlin: Youlin, tmp_path: Path) -> None:
    await a_ticket_lives(town)
    await town.zhang.says("=HYPERLINK(1) 空调不制冷了，快来人")
    file = tmp_path / "tickets.xlsx"
    assert await exported(youlin, town, "--format", "xlsx", "--out", file) == b""
    head, first, second, third = cells(file)
    assert head == CONTRACT
    assert (first[0], first[1], first[4]) == ("1", "closed", "12")
    assert json.loads(first[CONTRACT.index("reporter")]) == person(2001, "张伟")
    assert len(json.loads(first[CONTRACT.index("history")])) == 7
    assert second[CONTRACT.index("text")] == "-1楼漏水了，快来人"
    assert third[CONTRACT.index("text")].startswith("=HYPERLINK")


@pytest.mark.parametrize("form", ["jsonl", "csv"])
async def test_a_file_holds_what_standard_output_would(town: Town, youlin: Youlin, tmp_path: Path, form: str) -> None:
    await a_ticket_lives(town)
    file = tmp_path / "tickets"
    assert await exported(youlin, town, "--format", form, "--out", file) == b""
    assert file.read_bytes() == await exported(youlin, town, "--format", form)


def test_what_cannot_be_exported_is_told(youlin: Youlin, tmp_path: Path) -> None:
    assert "没有数据库" in youlin("export", "tickets").complaint
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "youlin.db").touch()
    assert "youlin migrate" in youlin("export", "tickets").complaint
    assert "--out" in youlin("export", "tickets", "--format", "xlsx").complaint
    youlin("migrate")
    assert "nowhere" in youlin("export", "tickets", "--out", "nowhere/tickets.csv").complaint
    assert youlin("export", "tickets").raw == b""
    assert youlin("export", "tickets", "--format", "csv").raw.decode("utf-8-sig").split() == [",".join(CONTRACT)]


async def test_many_tickets_cost_a_few_queries_a_batch(town: Town, youlin: Youlin) -> None:
    """Neither a query for every ticket, nor all tickets at once."""
    many = exporting.BATCH * 2 + 1
    await town.zhang.says("12楼电梯按了没反应")
    first = await town.ticket()
    async with town.store.write() as session:
        for number in range(many - 1):
            kept = first.model_dump(exclude={"id", "message_id"})
            copy = Ticket(**kept, message_id=10_000 + number)
            session.add(copy)
            await session.flush()
            session.add(Event(ticket_id=copy.id or 0, at=MONDAY_MORNING, actor_id=first.reporter_id, verb=Verb.OPEN))
            session.add(Supporter(ticket_id=copy.id or 0, person_id=first.owner_id or 0, at=MONDAY_MORNING))
    store, queries = Store(town.settings.database_url), []
    event.listen(store._reader.sync_engine, "before_cursor_execute", lambda *facts: queries.append(facts[2]))
    async with store.read() as session:
        found = [record async for record in exporting.tickets(session, town.settings.zone)]
        assert not list(session)
    await store.close()
    assert [record["id"] for record in found] == list(range(1, many + 1))
    assert all(len(record["history"]) == 1 for record in found)
    assert all(len(record["supporters"]) == 1 for record in found[1:])
    asked = [query for query in queries if query != "BEGIN"]
    assert len(asked) == 3 * 5 + 1
    assert all(" IN (" in query or " LIMIT " in query for query in asked)


def test_every_word_of_status_and_priority_is_one_of_the_contract() -> None:
    assert " ".join(Status) == "new accepted on_hold resolved closed cancelled merged"
    assert " ".join(Priority) == "emergency high normal low"
