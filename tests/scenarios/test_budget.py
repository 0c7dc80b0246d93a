"""Groups are not flooded: what can wait is said another day, its author hears of it, and nothing is lost."""

from desk.chats import budget
from tests.happenings import changes, standing, takes_place
from tests.town import Town

AT_ONCE = budget.A_DAY - budget.KEPT
LATER = "📨 0/1 个群已发，1 个群今天消息已经不少，11月24日 08:30 再发"


async def publishes(town: Town, *titles: str, when: str = "12月9日15:00") -> None:
    """One event after the other, for the first grid."""
    for title in titles:
        await town.admin.tells_bot(f"/event {when} {title} 限30人 G01")
        await town.admin.presses("发布")


async def fills_the_day(town: Town) -> None:
    """As much as a group hears at once."""
    await publishes(town, *(f"第{number}场" for number in range(AT_ONCE)))


def announced(town: Town) -> list[str]:
    """What the group has heard of, in order."""
    return [line.partition("\n")[0].removeprefix("📣 ") for line in town.heard(town.g01) if line.startswith("📣")]


async def test_what_can_wait_is_announced_on_the_next_working_morning_and_its_author_is_told(town: Town) -> None:
    await fills_the_day(town)
    await publishes(town, "插花", "义诊")
    assert len(announced(town)) == AT_ONCE
    assert town.admin.last().text.endswith(LATER)
    await town.passes(hours=23, minutes=29)
    assert len(announced(town)) == AT_ONCE
    await town.passes(minutes=1)
    assert announced(town)[AT_ONCE:] == ["插花", "义诊"]
    await town.passes(seconds=15)
    assert town.admin.last().text.endswith("📨 1/1 个群已发")
    await town.zhang.presses("报名", on=town.zhang.last(town.g01))


async def test_what_would_come_too_late_does_not_wait(town: Town) -> None:
    await fills_the_day(town)
    await publishes(town, "插花", when="明天12:00")
    assert announced(town)[AT_ONCE:] == ["插花"]


async def test_what_is_called_off_while_it_waits_is_not_announced(town: Town) -> None:
    await fills_the_day(town)
    await publishes(town, "插花")
    await town.admin.tells_bot(f"/event cancel {AT_ONCE + 1} 台风")
    await town.admin.presses("确认取消")
    await town.passes(days=1)
    assert len(announced(town)) == AT_ONCE


async def test_group_that_it_is_no_longer_for_hears_nothing_in_the_morning(town: Town) -> None:
    await fills_the_day(town)
    await publishes(town, "插花")
    await town.admin.tells_bot(f"/event change {AT_ONCE + 1} 面向G02")
    await town.admin.presses("确认修改")
    before = len(town.heard(town.g01))
    await town.passes(days=1)
    await town.passes(seconds=15)
    assert len(town.heard(town.g01)) == before
    assert not any("还有" in one.text for one in town.admin.sees())


async def test_group_that_has_been_unbound_meanwhile_hears_nothing(town: Town) -> None:
    await fills_the_day(town)
    await publishes(town, "插花")
    await town.admin.says("/unbind", to=town.g01)
    before = len(town.heard(town.g01))
    await town.passes(days=1)
    assert len(town.heard(town.g01)) == before


async def test_what_is_moved_to_so_soon_that_it_would_come_too_late_waits_no_longer(town: Town) -> None:
    await fills_the_day(town)
    await publishes(town, "插花", "义诊")
    await town.admin.tells_bot(f"/event change {AT_ONCE + 1} 明天9:00")
    await town.admin.presses("确认修改")
    await town.passes(seconds=15)
    assert announced(town)[AT_ONCE:] == ["插花"]
    await town.passes(days=1)
    assert announced(town)[AT_ONCE:] == ["插花", "义诊"]


async def test_a_group_that_has_heard_enough_again_waits_for_yet_another_day(town: Town) -> None:
    await fills_the_day(town)
    await publishes(town, *(f"再一{number}" for number in range(AT_ONCE + 1)))
    await town.passes(hours=23, minutes=30)
    assert len(announced(town)) == 2 * AT_ONCE
    await town.passes(days=1)
    assert len(announced(town)) == 2 * AT_ONCE + 1


async def test_words_that_somebody_says_by_hand_do_not_wait(town: Town) -> None:
    await fills_the_day(town)
    await town.admin.tells_bot("/announce G01 今晚停水")
    await town.admin.presses("发布")
    assert any("今晚停水" in line for line in town.heard(town.g01))


async def wait_for_a_place(town: Town) -> int:
    """One has a place, three wait whom 小邻 cannot write to; returns how much the group has heard."""
    await takes_place(town, town.g01, capacity=1)
    for person in (town.zhang, town.liu, town.sun, town.zhao):
        await person.presses("报名", on=town.zhang.last(town.g01))
    return len(town.heard(town.g01))


async def test_several_who_cannot_be_written_to_are_offered_their_places_in_one_message(town: Town) -> None:
    before = await wait_for_a_place(town)
    await changes(town, 1, capacity=4)
    [offer] = town.heard(town.g01)[before:]
    assert offer == (
        "🎉 太极课 有名额了，轮到：\n刘洋 孙丽 赵主任 \n🕛 11月25日（周三） 12:00–13:00\n"
        "请在 今天 13:00 前点接受，过时给下一位。　［✅ 接受］［不去了］"
    )
    message = town.sun.last(town.g01)
    assert (await town.sun.presses("接受", on=message)).startswith("报上了，第 3 位。")
    assert await town.zhao.presses("不去了", on=message) == "已取消报名，下次再来。"
    assert (await town.wang.presses("接受", on=message)).startswith("您还没有报名")
    await town.passes(hours=4)
    assert await standing(town) == ["张伟 going", "刘洋 cancelled", "孙丽 going", "赵主任 cancelled"]


async def test_several_who_cannot_be_written_to_hear_in_one_message_that_they_are_in(town: Town) -> None:
    before = await wait_for_a_place(town)
    await changes(town, 1, capacity=None)
    [told] = town.heard(town.g01)[before:]
    assert told.startswith("🎉 太极课 有名额了，这几位已报上：\n刘洋 孙丽 赵主任 \n🕛")
    assert await standing(town) == ["张伟 going", "刘洋 going", "孙丽 going", "赵主任 going"]
