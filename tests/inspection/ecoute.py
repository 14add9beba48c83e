"""What one window asks, receives and says, from the moment a page begins to load until the next one does."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Request

QUIET = 0.5
"""Seconds without a request after which a page asks nothing more; the other checkers fill them."""
SETTLED = 0.05
"""Seconds without a request after which what was asked is there, one answer making another one asked or not."""
PATIENCE = 30.0
"""Seconds after which a page that still asks is one that never stops."""


class Ecoute:
    """Listens to a window as long as it is open."""

    def __init__(self, page: Page) -> None:
        self.page, self.address = page, ""
        self.requests: list[str] = []
        self.failed: list[str] = []
        self.console: list[str] = []
        self.done: list[Request] = []
        self._flying: set[Request] = set()
        self._last = time.monotonic()
        listeners: dict[Any, Callable[..., None]] = {
            "request": self._asked,
            "requestfinished": lambda request: self._ended(request, self.done),
            "requestfailed": lambda request: self._ended(request, None),
            "response": lambda told: self._told(told.status, told.url),
            "console": lambda told: self.console.append(told.text) if told.type in ("error", "warning") else None,
            "pageerror": lambda error: self.console.append(str(error)),
        }
        for event, listener in listeners.items():
            page.on(event, listener)

    def begin(self, address: str) -> None:
        """Forget all: another page comes."""
        self.address = address
        self._forget()

    def settle(self) -> None:
        """Wait until all that was asked is there and scripts had their turns with it: what they write is written."""
        self._wait(SETTLED)
        self.page.evaluate("new Promise(done => setTimeout(() => setTimeout(done)))")
        self._wait(SETTLED)

    def wait(self) -> None:
        """Wait until nothing was asked nor received for a while: what was done meanwhile counts."""
        self._wait(QUIET)

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + PATIENCE
        while (left := 0.02 if self._flying else self._last + seconds - time.monotonic()) > 0:
            assert time.monotonic() < end, f"{self.address} demande sans fin"
            self.page.wait_for_timeout(1000 * left)

    def _forget(self) -> None:
        for noted in (self.requests, self.failed, self.console, self.done, self._flying):
            noted.clear()
        self._last = time.monotonic()

    def _asked(self, request: Request) -> None:
        if request.url == self.address:  # what the page before still asked for is not asked by this one
            self._forget()
        self._last = time.monotonic()
        self.requests.append(request.url)
        self._flying.add(request)

    def _ended(self, request: Request, kept: list[Request] | None) -> None:
        self._last = time.monotonic()
        if request in self._flying:
            self._flying.remove(request)
            if kept is None:
                self.failed.append(request.url)
            else:
                kept.append(request)

    def _told(self, status: int, url: str) -> None:
        if status >= 400 and url != self.address:
            self.failed.append(url)
