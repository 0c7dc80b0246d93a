"""Albums, and pictures right after a report: one card that counts them, and nothing of anybody else's."""

from datetime import timedelta

from sqlmodel import col, select

from bot.chatroom import Chat, Message
from storage.expected import Expected
from storage.kinds import InboxState
from storage.tickets import Attachment
from tests.person import Person
from tests.town import Town

LIFT = "12楼电梯按了没反应"


async def kept(town: Town, number: int = 1) -> list[str]:
    """The files of a ticket."""
    async with town.store.read() as session:
        rows = await session.exec(
            select(Attachment.file_id).where(Attachment.ticket_id == number).order_by(col(Attachment.id))
        )
        return list(rows.all())


def ids(*messages: Message) -> list[str]:
    return [message.file.file_id for message in messages if message.file]


def pictures(town: Town, chat: Chat) -> list[Message]:
    return [one for one in town.room.visible(chat) if one.from_bot and one.media == "photo"]


def cards(town: Town) -> list[Message]:
    return [one for one in town.room.visible(town.g01) if one.from_bot and "承办：" in one.text]


async def photo(town: Town, person: Person, caption: str = "", chat: Chat | None = None, **more: str) -> Message:
    """A picture without a line of the transcript."""
    sent = town.room.send_photo(chat or town.g01, person.known, caption, **more)  # type: ignore[arg-type]  # album only
    await town.settles()
    return sent


async def test_an_album_is_one_ticket_one_card_and_one_count(town: Town) -> None:
    sent = await town.zhang.sends_album("", LIFT, "", "")
    assert [ticket.text for ticket in await town.tickets()] == [LIFT]
    assert sorted(await kept(town)) == sorted(ids(*sent))
    assert len(cards(town)) == 1
    assert "（附 4 件）" in town.last_card.text
    album = pictures(town, town.zhou.private)
    assert [one.text for one in album] == ["📎 #1", "", "", ""]
    assert len({one.album for one in album}) == 1
    assert album[0].album is not None
    assert len(town.room.log.to("sendMediaGroup")) == 1


async def test_siblings_that_come_late_and_after_a_restart_are_let_in(town: Town) -> None:
    album = town.room.album_id()
    first = await photo(town, town.zhang, LIFT, album=album)
    town.clock.move_to(town.clock.now() + timedelta(seconds=11))
    second = await photo(town, town.zhang, album=album)
    await town.restarts()
    town.clock.move_to(town.clock.now() + timedelta(minutes=4))
    third = await photo(town, town.zhang, album=album)
    assert await kept(town) == ids(first, second, third)
    assert len(cards(town)) == 1
    assert "（附 3 件）" in town.last_card.text
    assert len(pictures(town, town.zhou.private)) == 3


async def test_siblings_after_ten_minutes_are_somebody_elses_album(town: Town) -> None:
    album = town.room.album_id()
    await photo(town, town.zhang, LIFT, album=album)
    town.clock.move_to(town.clock.now() + timedelta(minutes=11))
    await photo(town, town.zhang, album=album)
    assert len(await kept(town)) == 1
    await town.passes(days=3)
    async with town.store.read() as session:
        assert (await session.exec(select(Expected))).all() == []


async def test_a_picture_before_the_words_waits_in_memory_only(town: Town) -> None:
    album = town.room.album_id()
    first = await photo(town, town.zhang, album=album)
    assert not await town.database_holds(ids(first)[0])
    second = await photo(town, town.zhang, LIFT, album=album)
    assert sorted(await kept(town)) == sorted(ids(first, second))
    late = town.room.album_id()
    await photo(town, town.liu, album=late)
    town.clock.move_to(town.clock.now() + timedelta(seconds=61))
    await photo(town, town.liu, "3楼空调漏水", album=late)
    assert len(await kept(town, 2)) == 1, "held for a minute, no longer"


async def test_an_album_without_words_is_chatter(town: Town) -> None:
    before = await town.inbox_reasons()
    sent = await town.zhang.sends_album("", "", "")
    await town.zhang.sends_album("周末爬山", "", "")
    assert await town.inbox_reasons() == before
    assert [name for name in ids(*sent) if await town.database_holds(name)] == []
    assert cards(town) == []


async def test_an_album_said_privately_opens_one_ticket_and_without_words_gets_one_hint(town: Town) -> None:
    await town.liu.sends_album("", "", "", to=town.liu.private)
    assert len(town.heard(town.liu.private)) == 1
    sent = await town.liu.sends_album(LIFT, "", "", to=town.liu.private)
    await town.liu.presses("总商会大厦")
    await town.liu.presses("总商会大厦一微网格")
    assert await kept(town) == ids(*sent)
    assert len(pictures(town, town.zhou.private)) == 3


async def test_what_comes_while_the_grid_is_asked_for_waits_with_it(town: Town) -> None:
    await town.liu.tells_bot(LIFT)
    sent = await photo(town, town.liu, chat=town.liu.private)
    assert len(town.heard(town.liu.private)) == 1
    await town.liu.presses("总商会大厦")
    await town.liu.presses("总商会大厦一微网格")
    assert await kept(town) == ids(sent)


