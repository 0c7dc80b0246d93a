"""Whoever is away has a deputy with the same rights for that time, or else the next rung; the card says so."""

from tests.town import Town

LIFT = "12楼电梯按了没反应"


async def away(town: Town, words: str = "/deputy @hejing until 2026-11-25") -> None:
    """老周 is away; 何静 stands in."""
    await town.he.starts()
    await town.zhou.tells_bot(words)


async def test_deputy_is_told_gets_the_card_and_may_do_the_work(town: Town) -> None:
    await away(town)
    assert town.zhou.last().text == "好的，11月25日 23:59 前您的工单由何静代办。提前回来请发：/deputy 回来"
    assert town.he.last().text == "老周 11月25日 23:59 前不在，这段时间由您代办，工单会发给您。"
    heard = len(town.zhou.sees())
    await town.zhang.says(LIFT)
    assert town.he.last().text.startswith("🟢 #1")
    assert "承办：老周（不在，何静代）" in town.last_card.text
    assert len(town.zhou.sees()) == heard
    await town.passes(minutes=30)
    assert "还没受理" in town.he.last().text
    await town.he.presses("受理")
    assert (await town.ticket()).status == "accepted"


async def test_back_again_the_deputy_has_no_more_to_say(town: Town) -> None:
    await away(town)
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/deputy 回来")
    assert town.zhou.last().text == "欢迎回来，工单又由您办了。"
    assert await town.he.presses("受理") == "#1 要由承办人、责任人或上级受理。"
    await town.passes(minutes=30)
    assert "还没受理" in town.zhou.last().text


async def test_absence_ends_by_itself(town: Town) -> None:
    await away(town)
    await town.passes(days=3)
    await town.zhang.says(LIFT)
    assert town.zhou.last().text.startswith("🟢 #1")


async def test_without_a_deputy_the_next_rung_stands_in(town: Town) -> None:
    await away(town, "/deputy until 11-25")
    assert "由上一级代办（没有代理人）" in town.zhou.last().text
    await town.zhang.says(LIFT)
    assert town.wang.last().text.startswith("🟢 #1")
    assert "物业服务员暂缺，由微网格长代办" in town.last_card.text


async def test_deputy_needs_a_day_to_come_and_somebody_else(town: Town) -> None:
    await away(town, "/deputy @laozhou until 11-25")
    assert town.zhou.last().text == "代理人要是另一个人，请写 @某人。"
    await town.zhou.tells_bot("/deputy @hejing")
    assert town.zhou.last().text.startswith("请写上到哪一天")
    await town.zhang.tells_bot("/deputy @hejing until 11-25")
    assert town.zhang.last().text == "您没有职务，不用请人代办。"


async def test_card_says_who_stands_in_where_there_is_no_deputy(town: Town) -> None:
    await town.zhou.tells_bot("/deputy until 12-05")
    await town.zhang.says("12楼电梯按了没反应")
    await town.wang.tells_bot("/transfer 1 @laozhou")
    assert "承办：老周（不在，王芳代）" in town.last_card.text
    await town.wang.tells_bot("/deputy until 12-05")
    await town.li.tells_bot("/start")
    await town.liu.presses("我也遇到")
    assert "承办：老周（不在，赵主任代） · 责任：王芳（赵主任代）" in town.last_card.text
