"""Find the browser of the tests, or install it: never a silent skip.

`python -m tests.navigateur` prints its path, or one French sentence and exit 2.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
LAUNCH_ARGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NONE_FOUND = (
    "Aucun navigateur pour les essais, et il n'a pas pu être installé : installez Chromium ou Chrome, "
    "ou donnez son chemin dans la variable CHROMIUM."
)


class BrowserMissing(Exception):
    """No browser can be had; the text is the sentence to show."""


def is_root() -> bool:
    """Whether we may install packages (and must do without the sandbox)."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def launch_args() -> list[str]:
    """Return Chromium's arguments: no traffic of its own, no sandbox for root."""
    return ["--no-sandbox", *LAUNCH_ARGS] if is_root() else list(LAUNCH_ARGS)


def works(path: str) -> bool:
    """Whether this browser starts (a system library may be missing)."""
    if os.name == "nt":  # there, `--version` opens a window
        return Path(path).is_file()
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def playwright_browser() -> str:
    """Return where Playwright puts its own Chromium, installed or not."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def present() -> Iterator[str]:
    """Yield the browsers that this machine has, the preferred one first."""
    yield from (found for name in NAMES if (found := shutil.which(name)))
    yield from (place for place in PLACES if Path(place).is_file())
    if Path(own := playwright_browser()).is_file():
        yield own


def attempt(*command: str) -> bool:
    """Run an installer; its words are shown only if all attempts fail."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, capture_output=True, env=env, timeout=900, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def installers() -> Iterator[tuple[tuple[str, ...], ...]]:
    """Yield the ways to install a browser, each as the commands to run in turn."""
    playwright = (sys.executable, "-m", "playwright")
    yield ((*playwright, "install", "chromium"),)
    if is_root() and shutil.which("apt-get"):
        update = ("apt-get", "update")
        yield (update, (*playwright, "install-deps", "chromium"))
        packages = ("chromium", "fonts-dejavu-core")
        yield (update, ("apt-get", "install", "--yes", "--no-install-recommends", *packages))


def find_browser(*, install: bool = True) -> str:
    """Return the path of a browser that works; raise BrowserMissing otherwise."""
    if chosen := os.environ.get("CHROMIUM"):
        if works(shutil.which(chosen) or chosen):
            return shutil.which(chosen) or chosen
        raise BrowserMissing(f"La variable CHROMIUM donne « {chosen} », qui ne démarre pas.")
    if found := next(filter(works, present()), None):
        return found
    if install:
        print("Installation d'un navigateur pour les essais…", file=sys.stderr, flush=True)
        for commands in installers():
            for command in commands:
                attempt(*command)
            if found := next(filter(works, present()), None):
                return found
    raise BrowserMissing(NONE_FOUND)


def main() -> int:
    """Print the browser's path for `lancer.py`."""
    try:
        print(find_browser())
    except BrowserMissing as missing:
        print(missing, file=sys.stderr)
        return 2
    return 0
