"""Whatever is in an update, what is kept of it fits every database and disturbs no card."""

import json
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Bot, Update, User

from bot.chatroom.markup import parse_html
from bot.telegram.clean import LONGEST, clean
from bot.telegram.plain import LONGEST_NAME, LONGEST_TITLE, plain
from desk.tickets.cards import QUOTED, shorten
from desk.triage import addressed, is_greeting, read_answer, read_reply
from desk.values import Said
from locales import Phrasebook, languages
from storage.people import Person
from tests.locales.samples import FULL, facts
from tests.town import MONDAY_MORNING

BOOKS = {language: Phrasebook(language, ZoneInfo("Asia/Shanghai")) for language in languages()}
ODD = "\x00\x07\x85\u202e\u2066\u2069\u200b\u0301\ud800\udfff😀👨‍👩‍👧<b>&\"'\n\tא楼坏"
WORDS = st.text(st.one_of(st.characters(exclude_categories=()), st.sampled_from(ODD)), max_size=300)


@given(WORDS)
def test_every_text_is_kept_in_every_database_and_turns_nothing_round(text: str) -> None:
    kept = clean({"text": [text], text: 1})["text"][0]
    kept.encode()
    assert not set(kept) & {"\x00", "\x07", "\x85", "\u202e", "\u2066", "\u2069"}
    ordinary = [letter for letter in text if letter.isprintable() or letter in "\n\t\u200b"]
    assert clean("".join(ordinary)) == "".join(ordinary)[:LONGEST], "what can be read stays as it was written"
    assert clean(kept) == kept


@settings(max_examples=50)
@given(WORDS, WORDS)
@pytest.mark.parametrize("language", languages())
def test_card_shows_any_words_as_written_and_the_platform_takes_it(language: str, text: str, name: str) -> None:
    """Shortened by characters before they are escaped, so that no entity is ever cut in two."""
    words, named = shorten(clean(text), QUOTED), clean(name)[:LONGEST_NAME]
    ticket = replace(FULL, text=words, reporter=Person(id=3, telegram_id=2001, name=named))
    for phrase in ("card.group", "card.private"):
        shown, _ = parse_html(BOOKS[language].say(phrase, facts(ticket, True), MONDAY_MORNING))
        assert words in shown
        assert len(shown) <= LONGEST
    assert len(words) <= QUOTED


def received(**message: Any) -> Said:
    body = {"message_id": 5, "date": 1795395600, "chat": {"id": -1001, "type": "supergroup", "title": "群" * 5000},
            "from": {"id": 2001, "is_bot": False, "first_name": "\u202e张" * 5000, "last_name": "<b>\n"},
            **message}  # fmt: skip
    update = json.loads(json.dumps({"update_id": 1, "message": body}))  # as it comes: with halves of pairs, too
    what = plain(Update.de_json(clean(update), Bot("42:A")), User(42, "小邻", is_bot=True, username="youlin_bot"), True)
    assert isinstance(what, Said)
    return what


def test_floods_and_names_are_cut_to_what_the_platform_allows() -> None:
    what = received(text="3楼漏水\x00\ud83d" * 20_000)
    assert len(what.text) <= LONGEST
    assert what.text.startswith("3楼漏水 \ufffd3楼")
    assert what.who.name == "张" * LONGEST_NAME
    assert what.where.title == "群" * LONGEST_TITLE


def test_name_that_cannot_be_seen_is_a_number() -> None:
    assert (
        received(text="x", **{"from": {"id": 7, "is_bot": False, "first_name": "\u200b\u2060\u202e"}}).who.name == "7"
    )


@given(WORDS.map(lambda text: (text * 30)[:LONGEST]))
@settings(max_examples=50, deadline=None)
def test_no_words_confuse_the_reading_of_them(text: str) -> None:
    said = clean(text)
    read_reply(said), read_answer(said), addressed(said), is_greeting(said)
