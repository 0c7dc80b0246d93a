"""Phrases that people write, each with what it means at a fixed time."""

from pathlib import Path

import pytest

from desk.agenda import Found, Unreadable, find
from tests.agenda.conftest import SHANGHAI, at

NOW = at("2026-08-12 10:00")
AROUND = (
    "太极课 {} 3号楼2011室 限30人",
    "【通知】{}，请带水杯",
    "/event 午间一小时 {} 总商会大厦3楼 联系电话13812345678",
)


def _table() -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / "phrases.txt").read_text("utf-8").splitlines()
    rows = (line.partition("  ->  ") for line in lines if not line.startswith("#"))
    return [(phrase, meant) for phrase, _, meant in rows]


TABLE = _table()


def told(found: Found | None) -> str:
    """A reading as the table writes it."""
    if found is None:
        return "no date"
    clock = "" if found.whole_day else " %H:%M"
    end = f" to {found.end:%Y-%m-%d{clock}}" if found.end else ""
    rule = f" {found.recurrence}" if found.recurrence else ""
    return f"{found.start:%Y-%m-%d{clock}}{end}{' all day' if found.whole_day else ''}{rule}"


def read(line: str) -> str:
    """What a line means, as the table writes it."""
    try:
        return told(find(line, NOW, SHANGHAI, names=["午间一小时"]))
    except Unreadable as refused:
        return f"refused: {refused.why.name.lower()}"


def test_the_table_is_long_and_says_nothing_twice() -> None:
    assert len(TABLE) == len(dict(TABLE)) > 650
    assert sum(meant.startswith("refused") for _, meant in TABLE) > 100


@pytest.mark.parametrize(("phrase", "meant"), TABLE)
def test_phrase_is_read_as_it_is_meant(phrase: str, meant: str) -> None:
    assert read(phrase) == meant


@pytest.mark.parametrize("around", AROUND)
def test_words_around_a_date_do_not_change_it(around: str) -> None:
    names_none = [phrase for phrase, meant in TABLE if meant == "no date"]
    for phrase, meant in TABLE:
        if phrase not in names_none:
            assert (phrase, read(around.format(phrase))) == (phrase, meant)


def test_a_date_is_found_where_it_stands() -> None:
    line = "/event 午间一小时 下周三（8月19日）12:00-13:00 总商会大厦3楼 太极课 限30人"
    found = find(line, NOW, SHANGHAI)
    assert found is not None
    assert line[slice(*found.span)] == "下周三（8月19日）12:00-13:00"


def test_a_date_in_two_places_is_found_in_both() -> None:
    line = "下周三 太极课 时间：12:00-13:00 3楼"
    found = find(line, NOW, SHANGHAI)
    assert found is not None
    assert [line[slice(*span)] for span in found.spans] == ["下周三", "时间：12:00-13:00"]
    assert line[slice(*found.span)] == "下周三 太极课 时间：12:00-13:00"


def test_a_brand_is_no_date() -> None:
    line = "双十一骑士关爱周 总商会大厦"
    assert find(line, NOW, SHANGHAI) is not None
    assert find(line, NOW, SHANGHAI, names=["双十一骑士关爱周"]) is None


def test_a_notice_of_several_lines_is_read_whole() -> None:
    notice = "【楼宇讲坛】\r\n时间：\n8月20日（周四）\n14:00-15:30\n地点：3号楼2011室\n电话：0573-85123456"
    assert read(notice) == "2026-08-20 14:00 to 2026-08-20 15:30"
    assert read("\n") == read("\u2028 \x1c\n\n") == "no date"
