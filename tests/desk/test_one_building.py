"""Where a district has only one tower, nobody is asked which one they mean."""

from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from desk.directory import read
from desk.directory.book import Book
from desk.reporting import ask_for_grid
from desk.values import Said, Where, Who
from tests.month.stage import TOWER
from tests.town import MONDAY_MORNING


def test_only_the_grid_is_asked_for_in_the_only_building() -> None:
    desk: Any = SimpleNamespace(book=Book(read(TOWER), 1, ZoneInfo("Asia/Shanghai")))
    said = Said(Where(2001, True), Who(2001, "张伟"), 1, MONDAY_MORNING, "空调不制冷")
    (asked,) = ask_for_grid(desk, said, None)
    assert asked.phrase == "report.which_grid"
    assert [one.data for row in asked.buttons for one in row] == ["draft:grid:G01", "draft:grid:G02"]
