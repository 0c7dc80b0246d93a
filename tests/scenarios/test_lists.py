"""People look up one ticket, their own, and what waits for them; and learn what they can do."""

import pytest

from tests.town import Town

HANDLER = "· 分给您的工单会私聊发来：回复卡片写进展，写「已修好」就办结。"


@pytest.fixture
async def busy(town: Town) -> Town:
    """张伟 has reported a broken lift and asked about an invoice."""
    await town.zhang.says("12楼电梯按了没反应")
    await town.zhang.says("发票怎么开？开票一直报错")
    return town


async def test_group_and_reporter_may_look_a_ticket_up(busy: Town) -> None:
    await busy.liu.says("/ticket 1")
    assert busy.heard(busy.g01)[-1].startswith("🟢 #1 电梯故障报修 · 待受理\n")
    await busy.zhang.tells_bot("/ticket #1")
    assert "诉求人：张伟" in busy.zhang.last().text
    await busy.zhao.tells_bot("/ticket １")
    above = ["✋ 受理", "✅ 办结", "↪️ 转办", "不是问题", "⏱ 改时限"]
    assert [button.text for button in busy.zhao.last().buttons] == above


async def test_card_that_was_looked_up_privately_is_kept_up_to_date(busy: Town) -> None:
    await busy.zhang.tells_bot("/ticket 1")
    card = busy.zhang.last()
    await busy.zhou.presses("受理", on=busy.zhou.last())
    assert card.text.startswith("🟢 #1 电梯故障报修 · 办理中")


STRANGER = [
    ("/ticket 1", "#1 不在您的范围内，可在它所在的群里查看。"),
    ("/ticket", "请写上工单编号，例如：/ticket 128；或回复那张卡片。"),
    ("/ticket abc", "请写上工单编号，例如：/ticket 128；或回复那张卡片。"),
    ("/ticket -1", "请写上工单编号，例如：/ticket 128；或回复那张卡片。"),
    ("/ticket 0", "没有 #0 这张工单。您的工单：/mine"),
    ("/ticket 99", "没有 #99 这张工单。您的工单：/mine"),
    ("/ticket 9223372036854775808", "没有 #9223372036854775808 这张工单。您的工单：/mine"),
    ("/mine", "您还没有工单。直接说问题就行，例如：12楼电梯按了没反应。"),
    ("/todo", "没有等您办的工单。"),
    ("/outbox", "这件事只有管理员能做。"),
    ("/nosuch", "没有 /nosuch 这个命令。能做什么：/help"),
]


async def test_stranger_is_answered_in_one_line(busy: Town, subtests: pytest.Subtests) -> None:
    for said, answer in STRANGER:
        with subtests.test(said=said, answer=answer):
            await busy.liu.tells_bot(said)
            assert busy.liu.last().text == answer


async def test_leader_of_another_grid_may_not_look(busy: Town) -> None:
    await busy.he.says("/ticket 1", to=busy.g02)
    assert busy.heard(busy.g02) == ["#1 不在您的范围内，可在它所在的群里查看。"]


async def test_own_tickets_newest_first(busy: Town) -> None:
    await busy.zhang.tells_bot("/mine")
    assert busy.zhang.last().text == (
        "您最近的工单：\n🟢 #2 税费政策咨询 · 待受理\n🟢 #1 电梯故障报修 · 待受理\n看详情：/ticket 编号"
    )
    await busy.zhang.says("/mine")
    assert busy.heard(busy.g01)[-1].endswith("看详情：/ticket 编号（只列本群的，全部请私聊问我）")


async def test_what_waits_soonest_first(busy: Town) -> None:
    await busy.wang.tells_bot("/todo")
    assert busy.wang.last().text.splitlines()[1:3] == [
        "🟢 #1 电梯故障报修 · 待受理 · 今天 10:00 前",
        "🟢 #2 税费政策咨询 · 待受理 · 今天 14:30 前",
    ]
    await busy.li.tells_bot("/todo")
    assert "#2" in busy.li.last().text
    await busy.xiaowu.presses("受理")
    await busy.li.tells_bot("/todo")
    assert busy.li.last().text == "没有等您办的工单。"
    await busy.passes(hours=2)
    await busy.zhou.tells_bot("/todo")
    assert "🔴 #1 电梯故障报修" in busy.zhou.last().text


