"""Those concerned say whether it is really done; nobody says so of their own work."""

import pytest

from bot.chatroom import Message
from tests.town import Town


@pytest.fixture
async def lift(town: Town) -> Town:
    """张伟's lift; 刘洋 and 孙丽 have met the same. Nobody has mended it yet."""
    await town.zhang.says("12楼电梯按了没反应")
    await town.liu.presses("我也遇到")
    return town


async def mends(town: Town) -> Message:
    """老周 says that it is done; the question that is then asked in the group."""
    await town.zhou.replies("已修好，换了门机", to=town.last_card)
    return town.zhou.last(town.g01)


@pytest.mark.parametrize(("label", "rating"), [("满意", 5), ("一般", 3), ("不满意", 1)])
async def test_answer_closes_with_its_rating(lift: Town, label: str, rating: int) -> None:
    question = await mends(lift)
    button = next(one.text for one in question.buttons if one.text.endswith(f" {label}"))
    assert await lift.zhang.presses(button, on=question) == "谢谢，#1 已结案。"
    ticket = await lift.ticket()
    assert (ticket.status, ticket.rating) == ("closed", rating)
    assert question.text == f"⚪ #1 已结案 · 张伟评分 {rating}"
    assert f"⭐ 评分 {rating}" in lift.last_card.text


async def test_reason_of_discontent_reaches_the_handler(lift: Town) -> None:
    await lift.zhang.presses("不满意", on=await mends(lift))
    asked = lift.zhang.last(lift.g01)
    assert asked.text == "张伟 谢谢，#1 哪里不满意？回复本条说一句，我转告承办人。"
    await lift.zhang.replies("等了太久", to=asked)
    await lift.zhang.replies("也没人说一声", to=asked)
    assert lift.heard(lift.zhou.private)[-2:] == ["💬 #1 张伟说：等了太久", "💬 #1 张伟说：也没人说一声"]


async def test_unsolved_reopens_with_half_the_time_and_the_handler_is_told(lift: Town) -> None:
    question = await mends(lift)
    assert await lift.zhang.presses("没解决", on=question) == "#1 已重开，今天 14:15 前办结。"
    assert question.text == "❗ #1 张伟说没解决，已重开，11月23日 14:15 前办结"
    assert lift.zhou.last().text == "❗ #1 张伟说没解决\n已重开，请在今天 14:15 前办结。回复本条可写进展。"
    asked = lift.zhang.last(lift.g01)
    assert asked.text == "张伟 抱歉，#1 已重开。回复本条说说还差什么，我转告承办人。"
    await lift.zhang.replies("门还是关不上", to=asked)
    assert lift.zhou.last().text == "💬 #1 张伟说：门还是关不上"
    assert "📝 门还是关不上" in lift.last_card.text
    assert "（重开 1 次）" in lift.last_card.text


@pytest.mark.parametrize("under", ["card", "question"])
@pytest.mark.parametrize(
    ("words", "status"), [("好了，谢谢", "closed"), ("还没好", "accepted"), ("几点修的？", "resolved")]
)
async def test_reply_is_an_answer(lift: Town, under: str, words: str, status: str) -> None:
    question = await mends(lift)
    await lift.zhang.replies(words, to=question if under == "question" else lift.last_card)
    assert (await lift.ticket()).status == status


async def test_commands_confirm_and_reopen(lift: Town) -> None:
    await mends(lift)
    await lift.zhang.says("/confirm 1 4")
    assert ((await lift.ticket()).status, (await lift.ticket()).rating) == ("closed", 4)
    await lift.zhang.says("/confirm 1")
    assert lift.heard(lift.g01)[-1] == "#1 已结案，不用再确认。"
    await lift.zhang.says("/reopen 1 又卡住了")
    assert lift.zhou.last().text.startswith("❗ #1 张伟说没解决：又卡住了")
    assert ((await lift.ticket()).status, (await lift.ticket()).reopened) == ("accepted", 1)


TOO_LITTLE = [
    ("/confirm 1 6", "评分是 1 到 5，例如：/confirm 1 5。"),
    ("/confirm 1 好", "评分是 1 到 5，例如：/confirm 1 5。"),
    ("/reopen 1", "请写上原因，例如：/reopen 1 还是漏水。"),
    ("/reopen", "请写上工单编号，例如：/reopen 128；或回复那张卡片。"),
    ("/confirm 1", "#1 待受理，现在不能确认。办结后我会来问您。"),
]


