"""A marked field that nobody has ever heard of: every rule that follows its marker reaches it, and the search."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

import pytest

from generator.corpus.corpus import Corpus
from generator.models.base import (
    CommunesVisees,
    DateIso,
    DatePartielle,
    Donnee,
    JourPasse,
    Markdown,
    Modele,
    Promesse,
    Qui,
    RefActeur,
    RefCommune,
    Texte,
    Thematiques,
)
from generator.models.besoin import Besoin
from generator.models.markers import Fichier, Passe
from generator.models.service import Service
from generator.rendering.search.documents import documents_of
from generator.rendering.site import site_of
from generator.rules import RULES, lisibilite
from generator.rules.glossaire import check_glossary
from tests.chemins import AUJOURDHUI
from tests.mini import SERVICE, TERRITOIRE, Mini

FAUX = (
    "Le dispositif de Mme Exemple, camille@pole.example, avec le FDVX, une phrase bien trop longue qui "
    + "dit encore un mot " * 4
    + "puis <b>s'arrête</b>."
)
"""All that a text can do wrong."""
TOUTES = ["MKD001", "STY001", "STY003", "STY004", "VIE003", "VIE004"]


class Encadre(Modele):
    """An invented model, inside of an invented list."""

    texte: Texte


class Invente(Service):
    """A service with fields that no rule has ever heard of."""

    devise: Texte | None = None
    encadres: tuple[Encadre, ...] = ()
    carnet: Markdown | None = None
    par_theme: dict[str, tuple[Texte, ...]] = {}  # noqa: RUF012
    temoin: Qui | None = None
    cle: Donnee | None = None
    visite_le: JourPasse | None = None
    vecu_en: tuple[Annotated[DatePartielle, Passe("BES006")], ...] = ()
    compte_le: Annotated[DateIso, Passe(hors="COL002")] | None = None
    photo: Annotated[str, Fichier("REF008")] | None = None
    ailleurs: RefCommune | None = None
    ici: CommunesVisees = ()
    voisins: tuple[RefActeur, ...] = ()
    mots: Thematiques = ()


def with_field(mini: Mini, **fields: Any) -> Corpus:
    corpus = mini.corpus()
    return corpus.having(service={"accueil": Invente.model_construct(**dict(corpus.services["accueil"]), **fields)})


def found(corpus: Corpus) -> list[tuple[str, str, str]]:
    told = [problem for rule in RULES for problem in rule(corpus, AUJOURDHUI)]
    return sorted({(problem.code, problem.path, problem.where) for problem in told})


@pytest.mark.parametrize(
    ("fields", "where", "codes"),
    [
        ({"devise": FAUX}, "devise", TOUTES),
        ({"encadres": (Encadre(texte="Un."), Encadre(texte=FAUX))}, "encadres[2].texte", TOUTES),
        ({"par_theme": {"eau": (FAUX,)}}, "par_theme.eau[1]", TOUTES),
        ({"carnet": FAUX}, "carnet", TOUTES),
        ({"temoin": "Camille EXEMPLE, au dispositif"}, "temoin", ["VIE004"]),
        ({"cle": FAUX}, "cle", ["MKD001"]),
        ({"visite_le": datetime.date(2026, 11, 23)}, "visite_le", ["DAT001"]),
        ({"visite_le": AUJOURDHUI}, "visite_le", []),
        ({"vecu_en": ("2026", "2026-12")}, "vecu_en[2]", ["BES006"]),
        ({"compte_le": datetime.date(2026, 1, 14)}, "compte_le", ["COL002"]),
        ({"compte_le": datetime.date(2026, 1, 15)}, "compte_le", []),
        ({"compte_le": datetime.date(2028, 2, 1)}, "compte_le", ["DAT001"]),
        ({"photo": "quai.png"}, "photo", ["REF008"]),
        ({"ailleurs": "01991"}, "ailleurs", ["ZON001"]),
        ({"ailleurs": "04901"}, "ailleurs", []),
        ({"ici": ("01901", "04901")}, "ici[2]", ["ZON001"]),
        ({"ici": ("toutes",)}, "ici", []),
        ({"voisins": ("pole", "pool")}, "voisins[2]", ["REF002"]),
        ({"mots": ("mote",)}, "mots[1]", ["REF001"]),
    ],
)
def test_an_invented_field_is_reached_by_every_rule(mini: Mini, fields: Any, where: str, codes: list[str]) -> None:
    mini.add(TERRITOIRE, "experimentation:\n  debut: 2026-01-15\n")
    assert found(with_field(mini, **fields)) == [(code, SERVICE, where) for code in codes]


def test_the_promesse_too(mini: Mini) -> None:
    corpus = mini.corpus()
    service = corpus.services["accueil"].model_copy(update={"promesse": FAUX})
    assert found(corpus.having(service={"accueil": service})) == [(code, SERVICE, "promesse") for code in TOUTES]


def test_an_invented_field_of_another_kind(mini: Mini) -> None:
    """The dispositif is read as the fiches are."""

    class Nouveau(Besoin):
        accroche: Promesse = "Réparer plutôt que jeter"

    mini.write(
        "data/besoins/b.yml",
        'libelle: "Réparer"\nphrase: "Des voisins ont besoin d\'un atelier parce que tout est jeté."\n'
        'communes: [toutes]\nenjeux: [mot]\norigine: {type: atelier, par: "Des voisins"}\n'
        "historique:\n  - {statut: revele, date: 2026-05}\n",
    )
    corpus = mini.corpus()
    besoin = Nouveau.model_construct(**{**dict(corpus.besoins["b"]), "accroche": FAUX})
    assert found(corpus.having(besoin={"b": besoin})) == [(code, "data/besoins/b.yml", "accroche") for code in TOUTES]


def test_an_invented_field_is_searched_explained_and_measured(mini: Mini) -> None:
    mot = '  x:\n    mot: "amarre"\n    definition: "Une corde du quai."\n    origine: "proposé"\n'
    mini.write("data/glossaire.yml", f"mots:\n{mot}")
    assert [problem.code for problem in check_glossary(mini.corpus(), AUJOURDHUI)] == ["GLO001"]
    corpus = with_field(mini, devise="On noue une amarre.", cle="caché")
    assert list(check_glossary(corpus, AUJOURDHUI)) == []
    (document,) = (one for one in documents_of(site_of(corpus, AUJOURDHUI)) if one.id == "service/accueil")
    assert "On noue une amarre." in document.texte and "caché" not in document.texte
    longest = "Une phrase qui est de loin la plus longue de toutes celles de cette fiche ici"
    worst = next(one for one in lisibilite.scores(with_field(mini, devise=longest)) if one.chemin == SERVICE)
    assert worst.phrase == longest
