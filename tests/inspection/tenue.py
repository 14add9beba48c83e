"""Does the page hold: narrow, zoomed, with wide text spacing, with text twice as large, without motion?"""

from __future__ import annotations

from playwright.sync_api import Page

from tests.inspection.faute import Faute
from tests.inspection.gabarits import Gabarit
from tests.inspection.visite import DESKTOP, PHONE, Visiteur

SPACING = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)
"""WCAG 1.4.12: what a reader may impose."""
DOUBLE = "html{font-size:200%!important}"

_OVERFLOW = """imposed => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(imposed);
  document.adoptedStyleSheets = [sheet];
  document.querySelectorAll('details').forEach(d => { d.open = true });
  const root = document.documentElement, wide = root.clientWidth, found = [];
  const name = e => `<${e.tagName.toLowerCase()}${e.className?.baseVal === undefined && e.className
    ? '.' + [...e.classList].join('.') : ''}> « ${e.textContent.trim().replace(/\\s+/g, ' ').slice(0, 30)} »`;
  const style = new Map(), css = e => style.get(e) ?? (style.set(e, getComputedStyle(e)), style.get(e));
  const scrolls = e => { for (let n = e; n; n = n.parentElement)
    if (/auto|scroll/.test(css(n).overflowX) && n !== root && n !== document.body) return true; return false };
  const secret = e => { for (let n = e; n; n = n.parentElement)
    if (css(n).clipPath !== 'none') return true; return false };
  if (Math.max(root.scrollWidth, document.body.scrollWidth) > wide)
    found.push(`défilement horizontal : ${root.scrollWidth} px pour ${wide}`);
  for (const e of document.body.querySelectorAll('*')) {
    if (e.closest('svg') || !e.checkVisibility({visibilityProperty: true})) continue;
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (own) {
      const range = document.createRange();
      range.selectNodeContents(e);
      const box = range.getBoundingClientRect();
      const beyond = Math.round(box.right - wide);
      if (beyond > 1 && !scrolls(e) && !secret(e)) found.push(`${name(e)} dépasse de ${beyond} px`);
    }
    const s = css(e), clips = /hidden|clip/;
    if (e.textContent.trim() && !secret(e) &&
        ((clips.test(s.overflowX) && e.scrollWidth > e.clientWidth + 1)
         || (clips.test(s.overflowY) && e.scrollHeight > e.clientHeight + 1)) && hides(e))
      found.push(`${name(e)} : du texte est coupé`);
  }
  function hides(e) {
    const box = e.getBoundingClientRect();
    const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    for (let t; (t = texts.nextNode());) {
      if (!t.data.trim() || secret(t.parentElement)) continue;
      const range = document.createRange();
      range.selectNodeContents(t);
      const r = range.getBoundingClientRect();
      if (r.width && (r.right > box.right + 1 || r.bottom > box.bottom + 1)) return true;
    }
    return false;
  }
  return found.slice(0, 4);
}"""
_MOVING = """() => {
  const found = [];
  for (const e of document.querySelectorAll('*')) for (const part of [null, '::before', '::after']) {
    const s = getComputedStyle(e, part);
    const long = text => text.split(',').some(d => parseFloat(d) > (d.includes('ms') ? 1 : .001));
    if (long(s.transitionDuration) && s.transitionProperty !== 'none')
      found.push(`<${e.tagName.toLowerCase()}.${e.classList}> : transition`);
    if (s.animationName !== 'none' && long(s.animationDuration))
      found.push(`<${e.tagName.toLowerCase()}.${e.classList}> : animation`);
    if (!part && s.scrollBehavior === 'smooth') found.push(`<${e.tagName.toLowerCase()}> : défilement animé`);
  }
  return [...new Set(found)].slice(0, 4);
}"""


def check_layout(visiteur: Visiteur, gabarit: Gabarit) -> list[Faute]:
    """Look for anything that overflows or is cut, in four conditions."""
    faults: list[Faute] = []

    def look(page: Page, mode: str, css: str = "") -> None:
        faults.extend(Faute(gabarit.adresse, message, mode) for message in page.evaluate(_OVERFLOW, css))

    page = visiteur.open(gabarit, DESKTOP)
    look(page, "1280 px, espacement 1.4.12", SPACING)
    look(page, "1280 px, texte à 200 %", DOUBLE)
    # 1280 x 1024 zoomed to 400 % is a window of 320 x 256: as narrow as the smallest phone, and lower.
    page.set_viewport_size({"width": PHONE, "height": 256})
    look(page, "320 px, espacement 1.4.12", SPACING)
    look(page, "320 px, zoom 400 %")
    visiteur.spoil(page)
    return faults


def check_motion(visiteur: Visiteur, gabarit: Gabarit) -> list[Faute]:
    """Nothing moves for who asked for no motion."""
    page = visiteur.open(gabarit, DESKTOP)
    return [Faute(gabarit.adresse, f"bouge malgré le choix du visiteur : {what}") for what in page.evaluate(_MOVING)]
