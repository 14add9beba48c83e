"""Remember what pure functions made, from one build of `servir` to the next.

The key is everything that a value was made from: the arguments, all of them, by content. The same
ones give the same value, so nothing is ever stale and there is no graph of what depends on what.
`construire` remembers nothing: it calls the same functions, each time.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_NOTHING: Any = object()


class _Memoire:
    """What the remembered functions made: in this build, and in the one before."""

    def __init__(self) -> None:
        self.on = False
        self.now: dict[Any, Any] = {}
        self.before: dict[Any, Any] = {}
        self.made = 0
        """Values made, not found again, since the last build ended."""


_memoire = _Memoire()


def once(key: Hashable, make: Callable[[], R]) -> R:
    """Return what `make` makes; `key` holds all that it is made from, and which function makes it."""
    if not _memoire.on:
        return make()
    found = _memoire.now.get(key, _NOTHING)
    if found is _NOTHING:
        found = _memoire.before.get(key, _NOTHING)
        if found is _NOTHING:
            _memoire.made += 1
            found = make()
        _memoire.now[key] = found
    return found  # type: ignore[no-any-return]


def unchanged(name: Hashable, made_from: Any, make: Callable[[], R]) -> R:
    """Return what `make` made under this name, as long as all that it was made from is equal to what it was."""
    if not _memoire.on:
        return make()
    known = _memoire.now.get(name) or _memoire.before.get(name)
    if known is None or known[0] != made_from:
        _memoire.made += 1
        known = (made_from, make())
    _memoire.now[name] = known
    return known[1]


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Return `function`, pure and called with what can be hashed, asked once for the same arguments."""

    @functools.wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _memoire.on:
            return function(*args, **kwargs)
        return once((function, args, *kwargs.items()), lambda: function(*args, **kwargs))

    return asked


def remembers() -> bool:
    """Tell whether anything is remembered."""
    return _memoire.on


@contextmanager
def remembering() -> Iterator[None]:
    """Remember, as long as it lasts; everything is forgotten at the end."""
    _memoire.on = True
    try:
        yield
    finally:
        _memoire.__init__()  # type: ignore[misc]


def end_of_build() -> int:
    """Forget what the build that ends did not ask for; return how many values it had to make."""
    made, _memoire.made = _memoire.made, 0
    _memoire.before, _memoire.now = _memoire.now, {}
    return made
