"""Where things are, in the ways people write it."""

import pytest

from desk.triage import Triage
from desk.triage.normal import normal


@pytest.mark.parametrize(
    ("said", "floor", "place"),
    [
        ("12楼东侧卫生间堵了", 12, "12楼东侧卫生间"),
        ("裙楼漏水", None, "裙楼"),
        ("主楼3层没灯", 3, "主楼3层"),
        ("12楼电梯按了没反应", 12, "12楼电梯"),
        ("十二层没水", 12, "十二层"),
        ("12F空调不冷", 12, "12F"),
        ("１２楼电梯坏了", 12, "１２楼电梯"),
        ("12f没网", 12, "12f"),
        ("第十二层很吵", 12, "第十二层"),
        ("二十一楼没电", 21, "二十一楼"),
        ("廿一楼没电", 21, "廿一楼"),
        ("十樓厕所", 10, "十樓厕所"),
        ("壹拾贰层", 12, "壹拾贰层"),
        ("两楼厕所堵了", 2, "两楼厕所"),
        ("一楼大厅好冷", 1, "一楼大厅"),
        ("B1车库漏水", -1, "B1车库"),
        ("b2停车场太黑", -2, "b2停车场"),
        ("负一楼有积水", -1, "负一楼"),
        ("-1楼有积水", -1, "-1楼"),
        ("地下二层很臭", -2, "地下二层"),
        ("地下车库太黑", -1, "地下车库"),
        ("3楼和4楼之间的楼梯灯坏了", 3, "3楼和4楼之间的楼梯"),
        ("3-4楼楼梯", 3, "3-4楼楼梯"),
        ("电梯停在15楼和14楼中间", 14, "15楼和14楼中间"),
        ("三四楼没水", 3, "三四楼"),
        ("1203室空调不制冷", 12, "1203室"),
        ("805房间漏水", 8, "805房间"),
        ("2011没电了", 20, "2011"),
        ("我们1203的门打不开", 12, "1203"),
        ("1号楼1203漏水", 12, "1号楼1203"),
        ("3号楼5层", 5, "3号楼5层"),
        ("8号楼没水", None, "8号楼"),
        ("M层厕所", None, "M层厕所"),
        ("夹层漏水", None, "夹层"),
        ("大堂灯不亮", None, "大堂"),
        ("我们在12楼", 12, "12楼"),
        ("电梯坏了，爬吧", None, None),
        ("2026年再说", None, None),
        ("300块一个", None, None),
        ("12点开会", None, None),
        ("电话13812345678", None, None),
        ("一共26层", None, None),
        ("爬了12楼才到", None, None),
        ("又要爬17楼了", 17, "17楼"),
        ("又得爬十六楼", 16, "十六楼"),
        ("我们走了十二层", None, None),
        ("灯管换到了11楼", 11, "11楼"),
        ("12层水压回来了", 12, "12层"),
        ("地上两层水", None, None),
        ("我们606墙渗水", 6, "606"),
        ("我们1802要装修", 18, "1802"),
        ("我们300块的押金", None, None),
        ("我们996", None, None),
        ("楼下711关门了", None, None),
        ("对面120来了", None, None),
        ("我们500强企业也停电", None, None),
        ("桌上一层灰", None, None),
        ("楼主好人", None, None),
        ("买2000的套餐", None, None),
        ("补点维生素B1", None, None),
    ],
)
def test_the_floor_and_the_words_of_a_place(triage: Triage, said: str, floor: int | None, place: str | None) -> None:
    reading = triage.read(said)
    assert (reading.floor, reading.place) == (floor, place)


@pytest.mark.parametrize(
    ("said", "building", "floor", "place"),
    [
        ("总商会大厦12楼电梯坏了", "ZSH", 12, "总商会大厦12楼电梯"),
        ("总商会1203漏水", "ZSH", 12, "总商会1203"),
        ("商会大厦 1203 漏水", "ZSH", 12, "商会大厦 1203"),
        ("总商会 顶楼", "ZSH", 26, "总商会 顶楼"),
        ("温州商会大厦3号电梯", "WZ", None, "温州商会大厦3号电梯"),
        ("电梯坏了，建工大厦的，12楼", "JG", 12, "建工大厦"),
        ("明天城投大厦见", "CT", None, "城投大厦"),
    ],
)
def test_a_building_is_known_by_its_name_or_alias(
    triage: Triage, said: str, building: str, floor: int | None, place: str
) -> None:
    reading = triage.read(said)
    assert (reading.building, reading.floor, reading.place) == (building, floor, place)


@pytest.mark.parametrize(
    ("said", "floor"),
    [
        ("负二没信号，停车码扫不了", -2),
        ("地库B2靠坡道有水", -2),
        ("1806没有冷风", 18),
        ("麻烦上来推一下闸，1104", 11),
        ("2024年的发票", None),
        ("窗台上积了一层灰", None),
        ("母婴室在哪一层", None),
    ],
)
def test_floor_is_read_without_its_usual_word_and_not_where_none_is_meant(
    triage: Triage, said: str, floor: int | None
) -> None:
    assert triage.read(said).floor == floor


def test_names_in_traditional_characters_are_brought_to_one_form() -> None:
    assert normal("錦程與文瀾") == "锦程与文澜"


@pytest.mark.parametrize("said", ["望湖公园的荷花谢了", "金桂花开了 整条街都香", "启明星真亮", "城投集团在招聘"])
def test_what_only_begins_like_the_name_of_a_house_is_none(triage: Triage, said: str) -> None:
    assert triage.read(said).building is None
