"""GitLab. Sources: its documentation on prefilled issues, description templates, Code Quality, Code Owners, the API.

A description that is given with a template replaces it or follows it, as the version goes: a link that fills an
answer writes all the questions itself, and names no template.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.forges.forge import Api, Forge, GesteAbsent, QuestionPosee
from generator.forges.github import motif


def demande(formulaire: str, titre: str, questions: Sequence[QuestionPosee]) -> dict[str, str]:
    """Return the query of a new issue: the template, or the whole text when an answer is known."""
    asked = {"issue[title]": titre} if titre else {}
    if not any(question.reponse for question in questions):
        return {"issuable_template": formulaire} | asked
    text = "\n\n".join(f"### {question.libelle}\n\n{question.reponse}".rstrip() for question in questions)
    return asked | {"issue[description]": f"{text}\n\n"}


GITLAB = Forge(
    genre="gitlab",
    nom="GitLab",
    hotes=("gitlab.com", "framagit.org", "0xacab.org", "salsa.debian.org"),
    prefixes=("gitlab.",),
    sous_groupes=True,
    voir="{depot}/-/blob/{branche}/{chemin}",
    modifier="{depot}/-/edit/{branche}/{chemin}",
    creer="{depot}/-/new/{branche}/{dossier}?file_name={nom}",
    creer_rempli="",
    demander="{depot}/-/issues/new",
    demande=demande,
    choisir="{depot}/-/issues/new",
    securite="{depot}/-/issues/new?issue%5Bconfidential%5D=true",
    formulaires=".gitlab/issue_templates",
    modeles=True,
    proposition=".gitlab/merge_request_templates/Default.md",
    proprietaires=".gitlab/CODEOWNERS",
    motif=motif,
    flux=".gitlab-ci.yml",
    api=Api(
        depot="CI_PROJECT_PATH",
        jeton="OFFRE_JETON",
        adresse="CI_API_V4_URL",
        serveur="CI_SERVER_URL",
        racine="/projects/{depot}",
        entetes={"PRIVATE-TOKEN": "{jeton}"},
        compte="",
        par_page=("per_page", 100),
        filtre="author_username",
        numero="iid",
        texte="description",
        auteur=("author", "username"),
        etiquettes=str,
        changer="PUT",
        ouvrir={"state_event": "reopen"},
        fermer={"state_event": "close"},
        reponses="/issues/{numero}/notes",
        reponse="/issues/{numero}/notes/{id}",
    ),
    sommeil=0,
    manques=(
        GesteAbsent(
            "les formulaires à cases : une demande est un texte, avec les mêmes questions",
            "remplir sous chaque question ; ou le courriel, ou la feuille de papier de la page « Dire un besoin »",
        ),
        GesteAbsent(
            "la réponse à une demande ne part pas seule : GitLab ne lance rien quand une demande arrive",
            "le « webhook » de docs/publier.md ; ou « offre importer --depuis-issue » sur un ordinateur",
        ),
        GesteAbsent(
            "les relecteurs de CODEOWNERS ne sont appelés que dans les offres payantes",
            "nommer les relecteurs dans la demande de fusion",
        ),
    ),
    reglages=(
        "« Settings », « General », « Visibility » : Issues, CI/CD et Pages, pour tout le monde",
        "« Settings », « Merge requests » : « Pipelines must succeed »",
        "« Build », « Pipeline schedules » : un horaire OFFRE = nuit, un horaire OFFRE = rappels ; ils s'arrêtent "
        "quand le compte qui les a faits s'en va, et une copie (« fork ») n'en a aucun",
        "Une proposition venue d'une copie se vérifie dans la copie ; si elle n'a pas tourné, « Run pipeline »",
    ),
)
