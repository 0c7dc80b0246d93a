"""Words that are meant to break something: they are shown as written, nothing breaks, and every export can be read."""

import csv
import io
import json
import zipfile
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from bot.export import Csv, Lines, Workbook
from desk.exporting import TICKET_FIELDS
from desk.exporting import tickets as records
from tests.town import Town

PROBLEM = "3楼空调漏水"
HOSTILE = {
    "NUL and control characters": ("\x00\x01漏\x00\x7f\x9b", "漏"),
    "half of a pair": ("\ud83d 漏 \ude00", "\ufffd 漏 \ufffd"),
    "markup": ("<b>&\"</b><a href='x'>&amp;{{ x }}", "<b>&\"</b><a href='x'>&amp;{{ x }}"),
    "overrides": ("\u202e倒\u202d\u2067着\u2069", "倒着"),
    "zero width": ("漏\u200b\u200d水", "漏\u200b\u200d水"),
    "a heap of accents": ("Z" + "\u0301" * 20, "Z" + "\u0301" * 20),
    "emoji of many parts": ("👨‍👩‍👧‍👦🏳️‍🌈𠮷", "👨‍👩‍👧‍👦🏳️‍🌈𠮷"),
    "right to left": ("مصعد שבור 12", "مصعد שבור 12"),
}


async def arrives(town: Town, text: str, name: str = "张伟", **more: Any) -> None:
    """A message as no app would let anybody write it, straight from the platform."""
    sender = {"id": 2001, "is_bot": False, "first_name": name, "username": "zhangwei"}
    chat = {"id": town.g01.id, "type": "supergroup", "title": name}
    number = town.room.state.updates.next_id
    message = {"message_id": number % 100_000, "date": int(town.clock.now().timestamp()), "chat": chat, "from": sender}
    town.room.faults.inject(json.dumps({"update_id": number, "message": message | {"text": text} | more}))
    await town.settles()


async def exports(town: Town) -> list[dict[str, Any]]:
    """All tickets in the three forms, each read back; the lines of JSON are returned."""
    lines, table, sheet = io.StringIO(), io.StringIO(newline=""), io.BytesIO()
    writers = Lines(lines), Csv(table, TICKET_FIELDS), Workbook(sheet, "tickets", TICKET_FIELDS)
    async with town.store.read() as session:
        async for record in records(session, ZoneInfo("Asia/Shanghai")):
            for writer in writers:
                writer.add(record)
    for writer in writers:
        writer.close()
    found = [json.loads(line) for line in lines.getvalue().encode().splitlines()]
    assert len(list(csv.reader(io.StringIO(table.getvalue(), newline="")))) == len(found) + 1
    with zipfile.ZipFile(sheet) as parts:
        for name in parts.namelist():
            ElementTree.fromstring(parts.read(name))  # noqa: S314 - we wrote it
    return found


@pytest.mark.parametrize("kind", HOSTILE)
async def test_report_is_shown_as_written_and_can_be_worked_and_exported(town: Town, kind: str) -> None:
    sent, shown = HOSTILE[kind]
    await arrives(town, f"{PROBLEM} {sent}", name=f"张{sent}伟")
    assert f"💬 {' '.join(f'{PROBLEM} {shown}'.split())}" in town.last_card.text
    [ticket] = await exports(town)
    assert " ".join(ticket["text"].split()) == " ".join(f"{PROBLEM} {shown}".split())
    assert ticket["reporter"]["name"] == " ".join(f"张{shown}伟".split()) or kind.startswith("NUL")
    assert "🙍 诉求人：张" in town.zhou.last().text
    await town.zhou.replies("已修好", to=town.last_card)
    await arrives(town, f"/reopen 1 {sent}", name=f"张{sent}伟")
    assert (await town.ticket()).status == "accepted"
    await exports(town)


async def test_flood_of_100_000_characters_is_cut_and_answered(town: Town) -> None:
    await arrives(town, "报修 " + PROBLEM * 20_000, name="张" * 100_000)
    assert len((await town.ticket()).text) == 4096 - len("报修 ")
    assert len(town.last_card.text) < 400
    assert "🙍 诉求人：" + "张" * 64 + "\n" in town.zhou.last().text
    await arrives(town, "哈" * 100_000)
    assert len(await town.tickets()) == 1


COMMANDS = ["accept", "transfer 1", "reopen 1", "confirm 1", "ticket", "bind", "appoint", "nosuch"]


async def test_command_with_4000_characters_behind_it_gets_one_answer(town: Town, subtests: pytest.Subtests) -> None:
    await town.zhang.says(PROBLEM)
    for command in COMMANDS:
        with subtests.test(command=command):
            for rest in ("长" * 4000, "9" * 4000, "<&\u202e>" * 1000, "@" * 4000):
                before = len(town.heard(town.admin.private))
                await town.admin.tells_bot(f"/{command} {rest}"[:4096])
                assert len(town.heard(town.admin.private)) == before + 1
                assert len(town.admin.last().text) <= 4096


async def test_press_with_anything_for_data_is_answered(town: Town) -> None:
    await town.zhang.says(PROBLEM)
    for data in (
        "",
        ":",
        "::::",
        "accept:" + "9" * 5000,
        "hand:1:" + "x" * 5000,
        "\x00",
        "\ud800:\u202e",
        "own:-1",
        "own:１",
    ):
        query = town.room.press_data(town.last_card, town.admin.known, "x")
        await query.answered()
        await town.settles()
        body = query.update.body if query.update else {}
        number = town.room.state.updates.next_id
        body["update_id"], body["callback_query"]["data"] = number, data
        answers = len(query.answers)
        town.room.faults.inject(json.dumps(body))
        await town.settles()
        assert len(query.answers) == answers + 1, data
    assert await town.history() == ["open"]


async def test_overrides_in_a_report_do_not_turn_the_card_round(town: Town) -> None:
    await arrives(town, f"{PROBLEM}\u202e\u2067", name="\u202e伟张\u2066")
    for said in (town.last_card.text, town.zhou.last().text):
        assert not set(said) & {"\u202e", "\u2066", "\u2067"}
