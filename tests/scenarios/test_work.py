"""Those responsible accept, report, resolve and hand on; everybody else changes nothing."""

import pytest

from tests.town import Town

LIFT = "12楼电梯按了没反应"


@pytest.fixture
async def lift(town: Town) -> Town:
    """张伟 has said that the lift is broken; it is 老周's work and 王芳's to answer for."""
    await town.zhang.says(LIFT)
    return town


@pytest.mark.parametrize("way", ["group button", "private button", "command", "command as a reply"])
async def test_handler_accepts(lift: Town, way: str) -> None:
    if way == "command":
        await lift.zhou.says("/accept 1")
    elif way == "command as a reply":
        await lift.zhou.replies("/accept", to=lift.last_card)
    else:
        card = lift.last_card if way == "group button" else lift.zhou.last()
        assert await lift.zhou.presses("受理", on=card) == "#1 已受理，请在明天 09:00 前办结。"
    assert "办理中" in lift.last_card.text
    assert "受理" not in "".join(button.text for button in lift.last_card.buttons)
    assert await lift.history() == ["open", "accept"]


async def test_wrong_person_is_told_so_and_nothing_changes(lift: Town) -> None:
    before = lift.last_card.text
    assert await lift.liu.presses("受理") == "#1 要由承办人、责任人或上级受理。"
    assert await lift.liu.presses("不是问题") == "「不是问题」只有诉求人或微网格长能点。"
    assert await lift.zhou.presses("不是问题", on=lift.last_card) == "「不是问题」只有诉求人或微网格长能点。"
    await lift.liu.says("/resolve 1 修好了")
    assert lift.heard(lift.g01)[-1] == "#1 要由承办人、责任人或上级办结。"
    await lift.zhou.says("/cancel 1")
    assert lift.heard(lift.g01)[-1] == "#1 要由诉求人、责任人或上级撤销。"
    assert lift.last_card.text == before
    assert await lift.history() == ["open"]


@pytest.mark.parametrize("way", ["card", "report", "private card", "command", "command as a reply"])
async def test_handler_resolves_with_a_note(lift: Town, way: str) -> None:
    report = next(message for message in lift.zhang.sees(lift.g01) if message.text == LIFT)
    targets = {"card": lift.last_card, "report": report, "private card": lift.zhou.last()}
    if way == "command":
        await lift.zhou.says("/resolve #1 已修好，换了门机")
    elif way == "command as a reply":
        await lift.zhou.replies("/resolve 已修好，换了门机", to=lift.last_card)
    else:
        await lift.zhou.replies("已修好，换了门机", to=targets[way])
    assert lift.last_card.text.endswith("🔧 已修好，换了门机")
    assert lift.heard(lift.g01)[-1].startswith("张伟 #1 已办结（老周）：已修好，换了门机\n解决了吗？")
    assert len(lift.heard(lift.g01)) == 2
    assert await lift.history() == ["open", "accept", "resolve"]


async def test_button_resolves_without_a_note(lift: Town) -> None:
    assert await lift.zhou.presses("办结") == "#1 已办结，已请张伟确认。"
    assert lift.heard(lift.g01)[-1].startswith("张伟 #1 已办结（老周）\n解决了吗？")


async def test_photo_proves_the_work(lift: Town) -> None:
    await lift.zhou.sends_photo("已修好", reply_to=lift.last_card)
    assert "（附 1 件）" in lift.last_card.text
    assert (await lift.ticket()).resolution == "已修好"


async def test_progress_stays_where_it_was_said_and_is_passed_on_from_private(lift: Town) -> None:
    await lift.zhou.replies("师傅在路上", to=lift.last_card)
    assert "📝 师傅在路上" in lift.last_card.text
    assert len(lift.heard(lift.g01)) == 1
    await lift.zhou.replies("配件下午到", to=lift.zhou.last())
    assert "📝 配件下午到" in lift.last_card.text
    assert lift.heard(lift.g01)[-1] == "📝 #1 老周：配件下午到"
    assert await lift.history() == ["open", "progress", "progress"]


async def test_talk_under_the_report_and_members_replies_change_nothing(lift: Town) -> None:
    report = next(message for message in lift.zhang.sees(lift.g01) if message.text == LIFT)
    rows = len(await lift.inbox_reasons())
    await lift.zhou.replies("好的马上到", to=report)
    await lift.liu.replies("已修好", to=report)
    await lift.liu.replies("已修好", to=lift.last_card)
    assert len(await lift.inbox_reasons()) == rows
    await lift.zhang.replies("什么时候能好啊", to=lift.last_card)
    assert await lift.history() == ["open"]
    assert len(lift.heard(lift.g01)) == 1


async def test_thanks_under_a_closed_card_is_left_alone(lift: Town) -> None:
    await lift.zhou.replies("已修好", to=lift.last_card)
    await lift.zhang.presses("满意")
    heard = lift.heard(lift.g01)
    await lift.wang.replies("辛苦了", to=lift.last_card)
    assert lift.heard(lift.g01) == heard


