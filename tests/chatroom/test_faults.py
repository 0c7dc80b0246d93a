"""The platform breaks as it is told to, and only so."""

import asyncio
from datetime import timedelta

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from tests.chatroom.conftest import Scene


def texts(scene: Scene) -> list[str]:
    return [message.text for message in scene.room.visible(scene.group) if message.from_bot]


async def test_apply_then_drop_is_done_once_though_the_bot_sees_an_error(scene: Scene) -> None:
    scene.room.faults.drop_after(method="sendMessage")
    with pytest.raises(NetworkError) as lost:
        await scene.bot.send_message(-1001, "一")
    assert not isinstance(lost.value, BadRequest)
    assert texts(scene) == ["一"]
    call = scene.room.log.calls[-1]
    assert (call.applied, call.answered) == (True, False)
    await scene.bot.send_message(-1001, "二")
    assert texts(scene) == ["一", "二"]


async def test_drop_before_does_nothing(scene: Scene) -> None:
    scene.room.faults.drop_before(2, chat=scene.group)
    for _ in range(2):
        with pytest.raises(NetworkError):
            await scene.bot.send_message(-1001, "一")
    assert texts(scene) == []
    assert not scene.room.log.calls[-1].applied


async def test_half_an_answer_cannot_be_read(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    scene.room.faults.truncate()
    with pytest.raises(TelegramError, match="Invalid server response"):
        await scene.bot.send_message(-1001, "一")
    assert texts(scene) == ["一"]


async def test_too_many_requests_names_the_wait_and_meets_only_what_it_was_armed_for(scene: Scene) -> None:
    scene.room.faults.too_many(2, retry_after=7, method="sendmessage", chat=scene.group)
    scene.room.starts_bot(scene.zhang)
    await scene.bot.send_message(scene.zhang.id, "私聊")
    await scene.bot.get_chat(-1001)
    for _ in range(2):
        with pytest.raises(RetryAfter) as wait:
            await scene.bot.send_message(-1001, "一")
        assert wait.value.retry_after == timedelta(seconds=7)
    await scene.bot.send_message(-1001, "一")
    assert texts(scene) == ["一"]


@pytest.mark.parametrize("status", [500, 502])
async def test_server_errors_are_network_errors_and_leave_polling_alone(scene: Scene, status: int) -> None:
    scene.room.faults.fail(status)
    assert await scene.bot.get_updates() == ()
    with pytest.raises(NetworkError):
        await scene.bot.send_message(-1001, "一")
    assert scene.room.log.calls[-1].status == status
    scene.room.faults.fail(502, method="getUpdates")
    with pytest.raises(NetworkError):
        await scene.bot.get_updates()


async def test_any_refusal_can_be_put_in_the_platforms_mouth(scene: Scene) -> None:
    scene.room.faults.refuse(400, "Bad Request: TOPIC_CLOSED")
    assert await scene.refusal(scene.bot.send_message(-1001, "一"), BadRequest) == "Bad Request: TOPIC_CLOSED"


async def test_a_person_can_become_unreachable(scene: Scene) -> None:
    scene.room.starts_bot(scene.zhang)
    scene.room.faults.forbid(scene.zhang)
    for _ in range(2):
        call = scene.bot.send_message(scene.zhang.id, "一")
        assert await scene.refusal(call, Forbidden) == "Forbidden: user is deactivated"
    scene.room.faults.allow(scene.zhang)
    await scene.bot.send_message(scene.zhang.id, "一")


async def test_a_call_can_be_held_before_or_after_it_is_carried_out(scene: Scene) -> None:
    for when, shown in (("before", []), ("after", ["一"])):
        fault = scene.room.faults.hold(when, method="sendMessage")
        call = asyncio.create_task(scene.bot.send_message(-1001, "一"))
        await fault.met.wait()
        assert texts(scene) == shown
        fault.release()
        await scene.bot.delete_message(-1001, (await call).message_id)


async def test_a_delay_only_delays(scene: Scene) -> None:
    scene.room.faults.delay(0.001)
    await scene.bot.send_message(-1001, "一")
    assert texts(scene) == ["一"]


async def test_an_update_can_come_twice(scene: Scene) -> None:
    scene.room.say(scene.group, scene.zhang, "在吗")
    [first] = await scene.hears()
    scene.room.faults.deliver_twice()
    [second] = await scene.hears()
    assert (first.to_dict(), scene.room.updates[-1].handed_out) == (second.to_dict(), 2)
    assert await scene.hears() == []


async def test_malformed_updates_stand_in_the_queue_until_they_are_confirmed(scene: Scene) -> None:
    unknown = scene.room.faults.inject({"a_kind_of_tomorrow": {"x": 1}})
    broken = scene.room.faults.inject({"message": {"message_id": "?"}})
    scene.room.faults.inject("7")
    scene.room.say(scene.group, scene.zhang, "在吗")
    with pytest.warns(UserWarning, match="instead"):
        raw = await scene.bot.do_api_request("getUpdates")
    assert raw[:3] == [unknown.body, broken.body, 7]
    assert raw[3]["message"]["text"] == "在吗"
    assert scene.room.pending_updates() == 4
    await scene.confirms(raw[3]["update_id"])
    assert scene.room.pending_updates() == 0


async def test_update_ids_may_start_anew_after_a_silence(scene: Scene) -> None:
    past = scene.room.updates[-1].id
    scene.room.faults.jump_update_ids(1000)
    scene.room.say(scene.group, scene.zhang, "好久不见")
    assert [u.update_id for u in await scene.bot.get_updates(offset=past + 1)] == [1000]
    assert [u.update_id for u in await scene.hears()] == [1000]
    assert await scene.hears() == []


async def test_the_platform_goes_down_and_comes_back_with_all_it_knew(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    poll = asyncio.create_task(scene.bot.get_updates(timeout=50))
    await scene.room.until(lambda: scene.room.is_polled)
    url = scene.room.url
    fault = scene.room.faults.hold()
    held = asyncio.create_task(scene.bot.send_message(-1001, "零"))
    await fault.met.wait()
    await scene.room.stop()
    for call in (poll, held):
        with pytest.raises(NetworkError):
            await call
    assert [record for record in caplog.records if record.name == "uvicorn.error"] == []
    with pytest.raises(NetworkError):
        await scene.bot.send_message(-1001, "一")
    scene.room.say(scene.group, scene.zhang, "有人吗")
    await scene.room.start()
    assert scene.room.url == url
    assert [u.message.text for u in await scene.hears() if u.message] == ["有人吗"]
    assert texts(scene) == []


async def test_a_call_held_for_a_bot_that_died_is_still_carried_out(scene: Scene) -> None:
    fault = scene.room.faults.hold(method="sendMessage")
    call = asyncio.create_task(scene.bot.send_message(-1001, "一"))
    await fault.met.wait()
    call.cancel()
    fault.release()
    await scene.room.until(lambda: scene.room.log.calls[-1].applied)
    assert texts(scene) == ["一"]
