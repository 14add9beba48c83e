"""What is remembered from one build to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from generator.corpus.memoire import LOT, end_of_build, lots, once, remembering, unchanged


@pytest.fixture(autouse=True)
def memoire() -> Iterator[None]:
    with remembering():
        yield


def _build(text: str) -> str:
    return unchanged("page", text, lambda: once(("mots", len(text)), lambda: f"{len(text)} signes"))


def test_ce_qui_est_refuse_puis_defait_n_est_pas_refait() -> None:
    _build("bon")
    assert end_of_build() == 2
    _build("refusé")  # and the build does not end
    _build("refusé encore")
    assert (_build("bon"), end_of_build()) == ("3 signes", 4), "only what was refused was made"


def test_ce_qui_a_servi_a_faire_une_valeur_est_garde_avec_elle() -> None:
    _build("bon")
    end_of_build()
    _build("bon")
    assert end_of_build() == 0
    assert (_build("ton"), end_of_build()) == ("3 signes", 1), "the page alone is made again"
    end_of_build()
    assert (_build("ton"), end_of_build()) == ("3 signes", 2), "what no build asks for is forgotten"


def test_une_panne_en_chemin_ne_laisse_rien() -> None:
    with pytest.raises(ZeroDivisionError):
        unchanged("page", 0, lambda: once("dedans", lambda: 1 // 0))
    assert (_build("bon"), end_of_build()) == ("3 signes", 4)


def test_une_chose_changee_ne_refait_que_son_lot() -> None:
    looked: list[int] = []

    def doubled(things: Iterable[int], by: int) -> Iterator[int]:
        for thing in things:
            looked.append(thing)
            yield thing * by

    things = [*range(2 * LOT + 1)]
    assert list(lots("doubles", doubled, things, 2)) == [thing * 2 for thing in things]
    end_of_build()
    things[LOT + 3], looked[:] = -1, []
    assert list(lots("doubles", doubled, things, 2)) == [thing * 2 for thing in things]
    assert looked == things[LOT : 2 * LOT], "the lots before and after are kept"
    end_of_build()
    assert list(lots("doubles", doubled, things[1:], 3)) == [thing * 3 for thing in things[1:]]
