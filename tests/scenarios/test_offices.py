"""Admins give and take roles in the chat, and work goes to whoever holds them now."""

import pytest

from tests.town import Town

APPOINTED = [
    ("微网格长", "张伟 现在是总商会大厦一微网格的微网格长。"),
    ("微网格长 G02", "张伟 现在是总商会大厦二微网格的微网格长。"),
    ("楼长", "张伟 现在是总商会大厦的楼长。"),
    ("楼长 建工大厦", "张伟 现在是建工大厦的楼长。"),
    ("党群指导员", "张伟 现在是总商会大厦的党群指导员。"),
    ("招商联络员", "张伟 现在是总商会大厦的招商联络员。"),
    ("社区信息员", "张伟 现在是总商会大厦的社区信息员。"),
    ("物业服务员", "张伟 现在是总商会大厦的物业服务员。"),
    ("property_officer JGD", "张伟 现在是建工大厦的物业服务员。"),
    ("联络人 tax", "张伟 现在是市税务局的联络人。"),
    ("联络人 市税务局", "张伟 现在是市税务局的联络人。"),
    ("综合党委", "张伟 现在是南市中央商务区的综合党委。"),
    ("街道", "张伟 现在是南市中央商务区的街道。"),
]


async def test_admin_appoints_to_every_role(town: Town, subtests: pytest.Subtests) -> None:
    await town.zhang.starts()
    for words, told in APPOINTED:
        with subtests.test(words=words, told=told):
            await town.admin.says(f"/appoint {words} @zhangwei")
            assert town.heard(town.g01)[-1] == told
            await town.admin.says(f"/appoint {words} @zhangwei")
            assert town.heard(town.g01)[-1] == told.replace("现在是", "已经是")
            await town.admin.says("/dismiss @zhangwei")
            assert town.heard(town.g01)[-1].startswith("张伟 不再担任：")


REFUSED = [
    ("/appoint 管理员 @zhangwei", "没有「管理员」这个职务。"),
    ("/appoint admin @zhangwei", "没有「admin」这个职务。"),
    ("/appoint 联络人 @zhangwei", "联络人是哪里的？请写上编号，例如 /appoint 联络人 tax @某人。"),
    ("/appoint 微网格长 G77 @zhangwei", "微网格长是哪里的？没有 G77。"),
    ("/appoint 微网格长", "请写 @某人，或回复对方的一条消息，例如：/appoint 微网格长 @某人。"),
    ("/appoint 微网格长 @nobody", "我还不认识 @nobody。请回复对方的一条消息再发一次"),
    ("/appoint", "请写 @某人，或回复对方的一条消息，例如：/appoint 微网格长 @某人。"),
    ("/dismiss", "请写 @某人，或回复对方的一条消息，例如：/dismiss @某人。"),
    ("/dismiss 厂长 @zhangwei", "没有「厂长」这个职务。"),
    ("/dismiss 楼长 @zhangwei", "张伟 没有这个职务。"),
    ("/dismiss @zhangwei", "张伟 没有这个职务。"),
]


async def test_what_cannot_be_done_is_said_in_one_line(town: Town, subtests: pytest.Subtests) -> None:
    await town.zhang.starts()
    for said, answer in REFUSED:
        with subtests.test(said=said, answer=answer):
            await town.admin.says(said)
            assert town.heard(town.g01)[-1].startswith(answer)
            assert "\n" not in town.heard(town.g01)[-1]


async def test_only_admins_appoint_and_dismiss(town: Town) -> None:
    await town.wang.says("/appoint 微网格长 @wangfang")
    await town.wang.says("/dismiss @wangfang")
    assert town.heard(town.g01) == ["这件事只有管理员能做。"] * 2


async def test_somebody_is_appointed_by_a_reply_to_what_they_said(town: Town) -> None:
    said = await town.liu.says("大家中午吃什么")
    await town.admin.replies("/appoint 物业服务员", to=said)
    assert town.heard(town.g01)[-1] == "刘洋 现在是总商会大厦的物业服务员。"
    assert not await town.database_holds("中午吃什么")


async def test_somebody_without_a_username_is_appointed_by_a_mention(town: Town) -> None:
    await town.admin.says("/appoint 楼长 孙丽", mentions={"孙丽": town.sun.known})
    assert town.heard(town.g01)[-1] == "孙丽 现在是总商会大厦的楼长。"
    await town.admin.says("/dismiss 孙丽", mentions={"孙丽": town.sun.known})
    assert town.heard(town.g01)[-1] == "孙丽 不再担任：总商会大厦的楼长。"


async def test_roles_are_offered_as_buttons_that_only_admins_may_press(town: Town) -> None:
    await town.admin.says("/appoint 孙丽", mentions={"孙丽": town.sun.known})
    offered = town.admin.last(town.g01)
    assert offered.text == "孙丽 担任什么？"
    assert await town.sun.presses("楼长", on=offered) == "这件事只有管理员能做。"
    await town.admin.presses("楼长", on=offered)
    assert offered.text == "孙丽 现在是总商会大厦的楼长。"


async def test_private_chat_needs_the_code_that_a_group_knows_by_itself(town: Town) -> None:
    await town.zhang.starts()
    await town.admin.tells_bot("/appoint 物业服务员 @zhangwei")
    assert town.admin.last().text == "物业服务员是哪里的？请写上编号，例如 /appoint 物业服务员 ZSH @某人。"
    await town.admin.tells_bot("/appoint @zhangwei")
    assert town.admin.last().text == "请写上职务，例如：/appoint 微网格长 G01 @某人。"
    await town.admin.tells_bot("/appoint 物业服务员 G03 @zhangwei")
    assert town.admin.last().text == "张伟 现在是建工大厦的物业服务员。"


async def test_work_follows_the_role(town: Town) -> None:
    await town.zhou.starts()
    await town.zhang.starts()
    await town.admin.says("/dismiss 物业服务员 @laozhou")
    await town.admin.says("/appoint 物业服务员 @zhangwei")
    await town.liu.says("12楼电梯按了没反应")
    assert "承办：张伟" in town.last_card.text
    assert "#1" in town.zhang.last().text
    await town.admin.says("/appoint 物业服务员 @laozhou")
    await town.liu.says("3楼空调漏水")
    assert "承办：物业服务员" in town.last_card.text
    assert "#2" in town.zhang.last().text
    assert "#2" in town.zhou.last().text
