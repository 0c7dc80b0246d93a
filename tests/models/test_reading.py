"""A language model is asked briefly and strictly, and whatever it does instead of answering is no advice."""

import json
from typing import Any

import pytest
from pydantic import SecretStr

from bot.models.reading import LanguageModel
from bot.models.wire import LARGEST, Unusable
from bot.settings import Settings
from desk.advising import Advice, Question
from tests.hooks import free_port
from tests.models.standin import StandIn, completion, http

QUESTION = Question("12楼又要爬楼了", (("P01", "电梯故障报修"), ("S01", "税费政策咨询")))
YES = {"is_issue": True, "service": "P01", "confidence": 0.9}


def model(url: str, **more: Any) -> LanguageModel:
    return LanguageModel(Settings(_env_file=None, llm_url=url, llm_model="small", **more))


async def test_it_is_shown_the_words_the_services_and_the_schema_and_its_key(server: StandIn) -> None:
    server.says(True, "P01", 0.9)
    assert await model(server.url, llm_key=SecretStr("sk-1")).advise(QUESTION) == Advice(True, "P01", 0.9)
    [request] = server.asked
    assert (request.path, request.headers["authorization"]) == ("/v1/chat/completions", "Bearer sk-1")
    asked = request.json
    assert (asked["model"], asked["temperature"], request.message) == ("small", 0, QUESTION.text)
    assert "P01 电梯故障报修" in asked["messages"][0]["content"]
    schema = asked["response_format"]["json_schema"]
    assert schema["strict"] is True
    assert schema["schema"]["properties"]["service"]["enum"] == ["P01", "S01", None]
    assert schema["schema"]["required"] == ["is_issue", "service", "confidence"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (http(b"", "500 Internal Server Error"), "HTTP 500"),
        (http(b"", "429 Too Many Requests", more="Retry-After: 7\r\n"), "HTTP 429"),
        (http(b"", "302 Found", more="Location: http://127.0.0.1:1/\r\n"), "HTTP 302"),
        (http(b"<html>hello</html>"), "json"),
        (http(b'{"choices": []}'), "json"),
        (http(b"[" * 100_000), "json"),
        (completion("Sure! It is an issue."), "json"),
        (completion(f"```json\n{json.dumps(YES)}\n```"), "json"),
        (completion({"is_issue": True, "service": "P01"}), "json"),
        (completion(YES | {"is_issue": "yes"}), "json"),
        (completion(YES | {"confidence": 1.5}), "json"),
        (completion('{"is_issue": true, "service": null, "confidence": NaN}'), "json"),
        (completion(YES | {"reason": "…"}), "json"),
        (completion(YES | {"service": "P99"}), "service"),
        (http(json.dumps(YES).encode(), length=10_000), "RemoteProtocolError"),
        (http(b"x" * (LARGEST + 1)), "size"),
        (http(b"\x1f\x8b", more="Content-Encoding: gzip\r\n"), "packed"),
        (b"", "RemoteProtocolError"),
        (b"what?\r\n\r\n", "RemoteProtocolError"),
    ],
)
async def test_an_answer_that_is_none_is_told_apart_and_is_no_advice(server: StandIn, answer: bytes, why: str) -> None:
    server.always(answer)
    with pytest.raises(Unusable) as told:
        await model(server.url).ask(QUESTION)
    assert told.value.why == why
    assert await model(server.url).advise(QUESTION) is None


async def test_a_body_without_end_is_cut_off(server: StandIn) -> None:
    server.always(b"HTTP/1.1 200 OK\r\n\r\n")
    server.endless = True
    with pytest.raises(Unusable, match="size"):
        await model(server.url).ask(QUESTION)


async def test_one_that_is_slow_is_waited_for_no_longer_than_set(server: StandIn) -> None:
    server.always(None)
    assert await model(server.url, llm_timeout="1s").advise(QUESTION) is None
    assert len(server.asked) == 1


async def test_an_address_where_nobody_is_gives_no_advice() -> None:
    with free_port() as port:
        assert await model(f"http://127.0.0.1:{port}/v1").advise(QUESTION) is None


async def test_one_that_fails_three_times_is_left_alone(server: StandIn) -> None:
    server.always(http(b"", "500 Internal Server Error"))
    asked = model(server.url)
    for rests in (False, False, True):
        await asked.advise(QUESTION)
        assert asked.rests is rests


async def test_one_that_works_again_has_its_failures_forgotten(server: StandIn) -> None:
    asked = model(server.url)
    for _ in range(2):
        server.always(http(b"", "500 Internal Server Error"))
        await asked.advise(QUESTION)
        await asked.advise(QUESTION)
        server.says(True)
        await asked.advise(QUESTION)
    assert not asked.rests


async def test_one_that_has_had_too_many_is_left_alone_at_once(server: StandIn) -> None:
    server.always(http(b"", "429 Too Many Requests", more="Retry-After: 7\r\n"))
    asked = model(server.url)
    await asked.advise(QUESTION)
    assert asked.rests


async def test_the_whole_address_may_be_given(server: StandIn) -> None:
    server.says(False)
    assert await model(f"{server.url}/chat/completions").advise(QUESTION) == Advice(False, None, 0.95)
    assert server.asked[0].path == "/v1/chat/completions"
