"""The readability report: simple texts score higher, the hardest fiche comes first."""

from __future__ import annotations

import pytest

from generator.reading.loading import load_corpus
from generator.rules.lisibilite import kandel_moles, report, scores, scores_of_orientation
from tests.chemins import FIXTURES
from tests.mini import SERVICE, Mini, officiel

SIMPLE = "Le chat dort. Il est bien. La maison est au calme."
HARD = (
    "L'opérationnalisation institutionnelle multipartenariale conditionne nécessairement la territorialisation "
    "expérimentale des accompagnements individualisés"
)


def test_the_formula() -> None:
    """Three words of one syllable in one sentence."""
    assert kandel_moles("Le chat dort.") == 100.0
    assert kandel_moles("Maison maison.") == pytest.approx(207 - 1.015 * 2 - 73.6 * 2)
    assert kandel_moles("") == kandel_moles("…") == 100.0


def test_simple_is_higher_than_hard() -> None:
    assert kandel_moles(SIMPLE) > 90 > 0 > kandel_moles(HARD)


def test_the_hardest_first_with_its_longest_sentence(mini: Mini) -> None:
    mini.add(SERVICE, f'description: "Court. {HARD}. Fin."\n')
    found = scores(mini.corpus())
    assert (found[0].chemin, found[0].phrase) == (SERVICE, HARD)
    assert found[0].score < min(one.score for one in found[1:])
    text = report(mini.corpus())
    assert f"« {HARD} »" in text
    assert "1 fiche sur 4 sous 40" in text


def test_names_and_quotes_are_as_they_are(mini: Mini) -> None:
    before = {one.chemin: one.score for one in scores(mini.corpus())}
    mini.change(SERVICE, 'titre: "Page lue"', f'titre: "{HARD[:140]}"').change(SERVICE, "Accueil de tous", HARD[:140])
    assert {one.chemin: one.score for one in scores(mini.corpus())} == before


def test_arbres_and_parcours_have_their_own_lines() -> None:
    corpus, _ = load_corpus(FIXTURES / "petite-ile", officiel())
    assert corpus is not None
    found = scores_of_orientation(corpus)
    assert len(found) == len(corpus.arbres) + len(corpus.parcours) and found == sorted(found)
    text = report(corpus)
    assert "Arbres et parcours : médiane" in text and found[0][1] in text
    assert found[-1][1] not in text
