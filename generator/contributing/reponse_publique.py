"""The answer to an issue made with a form: what fiche it gives, what lacks, what to do. In Markdown, in a kind voice.

The issue is anybody's: its words come back shown, never interpreted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.contributing.fiche_recue import FicheRecue
from generator.contributing.reponses import DemandeLue
from generator.forges.connues import depot_de
from generator.models.territoire import Territoire
from generator.problems import Problem, Severity
from generator.problems.formats import markdown_text

MAX_TEXTE = 40_000
"""Signs of the fiche that are shown; the forge takes 65,536 in all."""


def answer(demande: DemandeLue, fiche: FicheRecue, problems: Iterable[Problem], territoire: Territoire) -> str:
    """Return the answer to a request that makes a fiche."""
    return "\n".join(_lines(demande, fiche, tuple(problems), territoire))


def fenced(text: str, language: str = "") -> str:
    """Return a text in a block of code that it cannot close: one backtick more than its longest run."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _lines(
    demande: DemandeLue, fiche: FicheRecue, problems: tuple[Problem, ...], territoire: Territoire
) -> Iterator[str]:
    wrong = [problem for problem in problems if problem.severity is Severity.ERREUR]
    yield f"Bonjour, merci pour « {markdown_text(demande.formulaire.titre)} »."
    if wrong or fiche.sans_reponse:
        yield "Il manque encore quelque chose. Vous pouvez corriger le texte de la demande : cette réponse se refera."
    else:
        yield "Tout est là. Une personne relit, puis publie."
    if fiche.sans_reponse:
        yield from ("", "### Questions à compléter", "")
        yield from (f"- {markdown_text(question)}" for question in fiche.sans_reponse)
    if problems:
        yield from ("", "### Ce qui ne va pas", "")
        for problem in (*wrong, *(one for one in problems if one not in wrong)):
            where = f"{problem.where} : " if problem.where else ""
            yield f"- {markdown_text(where + problem.message)}"
            if problem.hint:
                yield f"  - {markdown_text(problem.hint)}"
    yield from ("", "### À faire par une personne, avant de publier", "")
    yield from (f"- {markdown_text(sentence)}" for sentence in fiche.a_confirmer)
    yield from ("", "### La fiche", "")
    if fiche.identifiant:
        yield f"Fichier : `{fiche.chemin}`. {_new_file(fiche, territoire)}".rstrip()
        yield ""
    yield fenced(fiche.texte[:MAX_TEXTE], "yaml")


def _new_file(fiche: FicheRecue, territoire: Territoire) -> str:
    """Return the link that opens the forge's editor on this very file, its text in it when the forge can."""
    depot = depot_de(territoire.site)
    if depot is None:
        return ""
    link, filled = depot.creer(fiche.chemin, fiche.texte)
    return f"[Proposer ce fichier]({link})" + ("" if filled else ", et y coller le texte qui suit.")
