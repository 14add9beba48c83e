"""axe-core on an open page: WCAG A and AA up to 2.2, RGAA 4, good practices, target size."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.inspection.faute import Faute
from tests.inspection.gabarits import Gabarit
from tests.inspection.visite import DESKTOP, NAMES, PHONE, Visiteur, set_mode

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4")
MODES = ("light", "dark", "forced")
SHOWN = 3
"""How many elements are named for one broken rule."""

COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that look at colours: the only ones that a scheme can break when it moves and hides nothing."""

_RUN = """async ({tags, only}) => {
  const found = await axe.run(document, {
    runOnly: only.length ? {type: 'rule', values: only} : {type: 'tag', values: tags},
    rules: only.length ? {} : {'target-size': {enabled: true}},
    resultTypes: ['violations'],
  });
  return {rules: axe.getRules(tags).length, violations: found.violations.map(v => ({
    id: v.id, help: v.help,
    nodes: v.nodes.map(n => n.target.flat().join(' ') + ' : ' + (n.any[0] ?? n.all[0] ?? n.none[0])?.message),
  }))};
}"""
_SHAPE = """() => [...document.querySelectorAll('body *')].map(e => {
  const box = e.getBoundingClientRect(), s = getComputedStyle(e);
  return [box.x, box.y, box.width, box.height].map(Math.round) + e.checkVisibility({visibilityProperty: true})
    + s.content + getComputedStyle(e, '::before').content + getComputedStyle(e, '::after').content;
}).join()"""
"""Where everything is, what is hidden, what the styles write: equal, the page differs by its colours only."""


@cache
def source() -> str:
    """Return the library; it is evaluated, so the page's own policy does not stop it."""
    return Path(__file__).with_name("axe.min.js").read_text("utf-8")


def run_axe(page: Page, only: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the broken rules of the page as it is now; `only`: of these rules."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(source())
    found = page.evaluate(_RUN, {"tags": TAGS, "only": only})
    assert found["rules"] > 60, "axe-core n'a pas chargé ses règles"
    violations: list[dict[str, Any]] = found["violations"]
    return violations


def check_axe(visiteur: Visiteur, gabarit: Gabarit) -> list[Faute]:
    """Run axe on a template in every width and scheme; where a scheme changes colours only, the rules on colours."""
    faults = []
    for width in (PHONE, DESKTOP):
        page = visiteur.open(gabarit, width)
        first = page.evaluate(_SHAPE)
        for mode in MODES:
            set_mode(page, mode)
            same = mode != MODES[0] and page.evaluate(_SHAPE) == first
            for rule in run_axe(page, COLOURS if same else ()):
                nodes = rule["nodes"]
                more = f" (et {len(nodes) - SHOWN} autres)" if len(nodes) > SHOWN else ""
                message = f"axe {rule['id']} : {' | '.join(nodes[:SHOWN])}{more}"
                faults.append(Faute(gabarit.adresse, message, f"{width} px, {NAMES[mode]}"))
    return faults
