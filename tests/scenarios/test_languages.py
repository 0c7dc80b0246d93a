"""Everybody is spoken to in their own language privately, and in a group in the group's."""

import pytest

from storage import chats, people
from tests.person import Person
from tests.town import Town

LIFT = "12楼电梯按了没反应"


@pytest.fixture
async def alice(town: Town) -> Person:
    """Somebody of the first grid whose phone speaks English."""
    alice = town.person(2101, "Alice", "alice", language="en-GB")
    town.room.join(town.g01, alice.known)
    await town.settles()
    return alice


async def _leads_in_english(town: Town) -> None:
    """王芳, who leads the first grid, wants to be spoken to in English."""
    await town.wang.tells_bot("/language")
    await town.wang.presses("English")
    assert town.wang.last().text == "All right, I will write to you in English."


async def test_stranger_is_spoken_to_in_the_language_of_their_phone(town: Town, alice: Person) -> None:
    await alice.tells_bot("/start")
    assert alice.last().text.startswith("Hello Alice, I am Xiaolin (小邻).\nJust say what is wrong")
    other = town.person(2102, "Amélie", language="fr")
    await other.tells_bot("/start")
    assert other.last().text.startswith("Amélie，您好")


async def test_english_reader_reports_in_a_chinese_group_and_each_reads_their_own(town: Town, alice: Person) -> None:
    await alice.says(LIFT)
    assert town.last_card.text.startswith("🟢 #1 电梯故障报修 · 待受理")
    await alice.tells_bot("/mine")
    assert "#1 电梯故障报修 · to be accepted" in alice.last().text
    await alice.tells_bot("/ticket 1")
    assert "⏰ Accept by 10:00 on 23 November, resolve by 09:00 on 24 November" in alice.last().text
    await town.zhou.presses("受理", on=town.last_card)
    await town.zhou.replies("已修好", to=town.zhou.last())
    assert "解决了吗？" in alice.last(town.g01).text
    assert await alice.presses("满意", on=alice.last(town.g01)) == "Thank you. #1 is closed."


async def test_group_in_english_has_english_cards_questions_and_refusals(town: Town) -> None:
    await town.wang.says("/language")
    await town.wang.presses("English", on=town.wang.last(town.g01))
    assert town.wang.last(town.g01).text.startswith("All right, I will speak English in this group.")
    await town.zhang.says(LIFT)
    assert town.last_card.text == (
        "🟢 #1 电梯故障报修 · to be accepted\n📍 总商会大厦 · 12楼电梯\n💬 12楼电梯按了没反应\n"
        "👷 Handler: 老周 · Owner: 王芳\n⏰ Accept by 10:00 on 23 November, resolve by 09:00 on 24 November"
    )
    assert [button.text for button in town.last_card.buttons] == ["✋ Accept", "🙋 Me too", "Not an issue"]
    assert town.zhou.last().text.startswith("🟢 #1 电梯故障报修 · 待受理")
    await town.liu.says("/resolve 1 done")
    assert town.liu.last(town.g01).text == ("Only the handler, the owner or an officer above them can resolve #1.")
    await town.zhou.replies("已修好", to=town.last_card)
    assert town.zhang.last(town.g01).text.endswith("Is it all right now? One tap will do.")
    await town.zhang.presses("Good")
    assert (await town.ticket()).rating == 5


async def test_leader_with_english_cards_works_a_chinese_groups_ticket(town: Town) -> None:
    await _leads_in_english(town)
    await town.zhang.says(LIFT)
    await town.wang.tells_bot("/ticket 1")
    card = town.wang.last()
    assert "Reply here: how it is going, or “done” to resolve it" in card.text
    assert await town.wang.presses("Accept", on=card) == "#1 is yours now; please resolve it by 09:00 tomorrow."
    assert "办理中" in town.last_card.text
    assert "in progress" in card.text
    await town.wang.replies("done, replaced the button", to=card)
    assert (await town.ticket()).resolution == "done, replaced the button"
    assert "#1 已办结" in town.zhang.last(town.g01).text


async def test_popup_speaks_to_whoever_pressed_and_the_group_to_all(town: Town, alice: Person) -> None:
    await town.zhang.says(LIFT)
    card = town.last_card
    assert await alice.presses("受理", on=card) == (
        "Only the handler, the owner or an officer above them can accept #1."
    )
    assert await town.liu.presses("受理", on=card) == "#1 要由承办人、责任人或上级受理。"
    assert await alice.presses("我也遇到", on=card) == "Noted. You will also hear when #1 is resolved."
    await alice.says("/resolve 1 done")
    assert alice.last(town.g01).text == "#1 要由承办人、责任人或上级办结。"


