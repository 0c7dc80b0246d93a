"""A group that sent us away, a grid that was retired, a directory that is not there: the work goes on."""

from pathlib import Path

import pytest

from desk.directory import read
from desk.directory.keeping import keep
from tests.town import Town

LIFT = "12楼电梯按了没反应"
ALL = (Path(__file__).parents[1] / "town.yaml").read_text("utf-8")
WITHOUT_G01 = ALL.replace("  - {code: G01, name: 总商会大厦一微网格, building: ZSH, floors: 1-13}\n", "").replace(
    ", roles: [{role: grid_leader, grid: G01}]", ""
)
NO_DIRECTORY = "我还没有楼宇名录，请管理员先用 youlin load 载入。"


async def loads(town: Town, directory: str) -> None:
    async with town.store.write() as session:
        await keep(session, read(directory), town.clock.now())


async def test_ticket_of_a_retired_grid_is_worked_on_all_the_same(town: Town) -> None:
    await town.zhou.says(LIFT)
    await town.zhang.says("11楼空调不制冷了")
    await loads(town, WITHOUT_G01)
    await town.zhou.presses("转办")
    assert "市税务局" in [button.text for button in town.zhou.last().buttons]
    await town.zhou.tells_bot("/transfer 2 tax")
    assert (await town.ticket(2)).unit == "tax"
    await town.zhou.tells_bot("/resolve 1 换好了")  # his own: the rung above is asked
    assert (await town.ticket(1)).status == "resolved"
    assert "#1 已办结" in town.zhao.last().text


async def test_grid_whose_group_sent_us_away_is_bound_to_the_new_one(town: Town) -> None:
    town.room.remove_bot(town.g01)
    await town.settles()
    new = town.group(-1009, "新群", town.wang, town.admin)
    town.room.add_bot(new, by=town.wang.known)
    await town.settles()
    await town.admin.says("/bind G01", to=new)
    assert town.heard(new)[-1].startswith("本群已绑定：总商会大厦一微网格")
    await town.wang.says(LIFT, to=new)
    assert (await town.ticket()).grid == "G01"


async def test_grid_whose_group_still_has_us_stays_bound_there(town: Town) -> None:
    await town.admin.says("/bind G01", to=town.g02)
    assert town.heard(town.g02)[-1] == "总商会大厦一微网格 已绑定「总商会大厦一微网格」，请先在那边 /unbind。"


async def test_ticket_of_a_group_that_sent_us_away_goes_on_privately(town: Town) -> None:
    await town.zhang.says(LIFT)
    town.room.remove_bot(town.g01)
    await town.settles()
    await town.zhou.tells_bot("/accept 1")
    await town.zhou.replies("在等配件", to=town.zhou.last())
    assert town.zhang.last().text == "📝 #1 老周：在等配件"
    await town.zhou.tells_bot("/resolve 1 换好了")
    await town.zhang.presses("不满意", on=town.zhang.last())
    assert "哪里不满意" in town.zhang.last().text
    assert len(town.heard(town.admin.private)) == 1  # that the group sent us away; nothing failed, nothing parked


async def test_question_left_behind_in_a_group_is_left_alone(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/resolve 1 换好了")
    town.room.remove_bot(town.g01)
    await town.settles()
    await town.passes(days=1)
    assert "还在等您一句话" in town.zhang.last().text
    await town.zhang.presses("没解决")
    assert "回复本条说说还差什么" in town.zhang.last().text
    await town.zhang.tells_bot("/cancel 1")
    assert len(town.heard(town.admin.private)) == 1


async def test_progress_goes_to_the_grids_new_group(town: Town) -> None:
    await town.zhang.says(LIFT)
    town.room.remove_bot(town.g01)
    await town.settles()
    new = town.group(-1009, "新群", town.wang, town.admin, town.zhang)
    town.room.add_bot(new, by=town.wang.known)
    await town.settles()
    await town.admin.says("/bind G01", to=new)
    await town.zhou.replies("在等配件", to=town.zhou.last())
    assert town.heard(new)[-1] == "📝 #1 老周：在等配件"


@pytest.mark.parametrize("said", ["/bind G01", "/bind"])
async def test_binding_without_a_directory_says_what_is_missing(town: Town, said: str) -> None:
    await loads(town, "district: {name: 南市}")
    await town.admin.says(said)
    assert town.heard(town.g01)[-1] == NO_DIRECTORY
