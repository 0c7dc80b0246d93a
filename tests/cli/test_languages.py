"""The command line in every language, and what it says when its own words are broken."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Start, Youlin


def test_installation_may_speak_english(youlin: Youlin) -> None:
    assert youlin("nope", locale="en").complaint.startswith("There is no such command; after youlin comes one of ")


@pytest.mark.parametrize("locale", ["fr", "", "zh", "EN", "__pycache__", "zh_CN/../en"])
def test_language_that_we_do_not_speak_is_wrong_input(youlin: Youlin, locale: str) -> None:
    assert youlin("run", locale=locale).complaint == "YOULIN_LOCALE 的值不对，应为 en/zh_CN 这样"


@pytest.mark.parametrize(
    ("file", "written", "place"),
    [
        (
            "zh_CN/no.toml",
            'fine = "ok"\nbroken = "no end\n',
            "locales/zh_CN/no.toml: Illegal character '\\n' (at line 2, column 17)",
        ),
        ("en/card.toml", "group = 3\n", "locales/en/card.toml: group = 3"),
        (
            "en/done.toml",
            'cancel = """\n{% if x %}\nno end"""\n',
            "locales/en/done.toml: cancel, line 1: Unexpected end of template.",
        ),
    ],
)
async def test_broken_words_are_named_by_file_and_place(
    start: Start, tmp_path: Path, file: str, written: str, place: str
) -> None:
    shutil.copytree(ROOT / "locales", tmp_path / "locales")  # read before ours: Python looks where it was started first
    (tmp_path / "locales" / file).write_text(written, "utf-8")
    assert (await (await start("run")).ends()).complaint.startswith(place)
