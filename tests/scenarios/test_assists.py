"""Others help: one leads, and the work is done when the lead says so after each of them has answered."""

from tests.town import Town

LIFT = "12楼电梯按了没反应"


async def test_lead_cannot_resolve_before_those_who_were_asked_have_answered(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.presses("受理")
    await town.zhou.presses("协办")
    await town.zhou.presses("市税务局")
    asked = town.li.last()
    assert asked.text.startswith("🤝 #1 老周请您协办：总商会大厦 12楼电梯，12楼电梯按了没反应")
    assert "协办 1 家待答复" in town.last_card.text
    await town.zhou.replies("已修好", to=town.last_card)
    assert town.heard(town.g01)[-1] == "#1 还在等协办答复（市税务局），答复后再办结。"
    assert (await town.ticket()).status == "accepted"
    await town.li.replies("设备抵税的材料已备好", to=asked)
    assert town.zhou.last().text == "🤝 #1 小李（协办）：设备抵税的材料已备好"
    await town.zhou.replies("已修好", to=town.last_card)
    assert (await town.ticket()).status == "resolved"


async def test_whoever_helps_may_not_resolve(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/assist 1 tax")
    assert town.zhou.last().text.startswith("#1 已请协办")
    await town.li.tells_bot("/resolve 1 好了")
    assert town.li.last().text == "#1 要由承办人、责任人或上级办结。"
    await town.li.tells_bot("/note 1 材料今天下午给")
    assert (await town.history())[-1] == "progress"


async def test_those_who_were_asked_are_reminded_and_have_it_on_their_list(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/assist 1 tax")
    await town.li.tells_bot("/todo")
    assert "#1" in town.li.last().text
    await town.passes(minutes=48)
    assert "还没受理" in town.li.last().text


async def test_nobody_is_asked_twice_and_no_bystander_asks(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/assist 1 tax")
    await town.zhou.tells_bot("/assist 1 tax")
    assert town.zhou.last().text == "对方已经在办 #1，请换一个。"
    await town.liu.says("/assist 1 tax")
    assert town.heard(town.g01)[-1] == "#1 要由承办人、责任人或上级转办。"


async def test_lead_that_the_work_is_handed_to_does_not_wait_for_itself(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.wang.tells_bot("/assist 1 tax")
    await town.wang.tells_bot("/transfer 1 tax")
    assert "协办" not in town.last_card.text
    await town.li.tells_bot("/resolve 1 办好了")
    assert (await town.ticket()).status == "resolved"


async def test_nobody_waits_for_a_unit_that_has_no_people_any_more(town: Town) -> None:
    await town.liu.says(LIFT)
    await town.admin.tells_bot("/appoint 联络人 hr @zhangwei")
    await town.wang.tells_bot("/assist 1 hr")
    await town.admin.tells_bot("/dismiss 联络人 hr @zhangwei")
    await town.zhou.tells_bot("/resolve 1 办好了")
    assert (await town.ticket()).status == "resolved"


async def test_whoever_was_asked_is_reminded_of_the_answer_and_not_offered_the_work(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/assist 1 tax")
    await town.passes(minutes=48)
    reminder = town.li.last()
    assert reminder.text.endswith("请回复本条写您的协办答复。")
    assert not reminder.buttons
    await town.li.replies("材料已备好", to=reminder)
    assert town.zhou.last().text == "🤝 #1 小李（协办）：材料已备好"
