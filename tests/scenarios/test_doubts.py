"""Content by button and still not solved by word: it is asked once which is meant."""

import pytest

from tests.town import Town

LIFT = "12楼电梯按了没反应"


@pytest.fixture
async def mended(town: Town) -> Town:
    """张伟's lift is said to be mended."""
    await town.zhang.says(LIFT)
    await town.zhou.replies("已修好，换了门机", to=town.last_card)
    return town


async def test_satisfied_and_then_still_broken_is_asked_once(mended: Town) -> None:
    await mended.zhang.presses("满意")
    await mended.zhang.replies("还是不行", to=mended.last_card)
    question = mended.zhang.last(mended.g01)
    assert question.text == "张伟 #1 您点了满意，又说「还是不行」：是没解决吗？"
    await mended.zhang.replies("还是坏的", to=mended.last_card)
    assert mended.zhang.last(mended.g01) is question
    await mended.zhang.presses("没解决", on=question)
    ticket = await mended.ticket()
    assert (ticket.status, ticket.reopened) == ("accepted", 1)


async def test_it_was_solved_after_all(mended: Town) -> None:
    await mended.zhang.presses("满意")
    await mended.zhang.replies("还是不行", to=mended.last_card)
    await mended.zhang.presses("已经好了")
    ticket = await mended.ticket()
    assert (ticket.status, ticket.rating) == ("closed", 5)


async def test_words_beside_the_stars_count(mended: Town) -> None:
    await mended.zhang.says("/confirm 1 5 还是不行")
    assert mended.zhang.last(mended.g01).text.endswith("是没解决吗？")
    assert (await mended.ticket()).status == "resolved"


async def test_others_cannot_answer_for_the_reporter(mended: Town) -> None:
    await mended.zhang.presses("满意")
    await mended.zhang.replies("还是不行", to=mended.last_card)
    question = mended.zhang.last(mended.g01)
    assert "诉求人" in await mended.liu.presses("已经好了", on=question)


async def test_what_is_over_for_too_long_goes_on_as_a_ticket_of_its_own(mended: Town) -> None:
    await mended.zhang.presses("满意")
    await mended.passes(days=20)
    await mended.zhang.says("/reopen 1 又卡在12楼了")
    old, new = await mended.tickets()
    assert (old.status, new.status, new.follows) == ("closed", "new", 1)
    assert (new.service, new.reporter_id, new.text) == (old.service, old.reporter_id, "又卡在12楼了")
    assert "（接 #1）" in mended.last_card.text
    await mended.liu.says("/reopen 1 我也要")
    assert len(await mended.tickets()) == 2
