"""What a checker found wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Faute:
    """One fault, told to who writes templates and styles."""

    page: str
    """Address of the page in the site; '' is the home page."""
    message: str
    mode: str = ""
    """In which conditions: « 320 px, sombre »; '' when it does not matter."""

    def __str__(self) -> str:
        mode = f" [{self.mode}]" if self.mode else ""
        return f"/{self.page}{mode} : {self.message}"
