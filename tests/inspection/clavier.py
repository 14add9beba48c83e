"""A walk with the Tab key: everything reached, seen, nothing hidden, no trap; the menu of a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from tests.inspection.faute import Faute
from tests.inspection.gabarits import CARNET, CODE, INTEGRATION, Gabarit
from tests.inspection.visite import COQUE, DESKTOP, PHONE, Visiteur, set_mode

RING = 2.0
"""Least width of the focus ring, in CSS pixels."""
CONTRAST = 3.0
"""Least contrast of the ring with what is behind it."""

_PREPARE = """shell => {
  const inside = e => !shell || !e.closest(shell);
  const stops = 'a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]';
  const shown = e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})
    && e.getClientRects().length > 0;
  const able = e => e.tabIndex >= 0 && !e.disabled && !e.closest('[inert]');
  const name = e => {
    const text = (e.getAttribute('aria-label') || e.textContent || e.value || '').trim().replace(/\\s+/g, ' ');
    return `<${e.tagName.toLowerCase()}> « ${text.slice(0, 40)} »`;
  };
  const first = e => e.type !== 'radio' || e === document.querySelector(`input[name="${e.name}"]`);
  const expected = [...document.querySelectorAll(stops)].filter(e => able(e) && shown(e) && first(e)
    && inside(e));
  document.querySelectorAll('[data-arret]').forEach(e => delete e.dataset.arret);
  expected.forEach((e, i) => { e.dataset.arret = i; });
  const folded = e => { const d = e.closest('details:not([open])'); return d && !e.closest('summary') };
  const same = new Set([...document.querySelectorAll('a[href]')]
    .filter(e => able(e) && (e.dataset.arret || folded(e))).map(e => e.href));
  const twin = e => { const a = e.closest('a'); return a && same.has(a.href.baseVal === undefined
    ? a.href : new URL(a.href.baseVal, location).href) };
  const pointed = [...document.body.querySelectorAll('*')].filter(e => inside(e) &&
    getComputedStyle(e).cursor === 'pointer' && shown(e) && !e.closest('[data-arret]') && !twin(e)
    && getComputedStyle(e.parentElement).cursor !== 'pointer'
    && !(e.closest('label')?.control?.matches('[data-arret],[type=radio]')));
  const rgb = (text, behind) => {
    const [r, g, b, a = 1] = text.match(/[\\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    return behind ? [r, g, b].map((v, i) => v * a + behind[i] * (1 - a)) : [r, g, b, a];
  };
  const back = e => {
    const layers = [];
    for (let n = e; n; n = n.parentElement) {
      const colour = getComputedStyle(n).backgroundColor;
      layers.push(colour);
      if (rgb(colour)[3] === 1) break;
    }
    return layers.reverse().reduce((behind, colour) => rgb(colour, behind), [255, 255, 255]);
  };
  const light = c => {
    const [r, g, b] = c.map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  window.arret = () => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    const s = getComputedStyle(e), box = e.getClientRects()[0] ?? e.getBoundingClientRect();
    const all = e.getBoundingClientRect();
    const seen = all.width > 1 && all.height > 1 && all.right > 1 && all.bottom > 1
      && all.left < innerWidth - 1 && all.top < innerHeight - 1 && shown(e);
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 1), innerHeight - 2);
    const over = document.elementFromPoint(x, y);
    const hidden = seen && !(e instanceof SVGElement) && over && !e.contains(over) && !over.contains(e);
    const parent = parseFloat(s.outlineOffset) < 0 ? e : e.parentElement ?? e;
    const behind = back(parent), ring = rgb(s.outlineColor, behind);
    const [a, b] = [light(ring), light(behind)].sort((p, q) => q - p);
    return {index: e.dataset.arret ?? null, name: name(e), seen, inside: inside(e),
      hidden: hidden ? name(over) : '',
      width: s.outlineStyle === 'none' ? 0 : parseFloat(s.outlineWidth), contrast: (a + .05) / (b + .05)};
  };
  const own = shell && [...document.body.children].find(inside);
  if (own) {
    own.tabIndex = -1;
    own.focus();
  }
  if (!window.arrets) addEventListener('keydown', () => arrets.push(arret()), {capture: true});
  window.arrets = [];
  return {expected: expected.map(name), pointed: pointed.map(name)};
}"""


_RINGS = """least => {
  const found = [];
  for (const e of document.querySelectorAll('[data-arret]')) {
    e.focus();
    const stop = arret();
    if (stop && stop.index === e.dataset.arret && stop.contrast < least)
      found.push(`${stop.name} : contour du focus, contraste ${stop.contrast.toFixed(1)}`);
  }
  return found;
}"""


def check_keyboard(visiteur: Visiteur, gabarit: Gabarit) -> list[Faute]:
    """Walk a template with Tab in each width; then the dark ring, the skip link, the menu of a phone.

    A shell walked through on another page is passed.
    """
    faults = []
    for width in (PHONE, DESKTOP):
        page = visiteur.open(gabarit, width)
        taken: str = page.evaluate("document.activeElement.matches('body') ? '' : document.activeElement.outerHTML")
        messages = [f"à l'ouverture, le focus est déjà sur {taken[:60]}"] if taken else []
        to_top(page)
        shell = visiteur.knows_shell("clavier", page, gabarit)
        messages += walk(page, shell)
        if width == DESKTOP:
            set_mode(page, "dark")
            messages += [f"en sombre, {message}" for message in page.evaluate(_RINGS, CONTRAST)]
            set_mode(page, "light")
        to_top(page)
        messages += [] if gabarit.nom in (CARNET, CODE, INTEGRATION) else skip_link_faults(page)  # nothing to skip
        if width == PHONE and not shell:
            messages += menu_faults(page)
        to_top(page)
        faults += [Faute(gabarit.adresse, message, f"{width} px") for message in messages]
    return faults


def walk(page: Page, shell: bool) -> list[str]:
    """Press Tab from the top until the focus leaves the page (`shell`: its own part); say what was wrong on the way."""
    prepared: dict[str, list[str]] = page.evaluate(_PREPARE, COQUE if shell else "")
    expected = prepared["expected"]
    faults = [f"{name} se clique mais le clavier ne l'atteint pas" for name in prepared["pointed"]]
    reached: set[int] = set()
    before = ""
    for stop in stops(page, len(expected)):
        if stop is None or (stop["index"] is not None and int(stop["index"]) in reached):
            trapped = stop is not None and stop["name"] == before and len(reached) < len(expected)
            faults += [f"piège au clavier sur {before}"] if trapped else []
            break
        if shell and not stop["inside"]:
            break
        before = stop["name"]
        if stop["index"] is not None:
            reached.add(int(stop["index"]))
        faults += stop_faults(stop)
    else:
        faults.append("la touche Tab ne sort pas de la page : piège au clavier")
    faults += [f"{name} n'est pas atteint au clavier" for i, name in enumerate(expected) if i not in reached]
    return faults


def stops(page: Page, expected: int) -> Iterator[dict[str, Any] | None]:
    """Yield where the focus is after each press of Tab: as many as it takes to leave the page, then some more.

    The page notes it itself, when the next key goes down: asking it each time takes longer than the walk.
    """
    for presses in (expected + 1, 9):
        for _ in range(presses):
            page.keyboard.press("Tab")
        yield from page.evaluate("[...arrets.splice(0), arret()]")[1:]


def to_top(page: Page) -> None:
    """Put the keyboard back where it is when a page opens."""
    page.evaluate("""() => {
      if (location.hash) location.hash = '';
      scrollTo(0, 0);
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute('tabindex');
    }""")


def stop_faults(stop: dict[str, Any]) -> list[str]:
    """Return what is wrong at one stop of the walk."""
    name, faults = stop["name"], []
    if not stop["seen"]:
        faults.append(f"{name} a le focus hors de l'écran")
    if stop["hidden"]:
        faults.append(f"{name} a le focus mais {stop['hidden']} le cache")
    if stop["width"] < RING:
        faults.append(f"{name} : focus sans contour d'au moins {RING:.0f} px ({stop['width']:g})")
    elif stop["contrast"] < CONTRAST:
        faults.append(f"{name} : contour du focus, contraste {stop['contrast']:.1f}, au moins {CONTRAST:.0f} attendu")
    return faults


def skip_link_faults(page: Page) -> list[str]:
    """The first stop must lead into the content, and show itself."""
    page.keyboard.press("Tab")
    target: str = page.evaluate("document.activeElement.getAttribute('href') ?? ''")
    if not target.startswith("#") or len(target) < 2:
        return ["le premier arrêt du clavier n'est pas un lien d'évitement"]
    page.keyboard.press("Enter")
    inside: bool = page.evaluate(
        "id => { const t = document.getElementById(id);"
        " return !!t && (t === document.activeElement || location.hash === '#' + id) && !!t.closest('main') }",
        target[1:],
    )
    if not inside:
        return [f"le lien d'évitement {target} ne mène pas dans le contenu"]
    page.keyboard.press("Tab")
    after: bool = page.evaluate(
        "id => { const e = document.activeElement, t = document.getElementById(id);"
        " return e === document.body || t.contains(e) || !!(t.compareDocumentPosition(e) & 4) }",
        target[1:],
    )
    return [] if after else ["après le lien d'évitement, Tab revient dans l'en-tête"]


def menu_faults(page: Page) -> list[str]:
    """The main menu of a phone: shown at once, or opened by a real button and closed by Escape."""
    links = page.locator("header nav a")
    if not links.count() or links.first.is_visible():
        return []
    button = page.locator("header button:visible").first
    if not button.count():
        return ["le menu est caché et aucun vrai bouton ne l'ouvre"]
    button.focus()
    page.keyboard.press("Enter")
    if not links.first.is_visible():
        return ["le bouton du menu ne l'ouvre pas au clavier"]
    faults = []
    page.keyboard.press("Tab")
    if not page.evaluate("!!document.activeElement.closest('header nav')"):
        faults.append("après l'ouverture du menu, Tab n'entre pas dans le menu")
    page.keyboard.press("Escape")
    if links.first.is_visible():
        faults.append("Échap ne ferme pas le menu")
    if not button.evaluate("e => e === document.activeElement"):
        faults.append("Échap ne rend pas le focus au bouton du menu")
    return faults
