"""What is wrong with a call, an answer or an update is found: the checks of every test's wire, tried on mistakes."""

import json
from typing import Any

import pytest

from bot.chatroom.log import Call
from tests.conformance.answers import answer_mistakes, update_mistakes
from tests.conformance.calls import call_mistakes

KEYBOARD = {"inline_keyboard": [[{"text": "受理", "callback_data": "accept:1"}]]}
GOOD = {
    "sendMessage": {
        "chat_id": "-1001",
        "text": "<b>好</b>",
        "parse_mode": "HTML",
        "reply_markup": json.dumps(KEYBOARD),
    },
    "editMessageText": {"chat_id": "-1001", "message_id": "7", "text": "123"},
    "answerCallbackQuery": {"callback_query_id": "8", "text": "收到", "show_alert": "true"},
    "setMyCommands": {"commands": json.dumps([{"command": "todo", "description": "我的待办"}])},
    "deleteMessage": {"chat_id": "-1001", "message_id": "7"},
    "getMe": {},
}


def buttons(*rows: int, **button: str) -> str:
    one = {"text": "好", "callback_data": "ok", **button}
    return json.dumps({"inline_keyboard": [[one] * count for count in rows]})


def commands(count: int = 1, **command: str) -> str:
    return json.dumps([{"command": "todo", "description": "待办", **command}] * count)


WRONG: list[tuple[str, dict[str, str], str]] = [
    ("sendMesage", {}, "no such method"),
    ("sendMessage", {"colour": "red"}, "colour: no such field"),
    ("sendMessage", {"disable_notification": "maybe"}, "disable_notification"),
    ("sendMessage", {"message_thread_id": "hall"}, "message_thread_id"),
    ("sendMessage", {"text": ""}, "0 characters"),
    ("sendMessage", {"text": "<b>" + "长" * 4097 + "</b>"}, "4097 characters"),
    ("sendMessage", {"text": "<b>开"}, "can't parse entities"),
    ("sendMessage", {"text": "a<br>b"}, "can't parse entities"),
    ("sendMessage", {"reply_markup": buttons(1, callback_data="长" * 22)}, "callback_data: 66"),
    ("sendMessage", {"reply_markup": buttons(1, callback_data="")}, "callback_data: 0"),
    ("sendMessage", {"reply_markup": buttons(1, colour="red")}, "colour: no such field"),
    ("sendMessage", {"reply_markup": buttons(9)}, "more than 8 buttons in a row"),
    ("sendMessage", {"reply_markup": buttons(*[8] * 13)}, "inline_keyboard: 104"),
    ("sendMessage", {"reply_parameters": json.dumps({"message_id": "seven"})}, "message_id"),
    ("editMessageText", {"message_id": "seven"}, "message_id"),
    ("answerCallbackQuery", {"text": "长" * 201}, "201 characters"),
    ("setMyCommands", {"commands": commands(101)}, "commands: 101"),
    ("setMyCommands", {"commands": commands(description="")}, "description: 0"),
    ("setMyCommands", {"commands": commands(description="长" * 257)}, "description: 257"),
    ("setMyCommands", {"commands": json.dumps([{"command": "todo"}])}, "description"),
    ("sendPhoto", {"chat_id": "1", "photo": "id", "caption": "长" * 1025}, "1025 characters"),
]


@pytest.mark.parametrize("method", GOOD)
def test_a_call_as_documented_is_found_good(method: str) -> None:
    assert call_mistakes(Call(method, dict(GOOD[method]))) == []
    assert call_mistakes(Call(method.upper(), dict(GOOD[method]))) == []


@pytest.mark.parametrize(("method", "given", "found"), WRONG)
def test_a_call_that_is_not_as_documented_is_found_out(method: str, given: dict[str, str], found: str) -> None:
    said = call_mistakes(Call(method, GOOD.get(method, {}) | given))
    assert len(said) >= 1
    assert found in " ".join(said)


@pytest.mark.parametrize("method", [method for method in GOOD if GOOD[method]])
def test_a_call_that_lacks_what_is_required_is_found_out(method: str) -> None:
    first = next(iter(GOOD[method]))
    lacking = {name: text for name, text in GOOD[method].items() if name != first}
    required = method not in {"editMessageText"}  # which may name an inline message instead
    assert bool(call_mistakes(Call(method, lacking))) is required


MESSAGE: dict[str, Any] = {
    "message_id": 5,
    "date": 1795395600,
    "chat": {"id": -1001, "type": "supergroup", "title": "一微网格"},
    "from": {"id": 2001, "is_bot": False, "first_name": "张伟"},
    "text": "12楼电梯按了没反应",
}


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in MESSAGE.items() if key != name}


@pytest.mark.parametrize(
    ("message", "found"),
    [
        (without("chat"), "chat"),
        (MESSAGE | {"mood": "cross"}, "mood: no such field"),
        (MESSAGE | {"chat": {"id": -1001, "type": "supergroup", "floor": 3}}, "chat.floor: no such field"),
        (MESSAGE | {"message_id": "five"}, "message_id"),
        (MESSAGE | {"entities": [{"type": "bold", "offset": 0}]}, "length"),
    ],
)
def test_an_answer_with_wrong_missing_or_made_up_fields_is_found_out(message: dict[str, Any], found: str) -> None:
    assert answer_mistakes(Call("sendMessage", {}, result=json.dumps(MESSAGE))) == []
    assert found in " ".join(answer_mistakes(Call("sendMessage", {}, result=json.dumps(message))))


def test_an_update_that_the_library_would_read_otherwise_is_found_out() -> None:
    assert update_mistakes({"update_id": 1, "message": MESSAGE}) == []
    assert "mood: no such field" in " ".join(update_mistakes({"update_id": 1, "message": MESSAGE | {"mood": "cross"}}))
    dated = MESSAGE | {"date": "1795395600"}
    assert "cannot be read" in " ".join(update_mistakes({"update_id": 1, "message": dated}))
    bare = MESSAGE | {"entities": []}
    assert "message.entities was []" in " ".join(update_mistakes({"update_id": 1, "message": bare}))


def test_a_mistake_of_one_call_is_not_laid_to_another_of_the_same_shape() -> None:
    assert call_mistakes(Call("sendMessage", GOOD["sendMessage"] | {"text": "<b>开"})) != []
    assert call_mistakes(Call("sendMessage", dict(GOOD["sendMessage"]))) == []
