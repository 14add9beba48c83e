"""Maps of the communes as SVG, from the contours: one to choose on, one file per coverage.

Points are rounded to a whole grid; neighbours share their rounded points, so
borders stay common and no hole opens between two communes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from markupsafe import Markup, escape

from generator.corpus.corpus import Corpus
from generator.corpus.memoire import unchanged
from generator.corpus.palette import palette
from generator.rendering.environment import lien
from generator.rendering.noms_carte import Nom, place_names
from generator.rendering.page import OutputFile
from generator.rendering.projection import WIDTH, Point, centre, path, projection_of

MAX_DESSINEES = 150
"""Communes of a map that stands in each of their pages; beyond, the lists stand alone."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a coverage, as a page shows it."""

    path: str
    width: int
    height: int


class Carte:
    """The territory drawn once; `paths` maps a commune to its SVG path."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        points = [point for contour in corpus.contours for ring in contour.anneaux for point in ring]
        self.drawn = bool(points) and len(corpus.communes) <= MAX_DESSINEES
        if not self.drawn:
            return
        projection = projection_of(points)
        self.height = projection.height
        self.rings: Mapping[str, list[list[Point]]] = {
            contour.code: [[projection.place(point) for point in ring] for ring in contour.anneaux]
            for contour in corpus.contours
            if contour.code in corpus.communes
        }
        self.paths: Mapping[str, str] = {
            code: "".join(path(ring[:-1], "z") for ring in rings) for code, rings in self.rings.items()
        }
        self.centres = {
            contour.code: projection.place(centre(max(contour.anneaux, key=len)))
            for contour in corpus.contours
            if contour.code in corpus.communes
        }
        self.rivieres = [
            (riviere.nom, [[projection.place(point) for point in ligne] for ligne in riviere.lignes])
            for riviere in corpus.rivieres
        ]
        order = sorted({commune.departement for commune in corpus.communes.values()})
        self.departements = {code: rank for rank, code in enumerate(order, 1)}
        self.classes = {code: f"d{self.departements[c.departement]}" for code, c in corpus.communes.items()}

    def clickable(self, choisie: str = "", voisines: Sequence[str] = (), *, legende: bool = True) -> Markup | None:
        """Return the inline map and its key: communes are links, out of the tab order (a list stands beside it).

        `choisie` is the code of the commune that stands out, '' for none: then only the `voisines` are links, those
        that the page lists, so that the keyboard reaches all that a mouse does. Without `legende`, the page itself says
        the colours of the départements; the rivers say their names on the map.
        """
        if not self.drawn:
            return None
        svg = "".join(self._svg(choisie, voisines))
        key = f'<ul class="legende">{"".join(self._key(choisie))}</ul>' if legende else ""
        return Markup(svg + key)  # noqa: S704

    def _svg(self, choisie: str, voisines: Sequence[str]) -> Iterator[str]:
        yield (
            f'<svg class="carte" viewBox="0 0 {WIDTH} {self.height}" width="{WIDTH}" height="{self.height}" '
            f'aria-hidden="true" focusable="false">'
        )
        for code, d in sorted(self.paths.items()):
            kind = "choisie" if code == choisie else self.classes[code]
            shape = f'<path class="c {kind}" d="{d}"><title>{escape(self.corpus.communes[code].nom)}</title></path>'
            linked = not choisie or code in voisines
            yield f'<a href="{lien(f"communes/{code}/")}" tabindex="-1">{shape}</a>' if linked else shape
        for rank, (_, lignes) in enumerate(self.rivieres, 1):
            d = "".join(path(ligne) for ligne in lignes)
            yield f'<path class="rive" d="{d}"/><path class="r{rank}" d="{d}"/>'
        towns, waters = self.noms
        for nom in towns:
            kind = "n2" if nom.large else ""
            if choisie and _bare("".join(nom.lignes)) == _bare(self.corpus.communes[choisie].nom):
                kind += " sur-choisie"
            yield _text(nom, kind)
        for rank, water in enumerate(waters, 1):
            if water:
                yield _text(water, f"eau t{rank}")
        yield "</svg>"

    @cached_property
    def noms(self) -> tuple[list[Nom], list[Nom | None]]:
        """Where the communes say their names, and the rivers theirs."""
        order = sorted(self.centres, key=lambda code: (-self.corpus.communes[code].population_municipale, code))
        towns = [(self.corpus.communes[code].nom, self.centres[code]) for code in order]
        return place_names(towns, [(nom, max(lignes, key=len)) for nom, lignes in self.rivieres], self.height)

    def _key(self, choisie: str) -> Iterator[str]:
        if choisie:
            yield f'<li class="l-choisie">{escape(self.corpus.communes[choisie].nom)}</li>'
        for code, rank in self.departements.items():
            yield f'<li class="l{rank}">{escape(self.corpus.officiel.departements[code][0])}</li>'
        for rank, (nom, _) in enumerate(self.rivieres, 1):
            yield f'<li class="eau-{rank}">{escape(nom)}</li>'

    def voisines(self, code: str) -> list[str]:
        """Return the codes of the communes that share a border with this one, [] without a map."""
        if not self.drawn or code not in self.rings:
            return []
        drawn_from = (self.corpus.contours, [*self.corpus.communes])
        return unchanged((Carte.voisines, code), drawn_from, partial(self._voisines, code))

    def _voisines(self, code: str) -> list[str]:
        mine = {point for ring in self.rings[code] for point in ring}
        return [
            other
            for other, rings in sorted(self.rings.items())
            if other != code and len(mine & {point for ring in rings for point in ring}) > 1
        ]

    def coverage_file(self, codes: frozenset[str]) -> OutputFile | None:
        """Return the picture of a coverage: open communes filled, the others empty."""
        if not self.drawn:
            return None
        name = hashlib.blake2b(" ".join(sorted(codes)).encode(), digest_size=6).hexdigest()
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height}" '
            f'width="{WIDTH}" height="{self.height}"><style>{self._style("clair")}'
            f"@media(prefers-color-scheme:dark){{{self._style('sombre')}}}</style>"
        ]
        for code, d in sorted(self.paths.items()):
            parts.append(f'<path class="o" d="{d}"/>' if code in codes else f'<path d="{d}"/>')
        parts.append("</svg>")
        return OutputFile(f"assets/cartes/{name}.svg", "".join(parts).encode())

    def _style(self, schema: str) -> str:
        tokens = palette(self.corpus.territoire.couleurs)[schema]
        return f"path{{fill:{tokens['carte']};stroke:{tokens['trait-carte']}}}.o{{fill:{tokens['zone']}}}"


def _bare(nom: str) -> str:
    return nom.replace(" ", "")


def _text(nom: Nom, kind: str) -> str:
    first, *rest = (str(escape(ligne)) for ligne in nom.lignes)
    more = "".join(f'<tspan x="{nom.x}" dy="1em">{ligne}</tspan>' for ligne in rest)
    named = f' class="{kind.strip()}"' if kind.strip() else ""
    return f'<text{named} x="{nom.x}" y="{nom.y}">{first}{more}</text>'
