"""What stays undone climbs rung by rung, with its whole story; a chain that runs is not disturbed."""

import pytest

from desk.directory import read
from desk.directory.keeping import keep
from storage.kinds import Verb
from tests.conftest import DIRECTORY
from tests.town import Town

LIFT = "12楼电梯按了没反应"


async def loads(town: Town, old: str = "", new: str = "") -> None:
    """The town's directory is loaded anew, with these words exchanged or added."""
    text = DIRECTORY.read_text("utf-8")
    async with town.store.write() as session:
        await keep(session, read(text.replace(old, new) if old else text + new), town.clock.now())


async def test_overdue_ticket_climbs_from_chief_to_committee_to_those_with_all_rights(town: Town) -> None:
    await town.zhang.says(LIFT)  # due to be accepted on Monday at 10:00
    await town.passes(days=1, hours=1)
    assert (await town.ticket()).escalated == 1
    told = [message.text for message in town.zhao.sees() if message.from_bot]
    story = next(text for text in told if text.startswith("📣"))
    assert story == (
        "📣 督办 #1 电梯故障报修，请您过问。经过：\n"
        "· 11月23日 09:00 张伟 登记\n"
        "· 11月24日 10:00 小邻 催办\n"
        "· 11月24日 10:00 小邻 督办\n"
        "您可以受理、转办，或改时限并说明理由。"
    )
    assert "督办" in town.last_card.text
    await town.passes(days=1)
    assert (await town.ticket()).escalated == 2
    assert any(message.text.startswith("🔴 #1") for message in town.party.sees())
    await town.passes(days=2)  # nobody is the street here
    assert (await town.ticket()).escalated == 3
    assert any(message.text.startswith("📣 督办 #1") for message in town.admin.sees())
    assert [verb for verb in await town.history() if verb == "escalate"] == ["escalate"] * 3


async def test_the_rung_may_accept(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.passes(days=1, hours=1)
    await town.zhao.presses("受理")
    ticket = await town.ticket()
    assert (ticket.status, ticket.escalated) == ("accepted", 1)
    await town.passes(days=3)
    assert (await town.ticket()).escalated == 2, "rungs already reached are kept, the others come with resolve_due"


async def test_the_rung_may_set_another_deadline_and_nobody_else(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.passes(days=1, hours=1)
    await town.zhao.presses("改时限")
    assert town.zhao.last().text.startswith("赵主任 #1 办结时限改到什么时候")
    await town.zhao.replies("2天 等厂家来人", to=town.zhao.last())
    ticket = await town.ticket()
    assert town.clock.now() + town.hours(48) == ticket.resolve_due
    assert "⏱ #1 赵主任把办结时限改到 11月26日 10:00：等厂家来人" in town.heard(town.g01)
    assert await said_no(town, "wang", "/deadline 1 3天 忙") == (
        "#1 的时限要由上级来改。不能按时办好请挂起：/hold 1 3天 原因。"
    )
    await town.zhao.tells_bot("/deadline 1 3天")
    assert town.zhao.last().text == "请写上改时限的理由，例如：/deadline 1 2天 等厂家来人。"


async def said_no(town: Town, who: str, words: str) -> str:
    person = getattr(town, who)
    await person.tells_bot(words)
    text: str = person.last().text
    return text


async def test_chain_is_fixed_when_it_starts_while_deadlines_follow_the_directory(town: Town) -> None:
    await town.zhang.says(LIFT)
    await loads(town, new="escalation: {after_overdue: [3d]}\n")
    await town.passes(days=1, hours=1)
    assert (await town.ticket()).escalated == 1
    await town.liu.says("8楼电梯也不动了，电梯坏了")
    await town.passes(days=2)
    tickets = await town.tickets()
    assert [ticket.escalated for ticket in tickets] == [2, 0]


async def test_vacant_rung_is_passed_over(town: Town) -> None:
    await town.zhao.starts()  # else nobody knows who @zhao is
    await town.admin.says("/dismiss @zhao")
    await town.zhang.says(LIFT)
    await town.passes(days=1, hours=1)
    assert (await town.ticket()).escalated == 2
    assert any(message.text.startswith("📣") for message in town.party.sees())


@pytest.mark.parametrize("times", [1, 2])
async def test_what_was_not_solved_twice_climbs_a_rung(town: Town, times: int) -> None:
    await town.zhang.says(LIFT)
    for number in range(times):
        await town.zhou.replies("已修好", to=town.last_card)
        await town.zhang.presses("没解决")
        assert (await town.ticket()).reopened == number + 1
    assert (await town.ticket()).escalated == times - 1
    assert any(message.text.startswith("📣") for message in town.zhao.sees()) == (times == 2)


async def test_escalation_waits_for_the_morning(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.passes(hours=1)
    await town.stops()
    town.clock.move_to(town.clock.now() + town.hours(36))  # Tuesday 22:00
    await town.starts_again()
    await town.passes()
    assert Verb.ESCALATE.value not in await town.history()
    await town.passes(hours=10, minutes=30)
    assert Verb.ESCALATE.value in await town.history()
