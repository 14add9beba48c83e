"""What a corpus knows of its fiches: who is behind, who answers, where, until when."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from generator.corpus.corpus import Corpus
from tests.construction import read
from tests.orientation.monde import financement, ressource, service


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read()


@pytest.mark.parametrize(
    ("kind", "identifiant", "acteur"),
    [
        ("acteur", "pole-ess", "pole-ess"),
        ("service", "permanence-accueil", "pole-ess"),
        ("financement", "appel-rivages", "carnet-commun"),
        ("ressource", "atelier-partage", "boite-a-clous"),
        ("ressource", "sans-acteur", None),
    ],
)
def test_the_acteur_behind_a_fiche(corpus: Corpus, kind: str, identifiant: str, acteur: str | None) -> None:
    more = corpus.having(ressource={**corpus.ressources, "sans-acteur": ressource()})
    assert more.acteur_of(kind, identifiant) == acteur


def test_the_contacts_of_a_fiche_else_of_its_acteur(corpus: Corpus) -> None:
    own = service(contacts=[{"role": "Accueil", "telephone": "02 61 91 00 01"}])
    assert corpus.contacts_of(own) == own.contacts
    assert corpus.contacts_of(service()) == corpus.acteurs["pole-ess"].contacts
    assert corpus.contacts_of(ressource()) == ()


def test_somebody_answers_by_telephone_or_by_mail(corpus: Corpus) -> None:
    page = [{"role": "Accueil", "url": "https://exemple.org/contact"}]
    mute = corpus.acteurs["pole-ess"].model_copy(update={"contacts": ()})
    alone = corpus.having(acteur={**corpus.acteurs, "pole-ess": mute})
    assert corpus.answers(service(contacts=page))
    assert not alone.answers(service(contacts=page))
    assert alone.answers(service(contacts=[{"role": "Accueil", "courriel": "accueil@exemple.org"}]))


def test_where_it_is_open(corpus: Corpus) -> None:
    assert corpus.coverage_of(ressource()) == frozenset(corpus.communes)
    here = service(zone={"type": "communes", "codes": ["01901"]})
    assert corpus.coverage_of(here) == {"01901"}


def test_its_last_day() -> None:
    assert service(ouverture={"au": "2027-06-30"}).dernier_jour == datetime.date(2027, 6, 30)
    assert service().dernier_jour is None
    assert financement(depot={"cloture": "2026-12-01"}).dernier_jour == datetime.date(2026, 12, 1)
    assert ressource().dernier_jour is None


def test_its_terms(corpus: Corpus) -> None:
    stades = tuple(corpus.referentiels["stades"].termes)
    assert corpus.terms_of(service(stades=["tous"]), "stades") == stades
    assert corpus.terms_of(service(modalites=["atelier-collectif"]), "modalites") == ("atelier-collectif",)
    modalites = corpus.referentiels["modalites"]
    word = {type(ressource()).MODALITE: modalites.termes["formation"]}
    known = modalites.model_copy(update={"termes": {**modalites.termes, **word}})
    with_word = dataclasses.replace(corpus, referentiels={**corpus.referentiels, "modalites": known})
    assert corpus.terms_of(ressource(), "modalites") == ()
    assert with_word.terms_of(ressource(), "modalites") == ("ressource-autonomie",)
    assert corpus.terms_of(financement(beneficiaires=[stades[0]]), "profils") == (stades[0],)


def test_other_files_of_a_kind_leave_the_corpus_as_it_was(corpus: Corpus) -> None:
    changed = corpus.having(service={})
    assert (dict(changed.services), changed.acteurs) == ({}, corpus.acteurs)
    assert corpus.services
