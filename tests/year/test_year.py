"""The first days of the year, played like the whole: no group is flooded, nobody is told twice, everything ends."""

from pathlib import Path

import pytest

from tests.year.figures import Figures
from tests.year.run import Scale, ran

DAYS = Scale(days=7, each=2, singles=7, crowd=2.0)  # New Year's Day and a make-up Sunday are among them


@pytest.fixture(scope="module")
def refusals_are_meant() -> bool:
    """A group removes 小邻, and members block it."""
    return True


async def test_days_of_the_district_flood_no_group_and_leave_nothing_open(tmp_path: Path) -> None:
    year = (await ran(tmp_path, DAYS, seed=1)).figures
    assert {what: found for what, found in year.wrong.items() if found} == {}
    assert year.events["done"] >= 5
    assert year.events["cancelled"] >= 1
    assert year.sign_ups["attended"] > 0
    assert year.kinds["notes of duty"] > 0
    assert year.kinds["sheets of a month"] > 0
    _adds_up(year)


def _adds_up(year: Figures) -> None:
    """What is counted is what is there."""
    offers = year.life.offers
    assert offers["offered"] >= offers["accepted"] + offers["lapsed"] + offers["declined or called off"]
    assert year.reminders.total() > 0
    assert year.ratings <= year.sign_ups["attended"]
    assert sum(count * days for count, days in year.busy.items()) == year.kinds.total()
