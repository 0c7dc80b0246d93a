"""A clock that runs as fast as one likes, and never back."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.clock import Backwards, RunningClock

START = datetime(2026, 11, 23, 1, tzinfo=UTC)


class Hands:
    """The machine's seconds."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def test_it_stands_until_told_to_run_and_keeps_what_has_passed_when_its_speed_changes() -> None:
    hands = Hands()
    clock = RunningClock(START, hands)
    hands.at += 10
    assert clock.now() == START
    clock.speed = 60
    hands.at += 10
    clock.speed = 1
    hands.at += 5
    assert clock.now() == START + timedelta(minutes=10, seconds=5)


def test_it_is_put_forward_and_goes_on_from_there_but_never_back() -> None:
    hands = Hands()
    clock = RunningClock(START, hands)
    clock.speed = 1
    clock.move_to(START + timedelta(hours=1))
    hands.at += 3
    assert clock.now() == START + timedelta(hours=1, seconds=3)
    with pytest.raises(Backwards):
        clock.move_to(START + timedelta(hours=1))
    assert clock.now() == START + timedelta(hours=1, seconds=3)
