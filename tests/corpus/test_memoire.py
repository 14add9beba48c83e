"""What is remembered from one build to the next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.corpus.memoire import end_of_build, once, remembering, unchanged


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
