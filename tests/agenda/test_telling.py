"""What was read is read back in full, in both languages."""

from zoneinfo import ZoneInfo

import pytest

from desk.agenda import Found, Unreadable, find
from desk.agenda.telling import facts
from locales import Phrasebook, languages
from tests.agenda.conftest import SHANGHAI, at
from tests.agenda.test_phrases import TABLE

NOW = at("2026-11-23 09:00")


def told(phrase: str, language: str) -> str:
    """The date read back."""
    found = find(phrase, NOW, SHANGHAI)
    assert isinstance(found, Found)
    return Phrasebook(language, ZoneInfo("Asia/Shanghai")).say("when.read", facts(found), NOW, plain=True)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("下周三中午12点到1点", "2026年12月2日（周三）12:00–13:00"),
        ("下周三12点", "2026年12月2日（周三）12:00"),
        ("下周三", "2026年12月2日（周三），全天（没写几点）"),
        ("12月1日到3日", "2026年12月1日（周二）至2026年12月3日（周四），全天（没写几点）"),
        ("明晚10点到12点", "2026年11月24日（周二）22:00–24:00"),
        ("明天22:00到次日2:00", "2026年11月24日（周二）22:00–2026年11月25日（周三）02:00"),
        ("每周三12:00-13:00", "每周三 12:00–13:00，首次2026年11月25日（周三）"),
        ("每周三12点到12月底", "每周三 12:00，首次2026年11月25日（周三），到2026年12月31日（周四）为止"),
        ("每两周的周一、周三12点", "每2周的周一、周三 12:00，首次2026年11月23日（周一）"),
        ("每月第一个周五，共3次", "每月第一个周五，全天（没写几点），首次2026年12月4日（周五），共3次"),
        ("每月最后一天", "每月最后一天，全天（没写几点），首次2026年11月30日（周一）"),
        ("每月1号和15号9点", "每月1日、15日 09:00，首次2026年12月1日（周二）"),
        ("每年元旦", "每年1月1日，全天（没写几点），首次2027年1月1日（周五）"),
        ("工作日每天12点", "每个工作日 12:00，首次2026年11月23日（周一）；法定节假日不办，调休上班日照办"),
        ("每月最后一个工作日9点", "每月最后一个工作日 09:00，首次2026年11月30日（周一）；按实际工作日算"),
        ("每周四12:00（节假日除外）", "每周四 12:00，首次2026年11月26日（周四）；法定节假日不办"),
        ("隔天早上8点，每隔一天", "每2天 08:00，首次2026年11月24日（周二）"),
    ],
)
def test_dates_are_read_back_in_full(phrase: str, said: str) -> None:
    assert told(phrase, "zh_CN") == said


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("next Wed 12:00-13:00", "Wednesday, 2 December 2026, 12:00–13:00"),
        ("12月1日到3日", "Tuesday, 1 December 2026 to Thursday, 3 December 2026, all day (no time given)"),
        ("every other Monday 9am", "Every 2 weeks on Monday, 09:00, first on Monday, 30 November 2026"),
        ("每月1号和15号9点", "The 1st and 15th of every month, 09:00, first on Tuesday, 1 December 2026"),
        (
            "每季度第一个周五12点",
            "The first Friday of January, April, July and October every year, 12:00, first on Friday, 1 January 2027",
        ),
    ],
)
def test_dates_are_read_back_in_english(phrase: str, said: str) -> None:
    assert told(phrase, "en") == said


@pytest.mark.parametrize("language", languages())
def test_every_date_and_every_refusal_is_worded_in_one_line(language: str) -> None:
    book = Phrasebook(language, SHANGHAI)
    for phrase, _ in TABLE:
        try:
            found = find(phrase, at("2026-08-12 10:00"), SHANGHAI)
            said = book.say("when.read", facts(found), NOW, plain=True) if found else "-"
        except Unreadable as refused:
            said = book.say(refused.phrase, refused.facts, NOW, plain=True)
        assert said, phrase
        assert "\n" not in said, (phrase, said)
        assert "None" not in said, (phrase, said)
        assert "  " not in said.replace(phrase, ""), (phrase, said)
