"""What is said while an event is made, announced and changed: everything has its words, and they fit."""

import re
from typing import Any

import pytest

from bot.chatroom.markup import parse_html
from bot.speaker import LONGEST_POPUP
from desk.agenda.reading import find
from desk.agenda.telling import facts as told
from desk.events.asking import STEPS
from desk.events.cards import LONGEST_REASON
from desk.events.telling import FIELDS, Change
from handlers.announcements import LONGEST_WORDS
from locales import languages, phrases
from tests.locales.code import phrases_said
from tests.locales.happenings import BARE, FULL, HOST, events
from tests.locales.test_phrases import NOW, book, of

LONGEST_CAPTION = 1024  # Bot API, sendPhoto.caption
NAMES = ["总商会大厦一微网格"] * 5
POPUPS = ("confirmed", "answer_below", "answer_privately", "pinned", "unpinned", "dropped", "kept", "change_done",
          "end_done", "words_confirmed")  # fmt: skip


def facts(some: bool) -> dict[str, Any]:
    """A value for every fact; `some`: as much as there can be."""
    event = FULL if some else BARE
    series = find("每周三12:00-13:00到2027年6月", NOW, book("zh_CN").zone)
    once = find("下周三", NOW, book("zh_CN").zone)
    read = series if some else once
    assert read is not None
    both: dict[str, tuple[Any, Any]] = {"when": (event.when, BARE.when), "grids": ((), tuple(NAMES))}
    changes = [Change(name, *both.get(name, (None, 30))) for name in FIELDS]
    return {
        "event": event,
        "reading": told(read),
        "names": NAMES if some else [],
        "without": NAMES if some else [],
        **dict.fromkeys(("pinned", "scheduled"), some),
        **dict.fromkeys(
            ("more", "groups", "waiting", "later", "unpinned", "count", "total", "sent", "number"), 28 if some else 0
        ),
        "then": NOW if some else None,
        "announce_at": NOW if some else None,
        "at": NOW if some else None,
        "notes": [{"phrase": "event.no_time", "facts": {}}] if some else [],
        "title": event.title,
        "name": "茶叙",
        "days": 7,
        "picture": some,
        "left": 3 if some else 0,
        "words": "停" * (LONGEST_WORDS if some else 3),
        "failed": [{"name": NAMES[0], "why": why} for why in ("gone", "muted", "refused", "gone", "gone")]
        if some
        else [],
        "reason": "雨" * LONGEST_REASON if some else "",
        "changes": changes,
        "people": [HOST] * 20,
        **event.when,
    }


def test_everything_that_is_said_of_an_event_has_a_phrase_and_every_phrase_is_said() -> None:
    inside = re.compile(r"(?:told\('|include ')event\.([a-z_]+)'")
    included = {name for text in phrases("zh_CN").values() for name in inside.findall(text)}
    said = {name.removeprefix("event.") for name in phrases_said({"event"})}
    assert said | included == of("event")


@pytest.mark.parametrize("language", languages())
def test_every_sentence_can_be_said(language: str) -> None:
    for name in of("event"):
        for some in (True, False):
            for step in STEPS:
                said = book(language).say(f"event.{name}", facts(some) | {"step": step.name}, NOW)
                shown, _ = parse_html(said)
                assert 0 < len(shown) <= 4096, name
                assert "\n\n" not in said, (name, said)
                assert "None" not in said, (name, said)


@pytest.mark.parametrize("language", languages())
def test_announcement_has_at_most_eight_short_lines_and_fits_below_a_picture(language: str) -> None:
    for event in events():
        lines = book(language).say("event.announcement", {"event": event}, NOW, plain=True).splitlines()
        assert 3 <= len(lines) <= 8, lines
        assert all(line and line == line.strip() for line in lines), lines
        assert event.title in lines[0]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["preview", "progress", "words", "words_read"])
def test_what_goes_with_a_picture_fits_its_caption(language: str, name: str) -> None:
    for some in (True, False):
        shown, _ = parse_html(book(language).say(f"event.{name}", facts(some), NOW))
        assert len(shown) <= LONGEST_CAPTION, len(shown)


@pytest.mark.parametrize("language", languages())
def test_what_pops_up_fits_a_pop_up(language: str) -> None:
    for name in POPUPS:
        short = facts(True)
        said = book(language).say(f"event.{name}", short, NOW, plain=True)
        assert len(said) <= LONGEST_POPUP, (name, said)
        assert "\n" not in said, (name, said)
