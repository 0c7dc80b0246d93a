"""Every scenario here runs on SQLite, and of each file the first few on PostgreSQL, too: their subject's queries.

What varies within one, words mostly, runs on SQLite alone. `make both` (`--both`) runs every scenario on both.
"""

from collections import defaultdict
from pathlib import Path

import pytest

ON_BOTH = 2  # scenarios of a file


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """SQLite, then PostgreSQL."""
    name: str = request.param
    return name


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what is said above, unless it is asked for by name."""
    if any("[" in argument for argument in config.args):
        return
    left_out = _left_out(items, most=len(items) if config.getoption("both") else ON_BOTH)
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=[*left_out])


def _left_out(items: list[pytest.Item], most: int) -> dict[pytest.Item, None]:
    """The second and further variations of a scenario on PostgreSQL, and whatever comes after `most` of a file."""
    found: dict[pytest.Item, None] = {}
    counts = defaultdict[Path, int](int)
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec is None or callspec.params.get("backend") != "postgresql" or "scenarios" not in item.path.parts:
            continue
        if counts[item.path] == most or any(place > 0 for name, place in callspec.indices.items() if name != "backend"):
            found[item] = None
        else:
            counts[item.path] += 1
    return found
