"""Edited messages: a correction reaches everybody's card, a problem said only now is heard, and nothing stays wrong."""

import pytest
from sqlmodel import col, select

from storage.tickets import Event
from tests.town import Town

LIFT = "12楼电梯按了没反应"
WATER = "3楼空调漏水"


async def notes(town: Town, number: int = 1) -> list[str]:
    """What a ticket's history says in words."""
    async with town.store.read() as session:
        rows = await session.exec(select(Event.note).where(Event.ticket_id == number).order_by(col(Event.id)))
        return [note for note in rows.all() if note]


def sends(town: Town) -> int:
    """How many messages 小邻 has sent so far; edits are none."""
    return len([call for call in town.room.log.calls if call.method.lower().startswith("send")])


async def test_corrected_words_are_on_every_card_and_nobody_is_called_again(town: Town) -> None:
    said = await town.zhang.says(LIFT)
    sent = sends(town)
    await town.zhang.edits(said, "13楼电梯按了没反应")
    ticket = await town.ticket()
    assert (ticket.text, ticket.floor, ticket.place) == (LIFT, 13, "13楼电梯")
    assert (await town.history(), await notes(town)) == (
        ["open", "progress", "progress"],
        ["13楼电梯按了没反应", "floor: 12 → 13"],
    )
    for card in (town.last_card, town.zhou.last()):
        assert "💬 13楼电梯按了没反应（已更正）" in card.text
        assert "📝" not in card.text
    assert sends(town) == sent


async def test_correction_that_reads_as_another_service_stays_with_its_handler(town: Town) -> None:
    said = await town.zhang.says(LIFT)
    await town.zhang.edits(said, "20楼空调漏水")
    ticket = await town.ticket()
    assert (ticket.grid, ticket.service, ticket.floor) == ("G01", "P01", 20)
    assert "service: P01 → P02" in (await notes(town))[-1]
    assert len(await town.tickets()) == 1


async def test_danger_that_a_correction_tells_of_is_not_left_to_an_edit(town: Town) -> None:
    said = await town.zhang.says(LIFT)
    before = len(town.zhou.sees())
    await town.zhang.edits(said, "12楼电梯有人被困")
    assert any("priority: high → emergency" in note for note in await notes(town))
    assert len(town.zhou.sees()) == before + 1
    assert "有人被困" in town.zhou.last().text


async def test_edit_that_nobody_can_see_changes_nothing(town: Town) -> None:
    said = await town.zhang.says(f"报修 {LIFT}")
    reasons = await town.inbox_reasons()
    calls = len([call for call in town.room.log.calls if call.method != "getUpdates"])
    await town.zhang.edits(said, f"报修 {LIFT}")
    await town.zhang.edits(said, f"#报修 {LIFT}")
    assert await town.inbox_reasons() == reasons
    assert len([call for call in town.room.log.calls if call.method != "getUpdates"]) == calls
    assert await town.history() == ["open"]


async def test_talk_that_becomes_a_problem_opens_a_ticket_and_talk_leaves_no_trace(town: Town) -> None:
    said = await town.zhang.says("12楼店里见")
    assert await town.tickets() == []
    await town.zhang.edits(said, LIFT)
    assert [ticket.text for ticket in await town.tickets()] == [LIFT]
    assert town.last_card.reply_to is said
    reasons = await town.inbox_reasons()
    lunch = await town.liu.says("中午吃红烧肉")
    await town.liu.edits(lunch, "中午吃糖醋排骨")
    assert await town.inbox_reasons() == reasons
    assert not await town.database_holds("糖醋排骨")


@pytest.mark.parametrize("how", ["不是问题", "撤销"])
async def test_what_was_dismissed_or_cancelled_is_not_opened_by_an_edit(town: Town, how: str) -> None:
    said = await town.zhang.says(LIFT)
    if how == "撤销":
        await town.zhang.tells_bot("/cancel 1")
    else:
        await town.zhang.presses(how)
    reasons = await town.inbox_reasons()
    await town.zhang.edits(said, "13楼电梯轿厢咣当响")
    assert len(await town.tickets()) == 1
    assert await town.inbox_reasons() == reasons
    assert not await town.database_holds("咣当")


async def test_resolution_that_is_taken_back_does_not_stay_so_silently(town: Town) -> None:
    await town.zhang.says(LIFT)
    reply = await town.zhou.replies("已修好", to=town.last_card)
    await town.zhou.edits(reply, "还没修好，明天再来")
    ticket = await town.ticket()
    assert (ticket.status, ticket.resolution) == ("resolved", "还没修好，明天再来")
    assert "还没修好，明天再来" in town.zhang.last(town.g01).text
    assert town.wang.last().text.startswith("❗ #1 老周把「已修好」改成了「还没修好，明天再来」。")
    await town.wang.tells_bot("/reopen 1 还没修好")
    assert (await town.ticket()).status == "accepted"


