"""Whatever people write or call themselves arrives as it was written: the platform refuses no message for it."""

from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.chatroom.markup import parse_html
from bot.chatroom.text import tidy
from bot.speaker import LONGEST_FACT, LONGEST_POPUP, Speaker
from desk.tickets.cards import shorten
from locales import DEFAULT, Phrasebook, languages, phrases
from storage.kinds import Status, Verb
from tests.conformance.hostile import words, written
from tests.locales.samples import FULL, facts, refused
from tests.locales.test_phrases import TALK
from tests.town import MONDAY_MORNING

MARK = "\ue000"  # stands for what was written; nobody writes it
SUBJECTS = sorted(TALK | {"no"})


@cache
def speaker(language: str) -> Speaker:
    """Words phrases as 小邻 does, without a database to owe them in."""
    book = Phrasebook(language, ZoneInfo("Asia/Shanghai"))
    return Speaker(session=None, now=MONDAY_MORNING, book=lambda _: book, link=str)  # type: ignore[arg-type]  # unused


def given_to(phrase: str, said: str) -> dict[str, object]:
    """Everything a phrase may speak of, with these words in every place where somebody's words may stand."""
    if phrase.startswith("no."):
        return dict(written(refused(Verb.REOPEN, Status.CLOSED, some=True), "", said))
    given = facts(FULL, some=True) | ({"ticket": FULL.number} if phrase == "edge.reach" else {})
    return dict(written(given, "", said))


@cache
def bare(language: str, phrase: str) -> str:
    """What the phrase says around somebody's words."""
    return read(speaker(language).refusal(None, phrase, given_to(phrase, MARK), html=True))


def read(html: str) -> str:
    """What stands in the chat."""
    return _lines(tidy(parse_html(html)[0])[0])


def _lines(text: str) -> str:
    """Without what nobody sees: blanks at a line's end."""
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("subject", SUBJECTS)
@settings(max_examples=8, deadline=None, derandomize=True)
@example(said="<b>&</b>{{ 7 * 7 }}")
@given(said=words.filter(str.strip))
def test_what_was_written_arrives_letter_for_letter(language: str, subject: str, said: str) -> None:
    ours = speaker(language)
    for name in phrases(DEFAULT):
        if name.partition(".")[0] == subject:
            expected = bare(language, name).replace(MARK, said)
            assert read(ours.refusal(None, name, given_to(name, said), html=True)) == _lines(tidy(expected)[0]), name


@pytest.mark.parametrize("language", languages())
def test_what_is_too_long_is_shortened_at_its_end_and_never_beyond_what_the_platform_takes(language: str) -> None:
    ours, long = speaker(language), "<&>\U0001f527楼" * LONGEST_FACT
    kept = long[: LONGEST_FACT - 1] + "…"
    for name in phrases(DEFAULT):
        if name.partition(".")[0] in SUBJECTS:
            bare = given_to(name, "好")
            facts_given = {key: long if value == "好" else value for key, value in bare.items()}
            said = read(ours.refusal(None, name, facts_given, html=True))
            assert len(said) <= 4096, name
            assert long[:LONGEST_FACT] not in said, name
            assert said.count(long[:100]) == said.count(kept) * (kept.count(long[:100])), name


@settings(max_examples=50, deadline=None, derandomize=True)
@given(said=words.filter(str.strip))
def test_a_popup_says_it_plainly_and_briefly(said: str) -> None:
    shown = speaker(DEFAULT).popup(None, "no.target_without_role", given_to("no.target_without_role", said))
    whole = speaker(DEFAULT).popup(None, "no.target_without_role", given_to("no.target_without_role", MARK))
    assert shown == whole.replace(MARK, said).strip()[:LONGEST_POPUP]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(said=words, most=st.integers(2, 80))
def test_a_shortened_line_begins_as_it_was_written(said: str, most: int) -> None:
    line, short = " ".join(said.split()), shorten(said, most)
    assert len(short) <= most
    assert short == line or (short.endswith("…") and line.startswith(short[:-1]) and len(short) == most)
