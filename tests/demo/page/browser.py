"""A browser with windows of people, and the demo that they look at."""

import os
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, ViewportSize, expect

ROOT = Path(__file__).parents[3]
CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
MISSING = "no Chromium here: install Debian's package `chromium`, or name one in the environment variable CHROMIUM"
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=800)
PATIENCE = 15_000  # milliseconds; only guards against a hang

expect.set_options(timeout=PATIENCE)


def free() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Demo:
    """`youlin demo`, as somebody would start it."""

    def __init__(self, *options: str) -> None:
        command = [sys.executable, "-m", "bot", "demo", "--port", str(free()), "--no-browser", *options]
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(  # noqa: S603  our own
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.said = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
            if found:
                self.address = found[0]
                return
        raise AssertionError(self.said)

    def stop(self) -> int:
        """SIGTERM, and the exit code."""
        self.process.terminate()
        assert self.process.stdout is not None
        with self.process.stdout as rest:
            self.said += rest.read()  # also what came in one piece with the address
        return self.process.wait(timeout=30)


@dataclass
class Window:
    """A window of somebody. `trouble` is what must never be: errors in the console, requests to elsewhere."""

    page: Page
    address: str
    trouble: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.trouble.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.trouble.append(f"asked elsewhere: {request.url}")

    def is_(self, number: int, language: str = "zh_CN") -> "Window":
        """Come in as this person; the tour stays away."""
        self.page.goto(f"{self.address}?as={number}&language={language}")
        expect(self.page.locator("#me .name")).to_be_visible()
        return self

    def opens(self, title: str) -> None:
        """A chat, from the list."""
        self.page.locator("#chats .chat", has_text=title).first.click()
        expect(self.page.locator("#head h1")).to_contain_text(title)

    def says(self, words: str) -> None:
        self.page.locator("#words").fill(words)
        self.page.locator("#words").press("Enter")
        expect(self.page.locator(".message.mine", has_text=words).last).to_be_visible()

    def card(self, words: str) -> Locator:
        """The newest message of the assistant with these words."""
        return self.page.locator(".message.theirs", has=self.page.locator(".avatar.bot"), has_text=words).last

    def presses(self, card: Locator, label: str) -> None:
        card.get_by_role("button", name=label).click()

    def replies(self, words: str, card: Locator) -> None:
        """Reply as people do: a double-click, then words."""
        card.locator(".bubble").dblclick()
        self.says(words)

    @property
    def toast(self) -> Locator:
        return self.page.locator("#toast")


def window(browser: Browser, demo: Demo, size: ViewportSize | None = None, **more: Any) -> Window:
    """A new window, of a visitor with their own memory."""
    context = browser.new_context(viewport=size or DESK, locale="zh-CN", **more)
    context.set_default_timeout(PATIENCE)
    return Window(context.new_page(), demo.address)
