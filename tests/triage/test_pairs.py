"""Whether two people mean the same matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.triage import read_pair


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("12楼电梯按了没反应", "12楼的电梯没反应", True),
        ("12楼电梯坏了", "12F电梯又不动了", True),
        ("停电了", "怎么停电了", True),
        ("大堂空调不制冷", "大堂的空调不制冷了", True),
        ("12楼电梯坏了", "15楼电梯坏了", False),
        ("B1车库灯不亮", "1楼灯不亮", False),
        ("12楼厕所堵了", "12楼空调不制冷", False),
        ("总商会大厦停电了", "建工大厦停电了", False),
        ("A座门禁坏了", "B座门禁坏了", False),
        ("发票怎么开", "电梯坏了", False),
    ],
)
def test_two_messages_about_one_matter(a: str, b: str, same: bool) -> None:
    assert read_pair(a, b).same is same
    assert read_pair(b, a).same is same


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    pair = read_pair(a, b)
    assert 0 <= pair.score <= 1
    assert read_pair(b, a) == pair


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("9楼男厕堵了", "9楼女厕堵了"),
        ("1号梯一直抖", "2号梯一直抖"),
        ("车库入口杆子不抬", "车库出口杆子不抬"),
        ("15层灯不亮", "16层灯不亮"),
        ("网断了", "网好了，谢谢"),
    ],
)
def test_what_is_elsewhere_or_over_is_another_matter(a: str, b: str) -> None:
    assert not read_pair(a, b).same


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("12楼电梯坏了", "十二楼的电梯不动了"),
        ("九楼女卫没纸", "9F女厕纸用完了"),
        ("投诉桂花街好再来烧烤店油烟直排", "桂花街好再来烧烤店天天排油烟，住户不敢开窗"),
    ],
)
def test_the_same_in_other_words_is_one_matter(a: str, b: str) -> None:
    assert read_pair(a, b).same
