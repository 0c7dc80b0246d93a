"""Whether one message tells of two problems."""

from types import SimpleNamespace
from typing import cast

import pytest

from bot.sample import text as sample
from desk.directory import read
from desk.tickets.twofold import second
from desk.triage import Triage
from storage.tickets import Ticket


def a_ticket(text: str, service: str) -> Ticket:
    """As much of one as is looked at."""
    return cast("Ticket", SimpleNamespace(text=text, grid="G01", service=service))


@pytest.fixture(scope="module")
def triage() -> Triage:
    return Triage(read(sample()))


def test_a_question_and_what_it_is_about_are_one(triage: Triage) -> None:
    ticket = a_ticket("请问公司换了办公室，发票抬头要不要改？", "S01")
    assert second(triage, ticket) is None


def test_two_faults_are_two(triage: Triage) -> None:
    ticket = a_ticket("12楼电梯按了没反应，3楼空调也不制冷了", "P01")
    assert second(triage, ticket) == "3楼空调也不制冷了"