async def test_proof_in_the_group_resolves_once_with_all_its_pictures(town: Town) -> None:
    await town.zhang.says(LIFT)
    sent = await town.zhou.sends_album("已修好", "", "", reply_to=town.last_card)
    assert (await town.ticket()).status == "resolved"
    assert await kept(town) == ids(*sent)
    assert await town.history() == ["open", "accept", "resolve"]
    assert pictures(town, town.g01) == []


async def test_proof_sent_privately_is_passed_on_as_one_album(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.zhou.sends_album("", "已修好", "", reply_to=town.zhou.last())
    assert (await town.ticket()).resolution == "已修好"
    assert len(pictures(town, town.g01)) == 3
    assert len(town.room.log.to("sendMediaGroup")) == 1
    await town.zhang.presses("没解决")
    await town.zhang.sends_album("还是坏的", "", reply_to=town.zhang.last(town.g01))
    assert len(pictures(town, town.zhou.private)) == 2


async def test_a_late_picture_of_the_proof_is_passed_on_too(town: Town) -> None:
    await town.zhang.says(LIFT)
    album, card = town.room.album_id(), town.zhou.last()
    for caption in ("已修好", ""):
        town.room.send_photo(card.chat, town.zhou.known, caption, reply_to=card, album=album)
        await town.settles()
    assert len(await kept(town)) == 2
    assert len(pictures(town, town.g01)) == 2
    assert await town.history() == ["open", "accept", "resolve"]


async def test_a_picture_right_after_the_report_goes_with_it_and_nothing_is_said(town: Town) -> None:
    await town.zhang.says(LIFT)
    shown = len(cards(town))
    town.clock.move_to(town.clock.now() + timedelta(minutes=2))
    first = await photo(town, town.zhang)
    place = town.room.send_location(town.g01, town.zhang.known, 30.69, 121.02)
    await town.settles()
    assert await kept(town) == [*ids(first), "30.69,121.02"]
    assert "（附 2 件）" in town.last_card.text
    assert len(cards(town)) == shown
    assert place.location == town.zhou.last().location
    handed = pictures(town, town.zhou.private)
    assert [one.reply_to.text.partition(" ")[2][:2] for one in handed if one.reply_to] == ["#1"]


async def test_anothers_picture_and_a_later_one_are_chatter(town: Town) -> None:
    said = await town.zhang.says(LIFT)
    reasons = await town.inbox_reasons()
    await photo(town, town.liu)
    await town.zhang.sends_photo("午饭", to=town.g01)
    await town.zhang.sends_photo("", reply_to=await town.liu.says("晒晒你的猫"))
    town.room.send_file(town.g01, town.zhang.known, "sticker")
    town.clock.move_to(said.date + timedelta(minutes=3, seconds=1))
    await photo(town, town.zhang)
    assert await kept(town) == []
    assert await town.inbox_reasons() == reasons


async def test_an_album_right_after_the_report_is_passed_on_together(town: Town) -> None:
    await town.zhang.says(LIFT)
    sent = await town.zhang.sends_album("", "", "")
    assert await kept(town) == ids(*sent)
    assert len(town.room.log.to("sendMediaGroup")) == 1


async def test_a_reporters_picture_under_the_card_is_kept(town: Town) -> None:
    await town.zhang.says(LIFT)
    await town.passes(hours=1)
    await town.zhang.sends_photo("", reply_to=town.last_card)
    assert len(await kept(town)) == 1
    assert len(pictures(town, town.zhou.private)) == 1
    await town.liu.sends_photo("", reply_to=town.last_card)
    assert len(await kept(town)) == 1


async def test_pictures_to_anothers_words_that_somebody_reported_are_theirs_to_send(town: Town) -> None:
    words = await town.liu.says("那个按钮又不灵了")
    await town.zhang.replies("/report", to=words)
    await photo(town, town.zhang)
    assert await kept(town) == []
    sent = await photo(town, town.liu)
    assert await kept(town) == ids(sent)


async def test_an_album_is_gone_from_every_chat_with_the_words_that_were_no_issue(town: Town) -> None:
    await town.zhang.sends_album(LIFT, "", "")
    assert len(pictures(town, town.zhou.private)) == 3
    await town.zhang.presses("不是问题")
    assert pictures(town, town.zhou.private) == []


async def test_a_picture_that_is_under_way_when_its_words_are_erased_is_taken_back(town: Town) -> None:
    held = town.room.faults.hold("after", method="sendPhoto")
    town.room.send_photo(town.g01, town.zhang.known, LIFT)
    await held.met.wait()
    await town.room.until(lambda: bool(cards(town)))
    press = town.room.press(cards(town)[0], town.zhang.known, "不是问题")
    await press.answered()
    held.release()
    await town.settles()
    assert pictures(town, town.zhou.private) == []


async def test_words_under_a_second_picture_are_told_not_reported_again(town: Town) -> None:
    await town.zhang.sends_album("12楼漏水了", "13楼也漏水了")
    assert len(await town.tickets()) == 1
    assert "📝 13楼也漏水了" in town.last_card.text


async def test_an_item_that_is_delivered_again_changes_nothing(town: Town) -> None:
    await town.zhang.sends_album(LIFT, "")
    calls = len(town.room.log.calls)
    town.room.faults.deliver_twice(town.room.updates[-1])
    await town.settles()
    assert len(await kept(town)) == 2
    assert [one.method for one in town.room.log.calls[calls:] if one.method.startswith("send")] == []
    assert InboxState.PARKED.value not in await town.inbox_reasons()
