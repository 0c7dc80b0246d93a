"""What is said to the assistant itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.triage import addressed, is_greeting


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("报修 12楼灯坏了", "12楼灯坏了"),
        ("报修：12楼灯坏了", "12楼灯坏了"),
        ("报修:12楼灯坏了", "12楼灯坏了"),
        ("#报修 12楼灯坏了", "12楼灯坏了"),
        ("＃报修12楼灯坏了", "12楼灯坏了"),
        ("  报修\n12楼灯坏了", "12楼灯坏了"),
        ("報修 12樓燈壞了", "12樓燈壞了"),
        ("报修", ""),
        ("报修电话是多少", None),
        ("报修 电话是多少", None),
        ("我要报修 12楼", None),
        ("这个怎么报修", None),
        ("报修了没人来", None),
        ("12楼灯坏了", None),
        ("#report the light on 12F is broken", "the light on 12F is broken"),
        ("#Report: no water", "no water"),
        ("#reporting season again", None),
        ("Report: sales are up", None),
    ],
)
def test_a_report_by_prefix(said: str, rest: str | None) -> None:
    assert addressed(said) == rest


@pytest.mark.parametrize(
    "said",
    [
        "你好",
        "在吗？",
        "谢谢小邻",
        "辛苦了！",
        "早上好",
        "hi",
        "Hello~",
        "小邻，在不在",
        "",
        "👍",
        "Thank you very much!",
        "good morning all",
    ],
)
def test_a_courtesy_is_no_matter(said: str) -> None:
    assert is_greeting(said)


@pytest.mark.parametrize("said", ["你好，12楼灯坏了", "谢谢，还是漏水", "在吗，电梯坏了", "发票", "this is broken"])
def test_a_courtesy_before_something_is_more_than_a_courtesy(said: str) -> None:
    assert not is_greeting(said)


def test_a_long_run_of_courtesies_is_read_at_once() -> None:
    """Words that overlap (你好, 你, 好) must not be tried in every combination."""
    assert is_greeting("你好" * 2000)
    assert not is_greeting("你好" * 2000 + "x")


@given(st.text())
def test_any_text_can_be_asked_about(said: str) -> None:
    rest = addressed(said)
    assert rest is None or rest in said
    assert isinstance(is_greeting(said), bool)
