"""Only the page itself, on this machine, is served."""

import httpx
import pytest
from starlette.responses import PlainTextResponse

from bot.demo.guard import Guard

HERE = "http://127.0.0.1:8080"


async def answer(headers: dict[str, str], method: str = "POST") -> int:
    transport = httpx.ASGITransport(Guard(PlainTextResponse("in")))
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
        return (await client.request(method, "/api/say", headers=headers)).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "localhost:8080"},
        {"Host": "[::1]:8080"},
        {"Origin": HERE, "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
async def test_the_page_itself_and_an_address_typed_in_are_served(headers: dict[str, str]) -> None:
    assert await answer(headers) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "youlin.example:8080"},  # a name that was made to point here
        {"Host": "127.0.0.1.example"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},  # another program's page
        {"Origin": "null"},  # a sandboxed frame, or a file
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_other_sites_and_other_names_are_refused(headers: dict[str, str], method: str) -> None:
    assert await answer(headers, method) == 403
