"""A voice note that is said to 小邻 is heard, if somebody listens; whatever goes wrong, it is kept as it is."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.telegram.hearing import MOST_FETCHED
from bot.telegram.plain import REGISTERS
from tests.models.standin import StandIn, http, standing_in
from tests.models.town import has
from tests.person import Person
from tests.town import Town

LIFT = "12楼电梯按了没反应"
DEAF = "语音我还听不懂，请打一句话说明是什么问题，例如：12楼电梯按了没反应。"


@pytest.fixture
async def listener(town: Town) -> AsyncIterator[StandIn]:
    """The town's bot has somebody to write voice notes down."""
    async with standing_in() as server:
        await has(town, transcribe_url=server.url, transcribe_timeout=timedelta(seconds=10))
        server.hears(LIFT)
        yield server


async def at_home(person: Person) -> None:
    """Where their private words belong."""
    await person.presses("总商会大厦")
    await person.presses("总商会大厦一微网格")


async def test_a_voice_note_said_privately_is_a_report_and_marked_as_heard(town: Town, listener: StandIn) -> None:
    await town.zhang.speaks()
    await at_home(town.zhang)
    ticket = await town.ticket()
    assert (ticket.text, ticket.service, ticket.floor) == (f"🎤 {LIFT}", "P01", 12)
    assert f"💬 🎤 {LIFT}（附 1 件）" in town.zhang.last().text
    assert f"💬 🎤 {LIFT}（附 1 件）" in town.zhou.sees()[0].text
    assert [b"OggS" in one.body for one in listener.asked] == [True]


async def test_a_greeting_by_voice_is_a_greeting(town: Town, listener: StandIn) -> None:
    listener.hears("你好")
    await town.zhang.speaks()
    assert await town.tickets() == []
    assert "🎤" not in town.zhang.last().text
    assert not await town.database_holds("你好呀")


@pytest.mark.parametrize("answer", [http(b"", "500 No"), http(b"what"), http(b'{"text": " "}'), b""])
async def test_what_cannot_be_heard_is_asked_for_in_writing_and_tried_once(
    town: Town, listener: StandIn, answer: bytes
) -> None:
    listener.always(answer)
    await town.zhang.speaks()
    assert town.heard(town.zhang.private) == [DEAF]
    assert len(listener.asked) == 1


async def test_one_that_is_too_large_to_fetch_is_not_heard(town: Town, listener: StandIn) -> None:
    town.room.send_voice(town.zhang.private, town.zhang.known, content=bytes(MOST_FETCHED + 1))
    await town.settles()
    assert town.heard(town.zhang.private) == [DEAF]
    assert listener.asked == []


async def test_what_the_handler_answers_by_voice_is_understood(town: Town, listener: StandIn) -> None:
    await town.zhang.says(LIFT)
    listener.hears("已修好，换了门机")
    await town.zhou.speaks(reply_to=town.last_card)
    ticket = await town.ticket()
    assert (ticket.status.value, ticket.resolution) == ("resolved", "🎤 已修好，换了门机")
    assert "🔧 🎤 已修好，换了门机" in town.last_card.text


async def test_what_the_reporter_adds_by_voice_is_kept_with_it(town: Town, listener: StandIn) -> None:
    await town.zhang.says(LIFT)
    listener.hears("是东边那台")
    await town.zhang.speaks(reply_to=town.last_card)
    assert "📝 🎤 是东边那台" in town.last_card.text
    assert "（附 1 件）" in town.last_card.text
    assert await town.history() == ["open", "progress"]


async def test_the_reporter_may_answer_by_voice_that_it_is_not_done(town: Town, listener: StandIn) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.replies("已修好", town.last_card)
    listener.hears("还是没反应，没修好")
    await town.zhang.speaks(reply_to=town.zhang.last(town.g01))
    assert (await town.ticket()).status.value == "accepted"


async def test_with_a_caption_both_are_the_report(town: Town, listener: StandIn) -> None:
    listener.hears("东边那台，门都打不开")
    await town.zhang.speaks(LIFT, to=town.g01)
    assert (await town.ticket()).text == f"{LIFT}\n🎤 东边那台，门都打不开"


