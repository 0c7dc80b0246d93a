"""Many ask about tax: an event is proposed from the ticket, or whoever asked is told when the unit is on duty."""

import pytest
from sqlmodel import col, select

from bot.chatroom import Message
from storage.events import Happening
from storage.tickets import Event
from tests.happenings import event_of, start
from tests.stations import takes_turns
from tests.town import Town

TAX = "公司的发票怎么开，找谁办税"


async def notes_of(town: Town, number: int = 1) -> list[str]:
    """The notes in a ticket's history."""
    async with town.store.read() as session:
        found = await session.exec(select(Event).where(Event.ticket_id == number).order_by(col(Event.id)))
        return [one.note for one in found if one.note]


async def asks_for_an_event(town: Town) -> None:
    """张伟 asks about tax, 刘洋 too; 小李 of the tax bureau has the ticket and thinks of an event."""
    await start(town.zhang, town.liu, town.li, town.wang)
    await town.zhang.says(TAX)
    await town.liu.presses("我也遇到", on=town.last_card)
    await town.li.presses("请单位来")


async def test_event_is_proposed_from_the_card_with_all_but_the_time_filled_in(town: Town) -> None:
    await asks_for_an_event(town)
    assert town.li.last().text == (
        "💡 #1 税费政策咨询：总商会大厦近一周有 2 人问。要请市税务局来一场吗？\n🏛 轮值表里近期没有市税务局的班。"
    )
    await town.li.presses("办一场活动")
    assert town.li.last().text.startswith(
        "💡 从 #1 提议「税费政策咨询」：市税务局主办，在总商会大厦，发到总商会大厦一微网格、总商会大厦二微网格。"
    )
    await town.li.tells_bot("下周三14:00-16:00")
    read = town.li.last()
    assert "📣 税费政策咨询\n🕛 12月2日（周三） 14:00–16:00\n📍 总商会大厦\n🏛 主办：市税务局" in read.text
    assert "🔗 来自工单 #1" in read.text
    assert await notes_of(town) == ["event 1"]
    assert "event 1" not in town.last_card.text
    await town.li.presses("发布")
    assert "#1" not in town.heard(town.g02)[-1]
    assert "📝 📣 税费政策咨询 12-02 14:00" in town.last_card.text
    for person in (town.zhang, town.liu):
        told = [one for one in person.sees() if one.text.startswith("💡 您问过的事（#1）有活动了：")]
        assert len(told) == 1
    assert await town.zhang.presses("报名", on=told_to(town)) == "报上了，第 1 位。"


def told_to(town: Town) -> Message:
    """What 张伟 was told."""
    return next(one for one in town.zhang.sees() if one.text.startswith("💡 您问过"))


async def test_those_who_asked_hear_of_it_also_when_it_is_announced_later(town: Town) -> None:
    await asks_for_an_event(town)
    await town.li.presses("办一场活动")
    await town.li.tells_bot("下周三14:00-16:00")
    await town.li.presses("定时")
    await town.li.tells_bot("明早9点")
    await town.li.presses("发布")
    assert not [one for one in town.zhang.sees() if one.text.startswith("💡 您问过")]
    await town.passes(days=1)
    assert [one for one in town.zhang.sees() if one.text.startswith("💡 您问过")]


async def test_what_others_asked_of_the_same_comes_along(town: Town) -> None:
    await start(town.zhang, town.liu, town.li, town.wang)
    await town.zhang.says(TAX)
    await town.passes(hours=2)
    await town.liu.says("个税汇算清缴在哪里办理，想咨询一下税务政策", to=town.g02)
    await town.li.presses_data("invite:1", town.li.last())
    await town.li.tells_bot("下周三14:00-16:00")
    assert "🔗 来自工单 #1、#2" in town.li.last().text
    await town.li.presses("发布")
    assert (await event_of(town)).also_tickets == [2]
    assert [one for one in town.liu.sees() if one.text.startswith("💡 您问过的事（#2）")]


async def test_leader_invites_to_the_own_grid_and_officers_pass_it_on(town: Town) -> None:
    await start(town.wang, town.zhou)
    await town.zhang.says(TAX)
    await town.zhou.presses_data("invite:1", town.zhou.last())
    passed = town.wang.last()
    assert passed.text == "💡 老周提议：#1 税费政策咨询，请市税务局来办一场。要办请点下面。"
    await town.wang.presses("办一场活动")
    assert "发到总商会大厦一微网格。" in town.wang.last().text
    assert await town.zhang.presses_data("propose:1", town.last_card) != ""
    async with town.store.read() as session:
        assert (await session.exec(select(Happening))).all() == []


