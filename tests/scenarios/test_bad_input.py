"""Whatever people write or press, they get one clear line, and nothing is lost or half done."""

import pytest

from tests.town import Town

MARKUP = '3楼空调漏水 <b>&nbsp;</b> & "急" <script> {{ ticket }} {% if %} 😀👨‍👩‍👧'
STALE = "这个按钮已经失效。查看工单请发 /mine 或 /todo。"
LONGEST = 4096  # characters that the platform lets a person send


async def test_markup_and_emoji_arrive_as_written(town: Town) -> None:
    await town.zhang.says(MARKUP)
    assert f"💬 {MARKUP}" in town.last_card.text
    assert f"💬 {MARKUP}" in town.zhou.last().text
    await town.zhou.replies("<i>在修</i> & 🔧", to=town.zhou.last())
    assert town.heard(town.g01)[-1] == "📝 #1 老周：<i>在修</i> & 🔧"
    await town.zhou.replies("修好了 <b>&", to=town.last_card)
    assert town.last_card.text.endswith("🔧 修好了 <b>&")
    await town.zhang.replies("还没好 </b>&amp;", to=town.last_card)
    assert town.zhou.last().text.startswith("❗ #1 张伟说没解决：还没好 </b>&amp;\n")


async def test_longest_message_is_kept_whole_and_shown_short(town: Town) -> None:
    said = "报修 " + "3楼空调漏水，" * 600
    await town.zhang.says(said[:LONGEST])
    assert (await town.ticket()).text == said[:LONGEST].removeprefix("报修 ").strip()
    assert len(town.last_card.text) < 300
    await town.zhou.replies("🔧" * (LONGEST // 2), to=town.zhou.last())
    await town.zhou.replies("已修好 " + "长" * (LONGEST - 4), to=town.last_card)
    assert len(town.last_card.text) < 300
    assert len((await town.ticket()).resolution or "") == LONGEST
    await town.zhang.replies("还没好 " + "<" * (LONGEST - 4), to=town.last_card)
    assert len(town.zhou.last().text) < LONGEST
    assert (await town.ticket()).status == "accepted"


async def test_reply_to_a_card_that_nobody_knows_is_answered(town: Town) -> None:
    unknown = town.room.state.post(town.g01, town.room.bot, text="🟢 #999 电梯故障报修")
    await town.wang.replies("修好了吗", to=unknown)
    assert town.heard(town.g01)[-1] == "没有 #999 这张工单。您的工单：/mine"
    for number in ("999", "99999999999999999999"):
        answer = await town.liu.presses_data(f"accept:{number}", on=unknown)
        assert answer == f"没有 #{number} 这张工单。您的工单：/mine"


BUTTONS = {
    "accept": STALE,
    "accept:": STALE,
    "accept:abc": STALE,
    "accept:-1": STALE,
    "accept:1:2": STALE,
    "accept:99999999999999999999": "没有 #99999999999999999999 这张工单。您的工单：/mine",
    "satisfied:9223372036854775807": "没有 #9223372036854775807 这张工单。您的工单：/mine",
    "nosuch:1": STALE,
    "hand:1": STALE,
    "hand:1:xx": "没找到「xx」。可以写 @某人、单位（如 tax）或职务（如 物业服务员）。",
    "draft:x": STALE,
    "draft:grid:XX": STALE,
    "appoint:x:1": STALE,
    "appoint:street:99": STALE,
    "appoint:street:x": STALE,
    "building:XX": STALE,
    "bind:grid:XX": "没有网格 XX。有的编号如：G01、G02、G03。",
}


async def test_button_that_nobody_made_is_answered(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    card = town.last_card
    before = card.text
    assert {data: await town.admin.presses_data(data, on=card) for data in BUTTONS} == BUTTONS
    assert card.text == before


COMMANDS = ["accept", "resolve", "transfer", "cancel", "confirm", "reopen", "support", "ticket"]


async def test_command_without_or_with_a_wrong_number_says_what_would_work(
    town: Town, subtests: pytest.Subtests
) -> None:
    for command in COMMANDS:
        with subtests.test(command=command):
            for said in (f"/{command}", f"/{command} 电梯", f"/{command} 1号"):
                await town.zhou.tells_bot(said)
                assert town.zhou.last().text == f"请写上工单编号，例如：/{command} 128；或回复那张卡片。"
            for number in ("7", "#7", "99999999999999999999"):
                await town.zhou.tells_bot(f"/{command} {number} 好")
                assert town.zhou.last().text == f"没有 #{number.lstrip('#')} 这张工单。您的工单：/mine"


async def test_member_without_a_name_to_speak_of_is_written_as_they_are(town: Town) -> None:
    odd = town.person(4001, "<b>&\u202e💥")
    town.room.join(town.g01, odd.known)
    await odd.says("12楼电梯按了没反应")
    assert "🙍 诉求人：<b>&" in town.zhou.last().text
    await town.zhou.replies("已修好", to=town.last_card)
    assert town.heard(town.g01)[-1].startswith("<b>&")