async def test_in_a_group_it_is_heard_when_it_is_said_to_us(town: Town, listener: StandIn) -> None:
    await town.zhang.speaks("@youlin_bot", to=town.g01)
    assert (await town.ticket()).text == f"🎤 {LIFT}"


async def test_talk_in_a_group_is_not_listened_to(town: Town, listener: StandIn) -> None:
    await town.zhang.speaks(to=town.g01)
    await town.zhang.says(LIFT)
    await town.zhang.speaks(to=town.g01)
    assert listener.asked == []
    assert "（附 1 件）" in town.last_card.text


async def test_one_that_was_said_to_others_is_heard_once_somebody_reports_it(town: Town, listener: StandIn) -> None:
    message = await town.zhang.speaks(to=town.g01)
    await town.wang.replies("/report", message)
    assert (await town.ticket()).text == f"🎤 {LIFT}"
    assert len(listener.asked) == 1


async def test_an_edited_caption_leaves_what_was_heard_and_is_not_heard_again(town: Town, listener: StandIn) -> None:
    listener.hears("东边那台")
    message = await town.zhang.speaks(LIFT, to=town.g01)
    town.room.edit(message, LIFT)  # an edit that nobody can see
    await town.settles()
    assert await town.history() == ["open"]
    await town.zhang.edits(message, "13楼电梯按了没反应")
    assert (await town.ticket()).text == f"{LIFT}\n🎤 东边那台"
    assert "13楼电梯按了没反应" in town.last_card.text
    assert len(listener.asked) == 1


async def test_meanwhile_its_chat_waits_in_order_and_nobody_else(town: Town, listener: StandIn) -> None:
    listener.free.clear()
    town.room.send_voice(town.zhang.private, town.zhang.known)
    await listener.until_asked()
    later = town.room.say(town.zhang.private, town.zhang.known, "3楼厕所堵了")
    town.room.say(town.g01, town.liu.known, "5楼空调不制冷")
    await town.room.until(lambda: any("#1 " in one.text for one in town.liu.sees(town.g01)))
    assert [one for one in town.zhang.sees() if one.from_bot and one.id > later.id] == []
    listener.free.set()
    await town.settles()
    await at_home(town.zhang)
    assert [one.text for one in await town.tickets()] == ["5楼空调不制冷", f"🎤 {LIFT}", "3楼厕所堵了"]


async def test_a_press_does_not_wait_for_it(town: Town, listener: StandIn) -> None:
    await town.zhang.says(LIFT)
    card = town.last_card
    listener.free.clear()
    town.room.send_voice(town.g01, town.zhou.known, reply_to=card)
    await listener.until_asked()
    answer = await town.room.press(card, town.zhou.known, "受理").answered()
    assert answer.text
    assert (await town.ticket()).status.value == "accepted"
    listener.free.set()
    await town.settles()


async def test_a_handler_that_fails_does_not_have_it_heard_twice(
    town: Town, listener: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.trouble_expected = True
    fails = [KeyError("x"), KeyError("x")]

    async def said(*given: object) -> None:
        if fails:
            raise fails.pop()
        await really(*given)  # type: ignore[arg-type]  # handed through

    import handlers  # noqa: PLC0415

    really = handlers.said
    monkeypatch.setattr("handlers.said", said)
    await town.zhang.speaks()
    await at_home(town.zhang)
    assert (await town.ticket()).text == f"🎤 {LIFT}"
    assert len(listener.asked) == 1


async def test_the_words_go_with_the_ticket(town: Town, listener: StandIn) -> None:
    await town.zhang.speaks("@youlin_bot", to=town.g01)
    await town.zhang.presses("不是问题")
    await town.app.tick()
    assert not await town.database_holds(LIFT)


async def test_one_that_a_leader_reacts_to_is_heard_like_one_that_is_reported(town: Town, listener: StandIn) -> None:
    town.room.promote_bot(town.g01)
    message = await town.zhang.speaks(to=town.g01)
    await town.wang.reacts(message, REGISTERS)
    assert (await town.ticket()).text == f"🎤 {LIFT}"
    assert len(listener.asked) == 1
