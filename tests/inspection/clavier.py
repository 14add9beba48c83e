"""A walk with the Tab key: everything reached, seen, nothing hidden, no trap; the menu of a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from tests.inspection.faute import Faute
from tests.inspection.gabarits import CARNET, CODE, INTEGRATION, Gabarit
from tests.inspection.visite import COQUE, DESKTOP, PHONE, Visiteur

RING = 2.0
"""Least width of the focus ring, in CSS pixels."""
CONTRAST = 3.0
"""Least contrast of the ring with what is behind it."""

NONE = "le premier arrêt du clavier n'est pas un lien d'évitement"
LOST = "le lien d'évitement {} ne mène pas dans le contenu"

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
  const skip = [...document.querySelectorAll(stops)].find(e => able(e) && shown(e))?.getAttribute('href') ?? '';
  return {expected: expected.map(name), pointed: pointed.map(name), skip,
    leads: !!document.getElementById(skip.slice(1))?.closest('main')};
}"""
_EACH = """() => [...document.querySelectorAll('[data-arret]')].map(e => {
  e.focus();
  const stop = arret();
  return stop?.index === e.dataset.arret ? stop : null;
}).filter(Boolean)"""
"""Every stop, the focus put on each: what a width or a scheme changes; where Tab leads, neither does."""


def check_keyboard(visiteur: Visiteur, gabarit: Gabarit) -> list[Faute]:
    """Walk a template with Tab on a phone, then, where another width has other stops, in it too; else see each there.

    Then the dark ring, the skip link, the menu of a phone. A shell walked through on another page is passed.
    """
    faults = []
    walked: list[str] | None = None
    for width in (PHONE, DESKTOP):
        page = visiteur.open(gabarit, width)
        messages = []
        if walked is None:
            taken: str = page.evaluate("document.activeElement.matches('body') ? '' : document.activeElement.outerHTML")
            messages = [f"à l'ouverture, le focus est déjà sur {taken[:60]}"] if taken else []
        shell = visiteur.knows_shell("clavier", page, gabarit)
        prepared = page.evaluate(_PREPARE, COQUE if shell else "")
        messages += [f"{name} se clique mais le clavier ne l'atteint pas" for name in prepared["pointed"]]
        again = prepared["expected"] == walked
        if again:
            messages += [fault for stop in page.evaluate(_EACH) for fault in stop_faults(stop)]
        else:
            messages += walk(visiteur, page, prepared["expected"], shell)
        walked = prepared["expected"]
        if width == DESKTOP:
            visiteur.set_mode(page, "dark")
            messages += [f"en sombre, {fault}" for stop in page.evaluate(_EACH) for fault in stop_faults(stop)]
            visiteur.set_mode(page, "light")
        if not again and gabarit.nom not in (CARNET, CODE, INTEGRATION):  # they have nothing to skip
            if not shell:
                to_top(page)
                messages += skip_link_faults(page)
            elif not prepared["leads"]:  # the link itself was followed on another page
                messages.append(LOST.format(prepared["skip"]) if prepared["skip"].startswith("#") else NONE)
        if width == PHONE and not shell:
            to_top(page)
            messages += menu_faults(page)
        faults += [Faute(gabarit.adresse, message, f"{width} px") for message in messages]
    to_top(page)
    return faults


def walk(visiteur: Visiteur, page: Page, expected: list[str], shell: bool) -> list[str]:
    """Press Tab from the top until the focus leaves the page (`shell`: its own part); say what was wrong on the way."""
    faults = []
    if not shell:
        to_top(page)
    reached: set[int] = set()
    before = ""
    for stop in stops(visiteur, page, len(expected)):
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


def stops(visiteur: Visiteur, page: Page, expected: int) -> Iterator[dict[str, Any] | None]:
    """Yield where the focus is after each press of Tab: as many as it takes to leave the page, then some more.

    The page notes it itself, when the next key goes down: asking it each time takes longer than the walk.
    """
    for presses in (expected + 1, 9):
        visiteur.press_tab(page, presses)
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
        return [NONE]
    page.keyboard.press("Enter")
    inside: bool = page.evaluate(
        "id => { const t = document.getElementById(id);"
        " return !!t && (t === document.activeElement || location.hash === '#' + id) && !!t.closest('main') }",
        target[1:],
    )
    if not inside:
        return [LOST.format(target)]
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
