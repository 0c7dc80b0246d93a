"""What may be a problem is offered to be noted, quietly and seldom; its words stay where they were said."""

from bot.chatroom import Message
from desk.directory import read
from desk.triage import Band, Triage
from storage.people import Person
from tests.conftest import DIRECTORY
from tests.town import Town

# The first of these that the reading is not sure of: it gets better at them.
CANDIDATES = (
    "这电梯是不是又要修",
    "又闻到怪味",
    "电梯好慢",
    "怎么又没水了",
    "厕所味道好大",
    "这地方灯光有点暗",
    "最近大堂好乱",
)
TRIAGE = Triage(read(DIRECTORY.read_text("utf-8")))
PERHAPS = next(text for text in CANDIDATES if TRIAGE.read(text, "G01").band is Band.UNSURE)


async def offered(town: Town) -> Message:
    """张伟 says what may be a problem."""
    await town.zhang.says(PERHAPS)
    return town.zhang.last(town.g01)


async def test_unsure_message_gets_a_silent_button_and_leaves_no_word_behind(town: Town) -> None:
    offer = await offered(town)
    assert offer.text == "需要登记吗？（不用管它，一会儿就收起）"
    assert [button.text for button in offer.buttons] == ["📝 登记一下"]
    call = town.room.log.to("sendMessage")[-1]
    assert call.params["disable_notification"] in {True, "true"}
    assert await town.tickets() == []
    assert not await town.database_holds(PERHAPS)
    assert await town.inbox_reasons() == [*(await town.inbox_reasons())[:-1], "offer"]


async def test_tap_of_the_writer_makes_the_ticket_and_the_offer_goes(town: Town) -> None:
    offer = await offered(town)
    assert await town.zhang.presses("登记一下") == "已登记 #1，待受理。"
    ticket = await town.ticket()
    assert (ticket.text, ticket.chat_id) == (PERHAPS, town.g01.id)
    assert offer.deleted


async def test_leader_may_tap_too_and_a_bystander_not(town: Town) -> None:
    await offered(town)
    assert await town.liu.presses("登记一下") == "这条请说话的本人或微网格长来点。"
    assert await town.tickets() == []
    await town.wang.presses("登记一下")
    reporter = (await town.ticket()).reporter_id
    async with town.store.read() as session:
        assert (await session.get_one(Person, reporter)).telegram_id == town.zhang.known.id


async def test_offer_that_nobody_takes_vanishes(town: Town) -> None:
    offer = await offered(town)
    await town.passes(minutes=9)
    assert not offer.deleted
    await town.passes(minutes=1)
    assert offer.deleted


async def test_no_more_than_three_offers_a_day(town: Town) -> None:
    for _ in range(5):
        await offered(town)
    assert len(town.heard(town.g01)) == 3
    assert (await town.inbox_reasons()).count("offer") == 3
    await town.passes(days=1)
    await offered(town)
    assert "需要登记吗" in town.heard(town.g01)[-1]


async def test_offer_under_a_message_that_is_gone_says_so(town: Town) -> None:
    message = await town.zhang.says(PERHAPS)
    town.room.delete(message)
    assert await town.zhang.presses("登记一下") == "原来那条看不到了，请别匿名，再说一遍。"