OFFICES = [
    ("wang", "您是：总商会大厦一微网格的微网格长。", "· 本网格的工单都由您负责：看待办，受理、转办、办结。"),
    ("zhou", "您是：总商会大厦的物业服务员。", HANDLER),
    ("li", "您是：市税务局的联络人。", HANDLER),
    ("zhao", "您是：总商会大厦的楼长。", "· 范围内的工单您都能看，能受理、转办、办结。"),
    ("party", "您是：南市中央商务区的综合党委。", "· 范围内的工单您都能看，能受理、转办、办结。"),
    ("admin", "您是：管理员。", "· 绑定群、任命职务、看搁置的消息，用法见 /help。"),
    ("zhang", "", ""),
]


async def test_what_is_due_next_comes_first(town: Town) -> None:
    """To be accepted this morning is sooner than to be resolved tomorrow, whichever was reported first."""
    await town.zhang.says("12楼电梯按了没反应")
    await town.zhou.presses("受理")
    await town.zhang.says("3楼空调漏水")
    await town.zhou.tells_bot("/todo")
    text = town.zhou.last().text
    assert text.index("#2 ") < text.index("#1 ")


async def test_start_says_who_you_are_and_what_is_next(town: Town, subtests: pytest.Subtests) -> None:
    for who, office, duty in OFFICES:
        with subtests.test(who=who, office=office):
            person = getattr(town, who)
            await person.starts()
            lines = person.last().text.splitlines()
            assert lines == [
                f"{person.name}，您好，我是小邻。",
                *([office, duty, "等您办的 0 件。"] if office else []),
                "直接说问题，例如：12楼电梯按了没反应。我来登记、找人办、盯到办好。",
            ]
            worker = ["🗂 我的待办"] if office else []
            assert [button.text for button in person.last().buttons] == [
                "✍️ 我要反映",
                "📋 我的诉求",
                *worker,
                "📚 服务清单",
            ]
            await person.presses("我的诉求")
            assert person.last().text.startswith("您还没有工单。")
            if office:
                await person.presses("我的待办")
                assert person.last().text == "没有等您办的工单。"


@pytest.mark.parametrize(("payload", "shown"), [("t1", "🟢 #1 "), ("t99", "张伟，您好"), (f"t{9**40}", "张伟，您好")])
async def test_deep_link_leads_to_the_ticket_or_to_a_welcome(busy: Town, payload: str, shown: str) -> None:
    await busy.zhang.starts(payload)
    assert busy.zhang.last().text.startswith(shown)


async def test_deep_link_shows_nothing_to_a_stranger(busy: Town) -> None:
    await busy.liu.starts("t1")
    assert busy.liu.last().text.startswith("刘洋，您好")


async def test_start_counts_what_is_open(busy: Town) -> None:
    await busy.wang.starts()
    assert "等您办的 2 件。" in busy.wang.last().text
    await busy.zhang.starts()
    assert "您反映的在办 2 件。" in busy.zhang.last().text
    await busy.zhang.tells_bot("/cancel 2")
    await busy.zhang.starts()
    assert "您反映的在办 1 件。" in busy.zhang.last().text


async def test_start_of_somebody_with_many_roles_fits_a_phone(town: Town) -> None:
    await town.admin.says("/appoint 物业服务员 ZSH 王芳", mentions={"王芳": town.wang.known})
    await town.admin.says("/appoint 物业服务员 JGD 王芳", mentions={"王芳": town.wang.known})
    await town.admin.says("/appoint 楼长 JGD 王芳", mentions={"王芳": town.wang.known})
    await town.wang.starts()
    lines = town.wang.last().text.splitlines()
    assert len(lines) <= 8
    assert "总商会大厦、建工大厦的物业服务员" in lines[1]


async def test_help_is_as_long_as_ones_rights(town: Town) -> None:
    lengths = []
    for person in (town.zhang, town.wang, town.admin):
        await person.tells_bot("/help")
        lengths.append(len(person.last().text.splitlines()))
        assert "/mine" in person.last().text
    assert lengths == [5, 7, 7]
    assert "/todo" in town.wang.last().text
    assert "/bind" in town.admin.last().text


async def test_admin_sees_that_nothing_is_stuck(town: Town) -> None:
    await town.admin.tells_bot("/outbox")
    assert town.admin.last().text == "待发 0 条，待处理消息 0 条。\n没有搁置的消息。"
