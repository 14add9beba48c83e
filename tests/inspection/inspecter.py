"""Every checker on every template of one site; two browsers side by side when there is much to see."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.inspection.axe import check_axe, check_axe_light
from tests.inspection.clavier import check_keyboard
from tests.inspection.commandes import check_commands
from tests.inspection.faute import Faute
from tests.inspection.gabarits import PROGRAMME, Gabarit, missing, pages_of, prefix_of, sample
from tests.inspection.papier import check_print
from tests.inspection.reseau import check_network
from tests.inspection.sans_script import check_without_script
from tests.inspection.structure import check_structure
from tests.inspection.tenue import check_layout, check_motion
from tests.inspection.visite import Visiteur, serve_compressed
from tests.inspection.vnu import VnuAbsent, check_vnu, is_required
from tests.navigateur import find_browser, launch_args

Controle = Callable[[Visiteur, Gabarit], list[Faute]]
CONTROLES: dict[str, Controle] = {
    "mouvement": check_motion,
    "papier": check_print,
    "axe": check_axe,
    "réseau et poids": check_network,
    "sans JavaScript": check_without_script,
    "clavier": check_keyboard,
    "tenue": check_layout,
}
"""The checkers that need a browser, by the name that the report gives them; those that spoil the page come last.
What it asks is counted after those who touch nothing, who last as long as one must wait for it to be quiet."""
CONTENUS: dict[str, Controle] = {
    "papier": check_print,
    "axe": check_axe_light,
    "réseau et poids": check_network,
    "tenue": check_layout,
}
"""Those that contents may break on a template that is sound; the invented territory proves all of them for each."""
STRUCTURE, VNU = "titres et structure", "HTML (vnu)"
BROWSERS = 2
"""One is enough for contents: beside the tests, and what it saw on one page it needs not look at on another."""


@dataclass
class Rapport:
    """What an inspection found."""

    pages: int = 0
    gabarits: list[Gabarit] = field(default_factory=list)
    absents: list[str] = field(default_factory=list)
    """Templates of which this site has no page."""
    fautes: dict[str, list[Faute]] = field(default_factory=lambda: defaultdict(list))
    secondes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    contenus: bool = False
    """Whether only what contents may break was looked at."""
    avis: list[str] = field(default_factory=list)
    """What could not be checked here, as sentences."""

    @property
    def nombre(self) -> int:
        """How many faults in all."""
        return sum(map(len, self.fautes.values()))


def inspect(folder: Path, *, contenus: bool = False) -> Rapport:
    """Inspect a built site; `contenus`: only what contents may break, on the templates that hold contents."""
    pages = pages_of(folder)
    every = sample(pages)
    gabarits = [gabarit for gabarit in every if not contenus or gabarit.nom not in PROGRAMME]
    rapport = Rapport(len(pages), gabarits, missing(every), contenus=contenus)
    controles = CONTENUS if contenus else CONTROLES
    prefix, chromium = prefix_of(pages), find_browser()
    browsers = 1 if contenus else BROWSERS
    with ProcessPoolExecutor(browsers) as pool:
        shares = [
            pool.submit(look_at, folder, prefix, chromium, gabarits[number::browsers], controles)
            for number in range(browsers)
        ]
        timed(rapport, STRUCTURE, lambda: [*check_structure(pages), *check_commands(pages)])
        for share in shares:
            faults, seconds = share.result()
            for name in controles:
                rapport.fautes[name] += faults[name]
                rapport.secondes[name] += seconds[name]
    check_html(rapport, folder, [folder / gabarit.chemin for gabarit in gabarits] if contenus else None)
    return rapport


def timed(rapport: Rapport, name: str, check: Callable[[], list[Faute]]) -> None:
    """Run one checker into the report."""
    start = time.monotonic()
    rapport.fautes[name] = check()
    rapport.secondes[name] = time.monotonic() - start


def check_html(rapport: Rapport, folder: Path, only: list[Path] | None = None) -> None:
    """Run the HTML checker on all pages or some; where it cannot run, say so, and fail where it is required."""
    try:
        timed(rapport, VNU, lambda: check_vnu(folder, only))
    except VnuAbsent as absent:
        rapport.avis.append(str(absent))
        rapport.fautes[VNU] = [Faute("", f"{absent} Il est exigé ici (CI=true).")] if is_required() else []


def look_at(
    folder: Path, prefix: str, chromium: str, gabarits: list[Gabarit], controles: dict[str, Controle]
) -> tuple[dict[str, list[Faute]], dict[str, float]]:
    """Run the checkers on some templates, with a browser of one's own; return faults and seconds by checker."""
    with serve_compressed(folder, prefix) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=launch_args())
        found = check_all(Visiteur(browser, base), gabarits, controles)
        browser.close()
    return found


def check_all(
    visiteur: Visiteur, gabarits: list[Gabarit], controles: Mapping[str, Controle] = CONTROLES
) -> tuple[dict[str, list[Faute]], dict[str, float]]:
    """Run the checkers on one template after the other, so that each page is loaded once and looked at by all."""
    faults: dict[str, list[Faute]] = {name: [] for name in controles}
    seconds = dict.fromkeys(controles, 0.0)
    for gabarit in gabarits:
        for name, check in controles.items():
            start = time.monotonic()
            faults[name] += check(visiteur, gabarit)
            seconds[name] += time.monotonic() - start
    return faults, seconds
