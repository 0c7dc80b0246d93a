"""Compile each statement once in a test process: SQLAlchemy does it anew for every engine, and a town has two."""

from typing import Any

import pytest
from sqlalchemy.util import LRUCache

from storage.engine import Store

KEPT = 2_000  # statements; more than the product has


def once(patch: pytest.MonkeyPatch) -> None:
    """From now on all stores on one kind of database share a dialect, and with it what was compiled for it."""
    shared: dict[str, tuple[Any, LRUCache[Any, Any]]] = {}
    make = Store.__init__

    def made(store: Store, url: str) -> None:
        make(store, url)
        for engine in (store._writer.sync_engine, store._reader.sync_engine):
            kept = shared.get(engine.dialect.name)
            if kept is None or kept[0].server_version_info is None:  # nobody has connected with that one
                kept = shared[engine.dialect.name] = engine.dialect, LRUCache(KEPT)
            engine.dialect, engine._compiled_cache = kept

    patch.setattr(Store, "__init__", made)
