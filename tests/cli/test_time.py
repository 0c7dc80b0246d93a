"""Deadlines and working time, computed for whoever asks."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import DIRECTORY, Youlin


def test_deadlines_of_a_level_that_counts_working_time(youlin: Youlin) -> None:
    ended = youlin("due", "--level", "high", "--from", "2026-11-23T17:00:00+08:00", "--directory", DIRECTORY)
    found = json.loads(ended.out)
    assert list(found) == ["accept_due", "resolve_due", "why"]
    assert found["accept_due"] == "2026-11-24T09:00:00+08:00"
    assert found["resolve_due"] == "2026-11-24T17:00:00+08:00"
    assert "- 2026-11-23 17:00–17:30 计 30 分钟，累计 30 分钟" in found["why"]
    assert "- 2026-11-24 08:30–09:00 计 30 分钟，累计 60 分钟" in found["why"]


def test_deadlines_of_a_level_that_counts_every_hour(youlin: Youlin) -> None:
    found = json.loads(youlin("due", "--level", "emergency", "--from", "2026-11-22T23:55Z").out)
    assert found["accept_due"] == "2026-11-23T08:05:00+08:00"
    assert found["resolve_due"] == "2026-11-23T11:55:00+08:00"
    assert found["why"][1] == "受理：2026-11-23 07:55 起加 10m。"


def test_a_time_without_offset_is_the_districts(youlin: Youlin) -> None:
    asked = ("due", "--level", "emergency", "--from", "2026-11-23 09:00")
    assert json.loads(youlin(*asked, timezone="Europe/Berlin").out)["accept_due"] == "2026-11-23T09:10:00+01:00"


def test_a_ticket_may_begin_now(youlin: Youlin) -> None:
    found = json.loads(youlin("due", "--level", "normal").out)
    assert datetime.fromisoformat(found["accept_due"]) > datetime.now().astimezone()


@pytest.mark.parametrize("time", ["soon", "2026-11-23", "2026-02-30T09:00", "20261123T0900", "2026-11-23T09:00+8"])
def test_what_is_no_time_is_refused(youlin: Youlin, time: str) -> None:
    assert time in youlin("due", "--level", "low", "--from", time).complaint


@pytest.mark.parametrize("time", ["9999-12-31T23:00:00Z", "0001-01-01T00:00:00+08:00"])
@pytest.mark.parametrize("level", ["emergency", "low"])
def test_a_time_at_the_end_of_the_calendar_is_refused(youlin: Youlin, level: str, time: str) -> None:
    assert youlin("due", "--level", level, "--from", time).complaint


def test_sums_in_working_time(youlin: Youlin) -> None:
    lines = (
        "2026-11-23T09:00:00+08:00 + 4h",
        "2026-11-23T09:00:00+08:00 + 1d",
        "2026-11-23T09:00:00Z+30m",
        "2026-11-23T09:00 .. 2026-11-24T09:00",
        "2026-11-24T09:00+08:00..2026-11-23T09:00+08:00",
        "2026-11-23T09:00:00 .. 2026-11-23T09:00:30",
    )
    ended = youlin("worktime", "--directory", DIRECTORY, stdin="\n".join(lines))
    assert ended.out.splitlines() == [
        "2026-11-23T14:30:00+08:00",
        "2026-11-24T09:00:00+08:00",
        "2026-11-23T17:30:00+08:00",
        "450",
        "-450",
        "0.5",
    ]


@pytest.mark.parametrize("line", ["", "x", "2026-11-23T09:00 + 4", "2026-11-23T09:00 + 4w", "2026-13-01T09:00 + 4h"])
def test_a_line_that_is_no_sum_is_named(youlin: Youlin, line: str) -> None:
    ended = youlin("worktime", stdin=f"2026-11-23T09:00 + 1h\n{line}\n")
    assert ended.out == "2026-11-23T10:00:00+08:00\n"
    assert ended.complaint.startswith("第 2 行")


def test_endless_working_time_is_named_by_its_line(youlin: Youlin) -> None:
    assert youlin("worktime", stdin="9999-12-31T09:00 + 3d").complaint.startswith("第 1 行")


def test_the_directory_decides_when_people_work(youlin: Youlin, tmp_path: Path) -> None:
    file = tmp_path / "night.yaml"
    file.write_text('district: {name: 夜市}\nworking_time: {weekdays: ["20:00-24:00"]}\n', "utf-8")
    assert youlin("worktime", "--directory", file, stdin="2026-11-23T09:00 + 1h").out.startswith("2026-11-23T21:00")
