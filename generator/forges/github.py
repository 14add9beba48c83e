"""GitHub. Sources: its documentation on URL queries for issues, CODEOWNERS, workflow commands, the REST API."""

from __future__ import annotations

from collections.abc import Sequence

from generator.forges.forge import Api, Forge, QuestionPosee


def demande(formulaire: str, titre: str, questions: Sequence[QuestionPosee]) -> dict[str, str]:
    """Return the query of a new issue: a question is filled under its id."""
    filled = {question.id: question.reponse for question in questions if question.reponse}
    return {"template": f"{formulaire}.yml"} | ({"title": titre} if titre else {}) | filled


def motif(chemin: str) -> str:
    """Return a pattern of CODEOWNERS, as of .gitignore."""
    return f"/{chemin}" if chemin else "*"


GITHUB = Forge(
    genre="github",
    nom="GitHub",
    hotes=("github.com",),
    prefixes=("github.",),
    sous_groupes=False,
    voir="{depot}/blob/{branche}/{chemin}",
    modifier="{depot}/edit/{branche}/{chemin}",
    creer="{depot}/new/{branche}/{dossier}?filename={nom}",
    creer_rempli="{depot}/new/{branche}/{dossier}?filename={nom}&value={texte}",
    demander="{depot}/issues/new",
    demande=demande,
    choisir="{depot}/issues/new/choose",
    securite="{depot}/security/advisories/new",
    formulaires=".github/ISSUE_TEMPLATE",
    modeles=False,
    proposition=".github/PULL_REQUEST_TEMPLATE.md",
    proprietaires=".github/CODEOWNERS",
    motif=motif,
    flux=".github/workflows",
    api=Api(
        depot="GITHUB_REPOSITORY",
        jeton="GITHUB_TOKEN",
        adresse="GITHUB_API_URL",
        serveur="GITHUB_SERVER_URL",
        racine="/repos/{depot}",
        entetes={
            "Accept": "application/vnd.github+json",
            "Authorization": "Bearer {jeton}",
            "X-GitHub-Api-Version": "2022-11-28",
        },
        compte="github-actions[bot]",
        par_page=("per_page", 100),
        filtre="creator",
        numero="number",
        texte="body",
        auteur=("user", "login"),
        etiquettes=lambda label: [label],
        changer="PATCH",
        ouvrir={"state": "open"},
        fermer={"state": "closed", "state_reason": "completed"},
        reponses="/issues/{numero}/comments",
        reponse="/issues/comments/{id}",
    ),
    sommeil=60,
    manques=(),
    reglages=(
        "Issues : « Settings », « General » ; Actions : leur onglet ; Pages et étiquettes (« Labels »)",
        "Une copie (« fork ») naît sans issues, ni actions, ni horaires : partir d'un nouveau dépôt",
        "La première proposition d'une personne attend « Approve and run workflows »",
    ),
)
