"""The inbox under an unkind platform: once each, in order, nothing acknowledged and lost."""

import asyncio
from typing import Any

import pytest
from sqlmodel import col, select

import handlers
from desk.desk import Desk
from desk.values import Said
from storage.inbox import Inbox
from storage.kinds import InboxState
from tests.databases import file_of
from tests.town import Town


async def inbox_rows(town: Town) -> list[Inbox]:
    async with town.store.read() as session:
        return list((await session.exec(select(Inbox).order_by(col(Inbox.id)))).all())


async def test_an_update_seen_twice_has_its_effect_once(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    polls = len(town.room.log.to("getUpdates"))
    town.room.faults.deliver_twice()
    await town.room.until(lambda: len(town.room.log.to("getUpdates")) > polls)
    await town.settles()
    assert len(await town.tickets()) == 1
    assert len([one for one in town.room.visible(town.g01) if "#1" in one.text]) == 1


async def test_a_press_seen_twice_is_answered_again_but_done_once(town: Town) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    await town.liu.presses("我也遇到")
    answers = len(town.room.log.to("answerCallbackQuery"))
    town.room.faults.deliver_twice()
    await town.room.until(lambda: len(town.room.log.to("answerCallbackQuery")) > answers)
    await town.settles()
    again = town.room.log.to("answerCallbackQuery")[answers:]
    assert [call.params.get("text") for call in again] == [None]
    assert (await town.history()) == ["open", "support"]


async def test_an_old_update_id_with_other_content_is_a_new_update(town: Town) -> None:
    """After a quiet week update ids start anew anywhere (Bot API, Update.update_id)."""
    await town.zhang.says("12楼电梯按了没反应")
    used = next(row.update_id for row in reversed(await inbox_rows(town)))
    await town.stops()
    town.room.faults.jump_update_ids(used)
    town.room.say(town.g01, town.liu.known, "10楼空调不制冷")
    await town.starts_again()
    assert len(await town.tickets()) == 2


async def test_an_unreadable_update_is_parked_as_ids_and_blocks_nothing(town: Town) -> None:
    town.trouble_expected = True
    town.room.faults.inject({"message": {"chat": {"id": town.g01.id}, "text": "一句闲话"}})
    await town.zhang.says("12楼电梯按了没反应")
    parked = [row for row in await inbox_rows(town) if row.state is InboxState.PARKED]
    assert [(row.chat_id, row.body, row.reason) for row in parked] == [(town.g01.id, None, "unreadable")]
    assert len(await town.tickets()) == 1
    assert "已搁置" in town.admin.last().text
    await town.admin.tells_bot("/outbox")
    assert str(parked[0].id) in town.admin.last().text


async def test_an_update_of_an_unknown_kind_is_ignored(town: Town) -> None:
    before = len(await inbox_rows(town))
    town.room.faults.inject({"telepathy": {"thought": "?"}})
    await town.zhang.says("今天天气真好")
    assert len(await inbox_rows(town)) == before


async def test_a_message_that_cannot_be_handled_is_parked_after_three_tries(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.trouble_expected = True
    tries = 0

    async def breaks(_what: Said, _desk: Desk) -> None:
        nonlocal tries
        tries += 1
        raise RuntimeError("12楼电梯按了没反应")

    monkeypatch.setitem(handlers.COMMANDS, "mine", ("anyone", breaks))
    await town.zhang.says("/mine")
    assert tries == 3
    [parked] = [row for row in await inbox_rows(town) if row.state is InboxState.PARKED]
    assert parked.error is not None
    assert parked.error.startswith("RuntimeError at "), "the error's kind and place, not its words"
    assert "不用重发" in town.zhang.last(town.g01).text
    await town.zhang.says("12楼电梯按了没反应")
    assert len(await town.tickets()) == 1


async def test_what_a_failing_handler_has_done_is_undone(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.trouble_expected = True
    real = handlers.COMMANDS["report"][1]
    fails = iter([True, False])

    async def fails_once(what: Said, desk: Desk) -> None:
        await real(what, desk)
        if next(fails):
            raise RuntimeError

    monkeypatch.setitem(handlers.COMMANDS, "report", ("anyone", fails_once))
    await town.zhang.says("/report 12楼电梯按了没反应")
    assert len(await town.tickets()) == 1
    assert len([one for one in town.room.visible(town.g01) if "#1 " in one.text]) == 1


async def test_messages_of_a_chat_are_handled_in_order_and_presses_go_first(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    handled: list[str] = []
    real_said, real_pressed = handlers.said, handlers.pressed

    async def said(what: Said, desk: Desk) -> None:
        handled.append(what.text)
        await real_said(what, desk)

    async def pressed(what: Any, desk: Desk) -> None:
        handled.append(what.action)
        await real_pressed(what, desk)

    monkeypatch.setattr(handlers, "said", said)
    monkeypatch.setattr(handlers, "pressed", pressed)
    async with town.store.write():  # nothing can be claimed while this transaction lasts, so all of it piles up
        for floor in range(2, 8):
            town.room.say(town.g01, town.zhang.known, f"/report {floor}楼灯不亮")
        town.room.press(town.last_card, town.wang.known, "✋ 受理")
        await town.room.until(lambda: len(town.room.log.to("getUpdates")) > 0)
    await town.settles()
    spoken = [one for one in handled if one != "accept"]
    assert spoken == [f"{floor}楼灯不亮" for floor in range(2, 8)]
    assert "accept" in handled


async def test_work_in_the_inbox_is_finished_after_a_restart(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(_worker: object) -> bool:
        await asyncio.sleep(0)
        return False

    monkeypatch.setattr("bot.telegram.worker.Worker.one", never)
    town.room.say(town.g01, town.zhang.known, "12楼电梯按了没反应")
    await town.room.until(lambda: town.room.pending_updates() == 0)
    assert not await town.tickets()
    await town.stops()
    monkeypatch.undo()
    await town.starts_again()
    assert len(await town.tickets()) == 1
    assert town.last_card.text.startswith("🟢 #1")


async def test_a_late_verdict_has_been_answered_empty_before(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await town.zhang.says("12楼电梯按了没反应")
    monkeypatch.setattr("bot.telegram.verdicts.PATIENCE", 0.0)
    press = town.room.press(town.last_card, town.wang.known, "✋ 受理")
    answer = await press.answered()
    await town.settles()
    assert not answer.text
    assert (await town.ticket()).status == "accepted"
    assert len([c for c in town.room.log.to("answerCallbackQuery") if c.params["callback_query_id"] == press.id]) == 1


async def test_another_poller_on_the_token_is_waited_out(town: Town) -> None:
    town.room.faults.refuse(409, "Conflict: terminated by other getUpdates request", 1, method="getUpdates")
    await town.zhang.says("12楼电梯按了没反应")
    assert len(await town.tickets()) == 1


async def test_a_truncated_batch_is_fetched_again(town: Town) -> None:
    town.room.faults.truncate(1, method="getUpdates")
    await town.zhang.says("12楼电梯按了没反应")
    assert len(await town.tickets()) == 1


async def test_the_doorman_keeps_no_words_that_are_not_needed(town: Town) -> None:
    """A quoted colleague's words do not come in with a command that does not need them."""
    said = await town.liu.says("中午吃什么好呢秘密菜单")
    await town.zhang.replies("/mine", to=said)
    await town.stops()
    data = b"".join(path.read_bytes() for path in file_of(town.settings.database_url).parent.iterdir())
    await town.starts_again()
    assert "秘密菜单".encode() not in data


async def test_a_report_right_behind_the_binding_is_heard(town: Town) -> None:
    """One batch brings both; the report is judged by the door as the binding leaves it."""
    await town.admin.says("/unbind")
    await town.stops()
    town.room.say(town.g01, town.zhang.known, "9楼灯不亮")
    town.room.say(town.g01, town.admin.known, "/bind G01")
    town.room.say(town.g01, town.zhang.known, "12楼电梯按了没反应")
    town.room.say(town.g01, town.admin.known, "/unbind")
    town.room.say(town.g01, town.zhang.known, "10楼空调不制冷")
    await town.starts_again()
    assert [ticket.text for ticket in await town.tickets()] == ["12楼电梯按了没反应"]


async def test_a_binding_left_in_the_inbox_is_handled_before_what_followed_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.admin.says("/unbind")

    async def never(_worker: object) -> bool:
        await asyncio.sleep(0)
        return False

    monkeypatch.setattr("bot.telegram.worker.Worker.one", never)
    before = len(await inbox_rows(town))
    town.room.say(town.g01, town.admin.known, "/bind G01")
    async with asyncio.timeout(10):
        while len(await inbox_rows(town)) == before:  # noqa: ASYNC110  rows ring no bell
            await asyncio.sleep(0.01)
    town.room.say(town.g01, town.zhang.known, "12楼电梯按了没反应")
    await town.stops()
    monkeypatch.undo()
    await town.starts_again()
    assert len(await town.tickets()) == 1


async def test_a_webhook_left_behind_is_deleted_when_polling_begins(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await town.stops()
    town.room.faults.pretend_webhook()
    town.room.say(town.g01, town.zhang.known, "12楼电梯按了没反应")
    await town.starts_again()
    assert len(await town.tickets()) == 1, "what the webhook had not delivered is not lost"
    assert "a webhook was set for this bot; deleted it" in caplog.text
