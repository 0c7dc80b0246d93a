"""Problems that are reported in English, and talk in English that is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.triage import Triage
from storage.kinds import Priority

REPORTS = [
    ("the lift on 12F is stuck", "P01", 12),
    ("The elevator isn\u2019t working again", "P01", None),
    ("Lift no. 2 is out of order", "P01", None),
    ("The air conditioning in room 1203 is not cooling", "P02", 12),
    ("AC broken on the 5th floor", "P02", 5),
    ("There is a pipe leaking in the 3rd floor toilet", "P03", 3),
    ("No water on level 8", "P03", 8),
    ("Power cut on 7F!", "P04", 7),
    ("The lights in the corridor keep flickering", "P04", None),
    ("Toilet on 9F is clogged", "P05", 9),
    ("The bins on 6F are overflowing", "P05", 6),
    ("the barrier of the car park won't open", "P06", None),
    ("Someone left the fire door broken on floor 4", "P07", 4),
    ("wifi is down since this morning", "P08", None),
    ("no internet on 11F", "P08", 11),
]
TALK = """
good morning all
anyone up for lunch?
can you give me a lift home tonight
thanks, the lift is working again
the lift is fixed now, thank you
my phone is broken
my car broke down on the motorway
I was stuck in traffic for an hour
I'm stuck in a meeting, start without me
there is light at the end of the tunnel
light lunch today, salad is out of order haha
the wifi at home is down, I will be late
please note: lift maintenance on Friday, the lift will be out of service
imagine the lift got stuck lol
yesterday the lift was stuck in that movie
this song is stuck in my head
no problem
the door is open for new ideas
we are hiring
the network event was great
fire drill at 3pm, do not use the lift
you are on fire today
is anyone going to the car park?
power to the people
let me know if the meeting room is free
""".strip().splitlines()


@pytest.mark.parametrize(("said", "service", "floor"), REPORTS)
def test_problem_in_english_is_heard_and_finds_its_service(
    triage: Triage, said: str, service: str, floor: int | None
) -> None:
    reading = triage.read(said)
    assert reading.is_issue, triage.explain(said)
    assert (reading.service, reading.floor) == (service, floor), triage.explain(said)


@pytest.mark.parametrize("said", TALK)
def test_talk_in_english_is_left_alone(triage: Triage, said: str) -> None:
    assert not triage.read(said).is_issue, triage.explain(said)


@pytest.mark.parametrize("group", [None, "G01"])
@pytest.mark.parametrize(
    ("said", "is_sure"), [("aircon broken yesterday", False), ("is the aircon not working?", True)]
)
def test_english_is_as_sure_to_a_group_as_to_us(triage: Triage, said: str, is_sure: bool, group: str | None) -> None:
    """Rules alone weigh it, in steps too coarse for the thresholds of Chinese."""
    assert triage.read(said, group).is_issue is is_sure, triage.explain(said, group)


@pytest.mark.parametrize(
    "said",
    [
        "Help, we are stuck in the lift!",
        "three people trapped in the elevator on 12F",
        "smoke is coming from the ceiling on 4F",
        "there is a fire on the 3rd floor",
        "strong smell of gas on 2F",
        "a colleague has collapsed in the lobby",
    ],
)
def test_danger_in_english_is_an_emergency(triage: Triage, said: str) -> None:
    reading = triage.read(said)
    assert (reading.is_issue, reading.priority) == (True, Priority.EMERGENCY), triage.explain(said)


@pytest.mark.parametrize(
    ("said", "place", "floor"),
    [
        ("the 12th floor toilet is blocked", "12th floor toilet", 12),
        ("12F lobby: lights broken", "12F lobby", 12),
        ("the door of Room 1203 won't close", "Room 1203", 12),
        ("ground floor entrance door is broken", "ground floor entrance", 1),
        ("leaking pipe in the basement", "basement", -1),
        ("the lift in B1 is stuck", "B1", -1),
    ],
)
def test_place_is_read_as_it_was_written(triage: Triage, said: str, place: str, floor: int) -> None:
    reading = triage.read(said)
    assert (reading.place, reading.floor) == (place, floor)


@given(st.text(alphabet="abcdefglimnorstuvw '’.?12", max_size=80))
def test_any_english_can_be_read(triage: Triage, said: str) -> None:
    assert 0 <= triage.read(said).score <= 1
