"""An event has so many places for each grid, and each member may be so many; whoever is over waits and hears why."""

import pytest

from desk.events.checking_in import payload
from tests.happenings import event_of, standing, start, takes_place
from tests.town import Town


@pytest.fixture(autouse=True)
async def _started(town: Town) -> None:
    await start(town.zhang, town.liu, town.zhou, town.wang, town.he)


async def test_limits_are_read_back_and_stand_on_the_announcement(town: Town) -> None:
    await town.admin.tells_bot("/event 太极课 下周三12:00 限30人 每格限3人 每人限2人（含随行）")
    assert "👥 名额 30，还剩 30 · 已报名 0 · 每格限 3 人 · 每人可带 1 人" in town.admin.last().text
    await town.admin.presses("发布")
    assert "每格限 3 人" in town.zhang.last(town.g01).text


async def test_limits_are_asked_for_with_the_places_step_by_step(town: Town) -> None:
    await town.admin.tells_bot("/event")
    await town.admin.presses("跳过")
    for answer in ("太极课", "下周三12:00", "总商会大厦3楼", "30，每格限3人，每人限2人"):
        await town.admin.tells_bot(answer)
    for _ in range(3):
        await town.admin.presses("跳过")
    assert "名额 30，还剩 30 · 已报名 0 · 每格限 3 人 · 每人可带 1 人" in town.admin.last().text


async def test_who_is_of_a_full_grid_waits_and_hears_why_while_others_go(town: Town) -> None:
    await takes_place(town, town.g01, town.g02, capacity=3, grid_places=1)
    here, there = town.zhang.last(town.g01), town.he.last(town.g02)
    assert await town.zhang.presses("报名", on=here) == "报上了，第 1 位。"
    assert await town.zhou.presses("报名", on=here) == "您网格的 1 个名额满了，候补第 1 位。有空位我来问您。"
    assert await town.he.presses("报名", on=there) == "报上了，第 2 位。"
    assert await town.liu.presses("报名", on=there) == "您网格的 1 个名额满了，候补第 2 位。有空位我来问您。"
    assert await town.he.presses("取消", on=there) == "已取消报名，下次再来。"
    assert await standing(town) == ["张伟 going", "老周 waiting", "何静 cancelled", "刘洋 offered"]
    await town.liu.presses("接受")
    await town.zhang.presses("取消", on=here)
    assert "老周 offered" in await standing(town)


async def test_companions_count_for_the_grid(town: Town) -> None:
    await takes_place(town, town.g01, capacity=9, grid_places=2, companions=3)
    await town.zhang.presses("报名")
    assert await town.zhang.presses("带一位") == "好的，您带 1 位同行。"
    private = town.zhang.last()
    assert await town.zhang.presses_data("plus:1", private) == "您网格的 2 个名额满了，不能再带人。"
    assert "候补第 1 位" in await town.liu.presses("报名", on=town.liu.last(town.g01))


async def test_who_taps_privately_is_of_the_grid_that_they_have_named_or_is_sent_to_their_group(town: Town) -> None:
    await takes_place(town, town.g01, town.g02, capacity=9, grid_places=1)
    await town.he.starts("e1")
    assert await town.he.presses("报名") == "报上了，第 1 位。"  # she leads the second grid
    assert "您网格的 1 个名额满了" in await town.liu.presses("报名", on=town.liu.last(town.g02))
    await town.zhang.starts("e1")
    assert await town.zhang.presses("报名") == "这场每个网格限 1 人，请到您网格的群里点「报名」。"
    assert await standing(town) == ["何静 going", "刘洋 waiting"]


async def test_more_for_each_grid_are_offered_to_those_who_wait_and_fewer_than_are_in_refused(town: Town) -> None:
    number = await takes_place(town, town.g01, town.g02, grid_places=1)
    here = town.zhang.last(town.g01)
    for person in (town.zhang, town.zhou, town.liu):
        await person.presses("报名", on=here)
    await town.wang.tells_bot(f"/event change {number} 每格限2人")
    assert "活动由管理员" in town.wang.last().text
    await town.admin.tells_bot(f"/event change {number} 每格限2人")
    assert "· 每格名额：1 → 2" in town.admin.last().text
    await town.admin.presses("确认修改")
    assert await standing(town) == ["张伟 going", "老周 offered", "刘洋 waiting"]
    await town.admin.tells_bot(f"/event change {number} 每格限1人")
    assert town.admin.last().text == "总商会大厦一微网格已有 2 人报上名，每格名额不能改成 1。"
    await town.admin.tells_bot(f"/event change {number} 每格不限")
    await town.admin.presses("确认修改")
    assert (await event_of(town)).grid_places is None
    assert await standing(town) == ["张伟 going", "老周 offered", "刘洋 going"]


async def test_walk_in_of_a_full_grid_is_told_at_the_door(town: Town) -> None:
    number = await takes_place(town, town.g01, town.g02, capacity=9, grid_places=1)
    await town.liu.presses("报名", on=town.liu.last(town.g02))
    await town.passes(days=2, hours=2, minutes=45)
    code = payload(await event_of(town, number), town.clock.now())
    await town.he.starts(code)
    assert town.he.last().text == "您网格的名额满了，请找主办人看看。"
    await town.zhang.starts(code)
    assert town.zhang.last().text == "签到成功，欢迎参加「太极课」！"


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("每格限0人", "每格「0」人不行，请写 1 以上的人数，例如：每格限3人。"),
        ("每人限0人", "每人「0」人不行，请写 1 到 10，本人也算，例如：每人限2人。"),
        ("每人限2人 可带3人", "每人几人写了两种，请只写一种，例如：每人限2人，或 可带1人。"),
        ("每家公司限3人", "还不能按「每家公司」来限，请写一共、每格或每人，例如：限30人，每格限3人，每人限2人。"),
        ("0 per grid", "每格「0」人不行，请写 1 以上的人数，例如：每格限3人。"),
    ],
)
async def test_limit_that_cannot_be_is_refused_in_a_line(town: Town, words: str, answer: str) -> None:
    await town.admin.tells_bot(f"/event 太极课 下周三12:00 {words}")
    assert town.admin.last().text == answer


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("每格名额2个 一人限报2个", "👥 不限名额 · 已报名 0 · 每格限 2 人 · 每人可带 1 人"),
        ("一个人最多带一个朋友 人数20", "👥 名额 20，还剩 20 · 已报名 0 · 每人可带 1 人"),
    ],
)
async def test_limits_are_read_as_people_write_them(town: Town, words: str, read: str) -> None:
    await town.admin.tells_bot(f"/event 太极课 下周三12:00 {words}")
    assert town.admin.last().text.split("\n")[1:4] == ["📣 太极课", "🕛 12月2日（周三） 12:00", read]
