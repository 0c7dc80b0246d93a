"""Two tickets about the same thing become one; whoever said it is asked about the outcome; it can be undone."""

import pytest

from tests.town import Town

LIFT = "12楼电梯按了没反应"


@pytest.fixture
async def two(town: Town) -> Town:
    """张伟 and 刘洋 have reported the same lift."""
    await town.zhang.says(LIFT)
    await town.liu.says("/report 十二楼的电梯坏了，按键不亮")
    return town


async def test_merged_ticket_brings_its_reporter_along(two: Town) -> None:
    await two.wang.tells_bot("/merge 2 1")
    assert two.wang.last().text == "#2 已并入 #1，诉求人会一起问到。"
    merged, into = await two.ticket(2), await two.ticket(1)
    assert (merged.status, merged.merged_into) == ("merged", 1)
    assert "🔗 #2 和 #1 是一件事，已并案；办结时一样会问您。" in two.heard(two.g01)
    await two.zhou.tells_bot("/resolve 1 换了门机")
    question = two.liu.last(two.g01)
    assert question.text.startswith("张伟 刘洋 #1 已办结")
    await two.liu.presses("没解决", on=question)
    assert (await two.ticket(1)).status == "accepted"
    assert into.id == 1


async def test_reply_to_a_merged_card_reaches_the_surviving_ticket(two: Town) -> None:
    card = two.last_card
    await two.wang.tells_bot("/merge 2 1")
    assert "已并案 → #1" in card.text
    await two.zhou.replies("已修好，换了门机", to=card)
    assert (await two.ticket(1)).status == "resolved"


async def test_merge_is_undone_and_its_clock_has_stood_still(two: Town) -> None:
    before = (await two.ticket(2)).accept_due
    await two.wang.tells_bot("/merge 2 1")
    await two.passes(minutes=45)
    await two.wang.presses("撤销并案")
    ticket = await two.ticket(2)
    assert (ticket.status, ticket.merged_into) == ("new", None)
    assert ticket.accept_due == before + two.hours(0.75)
    await two.zhou.tells_bot("/resolve 1 换了门机")
    assert "刘洋" not in two.zhang.last(two.g01).text


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/merge 1", "请写上并入哪一张"),
        ("/merge 1 1", "#1 不能并入自己"),
        ("/merge 1 99", "没有 #99 这张工单"),
        ("/unmerge 1", "#1 待受理，现在不能撤销并案"),
    ],
)
async def test_merge_says_what_is_wrong(two: Town, words: str, answer: str) -> None:
    await two.wang.tells_bot(words)
    assert two.wang.last().text.startswith(answer)
    assert [ticket.status for ticket in await two.tickets()] == ["new", "new"]


async def test_bystander_may_not_merge(two: Town) -> None:
    await two.sun.says("/merge 2 1")
    assert two.heard(two.g01)[-1] == "#2 要由承办人、责任人或上级并案。"


async def test_enough_supporters_raise_the_priority_and_bring_the_deadline_nearer(town: Town) -> None:
    await town.zhang.says("3楼空调不制冷了")
    before = await town.ticket()
    await town.liu.presses("我也遇到")
    assert (await town.ticket()).priority == "normal"
    await town.sun.presses("我也遇到")
    after = await town.ticket()
    assert after.priority == "high"
    assert after.resolve_due < before.resolve_due
    assert "11月24日 09:00 前办结" in town.last_card.text


async def test_note_on_a_merged_ticket_is_written_down_at_the_surviving_one(two: Town) -> None:
    await two.wang.tells_bot("/merge 2 1")
    await two.wang.tells_bot("/note 2 师傅上楼了")
    assert two.wang.last().text == "#1 已记下。"
    assert (await two.history(1))[-1] == "progress"
    assert "📝 师傅上楼了" not in two.last_card.text  # the merged one's