async def test_resolution_that_says_more_is_shown_to_whoever_is_asked(town: Town) -> None:
    await town.zhang.says(LIFT)
    reply = await town.zhou.replies("已修好", to=town.last_card)
    heard = len(town.heard(town.g01)), len(town.heard(town.wang.private))
    await town.zhou.edits(reply, "已修好，换了门机")
    assert "已修好，换了门机" in town.zhang.last(town.g01).text
    assert [button.text for button in town.zhang.last(town.g01).buttons][-1].endswith("没解决")
    assert (len(town.heard(town.g01)), len(town.heard(town.wang.private))) == heard
    assert (await town.ticket()).resolution == "已修好，换了门机"


async def test_progress_corrected_into_done_resolves(town: Town) -> None:
    await town.zhang.says(LIFT)
    reply = await town.zhou.replies("在等配件", to=town.last_card)
    await town.zhou.edits(reply, "在等配件，周三到")
    assert "📝 在等配件，周三到" in town.last_card.text
    await town.zhou.edits(reply, "配件到了，已修好")
    assert (await town.ticket()).status == "resolved"


async def test_old_resolution_edited_after_a_reopening_resolves_nothing(town: Town) -> None:
    await town.zhang.says(LIFT)
    reply = await town.zhou.replies("已修好", to=town.last_card)
    await town.zhang.presses("没解决")
    await town.zhou.edits(reply, "已修好，换了门机")
    assert (await town.ticket()).status == "accepted"
    assert "📝 已修好，换了门机" in town.last_card.text


async def test_reason_that_is_corrected_reaches_the_handler(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.replies("已修好", to=town.last_card)
    await town.zhang.presses("没解决")
    reason = await town.zhang.replies("开门还要按三下", to=town.zhang.last(town.g01))
    await town.zhang.edits(reason, "关门还要按三下")
    assert town.zhou.last().text == "💬 #1 张伟说：关门还要按三下"


async def test_draft_is_what_was_said_last(town: Town) -> None:
    said = await town.liu.tells_bot(LIFT)
    heard = len(town.heard(town.liu.private))
    await town.liu.edits(said, WATER)
    assert len(town.heard(town.liu.private)) == heard
    await town.liu.presses("总商会大厦")
    await town.liu.presses("总商会大厦一微网格")
    assert [ticket.text for ticket in await town.tickets()] == [WATER]


async def test_edited_command_does_nothing_and_says_so_only_privately(town: Town) -> None:
    said = await town.zhang.says("/mine")
    heard = len(town.heard(town.g01))
    await town.zhang.edits(said, "/todo")
    assert len(town.heard(town.g01)) == heard
    privately = await town.zhang.tells_bot("/mine")
    await town.zhang.edits(privately, "/todo")
    assert town.zhang.last().text == "改过的命令我不会重新执行，请再发一条。"


async def test_edited_report_command_is_a_correction(town: Town) -> None:
    said = await town.zhang.says(f"/report {LIFT}")
    await town.zhang.edits(said, "/report 13楼电梯按了没反应")
    assert len(await town.tickets()) == 1
    assert "13楼电梯按了没反应（已更正）" in town.last_card.text


async def test_edited_greeting_gets_no_second_hint(town: Town) -> None:
    for chat, hello in ((town.liu.private, "你好"), (town.g01, "@youlin_bot 你好")):
        said = await town.liu.says(hello, to=chat)
        heard = len(town.heard(chat))
        await town.liu.edits(said, f"{hello}呀")
        assert len(town.heard(chat)) == heard


async def test_caption_that_is_corrected_is_a_correction_of_the_album(town: Town) -> None:
    said = await town.zhang.sends_album(LIFT, "")
    await town.zhang.edits(said[0], "13楼电梯按了没反应")
    assert "13楼电梯按了没反应（已更正）（附 2 件）" in town.last_card.text
    assert len(await town.tickets()) == 1


async def test_message_that_is_edited_before_it_was_read_is_one_ticket_with_its_correction(town: Town) -> None:
    await town.app.stop()
    said = town.room.say(town.g01, town.zhang.known, LIFT)
    town.room.edit(said, "13楼电梯按了没反应")
    await town.store.close()
    await town.starts_again()
    assert [ticket.text for ticket in await town.tickets()] == [LIFT]
    assert "13楼电梯按了没反应（已更正）" in town.last_card.text
