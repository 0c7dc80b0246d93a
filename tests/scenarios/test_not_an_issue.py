"""「不是问题」: it was just talk, so every word of it goes."""

import pytest

from tests.town import Town

TALK = "空调漏水漏得像尼亚加拉瀑布"
WORDS = ("尼亚加拉", "排水孔", "接水盆")


@pytest.mark.parametrize("who", ["reporter", "leader", "reporter privately"])
async def test_words_are_erased_from_every_row_and_every_message(town: Town, who: str) -> None:
    await town.zhang.says(f"@youlin_bot {TALK}")
    await town.zhou.replies("先清了排水孔", to=town.zhou.last())
    await town.zhou.replies("放了接水盆", to=town.last_card)
    await town.liu.says("/ticket 1")
    await town.zhang.tells_bot("/ticket 1")
    assert [words for words in WORDS if not await town.database_holds(words)] == []
    card = next(message for message in town.zhang.sees(town.g01) if "承办：" in message.text)
    if who == "reporter privately":
        assert await town.zhang.presses("不是问题", on=town.zhang.last()) == "#1 已撤销，内容已清除。"
    else:
        person = town.zhang if who == "reporter" else town.wang
        assert await person.presses("不是问题", on=card) == "#1 已撤销，内容已清除。"
    assert [words for words in WORDS if await town.database_holds(words)] == []
    ours = [one for chat in (town.g01, town.zhou.private, town.zhang.private) for one in town.room.visible(chat)]
    assert [one.text for one in ours if one.from_bot and any(words in one.text for words in WORDS)] == []
    assert card.text.startswith("⚪ #1 空调与漏水报修 · 已撤销")
    assert await town.history() == ["open", "progress", "progress", "cancel"]


async def test_work_that_is_done_is_not_unsaid(town: Town) -> None:
    await town.zhang.says(TALK)
    await town.zhou.replies("已修好", to=town.last_card)
    refusal = await town.zhang.presses_data("not_an_issue:1", on=town.last_card)
    assert refusal.startswith("#1 已办结，待确认，现在不能撤销。")
    assert (await town.ticket()).text == TALK


async def test_why_it_was_put_off_is_erased_too(town: Town) -> None:
    await town.zhang.says(TALK)
    await town.zhou.tells_bot("/hold 1 2天 等张总的配件")
    assert await town.database_holds("等张总的配件")
    await town.zhang.presses("不是问题")
    assert not await town.database_holds("等张总的配件")
