"""Every sentence that the code says exists, can be said, and is said somewhere; all languages say the same."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from jinja2 import Environment, meta

import handlers
from bot.chatroom.markup import parse_html
from bot.speaker import LONGEST_POPUP
from desk.directory.calendars import DayKind
from desk.directory.entries import Duration
from desk.duty.covering import Why
from desk.events import festivals
from desk.people.permissions import Standing
from desk.tickets import asking, cards
from desk.tickets.verbs import RULES
from handlers import groups, rounds, welcome
from locales import DEFAULT, Phrasebook, languages, phrases
from storage.kinds import Priority, Role, Status, Verb
from tests.locales.code import phrases_said, refusals_raised
from tests.locales.samples import facts, on_duty, refused, tickets
from tests.town import MONDAY_MORNING

NOW = MONDAY_MORNING
LONGEST_MESSAGE = 4096  # Bot API, sendMessage.text
LONGEST_DESCRIPTION = 256  # Bot API, BotCommand.description
LONGEST_LABEL = 24  # two buttons stand side by side on a phone
TALK = {
    "ask",
    "calendar",
    "card",
    "chase",
    "checkin",
    "checkup",
    "digest",
    "done",
    "edge",
    "group",
    "invite",
    "language",
    "list",
    "mask",
    "office",
    "rating",
    "report",
    "rota",
    "roster",
    "service",
    "signup",
    "ticket",
    "welcome",
    "why",
}
OTHERS = {"mine", "todo", "open_private", "return", "deadline", "unmerge", "solved", "offer", "split", "two"}
SIGNING_UP = {"join", "leave", "details", "calendar", "take", "pass", "plus", "minus", "signups", "shut", "unshut"}
ON_THE_DAY = {"checkin", "qr", "qr_again", "events_week", "events_mine", "events_grids"}
MAKING = {
    "publish",
    "amend",
    "later",
    "pin",
    "unpin",
    "discard",
    "call_off",
    "copy",
    "skip",
    "keep",
    "apply_it",
    "end_it",
}
MAKING |= {"only_this", "all_following", "propose", "invite", "tell_duty"}
BROWSING = {"report", "services", "others", "back", "previous", "next"}
ROUNDS = {"rota_start", "rota_drop", "rota_stop", "rotas", "rota_all", "rota_next", "swap_accept", "swap_decline"}
LAYOUTS = (cards.GROUP_BUTTONS, cards.WORK_BUTTONS, cards.REPORTER_BUTTONS)
STORY = {Verb.OPEN, Verb.REMIND, Verb.ESCALATE, Verb.RATE}  # verbs that are only told of
ABSENT = {
    "ask.answered": ("by",),
    "ticket.reopened": ("by",),
    "ticket.reason": ("by",),
    "signup.card": ("place",),
}  # facts that may be None, and where
REFUSED = {*RULES, Verb.PROGRESS, Verb.SUPPORT}  # verbs that somebody may be told they cannot do


def of(subject: str) -> set[str]:
    """The keys of a subject."""
    return {name.partition(".")[2] for name in phrases(DEFAULT) if name.partition(".")[0] == subject}


@cache
def book(language: str) -> Phrasebook:
    """The words of a language, for readers in the district."""
    return Phrasebook(language, ZoneInfo("Asia/Shanghai"))


def test_everything_that_is_said_has_a_phrase_and_every_phrase_is_said() -> None:
    written = {name for name in phrases(DEFAULT) if name.partition(".")[0] in TALK}
    assert phrases_said(TALK) | said_inside() == written


def said_inside() -> set[str]:
    """The phrases that others include, of what is only ever said in conversation."""
    found = {name for text in phrases(DEFAULT).values() for name in re.findall(r"told\('([a-z_.]+)'", text)}
    return {name for name in found if name.partition(".")[0] in TALK}


def test_every_refusal_has_its_words_and_all_words_their_refusal() -> None:
    elsewhere = {name.removeprefix("no.") for name in phrases_said({"no"})}
    assert refusals_raised() | elsewhere == of("no")


def test_every_term_has_its_words_and_no_other() -> None:
    rhythms = {f"rota_{one}" for one in rounds.RHYTHMS}
    labels = {label for layout in LAYOUTS for rows in layout.values() for row in rows for label in row}
    tapped = {*OTHERS, *ROUNDS, *rhythms, *SIGNING_UP, *ON_THE_DAY, *MAKING}
    assert of("button") == labels | {*asking.RATINGS, "unsolved", "own", *BROWSING, *tapped}
    assert of("duty") == {*welcome.DUTIES.values(), "admin"}
    assert of("command") == set(handlers.COMMANDS)
    assert of("role") == {role.value for role in Role} | {"admin", "nobody"}
    assert of("status") == {status.value for status in Status}
    assert of("verb") == {verb.value for verb in REFUSED | STORY}
    assert of("kind") == {kind.value for kind in groups.BINDABLE}
    assert of("standing") == {one.value for one in Standing if one is not Standing.SCHEDULE}
    assert of("light") == {"green", "yellow", "red", "done"}
    assert of("level") == {level.value for level in Priority}
    assert of("day") == {*(kind.value for kind in DayKind if kind is not DayKind.WEEKDAY), "weekend"}
    assert of("gap") == {why.value for why in Why}
    assert of("duration") == {"s", "m", "h", "d"}
    assert of("time") == {"clock", "today", "tomorrow", "yesterday", "date", "far_date"}
    assert of("festival") == {name for code in festivals.TEMPLATES for name in (code, f"{code}_idea")}
    assert of("month") == {str(month) for month in range(1, 13)}
    assert of("weekday") == {str(day) for day in range(7)}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("subject", sorted(TALK))
def test_every_sentence_can_be_said_of_every_ticket(language: str, subject: str) -> None:
    names = [f"{subject}.{key}" for key in of(subject)]
    for name in names:
        for ticket in tickets():
            for some in (True, False):
                given = facts(ticket, some) | (on_duty(some) if subject == "rota" else {})
                given |= {} if some else dict.fromkeys(ABSENT.get(name, ()))
                if name == "edge.reach":  # the edge knows the number only
                    given["ticket"] = ticket.number
                said = book(language).say(name, given, NOW)
                shown, _ = parse_html(said)  # raises where the platform would refuse it
                assert 0 < len(shown) <= LONGEST_MESSAGE, name
                assert "None" not in said, (name, said)
                assert "\n\n" not in said, (name, said)


@pytest.mark.parametrize("language", languages())
def test_buttons_fit_a_phone_and_menus_fit_the_platform(language: str) -> None:
    for key in (*(f"button.{one}" for one in of("button")), *(f"role.{one.value}" for one in Role)):
        assert 0 < len(phrases(language)[key]) <= LONGEST_LABEL, key
    for key in of("command"):
        assert 0 < len(phrases(language)[f"command.{key}"]) <= LONGEST_DESCRIPTION, key


@pytest.mark.parametrize("language", languages())
def test_every_refusal_is_one_line_that_a_popup_can_show(language: str) -> None:
    for key in of("no"):
        for verb in REFUSED:
            for status in Status:
                for some in (True, False):
                    said = book(language).say(f"no.{key}", refused(verb, status, some), NOW, plain=True)
                    assert said, key
                    assert "\n" not in said, (key, said)
                    assert len(said) <= LONGEST_POPUP, (key, said)


@pytest.mark.parametrize("language", languages())
def test_cards_have_at_most_eight_short_lines_in_every_state(language: str) -> None:
    for ticket in tickets():
        for name in ("card.group", "card.private"):
            for some in (True, False):
                lines = book(language).say(name, facts(ticket, some), NOW, plain=True).splitlines()
                assert 3 <= len(lines) <= 8, lines
                assert all(line and line == line.strip() and len(line) <= 100 for line in lines), lines
                assert str(ticket.number) in lines[0]


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "昨天 09:00"), (0, "今天 09:00"), (1, "明天 09:00"), (2, "11月25日 09:00"), (60, "2027年1月22日 09:00")],
)
def test_days_are_called_as_people_call_them(days: int, said: str) -> None:
    ticket = tickets()[0]
    shown = {"ticket": replace(ticket, resolve_due=NOW + timedelta(days=days))}
    assert f"{said} 前办结" in book("zh_CN").say("done.reopen", shown, NOW)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, "09:00 yesterday"),
        (0, "09:00 today"),
        (1, "09:00 tomorrow"),
        (2, "09:00 on 25 November"),
        (60, "09:00 on 22 January 2027"),
    ],
)
def test_days_are_called_as_english_readers_call_them(days: int, said: str) -> None:
    shown = {"ticket": replace(tickets()[0], resolve_due=NOW + timedelta(days=days))}
    assert book("en").say("done.reopen", shown, NOW).endswith(f"to be resolved by {said}.")


def said_in(language: str) -> dict[str, str]:
    """The language's phrases, but for the drill: that is a play in the district's own language."""
    return {name: text for name, text in phrases(language).items() if not name.startswith("drill.")}


def differences(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    """Names of phrases that only one language has, or that use other facts in the other."""
    reader = Environment(autoescape=True)
    reader.filters |= {"when": str, "on": str, "mention": str}

    def used(text: str) -> set[str]:
        return meta.find_undeclared_variables(reader.parse(text)) - {"term", "told"}  # how it is worded, not what

    both = one.keys() & other.keys()
    return set(one.keys() ^ other.keys()) | {name for name in both if used(one[name]) != used(other[name])}


@pytest.mark.parametrize("language", languages())
def test_languages_say_the_same_things_with_the_same_facts(language: str) -> None:
    assert differences(said_in(DEFAULT), said_in(language)) == set()


def test_language_that_lacks_a_phrase_or_a_fact_is_found_out() -> None:
    ours = {"done.cancel": "#{{ ticket }} 已撤销。", "no.not_bound": "本群没有绑定网格。"}
    assert differences(ours, {"done.cancel": "Cancelled."}) == {"done.cancel", "no.not_bound"}


def test_durations_have_words_for_every_unit() -> None:
    for language in languages():
        for unit in "smhd":
            said = refused(Verb.REOPEN, Status.CLOSED, True) | {"within": Duration(3, unit)}
            worded = book(language).say("no.too_late_to_reopen", said, NOW)
            assert f"3 {phrases(language)[f'duration.{unit}']}" in worded
