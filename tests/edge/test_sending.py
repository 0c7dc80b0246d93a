"""The outbox under an unkind platform: nothing lost, nothing twice that need not be, order kept."""

from sqlmodel import col, select

from bot.chatroom import Message
from storage.kinds import OutboxKind, OutboxState
from storage.outbox import Outbox
from tests.happenings import standing, takes_place
from tests.town import Town


def cards_of(town: Town, number: int) -> list[Message]:
    return [one for one in town.room.visible(town.g01) if one.from_bot and one.text.startswith(f"🟢 #{number} ")]


async def rows(town: Town) -> list[Outbox]:
    async with town.store.read() as session:
        return list((await session.exec(select(Outbox).order_by(col(Outbox.id)))).all())


async def test_a_429_delays_its_own_chat_and_loses_nothing(town: Town) -> None:
    town.room.faults.too_many(1, retry_after=1, method="sendMessage", chat=town.g01)
    await town.zhang.says("12楼电梯按了没反应")
    assert len(cards_of(town, 1)) == 1
    assert town.zhou.last().text.startswith("🟢 #1")
    calls = town.room.log.to("sendMessage")
    assert [call.status for call in calls if call.chat_id == town.g01.id][-2:] == [429, 200]
    refused, private = (
        next(at for at, call in enumerate(calls) if call.status == 429),
        next(at for at, call in enumerate(calls) if call.chat_id == town.zhou.private.id),
    )
    repeated = max(at for at, call in enumerate(calls) if call.chat_id == town.g01.id)
    assert refused < private < repeated, "the officer did not have to wait for the group"


async def test_a_send_of_unknown_outcome_is_repeated_once(town: Town) -> None:
    town.room.faults.drop_after(1, method="sendMessage", chat=town.g01)
    await town.zhang.says("12楼电梯按了没反应")
    assert len(cards_of(town, 1)) == 2, "a copy may be seen twice; both show the number"


async def test_a_press_on_the_extra_copy_acts_and_takes_the_copy_away(town: Town) -> None:
    town.room.faults.drop_after(1, method="sendMessage", chat=town.g01)
    await town.zhang.says("12楼电梯按了没反应")
    extra, kept = cards_of(town, 1)
    await town.wang.presses("受理", on=extra)
    assert (await town.ticket()).status == "accepted"
    assert extra not in town.room.visible(town.g01)
    assert "办理中" in kept.text


async def test_a_press_on_the_only_copy_adopts_it_as_the_card(town: Town) -> None:
    town.trouble_expected = True
    town.room.faults.drop_after(2, method="sendMessage", chat=town.g01)
    await town.zhang.says("12楼电梯按了没反应")
    assert [row.state for row in await rows(town) if row.state is OutboxState.PARKED] == [OutboxState.PARKED]
    first, second = cards_of(town, 1)
    await town.wang.presses("受理", on=first)
    assert "办理中" in first.text
    assert [row.state for row in await rows(town) if row.state is OutboxState.PARKED] == []
    assert second.text.startswith("🟢 #1")


def announcements_of(town: Town) -> list[Message]:
    return [one for one in town.room.visible(town.g01) if one.from_bot and "太极课" in one.text]


async def test_a_press_on_the_extra_copy_of_an_announcement_signs_up_once_and_takes_the_copy_away(town: Town) -> None:
    town.room.faults.drop_after(1, method="sendMessage", chat=town.g01)
    number = await takes_place(town, town.g01, capacity=3)
    extra, kept = announcements_of(town)
    assert (await town.zhang.presses("报名", on=extra)).startswith("报上了，第 1 位。")
    assert announcements_of(town) == [kept]
    assert "已报名 1" in kept.text
    assert await town.zhang.presses("报名", on=kept) == "您已经报上了，第 1 位，不用再点。"
    assert announcements_of(town) == [kept]
    assert await standing(town, number) == ["张伟 going"]


async def test_a_press_on_the_only_copy_of_an_announcement_adopts_it(town: Town) -> None:
    town.trouble_expected = True
    town.room.faults.drop_after(2, method="sendMessage", chat=town.g01)
    await takes_place(town, town.g01, capacity=3)
    first, second = announcements_of(town)
    await town.zhang.presses("报名", on=first)
    assert "已报名 1" in first.text
    await town.liu.presses("报名", on=second)
    assert announcements_of(town) == [first]
    assert "已报名 2" in first.text


async def test_half_an_answer_counts_as_unknown(town: Town) -> None:
    town.room.faults.truncate(1, method="sendMessage", chat=town.g01)
    await town.zhang.says("12楼电梯按了没反应")
    assert len(cards_of(town, 1)) == 2


async def test_a_server_error_is_repeated_until_it_works(town: Town) -> None:
    town.room.faults.fail(502, 2, method="sendMessage", chat=town.g01)
    await town.zhang.says("12楼电梯按了没反应")
    assert len(cards_of(town, 1)) == 1


async def test_an_edit_of_unknown_outcome_is_simply_repeated(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    town.room.faults.drop_after(1, method="editMessageText", chat=town.g01)
    await town.wang.presses("受理")
    assert "办理中" in town.last_card.text
    assert {row.state for row in await rows(town)} == {OutboxState.SENT, OutboxState.FOLDED} or all(
        row.state is OutboxState.SENT for row in await rows(town)
    )


async def test_superseded_edits_of_a_card_are_folded_into_one(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    before = len(town.room.log.to("editMessageText"))
    held = town.room.faults.hold("before", 1, method="editMessageText", chat=town.g01)
    town.room.press(town.last_card, town.liu.known, "🙋 我也遇到")
    await held.met.wait()
    for person in (town.sun, town.admin, town.zhao):
        press = town.room.press(town.last_card, person.known, "🙋 我也遇到")
        await press.answered()
    held.release()
    await town.settles()
    assert "还有 4 人也遇到" in town.last_card.text
    edits = [call for call in town.room.log.to("editMessageText")[before:] if call.chat_id == town.g01.id]
    assert len(edits) == 2, "the one that was under way, and one for the three that followed"
    assert OutboxState.FOLDED in {row.state for row in await rows(town) if row.kind is OutboxKind.EDIT}


async def test_a_card_that_nobody_can_edit_any_more_blocks_nothing(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    town.room.delete(town.last_card)
    await town.zhou.presses("受理")
    await town.liu.says("10楼空调不制冷")
    assert town.last_card.text.startswith("🟢 #2")


async def test_a_message_the_platform_refuses_for_good_is_parked_and_an_admin_told(town: Town) -> None:
    town.trouble_expected = True
    town.room.faults.refuse(400, "Bad Request: message is too long", 1, method="sendMessage", chat=town.g01)
    await town.zhang.says("12楼电梯按了没反应")
    parked = [row for row in await rows(town) if row.state is OutboxState.PARKED]
    assert [row.error for row in parked] == ["Message is too long"]
    assert "发不出去" in town.admin.last().text
    await town.liu.says("10楼空调不制冷")
    assert town.last_card.text.startswith("🟢 #2"), "the chat goes on"


async def test_nothing_is_kept_of_a_message_once_it_is_sent(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    assert all(row.payload is None and row.fallback is None for row in await rows(town))


async def test_an_unreachable_platform_delays_but_loses_nothing(town: Town) -> None:
    town.room.faults.drop_before(1, method="sendMessage", chat=town.g01)
    town.room.faults.drop_before(2, method="getMe")
    await town.zhang.says("12楼电梯按了没反应")
    assert len(cards_of(town, 1)) == 1
