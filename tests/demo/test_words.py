"""The page says nothing that is not in the phrases, and no phrase is there for nothing."""

import re
from pathlib import Path

import pytest

import bot.demo
from desk.door import Reason
from locales import languages, phrases
from storage.kinds import DueKind, OutboxKind, Verb

DEMO = Path(bot.demo.__file__).parent
SCRIPTS = "".join(path.read_text("utf-8") for path in sorted((DEMO / "page").glob("*.js")))
CODE = "".join(path.read_text("utf-8") for path in sorted(DEMO.glob("*.py")))
HAN = re.compile(r"[\u4e00-\u9fff]")


def said() -> tuple[set[str], set[str]]:
    """Whole keys, and the beginnings of those that are put together."""
    whole = set(re.findall(r'\bt\((?:\w+ \? "\w+" : )?"(\w+)"', SCRIPTS)) | set(
        re.findall(r'\bt\(\w+ \? "(\w+)"', SCRIPTS)
    )
    whole |= set(re.findall(r'"page\.(\w+)"', CODE))
    return whole, set(re.findall(r"`(\w+_)\$\{", SCRIPTS)) | set(re.findall(r'"page\.(\w+)\{', CODE))


def test_whatever_the_page_says_has_a_phrase() -> None:
    known = phrases("zh_CN")
    whole, _ = said()
    assert [key for key in sorted(whole) if f"page.{key}" not in known and key not in known] == []


def test_every_phrase_of_the_page_is_said() -> None:
    whole, beginnings = said()
    written = [name.partition(".")[2] for name in phrases("zh_CN") if name.startswith("page.")]
    unsaid = [key for key in written if key not in whole and not key.startswith(tuple(beginnings))]
    assert unsaid == []


def test_whatever_can_happen_wait_or_come_due_has_a_word() -> None:
    known = phrases("zh_CN")
    names = [f"happened_{verb.value}" for verb in Verb]
    names += [f"kind_{kind.value}" for kind in OutboxKind] + [f"due_{kind.value}" for kind in DueKind]
    names += [f"reason_{reason.value}" for reason in Reason]
    assert [name for name in names if f"page.{name}" not in known] == []


def test_no_sentence_stands_in_the_scripts() -> None:
    assert HAN.findall(SCRIPTS) == []


@pytest.mark.parametrize("language", [one for one in languages() if one != "zh_CN"])
def test_every_language_has_the_same_phrases_with_the_same_facts(language: str) -> None:
    def shape(of: str) -> dict[str, set[str]]:
        return {
            name: set(re.findall(r"\{(\w+)\}", text)) for name, text in phrases(of).items() if name.startswith("page.")
        }

    assert shape(language) == shape("zh_CN")
