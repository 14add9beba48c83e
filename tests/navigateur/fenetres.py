"""Windows kept from test to test: a new context costs the browser a second of work, emptying one a tenth."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page


class Fenetres:
    """Gives pages of contexts that remember nothing, as fresh ones would."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._kept: dict[str, BrowserContext] = {}

    @contextmanager
    def open(self, **options: Any) -> Iterator[Page]:
        """Give a page; `options` are those of `Browser.new_context`. A test listens to pages, not to their context.

        Emptied afterwards: cookies, storages, service workers, cache, permissions, routes, other pages.
        A test that fails loses its context: nothing of it is kept.
        """
        key = repr(sorted(options.items()))
        context = self._kept.pop(key, None) or self._browser.new_context(**options)
        page = context.new_page()
        session = context.new_cdp_session(page)
        origins = _origins(session)
        try:
            yield page
            _empty(context, session, origins)
        except BaseException:
            context.close()
            raise
        if key in self._kept:  # two were open at once
            context.close()
        else:
            self._kept[key] = context

    def close(self) -> None:
        """Close the windows."""
        for context in self._kept.values():
            context.close()
        self._kept.clear()


def _origins(session: CDPSession) -> set[str]:
    """Note the origin of every page that is shown from now on."""
    seen: set[str] = set()
    session.on("Page.frameNavigated", lambda event: seen.add(event["frame"]["securityOrigin"]))
    session.send("Page.enable")
    return seen


def _empty(context: BrowserContext, session: CDPSession, origins: set[str]) -> None:
    session.send("Network.clearBrowserCache")
    for origin in origins:
        if origin.startswith("http"):
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    context.set_offline(False)
    context.unroute_all()
    context.clear_permissions()
    context.clear_cookies()
    for page in context.pages:
        page.close()
