"""The smallest territory without any problem: texts to write, change and read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.corpus.corpus import Corpus
from generator.corpus.officiel import Officiel
from generator.models.referentiel import NOMS_REFERENTIELS
from generator.pipeline import Bilan, verify
from generator.problems import Problem
from generator.reading.communes import load_officiel
from generator.reading.loading import load_corpus
from tests.chemins import AUJOURDHUI, FIXTURES

TERRITOIRE = "data/territoire.yml"
ACTEUR = "content/acteurs/pole.yml"
SERVICE = "content/offre/services/accueil.yml"
RESSOURCE = "content/offre/ressources/guide.yml"
FINANCEMENT = "content/offre/financements/pret.yml"
CSV = "data/communes.csv"
GEOJSON = "data/communes.geojson"

SHARED = """\
resume: "Une phrase simple, assez longue pour être lue dans une liste."
statut: actif
sources:
  - titre: "Page lue"
    consulte_le: 2026-11-20
"""
FILES = {
    TERRITOIRE: """\
nom: "Mini"
epci: ["732829320"]
nom_epci: "Petite-Île Agglomération"
etat: publie
site:
  nom: "Mini"
  accroche: "Une idée ?"
  description: "Trouver de l'aide."
  url: "https://mini.test/"
coordination: pole
accueil: accueil
editeur:
  nom: "Pôle"
  adresse: "3 quai des Brumes"
  telephone: "02 61 91 00 01"
  directeur_publication: "La présidence"
  hebergeur: "Hébergement du Phare"
accessibilite:
  etablie_le: 2026-01-05
""",
    ACTEUR: f"""\
nom: "Pôle de Mini"
{SHARED}type: mot
roles_consortium: [porteur]
forme_juridique: mot
zone:
  type: territoire
contacts:
  - role: "Accueil"
    telephone: "02 61 91 00 01"
""",
    SERVICE: f"""\
nom: "Accueil de tous"
{SHARED}acteur: pole
thematiques: [mot]
modalites: [mot]
stades: [tous]
profils: [tous]
zone:
  type: territoire
tarif:
  type: gratuit
""",
    RESSOURCE: f"""\
nom: "Guide des débuts"
{SHARED}type: mot
auteur: "Pôle"
acces: "À l'accueil"
thematiques: [mot]
stades: [tous]
profils: [tous]
""",
    FINANCEMENT: f"""\
nom: "Prêt pour tous"
{SHARED}porteur: pole
types: [mot]
beneficiaires: [tous]
stades: [tous]
zone:
  type: france
depot:
  permanent: oui
""",
    CSV: """\
code_insee,nom,codes_postaux,departement,region,population_municipale
01901,Port-Brume,01991,01,Rivages,4210
01902,Val-Clair,01992,01,Rivages,980
01903,Bourg-l'Écume,01991,01,Rivages,1325
02901,La Lande-Étoile,02991 02992,02,Rivages,2640
02902,Roche-Lune,02991,02,Rivages,415
03901,Les Trois-Balises,03991,03,Hautes-Brises,1750
""",
    **{
        f"data/referentiels/{nom}.yml": f"""\
titre: "{nom}"
description: "Des mots."
termes:
  mot:
    libelle: "Mot"
    definition: "Un mot"
    origine: "proposé"
"""
        for nom in NOMS_REFERENTIELS
    },
}


@cache
def officiel() -> Officiel:
    """The invented official lists."""
    return load_officiel(FIXTURES / "officiel.json")


@dataclass(frozen=True)
class Mini:
    """The small territory on disk, to be changed at will."""

    root: Path

    def write(self, path: str, text: str | bytes) -> Mini:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def change(self, path: str, old: str, new: str) -> Mini:
        """Replace a text that is there exactly once."""
        text = self.text(path)
        assert text.count(old) == 1, f"{path} : {old!r} x {text.count(old)}"
        return self.write(path, text.replace(old, new))

    def add(self, path: str, lines: str) -> Mini:
        return self.write(path, self.text(path) + lines)

    def copy(self, path: str, other: str, *changes: tuple[str, str]) -> Mini:
        """Write `other` from `path`, changed: a second fiche of the same kind."""
        self.write(other, self.text(path))
        for old, new in changes:
            self.change(other, old, new)
        return self

    def text(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def line(self, path: str, needle: str) -> int:
        """The line (from 1) of the only line that holds `needle`."""
        found = [number for number, line in enumerate(self.text(path).split("\n"), 1) if needle in line]
        assert len(found) == 1, f"{path} : {needle!r} aux lignes {found}"
        return found[0]

    def verify(self) -> Bilan:
        return verify(self.root, AUJOURDHUI, officiel())

    def corpus(self) -> Corpus:
        """The corpus; its shape has to be right."""
        corpus, problems = load_corpus(self.root, officiel())
        assert corpus is not None, problems
        return corpus

    def broken(self, rule: Callable[..., Iterator[Problem]]) -> list[tuple[str, str, int, str]]:
        """What one rule says: (code, path, line, where)."""
        return [(p.code, p.path, p.line, p.where) for p in rule(self.corpus(), AUJOURDHUI)]


def write_mini(root: Path) -> Mini:
    mini = Mini(root)
    for path, text in FILES.items():
        mini.write(path, text)
    return mini


def told(mini: Mini) -> list[tuple[str, str]]:
    """Return (code, path) of each problem of the reading; a corpus is there exactly when none is an error."""
    corpus, problems = load_corpus(mini.root, officiel())
    assert (corpus is None) == any(problem.severity == "erreur" for problem in problems)
    assert all(problem.hint and problem.message.endswith(".") for problem in problems)
    return [(problem.code, problem.path) for problem in problems]
