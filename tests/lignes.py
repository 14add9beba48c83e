"""One test for many lines of a table: the fixed cost of a test is paid once, each line that fails says its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


def each_line(
    lines: Iterable[tuple[str, tuple[Any, ...]]],
) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Return what makes of `check(*values)` a test of every (name, values); all the lines are tried, whatever fails.

    For hundreds of lines that cost less than a test does; a line that takes fixtures stays a test of its own.
    """
    table = list(lines)

    def decorate(check: Callable[..., None]) -> Callable[[], None]:
        def test() -> None:
            assert table, "aucune ligne"
            faults: list[Exception] = []
            for name, values in table:
                try:
                    check(*values)
                except Exception as fault:
                    fault.add_note(name)
                    faults.append(fault)
            if faults:
                named = ", ".join(fault.__notes__[-1] for fault in faults)
                raise ExceptionGroup(f"{len(faults)} sur {len(table)} : {named}", faults)

        test.__name__, test.__doc__, test.__module__ = check.__name__, check.__doc__, check.__module__
        return test

    return decorate
