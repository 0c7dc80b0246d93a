"""The webhook: committed first, acknowledged then; whoever has no secret is sent away; every answer is empty."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.telegram import webhook
from bot.telegram.doorman import Doorman, LetIn
from bot.telegram.reception import WANTED
from bot.telegram.webhook import COME_BACK, LARGEST, SECRET_HEADER
from desk.desk import Desk
from storage.engine import Store
from storage.inbox import Inbox
from storage.kinds import InboxState
from tests.hooks import Hook
from tests.town import Town

LIFT = "12楼电梯按了没反应"


async def rows(town: Town) -> list[Inbox]:
    async with town.store.read() as session:
        return list((await session.exec(select(Inbox).order_by(col(Inbox.id)))).all())


@contextmanager
def database_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody gets a connection."""

    @asynccontextmanager
    async def refuses(_store: Store) -> AsyncIterator[AsyncSession]:
        raise OperationalError("SELECT '电梯'", None, OSError("gone"))
        yield

    with monkeypatch.context() as patch:
        patch.setattr(Store, "write", refuses)
        patch.setattr(Store, "read", refuses)
        yield


@contextmanager
def nobody_works(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    async def never(_worker: object) -> bool:
        await asyncio.sleep(0)
        return False

    with monkeypatch.context() as patch:
        patch.setattr("bot.telegram.worker.Worker.one", never)
        yield


async def test_the_platform_is_told_where_to_deliver_what_and_with_which_secret(town: Town, hook: Hook) -> None:
    await hook.is_used()
    [call] = town.room.log.to("setWebhook")
    assert call.params["url"] == hook.url
    assert call.params["secret_token"] == hook.secret
    assert json.loads(call.params["allowed_updates"]) == WANTED
    assert town.room.token not in hook.secret


async def test_a_secret_of_ones_own_is_used_as_it_is(town: Town, hook: Hook) -> None:
    own = "Abc_123-def"
    hook.set_up()
    town.settings = town.settings.model_copy(update={"webhook_secret": SecretStr(own)})
    await town.restarts()
    await town.zhang.says(LIFT)
    assert len(await town.tickets()) == 1
    assert town.room.log.to("setWebhook")[0].params["secret_token"] == own


@pytest.mark.parametrize("given", [None, "", "wrong", "ü"])
async def test_whoever_does_not_know_the_secret_is_sent_away_unread(town: Town, hook: Hook, given: str | None) -> None:
    """The answer comes though the body never does."""
    await hook.is_used()
    reader, writer = await asyncio.open_connection("127.0.0.1", hook.port)
    shown = b"" if given is None else f"{SECRET_HEADER}: {given}\r\n".encode("latin-1")
    head = b"POST /hook HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 500\r\n"
    writer.write(head + shown + b"\r\n")
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    await writer.wait_closed()
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert answer.endswith(b"\r\n\r\n"), "nothing stands in the body"


async def test_an_update_is_acknowledged_only_when_it_is_committed(
    town: Town, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hook.is_used()
    real, gate, reached = Doorman.let_in, asyncio.Event(), asyncio.Event()

    async def slowly(doorman: Doorman, updates: Any, desk: Desk) -> LetIn:
        came = await real(doorman, updates, desk)
        reached.set()
        await gate.wait()
        return came

    monkeypatch.setattr(Doorman, "let_in", slowly)
    town.room.say(town.g01, town.zhang.known, LIFT)
    await asyncio.wait_for(reached.wait(), 10)
    await asyncio.sleep(0.05)
    assert town.room.deliveries == []
    monkeypatch.undo()
    gate.set()
    await town.settles()
    assert [one.status for one in town.room.deliveries] == [200]
    assert len(await town.tickets()) == 1


async def test_an_update_whose_acknowledgement_was_lost_comes_again_and_is_done_once(
    town: Town, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hook.is_used()
    real = town.app.reception.receive
    lost = iter([True, False])

    async def receives(updates: Any, patience: float | None = None) -> None:
        await real(updates, patience)
        if next(lost):
            raise OSError

    monkeypatch.setattr(town.app.reception, "receive", receives)
    await town.zhang.says(LIFT)
    assert [one.status for one in town.room.deliveries] == [503, 200]
    assert len(await town.tickets()) == 1


async def test_with_the_database_away_the_platform_is_asked_to_come_back(
    town: Town, hook: Hook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await hook.is_used()
    with database_away(monkeypatch):
        health = await hook.is_called("GET", "/health")
        town.room.say(town.g01, town.zhang.known, LIFT)
        await town.room.until(lambda: len(town.room.deliveries) >= 3)
    await town.settles()
    assert (health.status_code, health.content) == (503, b"")
    refused = [one for one in town.room.deliveries if one.status != 200]
    assert {(one.status, one.retry_after, one.body) for one in refused} == {(503, int(COME_BACK["Retry-After"]), b"")}
    assert len(await town.tickets()) == 1
    said = [record.getMessage() for record in caplog.records if record.name == "bot.telegram.webhook"]
    assert len([line for line in said if "updates cannot be taken: OperationalError at " in line]) == 1
    assert len([line for line in said if line == "updates can be taken again"]) == 1
    assert "电梯" not in caplog.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'[{"update_id": 1}]', 400),
        (b'"hello"', 400),
        (b"[" * 100_000, 400),
        (b'{"update_id": 1, "x": "' + b"x" * LARGEST + b'"}', 413),
        (b'{"update_id": 1}', 200),
        (b'{"update_id": 1, "telepathy": {"thought": "?"}}', 200),
    ],
)
async def test_junk_leaves_no_trace_and_harms_nothing(town: Town, hook: Hook, body: bytes, status: int) -> None:
    await hook.is_used()
    before = len(await rows(town))
    answer = await hook.is_given(body)
    assert (answer.status_code, answer.content) == (status, b"")
    assert len(await rows(town)) == before
    await town.zhang.says(LIFT)
    assert len(await town.tickets()) == 1


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 7, "message": {"chat": {"id": -1001}, "text": "一句闲话"}},
        {"update_id": 2**70, "message": {"chat": {"id": 2**70}, "text": "一句闲话"}},
        {"update_id": "七", "message": "一句闲话"},
        {"message": {"chat": "一句闲话"}},
    ],
)
async def test_an_update_that_cannot_be_understood_is_parked_as_ids_and_acknowledged(
    town: Town, hook: Hook, update: dict[str, object]
) -> None:
    town.trouble_expected = True
    await hook.is_used()
    answers = [await hook.is_given(update) for _ in range(2)]
    await town.settles()
    assert [(one.status_code, one.content) for one in answers] == [(200, b"")] * 2
    parked = [row for row in await rows(town) if row.state is InboxState.PARKED]
    assert [(row.body, row.reason) for row in parked] == [(None, "unreadable")]
    assert "已搁置" in town.admin.last().text
    assert not await town.database_holds("一句闲话")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/hook", 405), ("POST", "/", 404), ("GET", "/", 404), ("GET", "/health", 200), ("POST", "/health", 405)],
)
async def test_elsewhere_there_is_nothing_but_the_health(
    town: Town, hook: Hook, method: str, path: str, status: int
) -> None:
    await hook.is_used()
    answer = await hook.is_called(method, path)
    assert (answer.status_code, answer.content) == (status, b"")


