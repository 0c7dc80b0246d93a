"""A browser and the demo; without a Chromium the tests say so and are skipped, but never in CI."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.demo.page.browser import CHROMIUM, MISSING, Demo, Window, window

Opens = Callable[..., Window]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real Chromium, closed after the last test here: as long as it runs, no other event loop can."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="package")
def demo() -> Iterator[Demo]:
    """The demo with its history. It works as long as it runs, so it ends with the last test here."""
    running = Demo()
    yield running
    assert running.stop() == 0, running.said


@pytest.fixture
def opens(browser: Browser, demo: Demo) -> Iterator[Opens]:
    """Opens windows; afterwards none of them may have seen an error or asked anything elsewhere."""
    opened: list[Window] = []

    def one(size: Any = None, **more: Any) -> Window:
        opened.append(window(browser, demo, size, **more))
        return opened[-1]

    yield one
    for each in opened:
        each.page.context.close()
        assert each.trouble == []
