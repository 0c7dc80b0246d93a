"""A rung that was called, and a ticket that was handed on late, stay in sight."""

from tests.town import Town

LEAK = "5楼茶水间的水管漏水了，地上都是水"


async def test_rung_that_did_nothing_finds_what_it_was_called_for_in_its_morning_digest(town: Town) -> None:
    await town.zhang.says(LEAK)
    await town.passes(hours=23, minutes=30)
    assert town.heard(town.zhao.private) == []
    await town.passes(hours=6, minutes=5)  # four working hours to accept, and a working day more
    assert (await town.ticket()).escalated == 1
    *_, story, card = town.heard(town.zhao.private)
    assert story.startswith("📣 督办 #1")
    assert "小邻 催办 2 次\n· 11月24日 14:35 小邻 督办\n" in story
    assert card.startswith("🔴 #1 空调与漏水报修 · 待受理 · 📣 督办")
    assert "［⏱ 改时限］" in card
    assert town.heard(town.party.private) == []
    await town.passes(hours=17, minutes=55)  # 08:30 on the next day
    assert town.zhao.last().text.startswith("☀️ 早上好，等您办的有 1 件")
    assert "#1 空调与漏水报修 · 待受理 · 11月23日 14:30 已到期" in town.zhao.last().text
    await town.zhao.tells_bot("/todo")
    assert "#1" in town.zhao.last().text
    assert town.heard(town.party.private) == []


async def test_what_is_handed_on_when_its_time_is_over_is_never_said_to_be_due_later(town: Town) -> None:
    await town.zhang.says(LEAK)
    await town.zhou.presses("受理", on=town.last_card)
    await town.passes(days=3, hours=2)  # three working days to resolve
    await town.wang.replies("/transfer tax", to=town.last_card)
    assert "🔴 #1" in town.last_card.text
    assert "\n⏰ 11月26日 09:00 前办结" in town.last_card.text
    assert "受理，" not in town.last_card.text
    await town.passes(hours=4)
    assert town.li.last().text == "🔴 #1 空调与漏水报修还没办结，今天 09:00 就到期了。"


async def test_whoever_gives_a_ticket_back_is_not_offered_themselves(town: Town) -> None:
    await town.zhang.says("发票系统登不上，税务怎么处理")
    await town.li.tells_bot("/return 1 资料不全，办不了")
    offered = [button.text for button in town.li.last().buttons]
    assert "物业服务员" in offered
    assert "市税务局" not in offered


async def test_owner_is_told_whose_work_is_running_out_of_time(town: Town) -> None:
    await town.zhang.says("发票系统登不上，税务怎么处理")
    await town.passes(hours=4, minutes=45)  # 80 % of four working hours
    assert town.li.last().text == "🟡 #1 税费政策咨询还没受理，今天 14:30 到期。"
    assert town.wang.last().text == "🟡 #1 税费政策咨询（承办：市税务局）还没受理，今天 14:30 到期。"


async def test_week_counts_a_word_of_thanks_as_confirmed_and_silence_as_unrated(town: Town) -> None:
    for place in ("5楼", "6楼"):
        await town.zhang.says(f"{place}空调不制冷")
        await town.zhou.replies("已修好", to=town.last_card)
        if place == "5楼":
            await town.zhang.replies("好了，谢谢", to=town.zhang.last(town.g01))
    await town.passes(days=2, minutes=1)
    await town.passes(days=2, hours=7, minutes=30)  # an hour before Friday's end
    assert town.heard(town.g01)[-1].startswith("📋 本周办结 2 件：诉求人确认 1 件，未评价 1 件；")


async def test_card_and_story_tell_what_people_said_and_no_codes(town: Town) -> None:
    await town.zhang.says(LEAK)
    card = town.last_card
    await town.zhou.replies("在看了，下午上楼", to=card)
    await town.zhou.tells_bot("/assist 1 tax")
    assert "📝 在看了，下午上楼" in card.text
    await town.passes(days=4, hours=1)
    story = next(one for one in town.heard(town.zhao.private) if one.startswith("📣 督办 #1"))
    assert "老周 记录进展：在看了，下午上楼" in story
    assert "tax" not in story
