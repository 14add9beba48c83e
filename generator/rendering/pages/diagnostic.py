"""The diagnostic of the offer, for the consortium: the matrix, its holes and their decisions, and one CSV file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from generator.corpus.francais import date_fr, pluriel
from generator.corpus.memoire import unchanged
from generator.dispositif.couverture import ETATS, Case
from generator.dispositif.manques import Attente, Manque, find_manques
from generator.models.diagnostic import Trou
from generator.orientation.study import Study
from generator.rendering.entree import Entree
from generator.rendering.environment import render
from generator.rendering.files.csv_file import csv_file
from generator.rendering.fond import fond_of
from generator.rendering.labels import COUVERTURES
from generator.rendering.page import OutputFile, Page
from generator.rendering.pagination import cut
from generator.rendering.site import Site

SECTION = "dispositif"
CSV = "diagnostic/diagnostic.csv"
MAX_MANQUES, MAX_AILLEURS, MAX_SUJETS = 20, 20, 40
"""Holes told one by one, other decisions, other subjects; the page stays under 500 elements, the file has them all."""
MAX_BESOINS = 1
"""Besoins named beside a hole; the others are counted."""
MAX_ELEMENTS = 380
"""Elements of a matrix, its page stays under 500 with the shell: beyond, the subjects go on on a next page."""
FIL = (("Comment ça marche", "dispositif/"),)
LISTE = (
    "diagnostic/",
    "Le diagnostic de l'offre",
    "Ce qui existe, sujet par sujet. Ce qui manque, et ce qui est décidé.",
)
"""Address, title and description of the first page; the search tells them too."""
_FIL = (*FIL, (LISTE[1], LISTE[0]))


@dataclass(frozen=True, slots=True)
class SuiteDonnee:
    """What was decided about a hole, as the page says it."""

    service: Entree | None
    texte: str
    """Why nothing is created; '' with a service"""
    precision: str
    """Where, when: '' when there is nothing to add"""


@dataclass(frozen=True, slots=True)
class LigneDeManque:
    """One hole of the list."""

    sujet: str
    facon: str
    ou: str
    situations: int
    besoins: tuple[tuple[str, str], ...]
    """(name, address) of those that wait, a few"""
    autres_besoins: int
    suites: tuple[SuiteDonnee, ...]
    a_decider: str
    """'' when all is decided"""


def diagnostic_pages(site: Site, study: Study) -> tuple[list[Page], OutputFile]:
    """Return diagnostic/, one matrix per département, the one of the moments, and diagnostic.csv."""
    manques = find_manques(site.couverture, study)
    pages = [_home(site, manques)]
    for code, communes in site.couverture.departements.items():
        nom = site.departements[code][0]
        columns = [
            (word.libelle, f"offre/modalites/{term}/")
            for term, word in site.corpus.referentiels["modalites"].termes.items()
        ]
        rows = [
            (
                term,
                [
                    site.couverture.cases[(term, modalite, code)]
                    for modalite in site.corpus.referentiels["modalites"].termes
                ],
            )
            for term in site.corpus.referentiels["thematiques"].termes
        ]
        page = Page(
            _matrix_url(code),
            f"Le diagnostic : {nom}",
            f"{nom} : qui aide sur quel sujet, et de quelle façon, dans {pluriel(len(communes), 'commune')}.",
            SECTION, "", fil=_FIL,
        )  # fmt: skip
        pages += _matrix_pages(site, page, "Façon d'aider", columns, rows)
    pages += _stade_pages(site)
    made_from = (fond_of(site), site.couverture.lots, manques)
    return pages, unchanged(CSV, made_from, partial(_file, site, manques))


def _matrix_url(departement: str) -> str:
    return f"diagnostic/{departement.lower()}/"


def _stade_pages(site: Site) -> list[Page]:
    everywhere = frozenset(site.corpus.communes)
    stades = site.corpus.referentiels["stades"].termes
    page = Page(
        "diagnostic/stades/",
        "Le diagnostic : moments du projet",
        "Qui aide sur quel sujet, à quel moment du projet, dans toutes les communes et de toutes les façons.",
        SECTION, "", fil=_FIL,
    )  # fmt: skip
    columns = [(word.libelle, f"offre/stades/{term}/") for term, word in stades.items()]
    rows = [
        (term, [site.couverture.case(everywhere, term, stade=stade) for stade in stades])
        for term in site.corpus.referentiels["thematiques"].termes
    ]
    return _matrix_pages(site, page, "Moment du projet", columns, rows)


def _matrix_pages(
    site: Site,
    page: Page,
    axis: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, Sequence[Case]]],
) -> list[Page]:
    """Return the matrix, cut in pages when it has many subjects."""
    per_page = max(1, MAX_ELEMENTS // (len(columns) + 3))
    pages = []
    for part in cut(rows, per_page):
        body = render(
            "diagnostic_matrice.html",
            site=site,
            titre=page.titre,
            chapo=page.description,
            axe=axis,
            colonnes=columns,
            lignes=part.items,
            comptes=count_states(case for _, cases in rows for case in cases),
            etats=COUVERTURES,
            ailleurs=[link for link in _matrices(site) if link[1] != page.url],
            page=part.page,
            pages=part.pages,
            url=page.url,
        )
        pages.append(part.made(page, body))
    return pages


def _matrices(site: Site) -> list[tuple[str, str]]:
    """Return (name, address) of each matrix."""
    return [
        *((site.departements[code][0], _matrix_url(code)) for code in site.couverture.departements),
        ("Selon le moment du projet", "diagnostic/stades/"),
    ]


def count_states(cases: Iterable[Case]) -> dict[str, int]:
    """Return state → number of cells, in the order of the states."""
    counts = Counter(case.etat for case in cases)
    return {etat: counts[etat] for etat in ETATS}


def _home(site: Site, manques: Sequence[Manque]) -> Page:
    told = [manque for manque in manques if manque.presse or manque.decisions]
    body = render(
        "diagnostic.html",
        site=site,
        comptes=count_states(site.couverture.cases.values()),
        etats=COUVERTURES,
        total=len(site.couverture.cases),
        matrices=_matrices(site),
        csv=CSV,
        manques=[_line(site, manque) for manque in told[:MAX_MANQUES]],
        reste=len(told[MAX_MANQUES:]),
        ailleurs=_elsewhere(site, manques)[:MAX_AILLEURS],
        autres=_others(site, manques)[:MAX_SUJETS],
    )
    return Page(*LISTE, SECTION, body)


def _line(site: Site, manque: Manque) -> LigneDeManque:
    undecided = manque.a_decider
    where = "" if undecided == manque.departements else f" ({_names(site, undecided)})"
    waiting = manque.attente.besoins
    return LigneDeManque(
        site.label("thematiques", manque.thematique),
        site.label("modalites", manque.modalite),
        _where(site, manque.departements),
        manque.attente.situations,
        tuple((site.corpus.besoins[key].libelle, f"besoins/{key}/") for key in waiting[:MAX_BESOINS]),
        len(waiting[MAX_BESOINS:]),
        tuple(_suite(site, trou) for trou in manque.decisions),
        f"À décider{where}" if undecided else "",
    )


def _suite(site: Site, trou: Trou) -> SuiteDonnee:
    service = site.entrees["service"][trou.service] if trou.service else None
    parts = [_names(site, (trou.departement,))] if trou.departement else []
    if trou.decide_le:
        parts.append(f"décidé le {date_fr(trou.decide_le)}")
    return SuiteDonnee(service, trou.pourquoi_non or "", ", ".join(parts))


def _names(site: Site, departements: Iterable[str]) -> str:
    return ", ".join(site.corpus.officiel.departements[code][0] for code in departements)


def _where(site: Site, departements: Sequence[str]) -> str:
    return "Partout" if len(departements) == len(site.couverture.departements) else _names(site, departements)


def _elsewhere(site: Site, manques: Sequence[Manque]) -> list[tuple[SuiteDonnee, str]]:
    """Return (decision, what it is about) for the cells that are no hole any more, one line per service."""
    still = {id(trou) for manque in manques for trou in manque.decisions}
    lines: dict[object, tuple[SuiteDonnee, list[str]]] = {}
    for trou in site.corpus.trous:
        if id(trou) in still:
            continue
        where = f" ({_names(site, (trou.departement,))})" if trou.departement else ""
        about = f"{site.label('thematiques', trou.thematique)} · {site.label('modalites', trou.modalite)}{where}"
        suite = replace(_suite(site, trou), precision="")
        lines.setdefault(trou.service or id(trou), (suite, []))[1].append(about)
    return [(suite, " ; ".join(abouts)) for suite, abouts in lines.values()]


def _others(site: Site, manques: Sequence[Manque]) -> list[tuple[str, str]]:
    """Return (subject, ways of helping that nobody offers) for the holes that nobody misses yet."""
    ways: dict[str, list[str]] = defaultdict(list)
    for manque in manques:
        if not manque.presse and not manque.decisions:
            whole = len(manque.departements) == len(site.couverture.departements)
            where = "" if whole else f" ({_names(site, manque.departements)})"
            ways[manque.thematique].append(f"{site.label('modalites', manque.modalite)}{where}")
    return [
        (word.libelle, ", ".join(ways[term]))
        for term, word in site.corpus.referentiels["thematiques"].termes.items()
        if ways[term]
    ]


def _file(site: Site, manques: Sequence[Manque]) -> OutputFile:
    """Return diagnostic.csv: one row per cell; the last columns say the state at each moment of the project."""
    stades = site.corpus.referentiels["stades"].termes
    header = [
        "thematique", "thematique_libelle", "modalite", "modalite_libelle", "departement", "departement_nom",
        "etat", "communes", "communes_ouvertes", "communes_en_essai", "communes_a_verifier", "communes_prevu", "fiches",
        "situations_sans_reponse", "besoins_en_attente", "decision", "service", "pourquoi_non",
        *(f"stade_{term}" for term in stades),
    ]  # fmt: skip
    by_cell = {(manque.thematique, manque.modalite, code): manque for manque in manques for code in manque.departements}
    return csv_file(CSV, header, _rows(site, by_cell))


def _rows(site: Site, by_cell: dict[tuple[str, str, str], Manque]) -> Iterator[list[object]]:
    stades = site.corpus.referentiels["stades"].termes
    for (thematique, modalite, code), case in site.couverture.cases.items():
        communes = site.couverture.departements[code]
        manque = by_cell.get((thematique, modalite, code))
        attente = manque.par_departement[code] if manque else Attente(0, ())
        yield [
            thematique, site.label("thematiques", thematique), modalite, site.label("modalites", modalite),
            code, site.departements[code][0],
            COUVERTURES[case.etat][1], case.communes, case.ouvertes, case.essai, case.a_confirmer, case.prevu,
            case.fiches,
            attente.situations, len(attente.besoins),
            *_decision(site, thematique, modalite, code, manque),
            *(
                COUVERTURES[site.couverture.case(communes, thematique, modalite, stade).etat][1]
                for stade in stades
            ),
        ]  # fmt: skip


def _decision(
    site: Site, thematique: str, modalite: str, departement: str, manque: Manque | None
) -> tuple[str, str, str]:
    """Return (decision, service, why not) of a cell; what is said of one département wins over what is said of all."""
    said = [
        trou
        for trou in site.corpus.trous
        if (trou.thematique, trou.modalite) == (thematique, modalite) and trou.departement in (None, departement)
    ]
    if not said:
        return ("à décider" if manque else "", "", "")
    trou = max(said, key=lambda trou: trou.departement is not None)
    return ("service" if trou.service else "rien à créer", trou.service or "", trou.pourquoi_non or "")
