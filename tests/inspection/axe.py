"""axe-core on an open page: WCAG A and AA up to 2.2, RGAA 4, good practices, target size."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.exemples import complet
from tests.inspection.faute import Faute
from tests.inspection.gabarits import Gabarit
from tests.inspection.visite import COQUE, DESKTOP, NAMES, PHONE, Visiteur

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "RGAAv4")
MODES = ("light", "dark", "forced")
SHOWN = 3
"""How many elements are named for one broken rule."""

COLOURS = ("color-contrast", "link-in-text-block")
SIZES = ("target-size", "scrollable-region-focusable")
"""The rules that look at colours and at sizes: the only ones that a width or a scheme can break when it hides, shows
and writes nothing."""

_RUN = """async ({tags, only, without, shell, looks}) => {
  const around = shell ? [...document.querySelectorAll(shell)] : [];
  const of = [...new Set(looks.flatMap(look => window.aspects.get(look)).map(e => e.closest('a') ?? e))];
  const found = await axe.run(of.length ? {include: of} : around.length ? {exclude: around} : document, {
    runOnly: only.length ? {type: 'rule', values: only} : {type: 'tag', values: tags},
    rules: only.length ? {}
      : {'target-size': {enabled: true}, ...Object.fromEntries(without.map(rule => [rule, {enabled: false}]))},
    resultTypes: ['violations'],
    preload: false,
  });
  return {rules: axe.getRules(tags).length, violations: found.violations.map(v => ({
    id: v.id, help: v.help,
    nodes: v.nodes.map(n => n.target.flat().join(' ') + ' : ' + (n.any[0] ?? n.all[0] ?? n.none[0])?.message),
  }))};
}"""
_SEEN = """shell => {
  const own = [...document.querySelectorAll('body *')].filter(e => !shell || !e.closest(shell));
  const style = new Map(), css = e => style.get(e) ?? (style.set(e, getComputedStyle(e)), style.get(e));
  const shown = new Map(own.map(e => [e, e.checkVisibility({visibilityProperty: true})]));
  const written = (e, part) => getComputedStyle(e, part).content;
  const box = e => {
    const b = e.getBoundingClientRect();
    return [b.x, b.y + scrollY, b.width, b.height].map(Math.round);
  };
  const around = new Map(), NOTHING = 'rgba(0, 0, 0, 0) none 1 none normal ';
  const behind = e => {  // what is painted under a text, from the nearest to what hides all the rest
    if (!e) return [];
    if (around.has(e)) return around.get(e);
    const s = css(e), put = /absolute|fixed|sticky/.test(s.position) ? box(e) : '';
    const here = [s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.mixBlendMode, put].join(' ');
    const full = /^rgb\\(/.test(here) && s.backgroundImage === 'none' && s.opacity === '1' && !put;
    const all = [...here === NOTHING ? [] : [here], ...full ? [] : behind(e.parentElement)];
    around.set(e, all);
    return all;
  };
  const small = () => {
    const all = own.filter(e => shown.get(e) && e.matches('a,button,input,select,textarea,summary,[tabindex],[role]'))
      .map(e => e.getBoundingClientRect());
    const far = (a, b) => Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);
    return all.filter(b => Math.min(b.width, b.height) < 24).map(b => [b.width, b.height,
      Math.min(48, ...all.filter(other => other !== b).map(other => far(b, other)))].map(Math.round).join(' '));
  };
  const looks = window.aspects = new Map();
  for (const e of own) {
    const texts = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!shown.get(e) || !(texts || e.matches('input,select,textarea,button'))) continue;
    const s = css(e), up = css(e.parentElement), alone = e.parentElement.textContent.trim() === e.textContent.trim();
    const look = [s.color, s.fill, s.textShadow, parseFloat(s.fontSize) >= (s.fontWeight >= 700 ? 18.66 : 24),
      ...behind(e), ...e.closest('a') ? [alone, up.color, s.textDecorationLine, s.borderBottomWidth, s.fontWeight,
      up.fontWeight, s.fontStyle] : []].join(';');
    looks.has(look) ? looks.get(look).push(e) : looks.set(look, [e]);
  }
  return {
    said: own.map(e => [shown.get(e), ...[null, '::before', '::after'].map(part => written(e, part))]).join(),
    sizes: [...small(), ...own.filter(e => /auto|scroll/.test(css(e).overflow))
      .map(e => [e.scrollWidth > e.clientWidth, e.scrollHeight > e.clientHeight])].join(),
    looks: [...looks.keys()],
  };
}"""
"""What is hidden and what the styles write; the small targets, and how far from each the nearest one is; what scrolls;
what each contrast is made of, once each, and what has it."""
_MIXED = """() => {
  const look = (rules, above) => [...rules].some(rule => {
    const asked = above + (rule.media?.mediaText ?? '');
    const both = /scheme|forced|contrast/.test(asked) && /width|height/.test(asked);
    return both || rule.cssRules && look(rule.cssRules, asked);
  });
  return [...document.styleSheets].some(sheet => look(sheet.cssRules, ''));
}"""
"""Whether a style asks both for a scheme and for a width: ours do not, so a scheme changes the same in all widths."""


@cache
def source() -> str:
    """Return the library; it is evaluated, so the page's own policy does not stop it."""
    return Path(__file__).with_name("axe.min.js").read_text("utf-8")