async def test_answer_that_says_too_little_is_asked_for_more(lift: Town, subtests: pytest.Subtests) -> None:
    for said, answer in TOO_LITTLE:
        with subtests.test(said=said, answer=answer):
            await lift.zhang.says(said)
            assert lift.heard(lift.g01)[-1] == answer
            assert await lift.history() == ["open", "support"]


async def test_supporters_are_asked_too_and_may_differ(lift: Town) -> None:
    question = await mends(lift)
    assert question.text.startswith("张伟 刘洋 #1 已办结（老周）")
    await lift.zhang.presses("满意", on=question)
    assert [button.text for button in question.buttons] == ["❗ 没解决"]
    assert await lift.liu.presses("没解决", on=question) == "#1 已重开，今天 14:15 前办结。"
    assert (await lift.ticket()).rating is None
    assert lift.liu.last(lift.g01).text.startswith("刘洋 抱歉，#1 已重开")


async def test_unsolved_comes_too_late_after_confirm_within(lift: Town) -> None:
    question = await mends(lift)
    await lift.zhang.presses("满意", on=question)
    await lift.passes(days=3)
    assert await lift.liu.presses("没解决", on=question) == "#1 已过确认期。还没解决请发：/reopen 1 原因"


async def test_bystander_and_handler_cannot_answer_for_the_reporter(lift: Town) -> None:
    question = await mends(lift)
    not_asked = "#1 请诉求人来答复。您那里也有问题的话，直接说一声，我另行登记。"
    assert await lift.sun.presses("满意", on=question) == not_asked
    assert await lift.wang.presses("满意", on=question) == not_asked
    assert await lift.zhou.presses("满意", on=question) == "自己办结的不能自己确认，请其他人确认 #1。"
    assert await lift.sun.presses("没解决", on=question) == "#1 要由诉求人或也遇到的人重开。"
    assert (await lift.ticket()).status == "resolved"


async def test_second_press_and_press_on_an_old_card_are_answered(lift: Town) -> None:
    question = await mends(lift)
    await lift.restarts()
    await lift.zhang.presses("满意", on=question)
    assert await lift.zhang.presses_data("satisfied:1", on=question) == "#1 已结案，不用再确认。"
    assert await lift.zhou.presses_data("resolve:1", on=lift.last_card) == (
        "#1 已结案，现在不能办结。还没解决可发：/reopen 1 原因"
    )
    assert (await lift.history()).count("confirm") == 1


async def test_leader_who_mends_their_own_report_is_checked_by_the_next_rung(town: Town) -> None:
    await town.wang.says("12楼电梯按了没反应")
    await town.wang.says("/resolve 1 自己重启了")
    assert town.heard(town.g01)[-1] == "#1 已办结，已请赵主任确认。"
    await town.wang.says("/confirm 1 5")
    assert town.heard(town.g01)[-1] == "自己办结的不能自己确认，请其他人确认 #1。"
    await town.zhao.replies("好了", to=town.zhao.last())
    assert (await town.ticket()).status == "closed"


async def test_supporter_confirms_what_the_reporter_mended(town: Town) -> None:
    await town.zhou.says("12楼电梯按了没反应")
    await town.liu.presses("我也遇到")
    question = await mends(town)
    assert question.text.startswith("刘洋 #1 已办结（老周）")
    await town.liu.presses("一般", on=question)
    assert (await town.ticket()).rating == 3


async def test_crowd_is_not_called_by_name_one_by_one(lift: Town) -> None:
    crowd = [lift.person(3000 + number, f"邻居{number}") for number in range(6)]
    for neighbour in crowd:
        lift.room.join(lift.g01, neighbour.known)
        await neighbour.says("/support 1")
    question = await mends(lift)
    assert question.text.startswith("张伟 刘洋 邻居0 邻居1 邻居2 等 8 位 #1 已办结")


async def test_reporter_of_a_closed_ticket_learns_how_to_reopen_it(lift: Town) -> None:
    await mends(lift)
    await lift.passes(days=3)
    await lift.zhang.replies("还没好", to=lift.last_card)
    assert lift.heard(lift.g01)[-1] == "#1 已结案。还没解决请发：/reopen 1 原因"
