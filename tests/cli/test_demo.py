"""`youlin demo` with what is not right; what it opens is tested in `tests/demo`."""

from pathlib import Path

import pytest

from bot.demo.memory import NAME
from tests.cli.conftest import Youlin


@pytest.mark.parametrize("kept", ["no json", "{}", '{"now": "2026-11-24T09:30:00+08:00", "room": {"version": 0}}'])
def test_a_folder_that_cannot_be_read_ends_the_demo_with_one_line(youlin: Youlin, tmp_path: Path, kept: str) -> None:
    (tmp_path / NAME).write_text(kept)
    assert "读不出来" in youlin("demo", "--no-browser", "--data", tmp_path).complaint
    assert (tmp_path / NAME).read_text() == kept, "nothing is written over"


@pytest.mark.parametrize("options", [("--port", "0"), ("--port", "70000"), ("--data", __file__)])
def test_wrong_options_are_named(youlin: Youlin, options: tuple[str, str]) -> None:
    assert options[0] in youlin("demo", *options).complaint
