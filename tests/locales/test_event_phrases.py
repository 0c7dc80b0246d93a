"""What is said of events fits where it is said, in every state and every language."""

import pytest

from bot.chatroom.markup import parse_html
from bot.speaker import LONGEST_POPUP
from locales import languages
from tests.locales.happenings import BARE, FULL, events, places
from tests.locales.test_phrases import NOW, book

LONGEST_CAPTION = 1024  # Bot API, sendPhoto.caption


@pytest.mark.parametrize("language", languages())
def test_private_card_tells_every_state_without_an_empty_line(language: str) -> None:
    for event in events():
        for place in (None, *places()):
            said = book(language).say("signup.card", {"event": event, "place": place}, NOW)
            shown, _ = parse_html(said)
            assert 0 < len(shown) <= LONGEST_CAPTION
            assert "\n\n" not in said, said
            assert "None" not in said, said


@pytest.mark.parametrize("language", languages())
def test_short_form_fits_a_pop_up_unless_the_event_is_described_at_length(language: str) -> None:
    for event in (BARE, FULL):
        said = book(language).say("calendar.in_short", {"event": event}, NOW, plain=True)
        assert said.startswith(event.title)
        assert "\n" not in said
    assert len(book(language).say("calendar.in_short", {"event": BARE}, NOW, plain=True)) <= LONGEST_POPUP


@pytest.mark.parametrize("language", languages())
def test_what_pops_up_after_a_tap_fits_a_pop_up(language: str) -> None:
    facts = {"number": 470, "reachable": False, "count": 2, "title": FULL.title, "name": "名" * 64, "stars": 5}
    facts |= {"per_grid": 3}
    for key in ("going", "waiting", "goes_already", "waits_already", "left", "waits_no_more", "companions", "shut"):
        assert len(book(language).say(f"signup.{key}", facts, NOW, plain=True)) <= LONGEST_POPUP
    for key in ("already", "done", "came", "absent", "code_sent"):
        assert len(book(language).say(f"checkin.{key}", facts, NOW, plain=True)) <= LONGEST_POPUP