async def test_an_update_that_comes_twice_at_once_has_its_effect_once(town: Town, hook: Hook) -> None:
    await hook.is_used()
    town.room.say(town.g01, town.zhang.known, LIFT)
    update = town.room.updates[-1].body
    answers = await asyncio.gather(*(hook.is_given(update) for _ in range(5)))
    await town.settles()
    assert {answer.status_code for answer in answers} == {200}
    assert len(await town.tickets()) == 1


async def test_a_report_right_behind_the_binding_waits_for_the_door(
    town: Town, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hook.is_used()
    await town.admin.says("/unbind")
    monkeypatch.setattr(webhook, "DOOR_PATIENCE", 0.05)
    with nobody_works(monkeypatch):
        town.room.say(town.g01, town.zhang.known, "9楼灯不亮")
        town.room.say(town.g01, town.admin.known, "/bind G01")
        town.room.say(town.g01, town.zhang.known, LIFT)
        await town.room.until(lambda: any(one.status == 503 for one in town.room.deliveries))
    await town.settles()
    assert [ticket.text for ticket in await town.tickets()] == [LIFT]


async def test_until_the_platform_is_reached_it_says_not_yet(town: Town, hook: Hook) -> None:
    hook.set_up()
    await town.stops()
    await town.room.stop()
    starting = asyncio.create_task(town.starts_again())
    health = await is_reached(hook)
    update = await hook.is_given({"update_id": 1})
    await town.room.start()
    await starting
    assert (health.status_code, update.status_code) == (503, 503)
    assert (await hook.is_called("GET", "/health")).status_code == 200


async def is_reached(hook: Hook) -> httpx.Response:
    """The answer of the health address, once somebody listens there."""
    async with asyncio.timeout(10):
        while True:
            try:
                return await hook.is_called("GET", "/health")
            except httpx.ConnectError:
                await asyncio.sleep(0.01)


async def test_setting_the_webhook_is_tried_until_the_platform_has_taken_it(town: Town, hook: Hook) -> None:
    town.room.faults.too_many(1, 1, method="setWebhook")
    await hook.is_used()
    await town.zhang.says(LIFT)
    assert [call.status for call in town.room.log.to("setWebhook")] == [429, 200]
    assert len(await town.tickets()) == 1


async def test_what_is_said_while_nobody_listens_comes_when_somebody_does(town: Town, hook: Hook) -> None:
    await hook.is_used()
    await town.stops()
    assert town.room.state.updates.webhook == hook.url, "the webhook stays set, another process may use it"
    town.room.say(town.g01, town.zhang.known, LIFT)
    await town.room.until(lambda: len(town.room.deliveries) > 0)
    await town.starts_again()
    assert len(await town.tickets()) == 1


async def test_polling_takes_over_from_a_webhook_and_back(town: Town, hook: Hook) -> None:
    polling = town.settings
    await hook.is_used()
    await town.zhang.says(LIFT)
    town.settings = polling
    await town.stops()
    town.room.say(town.g01, town.liu.known, "10楼空调不制冷")
    await town.starts_again()
    assert town.room.state.updates.webhook == ""
    await hook.is_used()
    await town.liu.says("8楼厕所堵了")
    assert [ticket.text for ticket in await town.tickets()] == [LIFT, "10楼空调不制冷", "8楼厕所堵了"]


async def test_a_request_in_hand_is_answered_before_the_end(
    town: Town, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hook.is_used()
    real, gate, reached = town.app.reception.receive, asyncio.Event(), asyncio.Event()

    async def waits(updates: Any, patience: float | None = None) -> None:
        reached.set()
        await gate.wait()
        await real(updates, patience)

    monkeypatch.setattr(town.app.reception, "receive", waits)
    town.room.say(town.g01, town.zhang.known, LIFT)
    await asyncio.wait_for(reached.wait(), 10)
    stopping = asyncio.create_task(town.stops())
    await asyncio.sleep(0.2)
    gate.set()
    await stopping
    assert [one.status for one in town.room.deliveries] == [200]
    await town.starts_again()
    assert len(await town.tickets()) == 1
