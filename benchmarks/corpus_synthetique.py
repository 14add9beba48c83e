"""Write an invented territory of N fiches of realistic length: `python -m benchmarks.corpus_synthetique N dossier`.

Lengths and fields are those of the real fiches, kind by kind, never lighter on
the whole (`python -m benchmarks.longueurs` prints both); besides, six in ten are
confirmed and some have contacts, as those of a site that lives. The référentiels,
the communes and the territory itself are those of the tests; the same N and the
same seed always give the same bytes.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from stdnum import luhn

from benchmarks.longueurs import LONGUEURS
from benchmarks.mots import FONCTIONS, JARGON, MOTS_CLES, NOMS, PAGES, PHRASES, RESUMES, RUES, SUJETS
from generator.corpus.corpus import Corpus
from generator.corpus.genres import FICHES
from generator.corpus.officiel import Officiel
from generator.reading.communes import load_officiel
from generator.reading.loading import load_corpus

FIXTURES = Path(__file__).resolve().parent.parent / "tests" / "fixtures"
MODELE = FIXTURES / "petite-ile"
DONNEES = ("territoire.yml", "communes.csv", "communes.geojson", "glossaire.yml")
"""What is taken as it is, with the référentiels: no arbre nor parcours, which name fiches of the tests."""
PARTS = {"acteur": 30, "service": 35, "ressource": 25}
"""Percentage of each kind; the rest are financements."""
FINANCEURS = 10
"""One acteur out of so many carries financements."""
_NU = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def counts(n: int) -> dict[str, int]:
    """Return how many fiches of each kind make `n`: 30 % acteurs, 35 % services, 25 % ressources, 10 % financements."""
    made = {kind: n * share // 100 for kind, share in PARTS.items()}
    return {**made, "financement": n - sum(made.values())}


def yaml_lines(fields: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """Yield YAML as people write it: bare words, quoted sentences, flow lists of ids, literal blocks."""
    for key, value in fields.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from yaml_lines(value, indent + "  ")
        elif isinstance(value, tuple):
            yield f"{indent}{key}: [{', '.join(map(_scalar, value))}]"
        elif isinstance(value, list):
            yield f"{indent}{key}:"
            for item in value:
                inside = list(yaml_lines(item, indent + "    ")) if isinstance(item, Mapping) else []
                yield f"{indent}  - {inside[0].lstrip() if inside else _scalar(item)}"
                yield from inside[1:]
        elif "\n" in value:
            yield f"{indent}{key}: |"
            yield from (f"{indent}  {line}".rstrip() for line in value.split("\n"))
        else:
            yield f"{indent}{key}: {_scalar(value)}"


def _scalar(text: str) -> str:
    return text if _NU.fullmatch(text) else '"' + text.replace('"', '\\"') + '"'


class Ecrivain:
    """Invents the fiches of one territory."""

    def __init__(self, corpus: Corpus, n: int, seed: int) -> None:
        self.corpus, self.seed = corpus, seed
        self.terms = {nom: tuple(referentiel.termes) for nom, referentiel in corpus.referentiels.items()}
        self.n = counts(n)
        self.zones: dict[str, dict[str, Any]] = {}
        place = corpus.territoire
        acteurs = (place.coordination, *(relais.acteur for relais in place.relais if relais.acteur))
        services = (place.accueil, *(relais.service for relais in place.relais if relais.service))
        self.named = {"acteur": tuple(dict.fromkeys(acteurs)), "service": tuple(dict.fromkeys(services))}

    def write(self, root: Path) -> None:
        """Write every fiche under `root/content`."""
        makers: dict[str, Callable[[random.Random, int], dict[str, Any]]] = {
            "acteur": self._acteur,
            "service": self._service,
            "ressource": self._ressource,
            "financement": self._financement,
        }
        for kind, make in makers.items():
            folder = root / FICHES[kind].chemin
            folder.mkdir(parents=True)
            for index in range(self.n[kind]):
                rng = random.Random(f"{self.seed} {kind} {index}")  # noqa: S311 (invented data, no secret)
                text = "\n".join(yaml_lines(make(rng, index))) + "\n"
                (folder / f"{self.identifiant(kind, index)}.yml").write_text(text, "utf-8")

    def identifiant(self, kind: str, index: int) -> str:
        """Return the id of a fiche; the first acteurs and services are those that the territory names."""
        named = self.named.get(kind, ())
        return named[index] if index < len(named) else f"{kind}-{index:05}"

    def _some(self, rng: random.Random, nom: str, least: int, most: int) -> tuple[str, ...]:
        chosen = rng.sample(self.terms[nom], min(rng.randint(least, most), len(self.terms[nom])))
        return tuple(term for term in self.terms[nom] if term in chosen)

    def _some_or_all(self, rng: random.Random, nom: str) -> tuple[str, ...]:
        return ("tous",) if rng.random() < 0.2 else self._some(rng, nom, 1, 4)

    def _common(self, rng: random.Random, kind: str, index: int) -> dict[str, Any]:
        subject = rng.choice(SUJETS)
        said = {"sujet": subject, "n": rng.randint(2, 9)}
        length = LONGUEURS[kind]
        fields: dict[str, Any] = {
            "nom": f"{rng.choice(NOMS[kind])} pour {subject}, n° {index}",
            "resume": rng.choice(RESUMES).format(**said),
        }
        if rng.random() < length.descriptions:
            fields["description"] = self._description(rng, kind, said)
        fields |= {
            "statut": "actif"
            if index == 0
            else rng.choices(("actif", "experimentation", "a-confirmer", "suspendu", "clos"), (80, 6, 8, 3, 3))[0],
            "sources": [
                {
                    "titre": f"{title} de {subject}, page lue en entier",
                    "url": f"https://{kind}-{index}.example/{page}?annee=2026&rubrique={rng.randint(10, 99)}",
                    "date_source": f"{rng.choice(('janvier', 'mars', 'septembre'))} {rng.randint(2021, 2025)}",
                    "consulte_le": f"2026-11-{rng.randint(1, 21):02}",
                }
                for title, page in rng.sample(PAGES, rng.randint(*length.sources))
            ],
        }
        if rng.random() < length.alias:
            fields["alias"] = [f"{rng.choice(NOMS[kind])} {index} de l'île"]
        if rng.random() < 0.6:
            fields |= {"verifie_le": f"2026-{rng.randint(6, 10):02}-15", "verifie_par": rng.choice(FONCTIONS)}
            fields["rythme_verification"] = str(rng.choice((6, 12)))
        if rng.random() < 0.05:
            fields["anciens_ids"] = (f"ancien-{kind}-{index:05}",)
        fields["mots_cles"] = rng.sample(MOTS_CLES, rng.randint(5, 6))
        return fields

    def _description(self, rng: random.Random, kind: str, said: dict[str, Any]) -> str:
        """Return paragraphs of two sentences; some have bold words, a list, a link, a word of specialists."""
        least, most = LONGUEURS[kind].phrases
        phrases = [phrase.format(**said) for phrase in rng.sample(PHRASES, rng.randint(least, most))]
        if rng.random() < 1 / 30:
            phrases.append(JARGON.format(**said))
        if rng.random() < 1 / 3:
            phrases[0] = f"**{phrases[0]}**"
        if rng.random() < 0.05:
            phrases[-1] += f" Lire [la page complète](https://{kind}.example/{rng.randint(10, 99)})."
        blocks = [" ".join(phrases[start : start + 2]) for start in range(0, len(phrases), 2)]
        if rng.random() < 0.13:
            blocks.append("\n".join(f"- {phrase[:-1]} ;" for phrase in rng.sample(RESUMES, 2)).format(**said))
        return "\n\n".join(blocks)

    def _acteur(self, rng: random.Random, index: int) -> dict[str, Any]:
        fields = self._common(rng, "acteur", index)
        communes = list(self.corpus.communes.values())
        home = rng.choice(communes)
        zones: list[dict[str, Any]] = [
            {"type": "territoire"},
            {"type": "france", "precision": "Rendez-vous sur place ou par téléphone."},
            {"type": "departements", "codes": (home.departement,)},
            {"type": "communes", "codes": tuple(sorted({home.code_insee, rng.choice(communes).code_insee}))},
        ]
        zone = zones[0] if index == 0 else rng.choice(zones)
        self.zones[self.identifiant("acteur", index)] = zone
        fields["type"] = rng.choice(self.terms["types-acteurs"])
        if index == 0 or rng.random() < 0.1:
            fields["roles_consortium"] = ("porteur",) if index == 0 else ("membre",)
        if rng.random() < 0.35:
            fields["forme_juridique"] = rng.choice(self.terms["formes"])
        if rng.random() < 0.1:
            digits = f"{rng.randint(10_000_000, 99_999_999)}"
            fields["siren"] = digits + luhn.calc_check_digit(digits)
        if rng.random() < 0.8:
            fields["missions"] = self._sentences(rng, rng.randint(1, 2))
        fields |= {
            "thematiques": self._some(rng, "thematiques", 1, 3),
            "modalites": self._some(rng, "modalites", 1, 2),
            "profils": self._some_or_all(rng, "profils"),
            "zone": zone,
        }
        if rng.random() < 0.1:
            fields["lieux"] = [
                {
                    "nom": f"Salle {index}",
                    "adresse": f"{rng.randint(1, 99)} {rng.choice(RUES)}",
                    "code_postal": home.codes_postaux[0],
                    "commune": home.code_insee,
                }
            ]
        if index == 0 or rng.random() < 0.3:
            fields["contacts"] = self._contacts(rng, self.identifiant("acteur", index))
        return fields | ({"site_web": f"https://acteur-{index}.example/"} if rng.random() < 0.6 else {})

    def _service(self, rng: random.Random, index: int) -> dict[str, Any]:
        holder = self.identifiant("acteur", 0 if index == 0 else rng.randrange(self.n["acteur"]))
        fields = self._common(rng, "service", index) | {
            "acteur": holder,
            "thematiques": self._some(rng, "thematiques", 1, 2),
            "modalites": self._some(rng, "modalites", 1, 2),
            "stades": self._some_or_all(rng, "stades"),
            "profils": self._some_or_all(rng, "profils"),
            "zone": self.zones[holder],
            "tarif": {"type": "payant", "precision": f"{rng.randint(2, 90)} € par groupe", "annee": "2026"}
            if rng.random() < 0.5
            else {"type": "gratuit"},
            "comment_solliciter": "Écrire ou appeler trois semaines avant, à l'accueil ou par la page de contact.",
            "limites": self._sentences(rng, rng.randint(1, 3)),
        }
        if rng.random() < 0.15:
            fields["duree"] = rng.choice(("Une heure", "Une demi-journée", "Trois soirées", "Un an"))
        if rng.random() < 0.2:
            fields["deroulement"] = self._sentences(rng, 3)
        if rng.random() < 0.1:
            fields["prerequis"] = self._sentences(rng, 1)
        if index > 1 and rng.random() < 0.5:
            fields["suites"] = (self.identifiant("service", rng.randrange(1, index)),)
        return fields | ({"contacts": self._contacts(rng, holder)[:1]} if rng.random() < 0.2 else {})

    def _ressource(self, rng: random.Random, index: int) -> dict[str, Any]:
        fields = self._common(rng, "ressource", index) | {
            "type": rng.choice(self.terms["types-ressources"]),
            "auteur": f"{rng.choice(NOMS['acteur'])} des {rng.choice(MOTS_CLES)} et des îles",
            "url": f"https://ressource-{index}.example/documents/a-telecharger/pour-tous/{index}",
            "thematiques": self._some(rng, "thematiques", 1, 2),
            "stades": self._some_or_all(rng, "stades"),
            "profils": self._some_or_all(rng, "profils"),
            "limites": self._sentences(rng, rng.randint(1, 2)),
        }
        if rng.random() < 0.4:
            fields["acteur"] = self.identifiant("acteur", rng.randrange(self.n["acteur"]))
        if rng.random() < 0.4:
            fields["annee"] = str(rng.randint(2015, 2026))
        if rng.random() < 0.15:
            fields["licence"] = rng.choice(("CC BY-SA 4.0", "Licence Ouverte 2.0"))
        return fields

    def _financement(self, rng: random.Random, index: int) -> dict[str, Any]:
        funders = -(-self.n["acteur"] // FINANCEURS)
        low = rng.randint(1, 9) * 500
        depots: list[dict[str, str]] = [
            {"permanent": "oui", "precision": "Le comité se réunit chaque mois."},
            {"ouverture": "2026-09-15", "cloture": f"2026-12-{rng.randint(10, 28)}"},
            {"ouverture": "2027-01-10", "cloture": "2027-02-28", "precision": "Un seul dépôt par an."},
            {"precision": "Dates à demander."},
        ]
        fields = self._common(rng, "financement", index) | {
            "porteur": self.identifiant("acteur", rng.randrange(funders) * FINANCEURS),
            "types": self._some(rng, "types-financements", 1, 2),
            "beneficiaires": self._some_or_all(rng, "profils"),
            "stades": self._some_or_all(rng, "stades"),
            "zone": rng.choice(({"type": "territoire"}, {"type": "regions", "codes": ("91",)}, {"type": "france"})),
            "depot": rng.choice(depots),
            "demarche": self._sentences(rng, rng.randint(1, 2)),
            "limites": self._sentences(rng, rng.randint(1, 2)),
        }
        if rng.random() < 0.4:
            fields["montant"] = {"min": str(low), "max": str(low * 10), "unite": "euros", "annee": "2026"}
        if rng.random() < 0.2:
            fields["thematiques"] = self._some(rng, "thematiques", 1, 2)
        if rng.random() < 0.1:
            fields["cumulable"] = rng.choice(("oui", "non", "sous-conditions"))
        return fields | ({"conditions": self._sentences(rng, 1)} if rng.random() < 0.7 else {})

    def _sentences(self, rng: random.Random, how_many: int) -> list[str]:
        said = {"sujet": rng.choice(SUJETS), "n": rng.randint(2, 9)}
        return [phrase.format(**said) for phrase in rng.sample(PHRASES, how_many)]

    def _contacts(self, rng: random.Random, acteur: str) -> list[dict[str, str]]:
        """Return two ways to reach an acteur: one by phone and mail, one by its page."""
        first, second = rng.sample(FONCTIONS, 2)
        phone = f"02 61 91 {rng.randint(10, 99)} {rng.randint(10, 99)}"
        return [
            {"role": first, "telephone": phone, "courriel": f"accueil@{acteur}.example"},
            {"role": second, "url": f"https://{acteur}.example/contact"},
        ]


def officiel() -> Officiel:
    """Return the invented official lists that this territory's codes belong to."""
    return load_officiel(FIXTURES / "officiel.json")


def write_territory(n: int, root: Path, seed: int = 1) -> Path:
    """Write a territory of exactly `n` fiches (20 at least) in the folder `root`, which must not exist."""
    if n < 20:
        raise ValueError("20 fiches au moins : il faut des fiches des quatre genres.")
    corpus, _ = load_corpus(MODELE, officiel())
    assert corpus is not None, "le territoire inventé des essais doit être sans erreur"
    for name in DONNEES:
        (root / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODELE / "data" / name, root / "data" / name)
    shutil.copytree(MODELE / "data/referentiels", root / "data/referentiels")
    Ecrivain(corpus, n, seed).write(root)
    return root


if __name__ == "__main__":
    write_territory(int(sys.argv[1]), Path(sys.argv[2]))