async def test_who_is_refused_privately_reads_why_in_their_language(town: Town, alice: Person) -> None:
    await alice.tells_bot("/ticket 99")
    assert alice.last().text == "There is no ticket #99. Yours: /mine"


async def test_own_choice_stands_whatever_the_phone_says(town: Town, alice: Person) -> None:
    await alice.tells_bot("/language")
    assert [button.text for button in alice.last().buttons] == ["English", "中文"]
    await alice.presses("中文")
    assert alice.last().text == "好的，以后跟您说中文。"
    await alice.tells_bot("/mine")
    assert alice.last().text.startswith("您还没有工单。")


@pytest.mark.parametrize("who", ["wang", "zhao", "party", "admin"])
async def test_leader_those_above_and_admins_choose_for_the_group(town: Town, who: str) -> None:
    person: Person = getattr(town, who)
    town.room.join(town.g01, person.known)
    await person.says("/language")
    await person.presses("English", on=person.last(town.g01))
    assert person.last(town.g01).text.startswith("All right, I will speak English in this group.")


@pytest.mark.parametrize("who", ["zhou", "he", "zhang"])
async def test_others_are_told_who_can(town: Town, who: str) -> None:
    person: Person = getattr(town, who)
    town.room.join(town.g01, person.known)
    await person.says("/language")
    told = "本群用哪种语言由管理员、微网格长或其上级定。您自己的，请私聊我发 /language。"
    assert person.last(town.g01).text == told
    await town.wang.says("/language")
    question = town.wang.last(town.g01)
    assert await person.presses("English", on=question) == told
    assert question.text == "我在本群用哪种语言？ / Which language?"


async def test_language_that_we_do_not_speak_cannot_be_forged(town: Town) -> None:
    await town.wang.tells_bot("/language")
    assert (
        await town.wang.presses_data("language:xx", town.wang.last())
        == "这个按钮已经失效。查看工单请发 /mine 或 /todo。"
    )


async def test_cards_that_stand_change_with_their_next_edit(town: Town) -> None:
    await town.zhang.says(LIFT)
    card = town.last_card
    await town.wang.says("/language")
    await town.wang.presses("English", on=town.wang.last(town.g01))
    assert "待受理" in card.text
    await town.wang.presses("受理", on=card)
    assert "in progress" in card.text


async def test_whoever_never_pressed_start_is_called_in_the_groups_language(town: Town) -> None:
    town.room.private_chat(town.zhou.known).bot = "left"
    await town.wang.says("/language")
    await town.wang.presses("English", on=town.wang.last(town.g01))
    await town.zhang.says(LIFT)
    call = town.zhang.last(town.g01)
    assert call.text.startswith("老周 Ticket #1 for you, but I cannot write to you privately yet.")
    assert [button.text for button in call.buttons] == ["👉 Open our chat"]


async def test_problem_said_in_english_is_handled_and_settled_in_english(town: Town, alice: Person) -> None:
    await alice.says("good morning all, anyone up for lunch?")
    assert await town.tickets() == []
    await alice.says("The lift on 12F is stuck again")
    ticket = await town.ticket()
    assert (ticket.service, ticket.floor, ticket.place) == ("P01", 12, "12F")
    await town.zhou.replies("not fixed yet, waiting for a part", to=town.last_card)
    assert (await town.ticket()).status == "new"
    await town.zhou.replies("Fixed, replaced the door motor", to=town.last_card)
    assert (await town.ticket()).status == "resolved"
    question = alice.last(town.g01)
    await alice.replies("it's still stuck", to=question)
    assert (await town.ticket()).status == "accepted"
    await town.zhou.replies("done", to=town.last_card)
    await alice.replies("All good now, thank you", to=alice.last(town.g01))
    assert (await town.ticket()).status == "closed"


async def test_who_and_what_has_a_language_that_is_spoken_no_more_hears_the_districts(town: Town) -> None:
    await town.wang.tells_bot("你好")
    async with town.store.write() as session:
        person = await people.by_telegram_id(session, town.wang.known.id)
        group = await session.get(chats.Chat, town.g01.id)
        assert person is not None
        assert group is not None
        person.language = group.language = "de_DE"
    await town.wang.tells_bot("/start")
    assert town.wang.last().text.startswith("王芳，您好")
    await town.zhang.says(LIFT)
    assert town.last_card.text.startswith("🟢 #1 电梯故障报修 · 待受理")
