"""Have a voice note written down by whatever stands behind an OpenAI-compatible address."""

import io
import logging
import wave

from pydantic import BaseModel, ValidationError

from bot.models.wire import NOT_ASKED, Unusable, bearer, call, endpoint
from bot.settings import Settings

log = logging.getLogger(__name__)

PATH = "/audio/transcriptions"
LONGEST = 2000  # characters; a voice note of five minutes
RATE = 16_000  # samples a second


class _Transcript(BaseModel):
    """As much of the reply as is looked at."""

    text: str


class Listener:
    """The transcriber of these settings, which must name an address."""

    def __init__(self, settings: Settings) -> None:
        self._url = endpoint(settings.transcribe_url or "", PATH)
        self._model = settings.transcribe_model
        self._key = settings.transcribe_key
        self._limit = settings.transcribe_timeout.total_seconds()

    async def write_down(self, sound: bytes, name: str = "voice.ogg", kind: str = "audio/ogg") -> str:
        """What is said there, on one line; empty if nothing is. Raises Unusable."""
        data, files = {"model": self._model, "response_format": "json"}, {"file": (name, sound, kind)}
        body = await call("POST", self._url, self._limit, headers=bearer(self._key), data=data, files=files)
        try:
            return " ".join(_Transcript.model_validate_json(body).text.split())[:LONGEST]
        except ValidationError:
            raise Unusable(NOT_ASKED) from None


def silence() -> bytes:
    """A second of it, for a trial (WAV, 16 bit, one channel)."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(bytes(2 * RATE))
    return file.getvalue()
