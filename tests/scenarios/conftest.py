"""Every scenario here runs on both databases; what varies within one, words mostly, only on SQLite."""

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """SQLite, then PostgreSQL."""
    name: str = request.param
    return name


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the second and further variations of a scenario on PostgreSQL, unless they are asked for by name."""
    if any("[" in argument for argument in config.args):
        return
    left_out = [item for item in items if _is_variation(item)]
    items[:] = [item for item in items if item not in set(left_out)]
    config.hook.pytest_deselected(items=left_out)


def _is_variation(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    if callspec is None or callspec.params.get("backend") != "postgresql" or "scenarios" not in item.path.parts:
        return False
    return any(place > 0 for name, place in callspec.indices.items() if name != "backend")
