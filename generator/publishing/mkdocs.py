"""The engine's part: editorial pages and empty shells, built by MkDocs with the Material theme.

No hook, no plugin of ours: `mkdocs.yml` and the `docs/` folder written here
build the same with any engine that reads them (docs/decisions/0004).
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Any

from generator.corpus.corpus import Corpus
from generator.corpus.motif import CONFLUENCE
from generator.publishing.assets import write_assets
from generator.publishing.entetes import CSP
from generator.rendering.page import MARQUE
from generator.theme import MKDOCS, TEXTES

SECTIONS = (
    "accueil",
    "orienter",
    "offre",
    "communes",
    "acteurs",
    "dispositif",
    "guide",
    "contact",
    "plan",
    "contribuer",
    "introuvable",
)
"""One shell each: they differ by the menu's current entry only."""
MENU = (
    ("orienter", "Trouver de l'aide", "orienter/"),
    ("offre", "Toute l'offre", "offre/"),
    ("communes", "Ma commune", "communes/"),
    ("dispositif", "Comment ça marche", "dispositif/"),
    ("guide", "Le guide", "guide/"),
    ("contact", "Contact", "contact/"),
)
PIED = (
    ("Contact", "contact/"),
    ("Les acteurs", "acteurs/"),
    ("Plan du site", "plan/"),
    ("Comment lire ce site", "aide/"),
    ("Écoconception", "ecoconception/"),
    ("Accessibilité", "accessibilite/"),
    ("Mentions légales", "mentions-legales/"),
    ("Données personnelles", "donnees-personnelles/"),
)


NEUTRAL = Path(__file__).parents[2] / "mkdocs.yml"
"""The neutral configuration at the root of the repository, next to the engine."""


class EngineFault(Exception):
    """MkDocs refused the pages; carries its messages. A bug of ours, or of an editorial page."""


def write_sources(corpus: Corpus, build: Path) -> Path:
    """Write `docs/` and the mkdocs.yml that inherits the neutral one; return its path."""
    docs = build / "docs"
    write_assets(docs / "assets")
    for section in SECTIONS:
        shell = docs / "coques" / f"{section}.md"
        shell.parent.mkdir(parents=True, exist_ok=True)
        shell.write_text(f"---\ntitle: coque\ntemplate: coque.html\ncoque: oui\nsection: {section}\n---\n", "utf-8")
    for page in sorted(TEXTES.glob("*.md")):
        (docs / page.name).write_bytes(page.read_bytes())
    territoire = corpus.territoire
    # JSON is YAML: one escaping, known to be right, for values that people wrote.
    config: dict[str, Any] = {
        "INHERIT": os.path.relpath(NEUTRAL, build),
        "site_name": territoire.site.nom,
        "site_url": territoire.site.url,
        "docs_dir": "docs",
        "site_dir": "html",
        "theme": {"custom_dir": os.path.relpath(MKDOCS, build)},
        "extra": {
            "marque": MARQUE,
            "csp": CSP,
            "territoire": {
                "nom": territoire.nom,
                "nom_epci": territoire.nom_epci,
                "site_nom": territoire.site.nom,
                "site_url": territoire.site.url,
                "bande": territoire.couleurs.bande,
                "logo": territoire.site.logo,
                "motif": (corpus.motif or CONFLUENCE).inline(),
                "description": territoire.site.description,
                "preparation": territoire.etat == "preparation",
                "coordination": corpus.acteurs[territoire.coordination].nom,
                "communes": len(corpus.communes),
                "licence_donnees": territoire.licence_donnees,
            },
            "menu": [
                {"section": section, "nom": nom, "url": url}
                for section, nom, url in MENU
                if {"orienter": corpus.arbres, "guide": corpus.corps}.get(section, True)
            ],
            "pied": [
                # The law wants the state of accessibility told on every page, not only a link.
                {"nom": f"{nom} : {territoire.accessibilite.mention}" if url == "accessibilite/" else nom, "url": url}
                for nom, url in PIED
            ],
        },
    }
    path = build / "mkdocs.yml"
    path.write_text(json.dumps(config, ensure_ascii=False, indent=1), "utf-8")
    return path


def build_with_mkdocs(config_path: Path) -> Path:
    """Build in strict mode and return the folder of the result; raise EngineFault on any warning."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    messages: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    handler = Collector(level=logging.WARNING)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        config = load_config(config_file=str(config_path), strict=True)
        build(config)
    except OSError:
        raise  # the disk, not the pages
    except Exception as error:
        raise EngineFault("\n".join([*messages, str(error)])) from error
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
    if messages:
        raise EngineFault("\n".join(messages))
    return config_path.parent / "html"
