"""What a page may say of a door today: four signs, always with words, and nothing else.

- `oui` ✓: open in every commune asked about, started, and somebody can be reached;
- `part` ◐: the same, for some of these communes only, and the words say which;
- `prevu`: it does not exist yet (`a-creer`, an experimentation that has not begun, a first day to come);
- `verif`: nobody has shown that it is open here, or who answers; the words say what to verify, with whom.

A door that is closed, or shown to be closed here, has no sign: the page says so in full. Nor has an acteur
that is known to exist: it is nothing that opens on some day.
Source: card of the project, « la réponse »; a sign is a statement about a real organisation.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from generator.corpus.communes import name_communes
from generator.corpus.corpus import Corpus
from generator.corpus.etats import ARRETES, calendrier, statut_affiche
from generator.corpus.francais import of_name
from generator.models.acteur import Acteur
from generator.models.service import Service

Code = Literal["oui", "part", "prevu", "verif"]
MOTS: Mapping[Code, str] = {
    "oui": "Ouvert",
    "part": "Une partie",
    "prevu": "Prévu, pas encore commencé",
    "verif": "À vérifier",
}
"""sign → its first words, the same on every page and explained on « Comment lire ce site »"""


@dataclass(frozen=True, slots=True)
class Signe:
    """A sign, and what it is about; `sujet` is '' where the first words are enough."""

    code: Code
    sujet: str = ""
    premiers: str = ""
    """The first words, where those of the code do not fit: a ressource is used, an instance meets"""

    @property
    def mots(self) -> str:
        """The words that always go with the sign."""
        first = self.premiers or MOTS[self.code]
        return f"{first} : {self.sujet}" if self.sujet else first


_Partout = tuple[str, Signe | None, frozenset[str], frozenset[str]]
_OUVERT, _A_L_ESSAI = Signe("oui"), Signe("oui", "à l'essai")


def a_commence(corpus: Corpus, today: datetime.date) -> bool:
    """Tell whether the experimentation of the territory has begun (`experimentation: debut:`)."""
    debut = corpus.territoire.experimentation.debut
    return debut is not None and debut <= today


def est_prevu(corpus: Corpus, fiche: Any, today: datetime.date) -> bool:
    """Tell whether a fiche describes what has not started."""
    if fiche.statut == "a-creer":
        return True
    if fiche.statut == "experimentation" and not a_commence(corpus, today):
        return True
    ouverture = getattr(fiche, "ouverture", None)
    return bool(ouverture and ouverture.du and ouverture.du > today)


def signe_of(corpus: Corpus, genre: str, fiche: Any, today: datetime.date, ici: frozenset[str]) -> Signe | None:
    """Return the sign of a fiche for some communes of the territory; None: closed, or not open there."""
    key = id(fiche), today
    if key not in corpus.doutes:  # the fiche is kept with its sign: no other one takes its place in memory
        corpus.doutes[key] = fiche, _everywhere(corpus, genre, fiche, today)
    known: _Partout = corpus.doutes[key][1]
    statut, unsure, zone, a_verifier = known
    if statut in ARRETES:
        return None
    if genre == "acteur":
        return unsure
    if genre == "ressource":
        return unsure or Signe("oui", premiers="À utiliser seuls")
    ouvert = zone & ici
    if not ouvert and ici.isdisjoint(a_verifier):
        return None
    if unsure is not None and (ouvert or unsure.code == "prevu"):
        return unsure
    if not ouvert:  # whom to ask comes before when, and before who answers where it is open
        asked = corpus.acteurs.get(fiche.a_verifier.aupres_de)  # a name of nobody is told by REF002
        return Signe("verif", f"auprès {of_name(asked.nom)}" if asked else "")
    if ouvert != ici:
        return Signe("part", name_communes(corpus, ouvert))
    return _A_L_ESSAI if statut == "experimentation" else _OUVERT


def _everywhere(corpus: Corpus, genre: str, fiche: Any, today: datetime.date) -> _Partout:
    """Return the status of a fiche, what takes its tick away, where it is open, where it is only to be verified."""
    statut = statut_affiche(fiche, today)
    unsure = None if statut in ARRETES else _not_sure(corpus, genre, fiche, statut, today)
    placed = genre not in ("acteur", "ressource")
    zones = (corpus.coverage_of(fiche), corpus.coverage_douteuse(fiche)) if placed else (frozenset(), frozenset())
    return statut, unsure, *zones


def _not_sure(corpus: Corpus, genre: str, fiche: Any, statut: str, today: datetime.date) -> Signe | None:
    """What takes the tick away, wherever one is."""
    if est_prevu(corpus, fiche, today):
        return Signe("prevu")
    if statut == "a-confirmer":
        return Signe("verif", "si cela existe encore")
    if genre == "financement":
        state = calendrier(fiche, today, corpus.territoire.fraicheur.ferme_bientot)
        if state == "a-venir" and not fiche.depot.mois:
            return Signe("prevu", premiers="Ouvre plus tard" if fiche.depot.fenetres else "")
        if state in ("a-venir", "inconnu"):
            return Signe("verif", "quand demander")
    if genre == "service" and not _answered(corpus, fiche):
        return Signe("verif", "qui contacter")
    if genre == "financement" and not corpus.is_reachable(fiche):
        return Signe("verif", "qui contacter")
    return None


def _answered(corpus: Corpus, service: Service) -> bool:
    """Tell whether somebody answers for a service: a contact or a place is known; a site alone is not enough."""
    held: list[Service | Acteur] = [service, *(corpus.acteurs[key] for key in corpus.holders_of(service))]
    return any(one.contacts or one.lieux for one in held)