def run_axe(
    page: Page,
    only: Sequence[str] = (),
    *,
    without: Sequence[str] = (),
    shell: bool = False,
    looks: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """Return the broken rules of the page as it is now; `only`: of these; `shell`: of what it holds.

    `looks`: of what has one of these (`_SEEN`).
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(source())
    how = {"tags": TAGS, "only": only, "without": without, "shell": COQUE if shell else "", "looks": looks}
    found = page.evaluate(_RUN, how)
    assert found["rules"] > 60, "axe-core n'a pas chargé ses règles"
    violations: list[dict[str, Any]] = found["violations"]
    return violations


def check_axe_light(visiteur: Visiteur, gabarit: Gabarit) -> list[Faute]:
    """Run axe in light colours, on a phone: contents choose neither the colours nor what a width shows."""
    return check_axe(visiteur, gabarit, MODES[:1], (PHONE,))


def check_axe(
    visiteur: Visiteur, gabarit: Gabarit, modes: Sequence[str] = MODES, widths: Sequence[int] = (DESKTOP, PHONE)
) -> list[Faute]:
    """Run axe on a template in every width and scheme: all the rules, then those that what changed can break.

    A shell seen on another page is left out. Where a width or a scheme hides, shows and writes nothing, colours and
    sizes alone can be wrong; sizes only if small targets moved, colours only if one was not already seen to be right.
    Where the second width shows nothing and no colour that the first did not, its schemes were seen there.
    """
    faults = []
    said, known = set(), visiteur.vus.setdefault("axe", set())
    for width in widths:
        page = visiteur.open(gabarit, width)
        shell = visiteur.knows_shell("axe", page, gabarit)
        sizes = ""
        for mode in modes:
            visiteur.set_mode(page, mode)
            seen = page.evaluate(_SEEN, COQUE if shell else "")
            new = [look for look in seen["looks"] if look not in known]
            every, moved = seen["said"] not in said, seen["sizes"] != sizes
            enough = width != widths[0] and mode == MODES[0] and not (every or new or page.evaluate(_MIXED))
            looks = () if complet() else new
            colours = run_axe(page, COLOURS, shell=shell, looks=looks) if new else []
            if not colours:
                known.update(new)
            rules = [*colours]
            if every or moved:
                rules += run_axe(page, () if every else SIZES, without=COLOURS, shell=shell)
            said.add(seen["said"])
            sizes = seen["sizes"]
            for rule in rules:
                nodes = rule["nodes"]
                others = f" (et {len(nodes) - SHOWN} autres)" if len(nodes) > SHOWN else ""
                message = f"axe {rule['id']} : {' | '.join(nodes[:SHOWN])}{others}"
                faults.append(Faute(gabarit.adresse, message, f"{width} px, {NAMES[mode]}"))
            if enough:
                break
    return faults