async def test_members_and_tickets_of_no_unit_are_refused_in_a_line(town: Town) -> None:
    await start(town.zhang, town.wang)
    await town.zhang.says("12楼电梯按了没反应")
    assert await town.zhang.presses_data("propose:1", town.last_card) == (
        "请单位来办活动，由这张工单的承办人、微网格长、楼长或四员提。"
    )
    assert await town.wang.presses_data("propose:1", town.last_card) == ("#1 不是哪个服务单位的事；办活动请发 /event。")
    assert "请单位来" not in [button.text for button in town.last_card.buttons]


async def test_reporter_is_told_when_the_unit_is_on_duty_near_by(town: Town) -> None:
    await takes_turns(town)
    await asks_for_an_event(town)
    assert "🏛 市税务局下次值班：" in town.li.last().text
    assert await town.li.presses("告诉诉求人值班") == "已告诉诉求人"
    [said] = [line for line in town.heard(town.g01) if line.startswith("🏛 #1")]
    assert "市税务局" in said
    assert "可以当面问" in said
    await town.li.presses("告诉诉求人值班")
    assert len([line for line in town.heard(town.g01) if line.startswith("🏛 #1")]) == 1


@pytest.mark.parametrize("many", [3, 2])
async def test_leader_is_asked_at_the_weeks_end_where_many_have_asked_the_same(town: Town, many: int) -> None:
    await start(town.zhang, town.liu, town.wang, town.sun)
    await town.passes()
    await town.zhang.says(TAX)
    for person in (town.liu, town.sun)[: many - 1]:
        await person.presses("我也遇到", on=town.last_card)
    await town.passes(days=4, hours=7, minutes=30)  # Friday, 16:30
    asked = [one for one in town.wang.sees() if "人问税费政策咨询" in one.text]
    expected = "💡 总商会大厦一微网格这周有 3 人问税费政策咨询，要请市税务局来一场吗？"
    assert [one.text for one in asked] == ([expected] if many == 3 else [])
    assert not [line for line in town.heard(town.g01) if "来一场" in line]
    if asked:
        await town.wang.presses("请单位来", on=asked[0])
        assert town.wang.last().text.startswith("💡 #1 税费政策咨询：")


async def test_who_passes_it_on_reads_to_whom_and_it_goes_there_once(town: Town) -> None:
    await start(town.wang, town.zhou)
    await town.zhang.says(TAX)
    await town.zhou.presses_data("propose:1", town.last_card)
    for _ in range(2):
        assert await town.zhou.presses("办一场活动") == "已请王芳来定"
    assert len([one for one in town.wang.sees() if one.text.startswith("💡 老周提议")]) == 1


async def test_card_says_when_the_event_is_now_or_that_it_is_off(town: Town) -> None:
    await asks_for_an_event(town)
    await town.li.presses("办一场活动")
    await town.li.tells_bot("下周三14:00-16:00")
    await town.li.presses("发布")
    await town.li.tells_bot("/event change 1 下周四")
    await town.li.presses("确认修改")
    assert "📝 📣 税费政策咨询 12-03 14:00" in town.last_card.text
    await town.li.tells_bot("/event cancel 1 讲师病了")
    await town.li.presses("确认取消")
    assert "📝 🚫 税费政策咨询 12-03 14:00" in town.last_card.text


async def test_whoever_thinks_of_another_event_hears_of_the_one_that_is_coming(town: Town) -> None:
    await asks_for_an_event(town)
    await town.li.presses("办一场活动")
    await town.li.tells_bot("下周三14:00-16:00")
    await town.li.presses("发布")
    await town.li.presses("请单位来")
    assert "\n📣 已有一场：税费政策咨询 12月2日（周三） 14:00–16:00。\n" in town.li.last().text


async def test_duty_that_is_told_twice_stands_once_in_the_history(town: Town) -> None:
    await takes_turns(town)
    await asks_for_an_event(town)
    for _ in range(2):
        await town.li.presses("告诉诉求人值班")
    assert len([line for line in await notes_of(town) if line.startswith("duty ")]) == 1


async def test_question_for_the_time_says_what_would_do_and_can_be_given_up_in_words(town: Town) -> None:
    await asks_for_an_event(town)
    await town.li.presses("办一场活动")
    await town.li.tells_bot("先问问老师")
    assert town.li.last().text == "没看出时间，请写哪天几点，例如：下周三12:00-13:00；不办了点「不发了」。"
    await town.li.tells_bot("算了")
    assert town.li.last().text == "🗑 不发了。"
    await town.li.tells_bot("下周三14:00-16:00")
    async with town.store.read() as session:
        assert (await session.exec(select(Happening))).all() == []
