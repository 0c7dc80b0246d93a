"""A ticket that comes back goes to whoever answers for it; after the second time a rung names the handler."""

from tests.town import Town

LIFT = "12楼电梯按了没反应"


async def test_return_says_why_and_goes_to_the_owner(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/return 1 电梯归维保公司，应找党群指导员")
    ticket = await town.ticket()
    assert ticket.status == "new"
    assert town.zhou.last().text == "#1 已退回，现在由王芳来定。"
    told = [message.text for message in town.wang.sees() if message.text.startswith("↩️")]
    assert told == ["↩️ #1 被老周退回：电梯归维保公司，应找党群指导员（建议：党群指导员）\n请您办理，或转给合适的人。"]
    assert "承办：王芳（责任人）" in town.last_card.text


async def test_return_without_a_reason_is_refused_and_one_without_a_suggestion_is_asked(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/return 1")
    assert town.zhou.last().text.startswith("请写上退回的原因")
    assert (await town.history()) == ["open"]
    await town.zhou.presses("退回")
    await town.zhou.replies("不归我管", to=town.zhou.last())
    assert town.zhou.last().text == "#1 您看更适合谁来办？点一下，我告诉责任人。"
    assert "市税务局" in await town.zhou.presses("市税务局")
    assert town.wang.last().text == "💡 #1 老周建议市税务局来办。"


async def test_after_two_returns_the_chief_names_a_handler_who_keeps_it(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/return 1 不归我管，找税务局")
    await town.wang.tells_bot("/transfer 1 tax")
    await town.li.tells_bot("/return 1 税务局也不管电梯")
    told = [message.text for message in town.zhao.sees() if message.text.startswith("↩️")]
    assert told[-1].endswith("已退回两次，请您指定承办人，不能再退。")
    await town.zhao.tells_bot("/transfer 1 物业服务员")
    await town.zhou.tells_bot("/return 1 还是不归我管")
    assert town.zhou.last().text == "#1 已退回过两次，不能再退；请办理，或和上级商量。"
    await town.zhou.presses("受理")
    assert (await town.ticket()).status == "accepted"


async def test_hand_over_restarts_the_time_to_accept_but_not_the_reporters_deadline(town: Town) -> None:
    await town.zhang.says(LIFT)
    before = await town.ticket()
    await town.passes(minutes=40)
    await town.wang.tells_bot("/transfer 1 tax")
    after = await town.ticket()
    assert after.accept_due == before.accept_due + (town.clock.now() - before.created_at)
    assert after.resolve_due == before.resolve_due
