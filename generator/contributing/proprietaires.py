"""Who is asked to read a change again: CODEOWNERS, where the forge reads it, from the teams that the contents name.

The last line that fits a file decides (on Forgejo, all of them do). So: the engine first, then the
contents, then the fiches of each acteur that has a team. A team that nobody
named yet is a comment, not an invention.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.corpus.corpus import Corpus
from generator.forges.connues import forge_de
from generator.forges.forge import Forge

_EN_TETE = (
    "# Fait par « offre schemas » à partir de data/territoire.yml (« equipes ») et des acteurs (« equipe ») :",
    "# ne pas modifier à la main. La dernière ligne qui convient à un fichier l'emporte.",
)


def owners_file(corpus: Corpus) -> dict[str, bytes]:
    """Return path from the project's root → bytes."""
    forge = forge_de(corpus.territoire.site)
    return {forge.proprietaires: ("\n".join(_lines(corpus, forge)) + "\n").encode()}


def _lines(corpus: Corpus, forge: Forge) -> Iterator[str]:
    yield from _EN_TETE
    equipes = corpus.territoire.equipes
    yield from ("", "# Le programme", _line(forge.motif(""), equipes.mainteneurs, "equipes: mainteneurs"))
    yield from ("", "# Les contenus")
    for folder in ("content/", "data/"):
        yield _line(forge.motif(folder), equipes.coordination, "equipes: coordination")
    for key, acteur in corpus.acteurs.items():
        if acteur.equipe is not None:
            yield from ("", f"# {key}")
            team = f"{equipes.coordination} {acteur.equipe}" if equipes.coordination else acteur.equipe
            yield from (f"{forge.motif(path)} {team}" for path in _paths(corpus, key))


def _line(pattern: str, team: str | None, field: str) -> str:
    return f"{pattern} {team}" if team else f"# {pattern} : équipe pas encore nommée (data/territoire.yml, « {field} »)"


def _paths(corpus: Corpus, acteur: str) -> Iterator[str]:
    """Yield the files of an acteur: its own, then what it renders, publishes or finances."""
    for kind, key, _ in corpus.fiches():
        if corpus.acteur_of(kind, key) == acteur:
            yield corpus.path_of(kind, key)
