"""Time runs: the handler hears of it first, the owner second, once for all tickets, and never at night."""

from tests.person import Person
from tests.town import Town

LIFT = "12楼电梯按了没反应"  # high: an hour to accept, a working day to resolve
COLD = "3楼空调不制冷了"  # normal: four hours, three days


def said(person: Person) -> list[str]:
    """What 小邻 has said to somebody privately, each message's first line."""
    return [message.text.splitlines()[0] for message in person.sees() if message.from_bot]


async def test_handler_is_reminded_half_way_then_the_owner_too(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.passes(minutes=30)
    assert said(town.zhou)[-1] == "⏰ #1 电梯故障报修还没受理，今天 10:00 到期。"
    assert said(town.wang) == []
    await town.passes(minutes=18)
    assert said(town.zhou)[-1] == "🟡 #1 电梯故障报修还没受理，今天 10:00 到期。"
    assert said(town.wang)[-1] == "🟡 #1 电梯故障报修（承办：老周）还没受理，今天 10:00 到期。"
    assert town.last_card.text.startswith("🟡 #1")
    assert await town.history() == ["open", "remind", "remind"]
    assert (await town.ticket()).reminded == 2


async def test_reminder_answers_the_card_and_can_be_acted_on(town: Town) -> None:
    await town.zhang.says(LIFT)
    card = town.zhou.last()
    await town.passes(minutes=30)
    assert town.zhou.last().reply_to is card
    assert await town.zhou.presses("受理") == "#1 已受理，请在明天 09:00 前办结。"
    assert (await town.ticket()).status == "accepted"


async def test_accepted_in_time_it_is_the_deadline_to_resolve_that_counts(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.presses("受理")
    await town.passes(hours=3)
    assert await town.history() == ["open", "accept"]
    await town.passes(hours=2)  # 13:30 to 14:00: half of the 450 minutes are over at 14:15
    assert await town.history() == ["open", "accept"]
    await town.passes(minutes=15)
    assert said(town.zhou)[-1] == "⏰ #1 电梯故障报修还没办结，明天 09:00 到期。"


async def test_leader_is_reminded_once_a_working_day_until_the_work_is_done(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.presses("受理")
    await town.passes(days=1)  # Tuesday 09:00: due
    before = (await town.ticket()).reminded
    for _ in range(3):
        await town.passes(hours=24)
    assert (await town.ticket()).reminded == before + 3
    assert (
        "🔴 #1 电梯故障报修（承办：老周）还没办结，11月24日 09:00 就到期了。" in said(town.wang)[-2:]
    )  # beside the morning's sum
    await town.passes(days=2)  # the weekend
    assert (await town.ticket()).reminded == before + 3
    await town.zhou.replies("已修好", to=town.last_card)
    await town.passes(days=1)
    assert "还没办结" not in said(town.wang)[-1]


async def test_nobody_is_reminded_at_night_of_what_is_counted_in_working_time(town: Town) -> None:
    await town.passes(hours=8)  # 17:00
    await town.zhang.says(LIFT)
    heard = said(town.zhou)
    await town.stops()
    town.clock.move_to(town.clock.now() + town.hours(12))
    await town.starts_again()
    await town.passes()  # 05:00, and the reminder of 17:30 is missed
    assert said(town.zhou) == heard
    await town.passes(hours=3, minutes=30)
    assert "还没受理" in said(town.zhou)[-1] or "等您办" in said(town.zhou)[-1]


async def test_several_that_fall_due_together_are_one_message_with_a_button_each(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.liu.says("8楼电梯里的灯一闪一闪，电梯要坏了")
    await town.passes(minutes=30)
    message = town.zhou.last()
    assert message.text.splitlines()[0] == "⏰ 有 2 件要抓紧："
    assert [button.text for button in message.buttons] == ["#1", "#2"]
    await town.zhou.presses("#2", on=message)
    assert town.zhou.last().text.startswith("🟢 #2")
    assert town.zhou.last().buttons[0].text == "✋ 受理"


async def test_handler_who_has_not_pressed_start_is_called_in_the_group_once_a_day(town: Town) -> None:
    town.room.private_chat(town.zhou.known).bot = "left"
    await town.zhang.says(LIFT)
    await town.passes(minutes=30)
    await town.passes(minutes=18)
    calls = [line for line in town.heard(town.g01) if line.startswith("老周")]
    assert [call.partition("，")[0] for call in calls] == ["老周 有工单 #1 找您", "老周 工单 #1 时限到了"]


async def test_unit_without_a_group_has_each_of_its_people_reminded(town: Town) -> None:
    await town.zhang.says("公司的发票怎么开，找谁办税")
    await town.passes(hours=2)
    await town.passes(hours=2, minutes=30)  # over lunch: 4 hours since 09:00 would be at 14:30
    assert "还没受理" in said(town.li)[-1]
    assert "还没受理" in said(town.xiaowu)[-1]


async def test_after_days_of_downtime_each_is_reminded_once(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.stops()
    town.clock.move_to(town.clock.now() + town.hours(72))
    await town.starts_again()
    await town.passes()
    reminders = [verb for verb in await town.history() if verb == "remind"]
    assert len(reminders) == 1
    await town.passes(minutes=5)
    assert [verb for verb in await town.history() if verb == "remind"] == reminders
