"""axe-core on an open page: WCAG A and AA up to 2.2, RGAA 4, good practices, target size."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.inspection.faute import Faute
from tests.inspection.gabarits import Gabarit
from tests.inspection.visite import COQUE, DESKTOP, NAMES, PHONE, Visiteur, set_mode

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4")
MODES = ("light", "dark", "forced")
SHOWN = 3
"""How many elements are named for one broken rule."""

LOOKS = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
"""The rules that look at colours and sizes: the only ones that a scheme can break when it hides and writes nothing."""

_RUN = """async ({tags, only, shell}) => {
  const around = shell ? [...document.querySelectorAll(shell)] : [];
  const found = await axe.run(around.length ? {exclude: around} : document, {
    runOnly: only.length ? {type: 'rule', values: only} : {type: 'tag', values: tags},
    rules: only.length ? {} : {'target-size': {enabled: true}},
    resultTypes: ['violations'],
  });
  return {rules: axe.getRules(tags).length, violations: found.violations.map(v => ({
    id: v.id, help: v.help,
    nodes: v.nodes.map(n => n.target.flat().join(' ') + ' : ' + (n.any[0] ?? n.all[0] ?? n.none[0])?.message),
  }))};
}"""
_SAID = """() => [...document.querySelectorAll('body *')].map(e => {
  const written = part => getComputedStyle(e, part).content;
  return e.checkVisibility({visibilityProperty: true}) + written(null) + written('::before') + written('::after');
}).join()"""
"""What is hidden and what the styles write: where a scheme leaves both as they are, it only looks different."""
_LOOK = """shell => [...document.querySelectorAll('body *')].filter(e => !e.closest(shell)).map(e => {
  const s = getComputedStyle(e);
  return [e.checkVisibility({visibilityProperty: true}), s.color, s.backgroundColor, s.backgroundImage, s.opacity,
    s.textShadow, parseFloat(s.fontSize) >= (s.fontWeight >= 700 ? 18.66 : 24)].join();
}).join()"""
"""What a contrast is made of, and from which size less is asked: where a width leaves all that as it is, a scheme is
looked at once."""


@cache
def source() -> str:
    """Return the library; it is evaluated, so the page's own policy does not stop it."""
    return Path(__file__).with_name("axe.min.js").read_text("utf-8")


def run_axe(page: Page, only: Sequence[str] = (), *, shell: bool = False) -> list[dict[str, Any]]:
    """Return the broken rules of the page as it is now; `only`: of these rules; `shell`: all but the shell."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(source())
    found = page.evaluate(_RUN, {"tags": TAGS, "only": only, "shell": COQUE if shell else ""})
    assert found["rules"] > 60, "axe-core n'a pas chargé ses règles"
    violations: list[dict[str, Any]] = found["violations"]
    return violations


def check_axe_light(visiteur: Visiteur, gabarit: Gabarit) -> list[Faute]:
    """Run axe in light colours, on a phone: contents choose neither the colours nor what a width shows."""
    return check_axe(visiteur, gabarit, MODES[:1], (PHONE,))


def check_axe(
    visiteur: Visiteur, gabarit: Gabarit, modes: Sequence[str] = MODES, widths: Sequence[int] = (PHONE, DESKTOP)
) -> list[Faute]:
    """Run axe on a template in every width and scheme; where a scheme only looks different, the rules on looks.

    A shell seen on another page is left out; then a scheme is looked at in one width, where the other
    changes nothing that it looks at.
    """
    faults = []
    looks: dict[str, str] = {}
    for width in widths:
        page = visiteur.open(gabarit, width)
        shell = visiteur.knows_shell("axe", page, gabarit)
        first = page.evaluate(_SAID)
        for mode in modes:
            set_mode(page, mode)
            same = mode != MODES[0] and page.evaluate(_SAID) == first
            if (
                same
                and shell
                and looks.setdefault(mode, seen := page.evaluate(_LOOK, COQUE)) == seen
                and width == DESKTOP
            ):
                continue
            for rule in run_axe(page, LOOKS if same else (), shell=shell):
                nodes = rule["nodes"]
                more = f" (et {len(nodes) - SHOWN} autres)" if len(nodes) > SHOWN else ""
                message = f"axe {rule['id']} : {' | '.join(nodes[:SHOWN])}{more}"
                faults.append(Faute(gabarit.adresse, message, f"{width} px, {NAMES[mode]}"))
    return faults
