"""Three engines draw the same shells from the same folder: MkDocs with Material, Zensical, or Jinja2 alone.

MkDocs is the default: why, and how to change, in docs/decisions/0004. Whatever
the engine, what comes out is the same once entities are read; a test compares.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import jinja2
import markdown

from generator.corpus.memoire import once, remembers
from generator.models.territoire import Moteur
from generator.problems.faults import Fault
from generator.publishing.mkdocs import NEUTRAL, EngineFault, build_with_mkdocs
from generator.theme import MKDOCS


def build_with_jinja(config_path: Path) -> Path:
    """Draw every page of `docs/` with our one template; return the folder of the result."""
    config = json.loads(config_path.read_text("utf-8"))
    docs, html = config_path.parent / "docs", config_path.parent / "html"
    shutil.copytree(docs, html, ignore=shutil.ignore_patterns("*.md"))
    # As the two others: the template escapes its values one by one, the page's own HTML goes as it is.
    template = jinja2.Environment(loader=jinja2.FileSystemLoader(MKDOCS)).get_template("main.html")  # noqa: S701
    for source in sorted(docs.rglob("*.md")):
        writer = markdown.Markdown(extensions=["meta", "tables", "toc"])
        content = writer.convert(source.read_text("utf-8"))
        meta = {name: values[0] for name, values in writer.Meta.items()}
        headings = writer.toc_tokens
        place = source.relative_to(docs).with_suffix("")
        page = {
            "meta": meta,
            "title": meta.get("title") or headings[0]["name"],
            "content": content,
            "canonical_url": f"{config['site_url']}{place.as_posix()}/",
        }
        (html / place).mkdir(parents=True, exist_ok=True)
        back = "/".join([".."] * len(place.parts))
        (html / place / "index.html").write_text(template.render(config=config, page=page, base_url=back), "utf-8")
    return html


def build_with_zensical(config_path: Path) -> Path:
    """Have Zensical build; raise EngineFault with its words when it refuses."""
    command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", str(config_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise EngineFault(done.stdout + done.stderr)
    return config_path.parent / "html"


MOTEURS: Mapping[Moteur, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "mkdocs": (build_with_mkdocs, ("mkdocs", "material")),
    "zensical": (build_with_zensical, ("zensical",)),
    "jinja": (build_with_jinja, ()),
}
"""`moteur` of territoire.yml → what turns build/mkdocs.yml into pages, and the packages of its own that it needs"""


def draw(moteur: Moteur, config_path: Path) -> Path:
    """Return the folder where an engine put its pages; raise Fault if it is not installed, EngineFault if it fails."""
    build, packages = MOTEURS[moteur]
    for package in packages:
        if importlib.util.find_spec(package) is None:
            raise Fault(
                f"Le moteur « {moteur} » n'est pas installé ici (paquet {package}). "
                "Écrire « moteur: jinja » dans data/territoire.yml : le site est le même."
            )
    html = config_path.parent / "html"
    made_from = (moteur, *map(_contents, (config_path.parent / "docs", config_path, NEUTRAL, MKDOCS)))

    def drawn() -> dict[str, bytes]:
        build(config_path)
        return dict(_contents(html))

    pages = once((draw, made_from), drawn)
    if not html.exists():
        for name, data in pages.items():
            (html / name).parent.mkdir(parents=True, exist_ok=True)
            (html / name).write_bytes(data)
    return html


def _contents(place: Path) -> tuple[tuple[str, bytes], ...]:
    """Return (path, bytes) of each file of a folder, or of one file; nothing when nothing is remembered."""
    if not remembers():
        return ()
    files = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
    return tuple((path.relative_to(place).as_posix(), path.read_bytes()) for path in files)
