"""One message that tells of two problems is asked about once; whoever asks how it goes is told."""

from tests.town import Town

BOTH = "12楼电梯按了没反应，3楼空调也不制冷了"


async def test_two_problems_become_two_tickets_after_one_question(town: Town) -> None:
    await town.zhang.says(BOTH)
    assert len(await town.tickets()) == 1
    question = town.heard(town.g01)[-1]
    assert question.startswith("像是两件事：#1 先登记了；「")
    assert question.count("电梯") + question.count("空调") == 1
    assert "诉求人" in await town.liu.presses("分开登记")
    assert len(await town.tickets()) == 1
    assert await town.zhang.presses("分开登记") == "已登记 #2，待受理。"
    first, other = await town.tickets()
    assert {first.service, other.service} == {"P01", "P02"}
    assert other.floor == (3 if other.service == "P02" else 12)
    assert other.reporter_id == first.reporter_id


async def test_one_problem_said_at_length_is_not_asked_about(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应，等了十分钟，电梯还是不动")
    assert len(town.heard(town.g01)) == 1


async def test_whoever_asks_how_it_goes_sees_their_tickets(town: Town) -> None:
    await town.zhang.says(BOTH)
    await town.zhang.tells_bot("我报的那个电梯怎么样了")
    assert town.zhang.last().text.startswith("您最近的工单：\n🟢 #1")
    await town.zhang.tells_bot("上次说的那个电梯有人处理了吗")
    assert town.zhang.last().text.startswith("您最近的工单：\n🟢 #1")
