"""Call an address that may misbehave: within a time, within a size, and telling failures apart without quoting them."""

import asyncio
import logging
import time
from typing import Any
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

log = logging.getLogger(__name__)

LARGEST = 2**18  # bytes of an answer; the longest that makes sense is a hundredth of it
FAILURES = 3  # in a row, then the address is left alone
REST = 60.0  # seconds
LONGEST_REST = 600.0
TOO_MANY = 429
NOT_ASKED = "json"  # the answer is not what was asked for


class Unusable(Exception):
    """No answer that can be used. `why`: `HTTP 500`, an exception's name, or a word that `check.toml` explains, and
    nothing that the other side has said; `wait`: seconds that it asks for."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait


class Patience:
    """Leaves an address alone that fails again and again, so that not everybody waits for it in vain."""

    def __init__(self) -> None:
        self._failures = 0
        self._until = 0.0

    @property
    def is_over(self) -> bool:
        """Whether it is to be left alone now."""
        return time.monotonic() < self._until

    def failed(self, wait: float) -> None:
        """It has failed once more; `wait`: seconds that it has asked for."""
        self._failures += 1
        if wait or self._failures >= FAILURES:
            self._until = time.monotonic() + min(LONGEST_REST, wait or REST)

    def worked(self) -> None:
        """It has given an answer."""
        self._failures = 0


def endpoint(url: str, path: str) -> str:
    """The address of one of an OpenAI-compatible server's calls; the base, or that very address, may be given."""
    return url if urlsplit(url).path.endswith(path) else f"{url.rstrip('/')}{path}"


def is_here(url: str) -> bool:
    """Whether the address is this machine."""
    return urlsplit(url).hostname in {"127.0.0.1", "localhost", "::1"}


def shown(url: str) -> str:
    """The address without what may be secret in it."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}"


def bearer(key: SecretStr | None) -> dict[str, str]:
    """The header that shows the key, if there is one."""
    return {"Authorization": f"Bearer {key.get_secret_value()}"} if key is not None else {}


async def call(method: str, url: str, limit: float, most: int = LARGEST, **request: Any) -> bytes:
    """The body of the answer: at most `most` bytes, within `limit` seconds all in all. Raises Unusable."""
    headers = {"Accept-Encoding": "identity", **request.pop("headers", {})}
    options: dict[str, Any] = {"trust_env": not is_here(url), "verify": url.startswith("https:")}
    try:
        async with (
            asyncio.timeout(limit),
            httpx.AsyncClient(timeout=limit, **options) as client,
            client.stream(method, url, headers=headers, **request) as answer,
        ):
            return await _body(answer, most)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:  # a TimeoutError is an OSError
        raise Unusable(type(error).__name__) from None


async def _body(answer: httpx.Response, most: int) -> bytes:
    if answer.status_code != httpx.codes.OK:
        raise Unusable(f"HTTP {answer.status_code}", _wait(answer))
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise Unusable("packed")  # was not asked for, and may be far larger than it looks
    body = bytearray()
    async for part in answer.aiter_raw():
        body += part
        if len(body) > most:
            raise Unusable("size")
    return bytes(body)


def _wait(answer: httpx.Response) -> float:
    """Seconds until it may be asked again; RFC 9110, Retry-After, also as a date, which is taken for the usual rest."""
    if answer.status_code != TOO_MANY:
        return 0.0
    said = answer.headers.get("Retry-After", "")
    return max(1.0, float(said)) if said.isascii() and said.isdigit() and len(said) < 6 else REST
