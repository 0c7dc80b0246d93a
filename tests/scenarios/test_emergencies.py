"""Somebody is in danger: what helps is said first, everybody is called, and it rings until somebody goes."""

from tests.town import Town

TRAPPED = "12楼电梯里有人被困，按铃没人应"


async def test_advice_comes_first_and_all_rungs_are_called_at_once(town: Town) -> None:
    await town.zhang.says(TRAPPED)
    first, card = town.heard(town.g01)
    assert first == (
        "🚨 #1 有人可能有危险。值班电话 0573-85000000。\n请按轿厢里的呼叫键，不要扒门。\n承办人、责任人和各级都已通知。"
    )
    assert "🚨 紧急" in card
    ticket = await town.ticket()
    assert (ticket.priority, ticket.escalated) == ("emergency", 3)
    for person in (town.zhou, town.wang, town.zhao, town.party):
        assert person.last().text.startswith("🟢 #1 电梯故障报修 · 待受理 · 📣 督办 🚨"), person.name
        assert len([message for message in person.sees() if message.from_bot]) == 1


async def test_it_rings_until_somebody_accepts_and_in_the_group_three_times_at_most(town: Town) -> None:
    await town.passes(hours=13)  # 22:00: always means always
    await town.zhang.says(TRAPPED)
    for _ in range(6):
        await town.passes(minutes=3)
    rings = [line for line in town.heard(town.g01) if line.startswith("🚨")]
    assert len(rings) == 3
    private = [message.text for message in town.zhou.sees() if message.text.startswith("🚨 #1 电梯故障报修还没人受理")]
    assert len(private) == 6
    await town.zhao.presses("受理")
    await town.passes(minutes=30)
    assert len([message for message in town.zhou.sees() if message.text.startswith("🚨")]) == 6
    assert (await town.ticket()).status == "accepted"


async def test_private_report_of_danger_is_not_told_to_the_group(town: Town) -> None:
    await town.zhang.tells_bot("总商会大厦" + TRAPPED)
    await town.zhang.presses("一微网格")
    assert town.heard(town.g01) == []
    assert any("值班电话" in message.text for message in town.zhang.sees())
    await town.passes(minutes=3)
    assert town.heard(town.g01) == []
    assert "还没人受理" in town.zhou.last().text


async def test_whoever_cannot_be_written_to_does_not_set_off_an_alarm_of_its_own(town: Town) -> None:
    await town.zhao.blocks_the_bot()
    await town.zhang.says(TRAPPED)
    await town.passes(minutes=3)
    await town.passes(minutes=3)
    assert len([line for line in town.heard(town.g01) if line.startswith("赵主任")]) == 1
    assert not any("搁置" in message.text for message in town.admin.sees())


async def test_units_group_is_rung_three_times_at_most_and_then_its_people(town: Town) -> None:
    await town.passes()
    office = await town.bound_group(-1020, "税务工作群", "unit tax", town.li, town.xiaowu)
    await town.zhang.says(TRAPPED)
    await town.wang.tells_bot("/transfer 1 tax")
    for _ in range(6):
        await town.passes(minutes=3)
    assert len([line for line in town.heard(office) if "还没人受理" in line]) == 2
    for person in (town.li, town.xiaowu):
        assert len([message for message in person.sees() if "还没人受理" in message.text]) == 4
