"""A few days of the tower, played like the whole month: nothing is forgotten, nobody is woken, nothing fails."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.month.figures import Figures
from tests.month.run import ran


@pytest.fixture(scope="module")
def refusals_are_meant() -> bool:
    """People of the month also try what they may not."""
    return True


@pytest.mark.long
async def test_days_of_a_tower_leave_nothing_forgotten(tmp_path: Path) -> None:
    month = (await ran(tmp_path, 20, 4, seed=1, step=timedelta(hours=1))).figures
    assert len(month.tickets) >= 15
    assert month.life.forgotten == []
    assert month.life.failed == []
    assert month.outside == []
    _adds_up(month)


def _adds_up(month: Figures) -> None:
    """What is counted is what is there."""
    assert 0 < month.closure.part <= month.closure.whole <= len(month.tickets)
    assert month.resolved.part <= month.closure.part
    assert month.confirmed + month.unrated == sum(one.status == "closed" for one in month.tickets)
    assert month.verbs["open"] == len(month.tickets)
    assert month.digests > 0
    assert month.reminding > 0
