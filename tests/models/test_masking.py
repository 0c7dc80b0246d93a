"""What leaves for a language model names nobody and finds nobody; what a matter is about stays."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.masking import LONGEST, mask

PEOPLE = ["张伟", "王芳(一微网格)", "Linda Zhou", "laozhou", "老周"]
WORDS = st.text(st.sampled_from("12楼电梯坏了，空调漏水 请找师傅 B座东边 abc\n"), max_size=40)
DIGITS = st.text("0123456789", min_size=8, max_size=8)


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("张伟说12楼电梯坏了", "〔人〕说12楼电梯坏了"),
        ("@zhangwei 来看下12楼", "〔人〕 来看下12楼"),
        ("@孙丽 会议室没电", "〔人〕 会议室没电"),
        ("找王师傅修空调", "找〔人〕师傅修空调"),
        ("老周说linda zhou知道", "〔人〕说〔人〕知道"),
        ("打我13812345678", "打我〔电话〕"),
        ("打我138 1234 5678或138-1234-5678", "打我〔电话〕或〔电话〕"),
        ("０５７３－８５１２３４５６没人接", "〔电话〕没人接"),
        ("电话一三八一二三四五六七八", "电话〔号码〕"),
        ("1\ufe0f\u20e33\ufe0f\u20e38\ufe0f\u20e31234\u200b5678", "〔电话〕"),
        ("身份证33048219900101123X办不了", "身份证〔号码〕办不了"),
        ("证件 33048219900101123X 办不了", "证件 〔号码〕 办不了"),
        ("浙F·D1234挡住了门口", "〔车牌〕挡住了门口"),
        ("浙f12345挡住了门口", "〔车牌〕挡住了门口"),
        ("发到zhang.wei@example.com", "发到〔账号〕"),
        ("加微信:zhangwei88", "加微信:〔账号〕"),
        ("看https://example.com/a?u=张伟", "看〔链接〕"),
        ("工号2038的门禁卡", "工号〔号码〕的门禁卡"),
        ("订单SF1234567890没到", "订单〔号码〕没到"),
    ],
)
def test_people_and_their_numbers_go(said: str, masked: str) -> None:
    assert mask(said, PEOPLE) == masked


@pytest.mark.parametrize(
    "said",
    [
        "12楼电梯按了没反应",
        "2011室空调不制冷",
        "B1车库漏水，A1203也漏",
        "等了30分钟，3个人困在2号电梯",
        "15F、16F、17F都停电了",
        "10:00-12:00会议室没网",
        "高层水压不够，水管漏水",
    ],
)
def test_floors_rooms_times_and_amounts_stay(said: str) -> None:
    assert mask(said, PEOPLE) == unicodedata.normalize("NFKC", said)


@given(WORDS, WORDS, DIGITS, st.sampled_from(["", " ", "-"]))
def test_no_telephone_number_is_left_wherever_it_stands(before: str, after: str, rest: str, between: str) -> None:
    number = between.join(["138", rest[:4], rest[4:]])
    assert number not in mask(f"{before}{number}{after}")


@given(st.text(max_size=200))
def test_no_long_number_is_left_of_anything(text: str) -> None:
    assert re.search(r"[0-9]{5}", mask(text)) is None


@given(WORDS, WORDS, st.sampled_from(["张伟", "王芳", "Linda", "laozhou", "LAOZHOU"]))
def test_no_known_name_is_left_wherever_it_stands(before: str, after: str, name: str) -> None:
    assert name not in mask(f"{before}{name}{after}", PEOPLE)


@given(st.text(max_size=300))
def test_what_is_masked_once_is_masked(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


@given(st.text(min_size=LONGEST, max_size=3 * LONGEST))
def test_it_is_never_longer_than_is_sent(text: str) -> None:
    assert len(mask(text)) <= LONGEST
