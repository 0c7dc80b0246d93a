"""A hold stops the clocks, for a reason and until a moment; it ends by itself and says so."""

import pytest

from tests.town import Town

LIFT = "12楼电梯按了没反应"


async def test_hold_moves_the_deadline_and_ends_by_itself(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.presses("受理")
    due = (await town.ticket()).resolve_due
    await town.zhou.tells_bot("/hold 1 2天 等配件")
    ticket = await town.ticket()
    assert ticket.status == "on_hold"
    assert ticket.resolve_due == due + town.hours(48)
    assert "⏸ 挂起到 11月25日 09:00：等配件" in town.last_card.text
    assert "⏸ #1 老周先挂起到 11月25日 09:00：等配件。到时自动恢复，时限顺延。" in town.heard(town.g01)
    reminded = ticket.reminded
    await town.passes(days=1)
    assert (await town.ticket()).reminded == reminded
    await town.passes(days=1)
    ticket = await town.ticket()
    assert (ticket.status, ticket.resolve_due) == ("accepted", due + town.hours(48))
    said = [message.text for message in town.zhou.sees() if message.text.startswith("▶️")]
    assert said == ["▶️ #1 挂起到期，已恢复，请在 11月26日 09:00 前办结。"]


async def test_who_goes_on_earlier_gets_the_earlier_deadline(town: Town) -> None:
    await town.zhang.says(LIFT)
    due = (await town.ticket()).resolve_due
    await town.zhou.presses("受理")
    await town.zhou.presses("挂起")
    await town.zhou.replies("3天 等厂家", to=town.zhou.last())
    await town.passes(hours=1)
    assert await town.zhou.presses("恢复办理") == "#1 已恢复，请在 明天 10:00 前办结。"
    assert (await town.ticket()).resolve_due == due + town.hours(1)
    await town.passes(days=4)
    assert "▶️" not in "".join(message.text for message in town.zhou.sees())


async def test_hold_of_what_nobody_has_accepted_stops_that_clock_too(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.wang.tells_bot("/hold 1 11-25 厂家周三来")
    await town.passes(days=1, hours=23, minutes=30)
    ticket = await town.ticket()
    assert (ticket.status, ticket.escalated) == ("new", 0)
    assert ticket.accept_due == town.clock.now() + town.hours(1)


async def test_resolved_on_hold_and_not_solved_it_does_not_wait_again(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/hold 1 3天 等配件")
    await town.zhou.replies("配件提前到了，已修好", to=town.last_card)
    await town.zhang.presses("没解决")
    ticket = await town.ticket()
    assert ticket.status == "accepted"
    assert ticket.resolve_due < town.clock.now() + town.hours(24)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/hold 1", "请写上挂起到什么时候"),
        ("/hold 1 3天", "请写上为什么挂起"),
        ("/hold 1 等配件", "请写上挂起到什么时候"),
        ("/hold 1 2026-11-01 等配件", "「2026-11-01」已经过了"),
    ],
)
async def test_hold_says_what_is_missing(town: Town, words: str, answer: str) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot(words)
    assert town.zhou.last().text.startswith(answer)
    assert (await town.ticket()).status == "new"


async def test_bystander_may_not_hold(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.liu.says("/hold 1 3天 别修了")
    assert town.heard(town.g01)[-1] == "#1 要由承办人、责任人或上级挂起。"


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("/hold 1 周五 等厂家", "11月27日 08:30"),
        ("/hold 1 等厂家，到周五下午3点", "11月27日 15:00"),
        ("/hold 1 下周一前 等厂家", "11月30日 08:30"),
        ("/hold 1 2个工作日 等厂家", "11月25日 09:00"),
        ("/hold 1 12-01 等厂家", "12月1日 08:30"),
        ("/hold 1 周六 等厂家", "11月30日 08:30"),
        ("/hold 1 周五 等厂家2天后来", "11月27日 08:30"),
    ],
)
async def test_moment_is_written_as_people_write_it(town: Town, words: str, until: str) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot(words)
    assert f"⏸ 挂起到 {until}：等厂家" in town.last_card.text


async def test_moment_that_is_over_or_unclear_is_refused(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/hold 1 昨天 等厂家")
    assert town.zhou.last().text.startswith("「昨天」已经过了")
    assert (await town.ticket()).status == "new"
