"""Which process runs which test, and when: what is long begins first, what is dear to start is started once."""

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/demo/page/",)  # one browser and one demo for all


class Packing(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """One test after the other to whoever is free, but whole folders that share something dear, and those first.

    Not xdist's `loadgroup`: it writes the group into an attribute that pytest's tests no longer have, and groups none.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)


def long_first(items: list[pytest.Item]) -> None:
    """Those that are marked as long, then all others, in their order."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
