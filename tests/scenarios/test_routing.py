"""Work goes to the officer or the unit that the service names, and up the ladder where nobody is."""

from tests.town import Town

TAX = "发票怎么开？开票一直报错"
HOUSING_FUND = "公积金提取被退回了怎么办"


async def test_officer_of_the_building_gets_the_card(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    assert "👷 承办：老周 · 责任：王芳" in town.last_card.text
    assert [button.text for button in town.zhou.last().buttons] == ["✋ 受理", "✅ 办结", "↪️ 转办", "↩️ 退回"]
    ticket = await town.ticket()
    assert ticket.handler_id is not None


async def test_all_of_a_unit_are_told_and_the_first_to_accept_is_the_handler(town: Town) -> None:
    await town.zhang.says(TAX)
    assert "👷 承办：市税务局 · 责任：王芳" in town.last_card.text
    assert (await town.ticket()).handler_id is None
    assert "#1" in town.li.last().text
    await town.xiaowu.presses("受理")
    assert "👷 承办：小吴（市税务局） · 责任：王芳" in town.last_card.text
    assert "👷 承办：小吴（市税务局）" in town.li.last().text
    assert await town.li.presses_data("accept:1", on=town.li.last()) == "#1 办理中，不用再受理。"


async def test_units_private_answer_is_passed_on_to_the_group(town: Town) -> None:
    await town.zhang.says(TAX)
    await town.li.replies("请先更新开票软件", to=town.li.last())
    assert town.heard(town.g01)[-1] == "📝 #1 小李（市税务局）：请先更新开票软件"
    await town.li.replies("已解决，远程处理好了", to=town.li.last())
    assert town.heard(town.g01)[-1].startswith("张伟 #1 已办结（小李）：已解决，远程处理好了")


async def test_colleague_who_resolves_is_named(town: Town) -> None:
    await town.zhang.says(TAX)
    await town.li.presses("受理")
    await town.xiaowu.presses("办结")
    assert town.heard(town.g01)[-1].startswith("张伟 #1 已办结（小吴）")


async def test_matter_on_no_list_is_the_leaders(town: Town) -> None:
    await town.zhang.says("大堂地砖翘起来绊倒人了")
    assert "👷 承办：王芳（责任人）" in town.last_card.text
    assert "#1" in town.wang.last().text


async def test_ladder_is_climbed_rung_by_rung_and_the_card_says_so(town: Town) -> None:
    rungs = [
        (town.wang, "王芳（市人力社保局暂缺，由微网格长代办）"),
        (town.zhao, "赵主任（市人力社保局暂缺，由楼长代办）"),
        (town.party, "综合党委（市人力社保局暂缺，由综合党委代办）"),
        (town.admin, "管理员小陈（市人力社保局暂缺，由管理员代办）"),
    ]
    for person, shown in rungs:
        await person.starts()
        await town.zhang.says(f"/report {HOUSING_FUND}")
        assert f"👷 承办：{shown}" in town.last_card.text
        assert "暂缺" in person.last().text
        await town.admin.tells_bot(f"/dismiss @{person.known.username or 'nobody'}")
    assert len(await town.tickets()) == len(rungs)


async def test_vacant_leader_is_named_where_no_service_fits(town: Town) -> None:
    await town.wang.starts()
    await town.admin.tells_bot("/dismiss @wangfang")
    await town.zhang.says("大堂地砖翘起来绊倒人了")
    assert "👷 承办：赵主任（微网格长暂缺，由楼长代办）" in town.last_card.text


async def test_leader_who_steps_in_is_not_of_the_unit(town: Town) -> None:
    await town.zhang.says(HOUSING_FUND)
    await town.wang.presses("受理", on=town.last_card)
    assert "👷 承办：王芳（责任人）" in town.last_card.text
