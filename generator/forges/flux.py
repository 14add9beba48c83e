"""What a forge starts by itself, and what it asks of who proposes: the files to write, as they are in `fichiers/`.

Those of GitHub are the programme's own (`.github/`); the tests hold the others to the same steps and the same words.
"""

from __future__ import annotations

from pathlib import Path

from generator.forges.forge import DepotDeCode
from generator.forges.forgejo import FORGEJO
from generator.forges.gitlab import GITLAB

_FICHIERS = Path(__file__).parent / "fichiers"
_A_ECRIRE = {
    GITLAB.genre: {GITLAB.flux: "gitlab-ci.yml", GITLAB.proposition: "proposition.md"},
    FORGEJO.genre: {
        f"{FORGEJO.flux}/{path.name}": f"forgejo/{path.name}" for path in sorted(_FICHIERS.glob("forgejo/*.yml"))
    },
}


def flux_files(depot: DepotDeCode | None) -> dict[str, bytes]:
    """Return path from the project's root → bytes, with the branch of the repository; nothing for GitHub."""
    if depot is None:
        return {}
    wanted = _A_ECRIRE.get(depot.forge.genre, {})
    return {path: _on_branch((_FICHIERS / name).read_text("utf-8"), depot.branche) for path, name in wanted.items()}


def _on_branch(text: str, branche: str) -> bytes:
    return text.replace("branches: [main]", f"branches: [{branche}]").replace("HEAD:main", f"HEAD:{branche}").encode()
