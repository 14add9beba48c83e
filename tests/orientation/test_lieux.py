"""The places that have pages: those that show the same share one; too many of them are put together."""

from __future__ import annotations

from generator.corpus.corpus import Corpus
from generator.orientation.matching import build_matching
from generator.orientation.places import Lieux, gather_places
from tests.chemins import AUJOURDHUI
from tests.orientation.monde import departements, financement, monde, parcours, service

T = {"demander": {"thematiques": ["t"]}, "si_rien": {"dire": "Rien."}}


def world(**services: object) -> Corpus:
    corpus = monde(
        {"accueil": service(nom="Accueil"), **services}, parcours={"p": parcours(T)}, financements={"f": financement()}
    )
    return corpus


def lieux(corpus: Corpus, most: int = 100) -> Lieux:
    return gather_places(build_matching(corpus, AUJOURDHUI), [("p", frozenset())], most)


def test_classes_that_show_the_same_share_their_pages() -> None:
    """A service that no parcours asks for makes two classes; nobody would see a difference between their pages."""
    unseen = service(nom="Loin", thematiques=["loin"], zone=departements("01"))
    corpus = world(loin=unseen)
    assert [classe.id for classe in build_matching(corpus, AUJOURDHUI).classes] == [
        "departement-01",
        "departements-02-03",
    ]
    assert [place.id for place in lieux(corpus).places] == ["territoire", "plusieurs", "nsp"]


def test_classes_that_differ_keep_their_pages() -> None:
    corpus = world(ici=service(nom="Ici", zone=departements("01")))
    assert [place.id for place in lieux(corpus).places] == ["departement-01", "departements-02-03", "plusieurs", "nsp"]
    assert lieux(corpus).rapproches == ""


def test_too_many_places_are_put_together_and_show_all_that_each_shows() -> None:
    here = {f"s{code}": service(nom=code, zone={"type": "communes", "codes": [code]}) for code in ("01901", "01902")}
    corpus = world(**here)
    matching = build_matching(corpus, AUJOURDHUI)
    found = gather_places(matching, [("p", frozenset())], 4)
    assert found.rapproches == "intercommunalité"
    (one,) = [place for place in found.places if place.est_precise and "01901" in place.communes]
    assert one.id.startswith("ensemble-") and "01902" in one.communes
    shown = matching.evaluate("p", frozenset(), one.id).etapes[0]
    assert shown is not None
    names = {matching.offre.items[number].nom for number in shown.tous}
    assert names == {"Accueil", "01901", "01902"}
