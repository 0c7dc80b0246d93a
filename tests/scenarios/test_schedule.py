"""Time asks once more and closes what nobody answered; it never calls silence satisfaction."""

from datetime import timedelta

import pytest

from tests.town import Town


async def mended(town: Town) -> None:
    """张伟's lift is mended; the question stands in the group."""
    await town.zhang.says("12楼电梯按了没反应")
    await town.zhou.replies("已修好，换了门机", to=town.last_card)


async def test_silence_is_asked_once_more_half_way_and_closed_unrated_in_the_end(town: Town) -> None:
    await mended(town)
    first = town.zhang.last(town.g01)
    await town.passes(hours=23)
    assert await town.history() == ["open", "accept", "resolve"]
    await town.passes(hours=1)
    nudge = town.zhang.last(town.g01)
    assert nudge.text == "张伟 #1 还在等您一句话：解决了吗？\n不点也没关系，到时按「未评价」结案。"
    assert (first.text, first.buttons) == ("#1 已办结（老周）：已修好，换了门机", [])
    await town.passes(hours=23)
    assert await town.history() == ["open", "accept", "resolve", "remind"]
    await town.passes(hours=1)
    ticket = await town.ticket()
    assert (ticket.status, ticket.rating) == ("closed", None)
    assert nudge.text == "⚪ #1 已结案（未评价）"
    assert first.text == "#1 已办结（老周）：已修好，换了门机"
    assert len(town.heard(town.g01)) == 3


async def test_weekend_does_not_count(town: Town) -> None:
    await town.passes(days=4)  # Friday
    await mended(town)
    await town.passes(days=2, hours=23)
    assert await town.history() == ["open", "accept", "resolve"]
    await town.passes(hours=1)  # Monday, one working day later
    assert await town.history() == ["open", "accept", "resolve", "remind"]
    await town.passes(days=1)
    assert (await town.ticket()).status == "closed"


async def test_answered_question_is_left_in_peace(town: Town) -> None:
    await mended(town)
    await town.zhang.presses("满意")
    heard = town.heard(town.g01)
    await town.passes(days=10)
    assert town.heard(town.g01) == heard
    assert await town.history() == ["open", "accept", "resolve", "confirm", "rate"]


async def test_answer_to_the_second_question_counts(town: Town) -> None:
    await mended(town)
    await town.passes(days=1)
    await town.zhang.presses("一般")
    assert (await town.ticket()).rating == 3
    await town.passes(days=10)
    assert (await town.history())[-1] == "rate"


async def test_second_mending_gets_its_own_time(town: Town) -> None:
    await mended(town)
    await town.passes(hours=23)
    await town.zhang.presses("没解决")
    await town.passes(hours=7)
    await town.zhou.replies("已修好，换了主板", to=town.last_card)
    await town.passes(hours=16)  # more than one working day after the first mending, not after the second
    assert (await town.history())[-1] == "resolve"
    await town.passes(days=1, hours=2)  # to when people are there again
    assert (await town.history())[-2:] == ["resolve", "remind"]


async def test_what_fell_due_while_it_was_down_is_done_once(town: Town) -> None:
    await mended(town)
    await town.stops()
    town.clock.move_to(town.clock.now() + timedelta(days=3))
    await town.starts_again()
    await town.passes()
    await town.passes(hours=1)
    assert await town.history() == ["open", "accept", "resolve", "remind", "close"]
    assert town.heard(town.g01)[2:] == ["⚪ #1 已结案（未评价）"]


@pytest.mark.parametrize("late", [False, True])
async def test_closed_ticket_opens_again_only_within_reopen_within(town: Town, late: bool) -> None:
    await mended(town)
    await town.zhang.presses("满意")
    await town.passes(days=9 if not late else 10)  # seven working days are over on the tenth
    await town.zhang.says("/reopen 1 又卡住了")
    assert (await town.ticket()).status == ("closed" if late else "accepted")
    assert [one.follows for one in await town.tickets()] == ([None, 1] if late else [None])
