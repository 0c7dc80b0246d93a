"""A voice note is sent as it is, and what comes back is words or nothing."""

from typing import Any

import pytest
from pydantic import SecretStr

from bot.models.listening import LONGEST, Listener, silence
from bot.models.wire import Unusable
from bot.settings import Settings
from tests.models.standin import StandIn, http


def listener(url: str, **more: Any) -> Listener:
    return Listener(Settings(_env_file=None, transcribe_url=url, **more))


async def test_it_is_sent_the_sound_the_model_and_its_key(server: StandIn) -> None:
    server.hears(" 12楼电梯\n坏了 ")
    heard = await listener(server.url, transcribe_key=SecretStr("sk-2")).write_down(b"OggS-sound")
    assert heard == "12楼电梯 坏了"
    [request] = server.asked
    assert (request.path, request.headers["authorization"]) == ("/v1/audio/transcriptions", "Bearer sk-2")
    assert b"OggS-sound" in request.body
    assert b'name="model"\r\n\r\nwhisper-1' in request.body
    assert b'filename="voice.ogg"' in request.body


@pytest.mark.parametrize(
    "answer",
    [http(b"", "500 No"), http(b"text"), http(b'{"text": 3}'), http(b'{"text": "a"}', length=99), b""],
)
async def test_whatever_is_no_transcript_is_told(server: StandIn, answer: bytes) -> None:
    server.always(answer)
    with pytest.raises(Unusable):
        await listener(server.url).write_down(b"sound")


async def test_a_transcript_without_end_is_cut(server: StandIn) -> None:
    server.hears("啊" * 3 * LONGEST)
    assert len(await listener(server.url).write_down(b"sound")) == LONGEST


async def test_silence_for_a_trial_is_a_sound_file() -> None:
    assert silence()[:4] == b"RIFF"
