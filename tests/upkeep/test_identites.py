"""Official numbers are proposed, namesakes side by side; nothing is chosen, nothing is written."""

from __future__ import annotations

import io
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from generator.cli.commands import identites as commande
from generator.problems.faults import Fault
from generator.upkeep.identites import QuestionIdentite, proposal, questions, read_answer
from generator.upkeep.network.recherche_entreprises import RechercheEntreprises
from tests.construction import read
from tests.mini import ACTEUR, Mini

NOMS = ("Pôle de Mini", "Pôle de mini-golf")


def answer(*names: str, etat: str = "A") -> bytes:
    """An answer in the shape that the API documents; every value is invented."""
    results = [
        {
            "siren": f"73282932{rank}",
            "nom_complet": name,
            "etat_administratif": etat,
            "siege": {"siret": f"73282932{rank}00074", "adresse": "3 RUE DU PORT 01991 PORT-BRUME"},
            "complements": {"identifiant_association": "W991000123" if rank == 0 else None},
            "dirigeants": [{"nom": "Personne", "prenoms": "Une"}],
        }
        for rank, name in enumerate(names)
    ]
    return json.dumps({"results": results, "total_results": len(results), "page": 1}).encode()


class Monde:
    """The network, as it would answer."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.asked: list[str] = []
        self.slept: list[float] = []

    def annuaire(self) -> RechercheEntreprises:
        def ouvrir(request: urllib.request.Request) -> Any:
            self.asked.append(request.full_url)
            return io.BytesIO(self.data)

        return RechercheEntreprises("essai", ouvrir, self.slept.append)


def test_namesakes_are_shown_and_none_is_chosen(mini: Mini) -> None:
    acteur = mini.corpus().acteurs["pole"]
    lines = proposal(acteur, QuestionIdentite("pole", acteur.nom), read_answer(answer(*NOMS)))
    assert lines[0] == "pole (Pôle de Mini) : 2 structures possibles : des homonymes, à départager."
    assert [line.strip() for line in lines if "siren" in line] == ['siren: "732829320"', 'siren: "732829321"']
    assert [line.strip() for line in lines if "rna" in line] == ['rna: "W991000123"']
    assert "Personne" not in "".join(lines), "l'annuaire donne les dirigeants : on ne les lit pas"


def test_a_structure_that_closed_is_told() -> None:
    acteur = read().acteurs["agglomeration"]
    asked = QuestionIdentite("agglomeration", str(acteur.siren))
    assert proposal(acteur, asked, read_answer(answer("Agglomération"))) == []
    assert "a fermé" in proposal(acteur, asked, read_answer(answer("Agglomération", etat="C")))[0]
    assert "n'est pas connu" in proposal(acteur, asked, ())[0]


def test_what_is_no_legal_person_is_not_asked(mini: Mini) -> None:
    assert [one.acteur for one in questions(mini.corpus())] == ["pole"]
    mini.add(ACTEUR, "sans_personnalite_juridique: oui\n")
    assert list(questions(mini.corpus())) == []


def test_a_place_narrows_the_question(mini: Mini) -> None:
    mini.add(ACTEUR, 'lieux:\n  - adresse: "3 rue du Port"\n    code_postal: "01991"\n    commune: "01901"\n')
    monde = Monde(answer(*NOMS))
    annuaire = monde.annuaire()
    for question in [*questions(mini.corpus())] * 2:
        annuaire.demander(question)
    assert all("code_commune=01901" in url and "q=P%C3%B4le+de+Mini" in url for url in monde.asked)
    assert len(monde.slept) == 1, "une pause entre deux questions"


def test_a_name_from_outside_writes_nothing_in_the_terminal() -> None:
    (candidate,) = read_answer(answer("Un\x1b[31m nom\nfaux"))
    assert candidate.nom == "Un [31m nom faux"


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"results": 3}', b"<html>"])
def test_an_answer_that_is_none(data: bytes) -> None:
    with pytest.raises(Fault, match="ne répond pas"):
        Monde(data).annuaire().demander(QuestionIdentite("pole", "Pôle"))


def test_a_refusal_is_told() -> None:
    def refuse(request: urllib.request.Request) -> Any:
        raise urllib.error.HTTPError(request.full_url, 429, "", {}, None)  # type: ignore[arg-type]

    with pytest.raises(Fault, match="code 429"):
        RechercheEntreprises("essai", refuse).demander(QuestionIdentite("pole", "Pôle"))


def test_the_command_proposes_and_writes_nothing(
    mini: Mini, run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monde = Monde(answer(*NOMS))
    monkeypatch.setattr(commande, "make_annuaire", lambda corpus: monde.annuaire())
    before = mini.text(ACTEUR)
    code, out, _ = run("identites", "--racine", mini.root)
    assert code == 0
    assert 'siren: "732829320"' in out
    assert "1 structure demandée. Rien n'a été écrit" in out
    assert mini.text(ACTEUR) == before
    code, _, err = run("identites", "inconnu", "--racine", mini.root)
    assert code == 2
    assert "inconnu" in err


@pytest.mark.parametrize(
    "lines",
    [
        'siren: "732 829 320"\nsiret: "443 061 841 00047"\n',
        'sans_personnalite_juridique: oui\nsiren: "732 829 320"\n',
        'sans_personnalite_juridique: oui\nrna: "W991000123"\n',
    ],
)
def test_numbers_that_contradict_each_other_are_refused(mini: Mini, lines: str) -> None:
    mini.add(ACTEUR, lines)
    assert [problem.code for problem in mini.verify().problems] == ["SCH028"]
