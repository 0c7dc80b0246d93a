"""Whoever is away is stood in for: what is said of it stays true."""

import pytest

from tests.town import Town


async def test_day_that_was_named_is_the_last_one_away(town: Town) -> None:
    await town.wang.starts()
    await town.zhou.tells_bot("/deputy @wangfang until 11-24")
    assert town.zhou.last().text.startswith("好的，明天 23:59 前您的工单由王芳代办。")
    assert town.wang.last().text == "老周 明天 23:59 前不在，这段时间由您代办，工单会发给您。"


@pytest.mark.parametrize("answer", ["满意", None])
async def test_card_of_what_is_over_names_who_did_it_and_nobody_who_stands_in_now(
    town: Town, answer: str | None
) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    card = town.last_card
    await town.zhou.replies("已修好，换了门机", to=card)
    await town.wang.starts()
    await town.zhou.tells_bot("/deputy @wangfang until 11-24")
    if answer is not None:
        await town.zhang.presses(answer)
    else:
        await town.zhou.replies("顺便加了油", to=card)
    assert "👷 承办：老周 · 责任：王芳" in card.text
    await town.zhang.says("/reopen 1 又停了")
    assert "👷 承办：老周（不在，王芳代） · 责任：王芳" in card.text