async def test_transfer_by_button_tells_the_new_hands(lift: Town) -> None:
    assert await lift.zhou.presses("转办") == "请选择转给谁。"
    assert await lift.zhou.presses("市税务局") == "#1 已转办给市税务局。"
    assert "👷 承办：市税务局" in lift.last_card.text
    assert "#1" in lift.li.last().text
    assert "#1" in lift.xiaowu.last().text
    card = next(message for message in lift.zhou.sees() if "承办：" in message.text)
    assert card.buttons == []


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        ("tax", "市税务局"),
        ("市税务局", "市税务局"),
        ("微网格长", "王芳"),
        ("@xiaoli", "小李"),
        ("party_guide", "小吴"),
    ],
)
async def test_transfer_by_command(lift: Town, to: str, shown: str) -> None:
    await lift.li.starts()
    await lift.admin.says("/appoint 党群指导员 ZSH 小吴", mentions={"小吴": lift.xiaowu.known})
    await lift.wang.says(f"/transfer 1 {to}")
    assert lift.heard(lift.g01)[-1] == f"#1 已转办给{shown}。"
    assert f"👷 承办：{shown}" in lift.last_card.text


NOBODY = [
    ("/transfer", "请写上工单编号，例如：/transfer 128；或回复那张卡片。"),
    ("/transfer 1", "请写上转给谁，例如：/transfer 1 @某人，或写单位、职务。"),
    ("/transfer 1 外星人", "没找到「外星人」。可以写 @某人、单位（如 tax）或职务（如 物业服务员）。"),
    ("/transfer 1 hr", "那边暂时没有人，请换一个承办人或单位。"),
    ("/transfer 1 @zhangwei", "张伟 还没有职务，不能承办；请管理员先 /appoint。"),
    ("/transfer 1 @nobody", "我还不认识 @nobody。请回复对方的一条消息再发一次，或请对方先点开与我的私聊。"),
]


async def test_transfer_to_nobody_is_refused(lift: Town, subtests: pytest.Subtests) -> None:
    await lift.zhang.starts()
    for said, answer in NOBODY:
        with subtests.test(said=said, answer=answer):
            await lift.zhou.says(said)
            assert lift.heard(lift.g01)[-1] == answer
            assert await lift.history() == ["open"]


async def test_transferred_ticket_is_the_new_hands_to_accept(lift: Town) -> None:
    await lift.zhou.presses("受理")
    await lift.zhou.says("/transfer 1 tax")
    assert (await lift.ticket()).status == "new"
    await lift.zhou.says("/accept 1")
    assert lift.heard(lift.g01)[-1] == "#1 要由承办人、责任人或上级受理。"
    await lift.li.presses("受理")
    assert "👷 承办：小李（市税务局）" in lift.last_card.text


async def test_others_who_met_it_are_counted_once(lift: Town) -> None:
    assert await lift.liu.presses("我也遇到") == "已记下，#1 办结时也会告诉您。"
    assert await lift.liu.presses("我也遇到") == "您已经在 #1 里了，办结时会告诉您。"
    assert await lift.zhang.presses("我也遇到") == "您已经在 #1 里了，办结时会告诉您。"
    await lift.sun.says("/support 1")
    assert "🙋 还有 2 人也遇到" in lift.last_card.text


async def test_reporter_cancels_and_the_words_stay_on_record(lift: Town) -> None:
    await lift.zhang.says("/cancel 1 自己好了")
    assert lift.heard(lift.g01)[-1] == "#1 已撤销。"
    assert (await lift.ticket()).text == LIFT
    assert lift.last_card.buttons == []
    await lift.zhang.says("/cancel 1")
    assert lift.heard(lift.g01)[-1] == "#1 已撤销，不用再撤销。"
    await lift.zhou.says("/accept 1")
    assert lift.heard(lift.g01)[-1] == "#1 已撤销，现在不能受理。还有问题请直接再说一遍。"


async def test_transfer_to_whoever_has_it_changes_nothing(lift: Town) -> None:
    await lift.wang.says("/transfer 1 物业服务员")
    assert lift.heard(lift.g01)[-1] == "老周 已经在办 #1，请换一个人。"
    assert await lift.history() == ["open"]


async def test_whoever_answered_and_then_presses_done_has_said_what_was_done(lift: Town) -> None:
    await lift.zhou.presses("受理")
    await lift.zhou.replies("换了门机，在试运行", to=lift.zhou.last())
    await lift.zhou.presses("办结")
    assert (await lift.ticket()).resolution == "换了门机，在试运行"
    assert lift.zhang.last(lift.g01).text.startswith("张伟 #1 已办结（老周）：换了门机，在试运行")


async def test_reporter_hears_that_somebody_else_withdrew_it_and_why(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.wang.tells_bot("/cancel 1 今天检修，下午恢复")
    assert town.heard(town.g01)[-1] == "🚫 #1 由王芳撤销：今天检修，下午恢复。还有问题请直接再说一遍。"
    await town.zhang.says("3楼空调不制冷了")
    before = len(town.heard(town.g01))
    await town.zhang.tells_bot("/cancel 2")
    assert len(town.heard(town.g01)) == before


async def test_nothing_is_added_to_what_was_withdrawn(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhang.presses("不是问题")
    await town.wang.tells_bot("/note 1 还是去看看张总")
    assert town.wang.last().text.startswith("#1 已撤销")
    assert (await town.history())[-1] == "cancel"
