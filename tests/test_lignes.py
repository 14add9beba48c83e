"""A test of many lines tries them all, and each that fails is named."""

from __future__ import annotations

import pytest

from tests.lignes import each_line


def test_every_line_is_tried_and_those_that_fail_are_named() -> None:
    tried = []

    @each_line((f"ligne-{number}", (number,)) for number in range(4))
    def check(number: int) -> None:
        """Even ones only."""
        tried.append(number)
        assert number % 2 == 0, "impair"

    with pytest.raises(ExceptionGroup, match=r"^2 sur 4 : ligne-1, ligne-3") as told:
        check()
    assert tried == [0, 1, 2, 3]
    assert ["impair" in str(fault) for fault in told.value.exceptions] == [True, True]
    assert (check.__name__, check.__doc__) == ("check", "Even ones only.")


def test_a_table_without_lines_is_a_fault() -> None:
    with pytest.raises(AssertionError, match="aucune ligne"):
        each_line([])(print)()
