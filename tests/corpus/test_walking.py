"""What carries a marker: found wherever it is, once, at its place; no text of a model goes without one by oversight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, get_args

import pytest
from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic.fields import FieldInfo

from generator.corpus.genres import FICHES
from generator.corpus.walking import marked_values, metadata_of, models_in, plan
from generator.models.base import (
    MOTIFS_CODES,
    DateIso,
    DatePartielle,
    Modele,
    RefActeur,
    Stades,
    Texte,
    Thematiques,
    UneLigne,
    Unique,
)
from generator.models.markers import Fichier, Lu, Marker, Passe, Reference, Terme
from generator.models.territoire import Territoire
from tests.models.test_fields import MODELS


class Feuille(Modele):
    acteur: RefActeur | None = None
    libre: str = ""
    texte: Texte | None = None


class Branche(Modele):
    feuilles: tuple[Feuille, ...] = ()
    une: Feuille | None = None
    par_cle: dict[str, Feuille] = {}  # noqa: RUF012
    tronc: RefActeur | None = None
    autres: Annotated[tuple[RefActeur, ...], Unique] = ()
    thematiques: Thematiques = ()
    stades: Stades | None = None
    sans_marque: tuple[str, ...] = ()
    table: dict[str, str] = {}  # noqa: RUF012


ACTEUR = Reference("acteur")


def test_the_plan_names_marked_fields_and_nested_models() -> None:
    assert dict(plan(Branche, Reference)) == {
        "feuilles": None,
        "une": None,
        "par_cle": None,
        "tronc": ACTEUR,
        "autres": ACTEUR,
    }
    assert dict(plan(Branche, Terme)) == {"thematiques": Terme("thematiques"), "stades": Terme("stades", tous=True)}
    assert dict(plan(Feuille, Reference)) == {"acteur": ACTEUR}
    assert dict(plan(Feuille, Lu)) == {"texte": Lu()}
    assert dict(plan(Feuille, Terme)) == {}


def test_nothing_is_named_by_an_empty_model() -> None:
    assert list(marked_values(Branche(), Reference)) == list(marked_values(Branche(), Lu)) == []


def test_every_name_is_found_at_its_place() -> None:
    branche = Branche.model_validate(
        {
            "feuilles": [{"libre": "x"}, {"acteur": "a", "texte": "Un."}],
            "une": {"acteur": "b"},
            "par_cle": {"k": {"acteur": "c", "texte": "Deux."}},
            "tronc": "d",
            "autres": ["e", "f"],
            "thematiques": ["t"],
            "stades": ["tous"],
            "sans_marque": ["acteur"],
            "table": {"a": "b"},
        }
    )
    assert list(marked_values(branche, Reference, ("ici",))) == [
        (("ici", "feuilles", 1, "acteur"), ACTEUR, "a"),
        (("ici", "une", "acteur"), ACTEUR, "b"),
        (("ici", "par_cle", "k", "acteur"), ACTEUR, "c"),
        (("ici", "tronc"), ACTEUR, "d"),
        (("ici", "autres", 0), ACTEUR, "e"),
        (("ici", "autres", 1), ACTEUR, "f"),
    ]
    assert list(marked_values(branche, Terme)) == [
        (("thematiques", 0), Terme("thematiques"), "t"),
        (("stades", 0), Terme("stades", tous=True), "tous"),
    ]
    assert list(marked_values(branche, Lu)) == [
        (("feuilles", 1, "texte"), Lu(), "Un."),
        (("par_cle", "k", "texte"), Lu(), "Deux."),
    ]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("acteur", {"enjeux", "type", "forme_juridique", "thematiques", "modalites", "profils"}),
        ("service", {"enjeux", "acteur", "co_porteurs", "thematiques", "modalites", "stades", "profils", "suites"}),
        ("ressource", {"enjeux", "type", "acteur", "thematiques", "stades", "profils"}),
        ("financement", {"enjeux", "porteur", "types", "thematiques", "beneficiaires", "stades"}),
    ],
)
def test_the_marked_fields_of_the_fiches(kind: str, names: set[str]) -> None:
    """A field that loses its marker would no longer be checked by anything."""
    assert own(FICHES[kind].modele, Reference) | own(FICHES[kind].modele, Terme) == names


def test_the_marked_fields_of_the_territoire() -> None:
    assert own(Territoire, Reference) == {"coordination", "accueil", "anciennes_communes"}


def own(model: type[Modele], sort: type[Marker]) -> set[str]:
    """The fields that carry a marker themselves."""
    wanted: Any = sort
    return {name for name, marker in plan(model, wanted) if marker is not None}


JAMAIS_LUS = {
    *("Envoi.acteur", "Voisin.empreinte"),  # written by a command
    *("Attendu.sortie", "RequeteType.corrige", "RequeteType.requete"),  # what a test expects
    *("Fiche.mots_cles", "TermeReferentiel.data_inclusion"),  # words to search, or to exchange, with
    *("Contact.nom", "Editeur.directeur_publication"),  # persons who agreed, as their own rules check
    *("Editeur.adresse", "Editeur.hebergeur", "Lieu.adresse", "Mairie.adresse"),  # addresses, a host's telephone
    "Commun.empreintes",  # made by a command
    *(f"AdressePubliee.{name}" for name in ("adresse", "titre", "vers", "code")),  # kept by a command
    *("Coordonnee.lu_dans", "Coordonnee.pourquoi", "Coordonnee.quoi", "Coordonnee.sujet"),  # never published
}
"""Texts that no rule reads: each one is a decision."""


def _is_free(info: FieldInfo) -> bool:
    """Whether a field is a text that people write as they want: no marker, no pattern, no check, no closed list."""
    metadata = list(metadata_of(info))
    free = str in (info.annotation, *_parts(info.annotation)) and not list(models_in(info.annotation))
    shaped = any(isinstance(item, StringConstraints) and item.pattern for item in metadata)
    checks = [item for item in metadata if isinstance(item, AfterValidator | BeforeValidator)]
    checked = any(item not in (Unique, UneLigne) for item in checks)
    return free and not (shaped or checked or any(isinstance(item, Marker) for item in metadata))


def _parts(annotation: Any) -> Iterator[Any]:
    for part in get_args(annotation):
        yield part
        yield from _parts(part)


def test_every_text_is_read_or_is_known_not_to_be() -> None:
    """A new text is read by every rule, unless somebody writes here that it must not be."""
    free = {
        f"{model.__name__}.{name}"
        for model in MODELS
        for name, info in model.model_fields.items()
        if _is_free(info) and name in model.__annotations__
    }
    assert free == JAMAIS_LUS


A_VENIR = {
    "Besoin.suite_a_verifier_le",
    *("Periode.du", "Periode.au", "Depot.ouverture", "Depot.cloture", "Experimentation.debut"),
    *("Collectif.fin_le", "Decision.echeance", "Reunion.date"),
    "AdressePubliee.retiree_le",  # written by a command
    *("Envoi.envoye_le", "Envoi.repondu_le"),  # written by a command
    *("Voisin.jour", "FicheVoisine.fin"),  # what another site says
    "Mairie.date",  # past, but of a CSV file: its own rule says the line
}
"""Days that may be to come, or that another rule looks at: each one is a decision."""
CLES = {"Commune.code_insee", "Mairie.code_insee", "Territoire.avec_communes", "Territoire.sans_communes"}
"""Codes that name a line of their own file, or that make the list of the communes."""


def _without(sort: type[Marker], *shapes: Any) -> set[str]:
    """The fields that have one of these shapes (a check, a pattern), and not the marker."""
    found = set()
    for model in MODELS:
        for name, info in model.model_fields.items():
            metadata = list(metadata_of(info))
            patterns = [item.pattern for item in metadata if isinstance(item, StringConstraints)]
            shaped = any(shape in metadata or shape in patterns for shape in shapes)
            if shaped and name in model.__annotations__ and not any(isinstance(item, sort) for item in metadata):
                found.add(f"{model.__name__}.{name}")
    return found


def test_every_day_is_past_or_is_known_to_be_to_come() -> None:
    dates = (item for kind in (DateIso, DatePartielle) for item in get_args(kind) if isinstance(item, BeforeValidator))
    assert _without(Passe, *dates) == A_VENIR


def test_every_code_of_a_commune_names_one() -> None:
    assert _without(Reference, MOTIFS_CODES[0], MOTIFS_CODES[2]) == CLES


def test_every_name_of_a_file_is_looked_for() -> None:
    assert {f"{model.__name__}.{name}" for model in MODELS for name in own(model, Fichier)} == {
        "Ressource.fichier",
        "Reunion.compte_rendu",
        "NomDuSite.logo",
    }
