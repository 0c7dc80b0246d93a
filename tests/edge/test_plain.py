"""What an update says, in plain values: commands, mentions, replies, files."""

from typing import Any

import pytest
from telegram import Bot, Update, User

from bot.telegram.plain import plain
from desk.values import Said, Who

US = User(42, "小邻", is_bot=True, username="youlin_bot")
ZHANG = {"id": 2001, "is_bot": False, "first_name": "张伟"}
GROUP = {"id": -1001, "type": "supergroup", "title": "一微网格"}


def message(text: str, **more: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1795395600, "chat": GROUP, "from": ZHANG, "text": text, **more}


def said(text: str, **more: Any) -> Said:
    update = Update.de_json({"update_id": 1, "message": message(text, **more)}, Bot("42:A"))
    what = plain(update, US, hears_all=True)
    assert isinstance(what, Said)
    return what


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("/report 12楼电梯坏了", "report", "12楼电梯坏了"),
        ("/report@youlin_bot 12楼", "report", "12楼"),
        ("/Report@YouLin_Bot", "report", ""),
        ("/report电梯坏了", "report", "电梯坏了"),
        ("/report\n电梯坏了", "report", "电梯坏了"),
        ("/report@other_bot 12楼", None, "/report@other_bot 12楼"),
        ("请发 /report", None, "请发 /report"),
        ("12/24 电梯坏了", None, "12/24 电梯坏了"),
        ("/", None, "/"),
    ],
)
def test_commands_are_read_from_the_words(text: str, command: str | None, rest: str) -> None:
    what = said(text)
    assert (what.command, what.text) == (command, rest)


def test_mentions_are_names_or_people_and_ours_is_taken_out() -> None:
    person = {
        "type": "text_mention",
        "offset": 0,
        "length": 2,
        "user": {"id": 7, "is_bot": False, "first_name": "刘洋"},
    }
    what = said("刘洋 @youlin_bot @xiaoli 电梯坏了 a@example.com", entities=[person])
    assert what.addressed
    assert what.mentions == (Who(7, "刘洋"), "xiaoli")
    assert "youlin_bot" not in what.text
    assert not said("@xiaoli 在吗").addressed
    assert said("@youlin_bot你好").text == "你好"


@pytest.mark.parametrize(
    ("text", "number"),
    [("🟢 #12 电梯", 12), ("#12 和 #13", None), ("#12，又是 #12", 12), ("没有", None), ("#" + "9" * 30, None)],
)
def test_a_message_of_ours_names_at_most_one_ticket(text: str, number: int | None) -> None:
    ours = {**message(text), "from": {"id": 42, "is_bot": True, "first_name": "小邻"}}
    reply = said("好了", reply_to_message=ours).reply
    assert reply is not None
    assert (reply.ours, reply.ticket, reply.text) == (True, number, "")


def test_anothers_number_names_no_ticket_of_ours() -> None:
    reply = said("好了", reply_to_message=message("我的是 #12")).reply
    assert reply is not None
    assert (reply.ours, reply.ticket) == (False, None)


def test_a_photo_is_its_largest_form() -> None:
    sizes = [{"file_id": str(w), "file_unique_id": f"u{w}", "width": w, "height": w} for w in (90, 320, 800)]
    photo = {name: value for name, value in message("").items() if name != "text"} | {"photo": sizes, "caption": "漏水"}
    update = {"update_id": 1, "message": photo}
    what = plain(Update.de_json(update, Bot("42:A")), US, hears_all=True)
    assert isinstance(what, Said)
    assert [file.file_id for file in what.files] == ["800"]
    assert what.text == "漏水"
