"""Forgejo, and Codeberg, which is one. Sources: its documentation (Actions, issue forms) and the routes of its code.

Its API is that of GitHub with other numbers: an issue wants the numbers of labels, a page has fifty lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.forges.forge import Forge, GesteAbsent, QuestionPosee
from generator.forges.github import GITHUB

FORMULAIRES = GITHUB.formulaires
"""It reads them there too: a second copy elsewhere would be shown twice."""


def demande(formulaire: str, titre: str, questions: Sequence[QuestionPosee]) -> dict[str, str]:
    """Return the query of a new issue: the template is a path, a question is filled as `field:<id>`."""
    filled = {f"field:{question.id}": question.reponse for question in questions if question.reponse}
    return {"template": f"{FORMULAIRES}/{formulaire}.yml"} | ({"title": titre} if titre else {}) | filled


def motif(chemin: str) -> str:
    """Return a regular expression; a backslash would have to be doubled, a class does not."""
    escaped = re.sub(r"([.+*?()|{}^$])", r"[\1]", chemin)
    return f"{escaped}.*" if not chemin or chemin.endswith("/") else escaped


FORGEJO = Forge(
    genre="forgejo",
    nom="Forgejo",
    hotes=("codeberg.org",),
    prefixes=("forgejo.", "gitea.", "codeberg."),
    sous_groupes=False,
    voir="{depot}/src/branch/{branche}/{chemin}",
    modifier="{depot}/_edit/{branche}/{chemin}",
    creer="{depot}/_new/{branche}/{dossier}?filename={nom}",
    creer_rempli="",
    demander="{depot}/issues/new",
    demande=demande,
    choisir="{depot}/issues/new/choose",
    securite="",
    formulaires=FORMULAIRES,
    modeles=False,
    proposition=GITHUB.proposition,
    proprietaires=".forgejo/CODEOWNERS",
    motif=motif,
    flux=".forgejo/workflows",
    api=replace(
        GITHUB.api,
        entetes={"Authorization": "token {jeton}"},
        compte="forgejo-actions",
        par_page=("limit", 50),
        filtre="created_by",
        etiquettes=None,
        fermer={"state": "closed"},
    ),
    sommeil=0,
    manques=(
        GesteAbsent(
            "une erreur n'est pas montrée sur sa ligne, dans la proposition",
            "ouvrir « Vérifier », puis « Dire les erreurs, sur leurs lignes » : le fichier, la ligne et le remède",
        ),
        GesteAbsent(
            "le résumé de la vérification n'a pas de page à lui",
            "il est écrit dans « Dire ce qui change, et l'effet »",
        ),
        GesteAbsent(
            "les rappels s'ouvrent sans étiquette",
            "la poser à la main : « fraicheur » ou « liens »",
        ),
        GesteAbsent(
            "une faille ne s'y signale pas en privé",
            "le courriel des mentions légales, comme le dit SECURITY.md",
        ),
    ),
    reglages=(
        "« Settings », « Units » : Issues et Actions ; une copie (« fork ») naît sans l'un ni l'autre",
        "« Settings », « Actions », « Runners » : un exécutant au moins, d'étiquette « docker »",
        "La première proposition d'une personne attend « Approve »",
    ),
)
