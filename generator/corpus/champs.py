"""What a question of a form expects: its sort, its options, as the models and the référentiels say."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, StringConstraints
from pydantic.fields import FieldInfo

from generator.corpus.corpus import Corpus
from generator.corpus.francais import slug
from generator.corpus.genres import GENRES
from generator.corpus.questions import Formulaire, Saisie
from generator.corpus.walking import is_list, marker_of, metadata_of, models_in
from generator.models.base import Dit, UneLigne
from generator.models.markers import Terme

CERTAINES = "Dans certaines communes seulement"
TOUTES = "Toutes les communes"
_TOUS = {"stades": "Tous les moments du projet", "profils": "Tout le monde"}
_MOTS: Mapping[str, Mapping[str, Any]] = {
    "tarif.type": {
        "Gratuit": "gratuit",
        "Payant": "payant",
        "Sur adhésion": "adhesion",
        "Payant, prise en charge possible": "prise-en-charge-possible",
        "Prix non connu": "non-precise",
    },
    "origine.type": {
        "Dans un atelier": "atelier",
        "Une personne ou un groupe l'a signalé": "signalement",
        "Par une enquête": "enquete",
        "Par un diagnostic": "diagnostic",
        "Dans un groupe de travail": "groupe-de-travail",
    },
    "depot": {
        "Toute l'année": {"permanent": "oui"},
        "Entre deux dates": {},
        "Je ne sais pas": {"precision": "Calendrier non connu, à demander."},
    },
}
"""Closed lists of the code, as a form says them; a test holds them against the models."""
_LONG = 150
"""Up to so many signs, a text fits on one line."""


class Sorte(StrEnum):
    """How an answer is given."""

    LIGNE = "ligne"
    TEXTE = "texte"
    LISTE = "liste"
    UN = "un"
    PLUSIEURS = "plusieurs"


def field_of(formulaire: Formulaire, question: Saisie) -> FieldInfo | None:
    """Return the field of the model that a question fills, None for what is no field of it (`page`)."""
    model: type[BaseModel] | None = GENRES[formulaire.genre].modele if formulaire.genre else None
    info: FieldInfo | None = None
    for step in question.champ.split("."):
        info = model.model_fields.get("contacts" if step == "contact" else step) if model else None
        model = next(models_in(info.annotation), None) if info else None
    return info


def sorte_of(formulaire: Formulaire, question: Saisie) -> Sorte:
    """Tell how a question is answered, from the type of its field."""
    info = field_of(formulaire, question)
    if question.champ in ("zone.codes", "communes"):
        return Sorte.PLUSIEURS
    if question.champ == "zone" or question.champ in _MOTS:
        return Sorte.UN
    if info is None:
        return Sorte.LIGNE if question.champ in ("page", "fiche") else Sorte.TEXTE
    marker, many = marker_of(info), is_list(info.annotation)
    if isinstance(marker, Terme):
        return Sorte.PLUSIEURS if many else Sorte.UN
    if many:
        return Sorte.LISTE
    return Sorte.TEXTE if _longest(info) > _LONG else Sorte.LIGNE


def _longest(info: FieldInfo) -> int:
    """Return the number of signs that a text may have; an address, a date and a number are short."""
    checks = [item for item in metadata_of(info) if isinstance(item, AfterValidator | BeforeValidator)]
    if any(item not in (UneLigne, Dit) for item in checks):
        return 0
    limits = [item.max_length or 0 for item in metadata_of(info) if isinstance(item, StringConstraints)]
    return max(limits, default=0)


def is_due(formulaire: Formulaire, question: Saisie) -> bool:
    """Tell whether the form insists on an answer."""
    if question.due is not None:
        return question.due
    info = field_of(formulaire, question)
    return info is not None and info.is_required()


def options_of(formulaire: Formulaire, question: Saisie, corpus: Corpus) -> dict[str, Any]:
    """Return what one may choose: words of the form → value of the field; {} for a free answer."""
    if sorte_of(formulaire, question) not in (Sorte.UN, Sorte.PLUSIEURS):
        return {}
    if question.champ in _MOTS:
        return dict(_MOTS[question.champ])
    if question.champ == "zone":
        return _zones(corpus)
    if question.champ in ("zone.codes", "communes"):
        communes = sorted((slug(commune.nom), commune.nom, code) for code, commune in corpus.communes.items())
        everywhere = {TOUTES: "toutes"} if question.champ == "communes" else {}
        return {**everywhere, **{nom: code for _, nom, code in communes}}
    info = field_of(formulaire, question)
    marker = marker_of(info) if info else None
    if not isinstance(marker, Terme):
        return {}
    terms = corpus.referentiels[marker.nom].termes
    labels = [term.libelle for term in terms.values()]
    options = {
        term.libelle if labels.count(term.libelle) == 1 else f"{term.libelle} ({key})": key
        for key, term in terms.items()
    }
    return {**({_TOUS[marker.nom]: "tous"} if marker.tous else {}), **options}


def _zones(corpus: Corpus) -> dict[str, Any]:
    """Return the zones that one may choose here: the whole, some communes, the départements and régions around."""
    officiel = corpus.officiel
    codes = sorted({commune.departement for commune in corpus.communes.values()})
    regions = sorted({officiel.region_of_departement(code) for code in codes})
    return {
        f"Dans tout le territoire ({corpus.territoire.nom})": {"type": "territoire"},
        CERTAINES: {"type": "communes"},
        **{
            f"Département : {officiel.departements[code][0]}": {"type": "departements", "codes": [code]}
            for code in codes
        },
        **{f"Région : {officiel.regions[code]}": {"type": "regions", "codes": [code]} for code in regions},
        "Toute la France": {"type": "france"},
    }
