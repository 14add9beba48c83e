"""Remember what pure functions made, from one build of `servir` to the next.

The key is everything that a value was made from: the arguments, all of them, by content. The same
ones give the same value, so nothing is ever stale and there is no graph of what depends on what.
`construire` remembers nothing: it calls the same functions, each time.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

LOT = 64
"""Things looked at together: about the square root of the thousands that a territory has."""


class _Kept(NamedTuple):
    """A value, what it was made from, and the names of the others that making it asked for."""

    made_from: Any
    value: Any
    within: list[Hashable]


class _Memoire:
    """What the remembered functions made: since the last build that ended, and until then."""

    def __init__(self) -> None:
        self.on = False
        self.now: dict[Hashable, _Kept] = {}
        self.before: dict[Hashable, _Kept] = {}
        self.asked: list[Hashable] = []
        """What the value that is being made asked for."""
        self.made = 0
        """Values made, not found again, since the last build ended."""


_memoire = _Memoire()


def once(key: Hashable, make: Callable[[], R]) -> R:
    """Return what `make` makes; `key` holds all that it is made from, and which function makes it."""
    return unchanged(key, None, make)


def unchanged(name: Hashable, made_from: Any, make: Callable[[], R]) -> R:
    """Return what `make` made under this name, as long as all that it was made from is equal to what it was."""
    if not _memoire.on:
        return make()
    for kept in (_memoire.now, _memoire.before):  # a build that was refused leaves the former one as it was
        known = kept.get(name)
        if known is not None and known.made_from == made_from:
            break
    else:
        _memoire.made += 1
        around, _memoire.asked = _memoire.asked, []
        try:
            known = _Kept(made_from, make(), _memoire.asked)
        finally:
            _memoire.asked = around
    _memoire.now[name] = known
    _memoire.asked.append(name)
    return known.value  # type: ignore[no-any-return]


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Return `function`, pure and called with what can be hashed, asked once for the same arguments."""

    @functools.wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _memoire.on:
            return function(*args, **kwargs)
        return once((function, args, *kwargs.items()), lambda: function(*args, **kwargs))

    return asked


def lots(name: Hashable, make: Callable[..., Iterable[R]], things: Iterable[T], *besides: Any) -> Iterator[R]:
    """Yield what `make` makes of things, one after the other; `besides` is all that it looks at besides them.

    They are made LOT at a time, and a lot is kept under this name as long as it is equal to what it was: one thing that
    changes costs what a lot costs.
    """
    if not _memoire.on:
        yield from make(things, *besides)
        return
    every, besides = tuple(things), unchanged((lots, name), besides, lambda: besides)
    for first in range(0, len(every), LOT):
        lot = every[first : first + LOT]
        yield from unchanged((lots, name, first), (lot, besides), partial(_all, make, lot, *besides))


def _all(make: Callable[..., Iterable[R]], *args: Any) -> tuple[R, ...]:
    return tuple(make(*args))


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
    """Forget what the build that ends did not ask for, nor what it found again; return how many values it made."""
    made, now, before = _memoire.made, _memoire.now, _memoire.before
    found = list(now.values())
    while found:
        for name in found.pop().within:
            if name not in now and name in before:
                now[name] = before[name]
                found.append(now[name])
    _memoire.before, _memoire.now, _memoire.asked, _memoire.made = now, {}, [], 0
    return made
