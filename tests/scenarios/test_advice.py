"""A language model, where there is one, is asked about what may be a problem; nothing waits for it or needs it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.chatroom import Message
from storage.inbox import Inbox
from storage.kinds import InboxState
from tests.models.standin import StandIn, http, standing_in
from tests.models.town import has, perhaps
from tests.town import Town

LIFT = "12楼电梯按了没反应"
OFFER = "需要登记吗？（不用管它，一会儿就收起）　［📝 登记一下］"
PERHAPS = next(perhaps())
LIFT_PERHAPS = next(one for one in perhaps() if "电梯" in one)


@pytest.fixture
async def model(town: Town) -> AsyncIterator[StandIn]:
    """The town's bot has a language model."""
    async with standing_in() as server:
        await has(town, llm_url=server.url, llm_timeout=timedelta(seconds=10), llm_budget=5)
        yield server


async def is_being_asked(town: Town, model: StandIn, text: str = PERHAPS) -> Message:
    """张伟 says it, and the model takes its time."""
    model.free.clear()
    message = town.room.say(town.g01, town.zhang.known, text)
    await model.until_asked()
    return message


async def held(town: Town) -> int:
    async with town.store.read() as session:
        return len((await session.exec(select(Inbox).where(Inbox.state == InboxState.HELD))).all())


async def test_what_it_vouches_for_is_a_ticket_like_any_other(town: Town, model: StandIn) -> None:
    model.says(True, "P01", 0.95)
    await town.zhang.says(PERHAPS)
    ticket = await town.ticket()
    assert (ticket.text, ticket.service, ticket.chat_id) == (PERHAPS, "P01", town.g01.id)
    assert f"💬 {PERHAPS}" in town.last_card.text
    await town.zhang.sends_photo("")
    assert "（附 1 件）" in town.last_card.text
    assert OFFER not in town.heard(town.g01)


async def test_without_a_service_the_local_reading_finds_one(town: Town, model: StandIn) -> None:
    model.says(True, None, 0.95)
    await town.zhang.says(LIFT_PERHAPS)
    assert (await town.ticket()).service == "P01"


@pytest.mark.parametrize("answer", ["no", "not so sure", "trouble", "nonsense"])
async def test_otherwise_the_offer_is_made_as_ever_and_no_word_kept(town: Town, model: StandIn, answer: str) -> None:
    model.says(answer == "not so sure", None, 0.7)
    if answer == "trouble":
        model.always(http(b"", "500 Internal Server Error"))
    if answer == "nonsense":
        model.always(http(b"<html>"))
    await town.zhang.says(PERHAPS)
    assert len(model.asked) == 1
    assert town.heard(town.g01) == [OFFER]
    assert await town.tickets() == []
    assert not await town.database_holds(PERHAPS)
    await town.zhang.presses("登记一下")
    assert (await town.ticket()).text == PERHAPS


async def test_it_is_shown_neither_names_nor_numbers(town: Town, model: StandIn) -> None:
    model.says(False)
    await town.zhang.says(next(perhaps("，老周13812345678")))
    [request] = model.asked
    assert request.message.endswith(",〔人〕〔电话〕")
    assert not any(one.encode() in request.body for one in ("老周", "13812345678", "张伟", "zhangwei"))


async def test_sure_messages_and_chatter_are_not_shown_to_it(town: Town, model: StandIn) -> None:
    await town.zhang.says(LIFT)
    await town.zhang.says("中午一起去食堂吗")
    assert model.asked == []


async def test_nothing_waits_for_its_answer_and_no_word_is_on_disk_meanwhile(town: Town, model: StandIn) -> None:
    model.says(True, "P01")
    await is_being_asked(town, model)
    town.room.say(town.g01, town.liu.known, "3楼厕所堵了")
    await town.room.until(lambda: any("3楼厕所堵了" in one.text for one in town.liu.sees(town.g01) if one.from_bot))
    assert town.room.pending_updates() == 0
    assert await held(town) == 1
    assert not await town.database_holds(PERHAPS)
    model.free.set()
    await town.settles()
    assert [one.text for one in await town.tickets()] == ["3楼厕所堵了", PERHAPS]


async def test_a_stop_in_mid_call_waits_for_nothing_and_loses_nothing(town: Town, model: StandIn) -> None:
    model.says(True, "P01")
    await is_being_asked(town, model)
    await town.restarts()
    assert await held(town) == 0
    assert town.heard(town.g01) == [OFFER]


async def test_what_was_held_by_one_that_is_gone_for_good_is_let_go_by_the_schedule(
    town: Town, model: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> None:
        return None

    monkeypatch.setattr("bot.telegram.asking.Asking._let_in", never)
    monkeypatch.setattr("bot.tick.LONGEST", 0.0)
    town.room.say(town.g01, town.zhang.known, PERHAPS)
    await model.until_asked()
    await town.passes(minutes=1)
    assert town.heard(town.g01) == [OFFER]


async def test_no_more_is_asked_in_a_day_than_is_allowed(town: Town, model: StandIn) -> None:
    model.says(False)
    said = [text for _, text in zip(range(7), perhaps(), strict=False)]
    for text in said:
        await town.zhang.says(text)
    assert len(model.asked) == 5
    await town.restarts()
    await town.zhang.says(said[0])
    assert len(model.asked) == 5
    await town.passes(days=1)
    await town.zhang.says(said[0])
    assert len(model.asked) == 6


async def test_it_finds_problems_also_where_no_offer_is_left(town: Town, model: StandIn) -> None:
    said = list(perhaps())
    model.says(False)
    for text in said[:4]:
        await town.zhang.says(text)
    assert town.heard(town.g01) == [OFFER] * 3
    model.says(True, "P01")
    await town.zhang.says(said[4])
    assert (await town.ticket()).text == said[4]


async def test_words_that_were_changed_meanwhile_are_not_taken_from_it(town: Town, model: StandIn) -> None:
    model.says(True, "P01")
    message = await is_being_asked(town, model)
    town.room.edit(message, "没事了")
    await town.room.until(lambda: town.room.pending_updates() == 0)
    model.free.set()
    await town.settles()
    assert town.heard(town.g01) == [OFFER]
    assert not await town.database_holds(PERHAPS)


@pytest.mark.parametrize("vouches", [True, False])
async def test_what_somebody_had_registered_meanwhile_is_one_ticket(town: Town, model: StandIn, vouches: bool) -> None:
    model.says(vouches, "P01")
    message = await is_being_asked(town, model, LIFT_PERHAPS)
    town.room.say(town.g01, town.wang.known, "/report", reply_to=message)
    await town.room.until(lambda: any("#1 " in one.text for one in town.liu.sees(town.g01)))
    model.free.set()
    await town.settles()
    assert len(await town.tickets()) == 1
    assert len(town.heard(town.g01)) == 1


async def test_one_that_keeps_failing_is_left_alone(town: Town, model: StandIn) -> None:
    model.always(http(b"", "500 Internal Server Error"))
    for text, _ in zip(perhaps(), range(4), strict=False):
        await town.zhang.says(text)
    assert len(model.asked) == 3
    assert town.heard(town.g01) == [OFFER] * 3
