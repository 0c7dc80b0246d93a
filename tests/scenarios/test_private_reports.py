"""A private report: the grid is asked for once, and what was said privately stays private."""

from tests.person import Person
from tests.town import Town

LIFT = "12楼电梯按了没反应"


async def reports(person: Person, text: str = LIFT) -> None:
    """Say it privately for the first time, and name the grid."""
    await person.tells_bot(text)
    await person.presses("总商会大厦")
    await person.presses("总商会大厦一微网格")


async def test_grid_is_asked_for_once_and_never_again(town: Town) -> None:
    await town.liu.tells_bot(LIFT)
    assert town.transcript_of(town.liu.private).endswith(
        "小邻：好的。是哪幢楼的事？（只问这一次）　［总商会大厦］［建工大厦］"
    )
    await town.liu.presses("总商会大厦")
    assert town.liu.last().text == "是哪个微网格？（只问这一次）"
    assert await town.liu.presses("总商会大厦一微网格") == "好的，总商会大厦一微网格。下次直接说就行。"
    assert (await town.ticket()).text == LIFT
    await town.liu.tells_bot("3楼空调漏水")
    assert [ticket.grid for ticket in await town.tickets()] == ["G01", "G01"]
    assert "#2" in town.liu.last().text


async def test_building_that_was_named_is_not_asked_for(town: Town) -> None:
    await town.liu.tells_bot("建工大厦2楼空调漏水")
    assert town.liu.last().text == "是哪个微网格？（只问这一次）"
    await town.liu.presses("建工大厦微网格")
    assert (await town.ticket()).grid == "G03"


async def test_handler_and_leader_are_told_and_the_group_is_not(town: Town) -> None:
    await reports(town.liu)
    assert "诉求人：刘洋" in town.zhou.last().text
    assert "诉求人：刘洋" in town.wang.last().text
    assert town.heard(town.g01) == []
    assert [button.text for button in town.liu.last().buttons] == ["撤销", "不是问题"]


async def test_group_does_not_see_what_was_said_privately(town: Town) -> None:
    await reports(town.liu)
    await town.zhang.says("/ticket 1")
    assert town.heard(town.g01)[-1] == "#1 不在您的范围内，可在它所在的群里查看。"
    await town.liu.says("/mine")
    assert "#1" not in town.heard(town.g01)[-1]
    await town.wang.says("/todo")
    assert "#1" not in town.heard(town.g01)[-1]


async def test_talk_and_pictures_without_words_get_a_hint(town: Town) -> None:
    for said in ("你好", "今天天气不错"):
        await town.liu.tells_bot(said)
    await town.liu.sends_photo("", to=town.liu.private)
    assert town.heard(town.liu.private) == ["在的。有问题直接说，例如：12楼电梯按了没反应；更多用法 /help。"] * 3
    assert await town.tickets() == []


async def test_question_that_was_answered_already_is_stale(town: Town) -> None:
    await reports(town.liu)
    question = next(message for message in town.liu.sees() if "下次直接说就行" in message.text)
    assert await town.liu.presses_data("draft:grid:G01", on=question) == "刚才的内容已过期，请再说一遍。"
    assert len(await town.tickets()) == 1


async def test_reporter_answers_privately_even_without_a_reply(town: Town) -> None:
    await reports(town.liu)
    await town.zhou.replies("在等配件", to=town.zhou.last())
    assert town.liu.last().text == "📝 #1 老周：在等配件"
    await town.zhou.replies("已修好，换了门机", to=town.zhou.last())
    assert town.liu.last().text.startswith("刘洋 #1 已办结（老周）：已修好，换了门机")
    await town.liu.tells_bot("好了，谢谢")
    assert (await town.ticket()).status == "closed"
    assert town.liu.last().text == "⚪ #1 已结案 · 刘洋已确认"


async def test_why_is_answered_right_after_the_question_without_a_reply(town: Town) -> None:
    """Between two nobody quotes, and what is still wrong sounds like a problem; what comes next is one."""
    await reports(town.liu)
    await town.zhou.replies("已修好", to=town.zhou.last())
    await town.liu.presses("没解决")
    assert "还差什么" in town.liu.last().text
    await town.passes(minutes=2)
    await town.liu.tells_bot("12楼电梯还是不停")
    assert len(await town.tickets()) == 1
    assert "12楼电梯还是不停" in town.zhou.last().text
    await town.passes(minutes=1)
    await town.liu.tells_bot("3楼空调漏水")
    assert len(await town.tickets()) == 2


async def test_why_that_is_answered_late_may_be_about_anything(town: Town) -> None:
    await reports(town.liu)
    await town.zhou.replies("已修好", to=town.zhou.last())
    await town.liu.presses("没解决")
    await town.passes(minutes=11)
    await town.liu.tells_bot("3楼空调漏水")
    assert len(await town.tickets()) == 2


async def test_command_in_the_group_does_not_say_who_is_asked(town: Town) -> None:
    await reports(town.liu)
    await town.zhou.says("/resolve 1 换了主板")
    assert town.heard(town.g01)[-1] == "#1 已办结。"
    assert "解决了吗" in town.liu.last().text


async def test_merged_into_a_public_one_its_reporter_is_asked_privately_and_never_named(town: Town) -> None:
    await reports(town.liu)
    await town.zhang.says(LIFT)
    await town.zhou.tells_bot("/merge 1 2")
    await town.zhou.replies("已修好", to=town.last_card)
    assert town.heard(town.g01)[-1].startswith("张伟 #2 已办结")
    assert town.liu.last().text.startswith("刘洋 #2 已办结")
    await town.liu.presses("没解决", on=town.liu.last())
    assert (await town.ticket(2)).status == "accepted"
    assert "哪里" in town.liu.last().text or "还差什么" in town.liu.last().text
    assert "诉求人说没解决" in town.transcript_of(town.g01)
    assert "刘洋" not in town.transcript_of(town.g01)


async def test_whoever_is_merged_into_a_private_one_does_not_read_it(town: Town) -> None:
    await reports(town.liu)
    await town.zhang.says("电梯按键没反应，12楼")
    await town.zhou.tells_bot("/merge 2 1")
    await town.zhang.tells_bot("/ticket 1")
    assert "刘洋" not in town.zhang.last().text
    assert LIFT not in town.zhang.last().text
    await town.zhou.tells_bot("/resolve 1 换了主板")
    question = next(message for message in reversed(town.zhang.sees()) if "解决了吗" in message.text)
    assert question.text.startswith("张伟 #1 已办结")
    await town.liu.presses("满意")
    assert "刘洋" not in question.text


async def test_what_goes_on_from_it_in_the_group_does_not_tell_where_it_is_or_whose(town: Town) -> None:
    await reports(town.liu)
    await town.zhou.tells_bot("/resolve 1 换了主板")
    await town.passes(days=3)
    await town.passes(days=12)
    await town.wang.says("/reopen 1 刚去看了还没好")
    assert "接 #1" in town.last_card.text
    assert "12楼" not in town.last_card.text
    assert "还有 1 人也遇到" in town.last_card.text
    await town.zhou.replies("已修好", to=town.last_card)
    assert town.liu.last().text.startswith("刘洋 #2 已办结")
    assert "刘洋" not in town.transcript_of(town.g01)
