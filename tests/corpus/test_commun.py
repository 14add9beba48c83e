"""One invented shelf, seen by two invented territories: each keeps what is open in it, completes it, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.terminal import counts
from generator.contributing.territory.etat import etat
from generator.corpus.corpus import Corpus
from generator.corpus.fraicheur import rappels
from generator.models.commun import PROTEGES, Complement
from generator.reading.validation import validate
from generator.reading.yaml_source import parse_yaml
from generator.rendering.rendering import render_corpus
from generator.rules.commun import check_complements, check_copies, check_edition, check_local_names, empreintes
from generator.rules.communes import check_coverage, check_zones
from generator.rules.freshness import check_freshness
from generator.rules.privacy import check_mailboxes
from generator.rules.references import check_references
from tests.chemins import AUJOURDHUI
from tests.mini import ACTEUR, CSV, FINANCEMENT, RESSOURCE, SERVICE, TERRITOIRE, Mini, told, write_mini

LISEZ_MOI = """\
titre: "Le commun des îles"
tenu_par: "l'équipe du site de Mini"
licence: "Licence Ouverte 2.0"
edition: 2026-11-20
"""
RESEAU, CONSEIL = "content/commun/acteurs/reseau.yml", "content/commun/offre/services/conseil.yml"
LARGE, BOURSE = "content/commun/acteurs/large.yml", "content/commun/offre/financements/bourse.yml"
MEMO = "content/commun/offre/ressources/memo.yml"
COMPLEMENT = "content/complements/service/conseil.yml"
SEUL = "  type: departements\n  codes: {}\n"


def shelve(root: Path) -> Mini:
    """A shelf: a network everywhere, its advice in one département, an acteur and its grant in another one."""
    mini = write_mini(root).write("content/commun/LISEZ-MOI.yml", LISEZ_MOI)
    everywhere = ("  type: territoire\n", "  type: france\n")
    mini.copy(ACTEUR, RESEAU, ("Pôle de Mini", "Réseau"), ("roles_consortium: [porteur]\n", ""), everywhere)
    mini.copy(RESEAU, LARGE, ("Réseau", "Gens du large"), ("  type: france\n", SEUL.format('["04"]')))
    mini.copy(
        SERVICE, CONSEIL, ("Accueil de tous", "Conseil"), ("acteur: pole", "acteur: reseau\nco_porteurs: [large]")
    )
    mini.change(CONSEIL, "  type: territoire\n", SEUL.format('["01"]'))
    mini.copy(FINANCEMENT, BOURSE, ("Prêt pour tous", "Bourse"), ("porteur: pole", "porteur: large"))
    mini.change(BOURSE, "  type: france\n", SEUL.format('["04"]'))
    return mini.copy(RESSOURCE, MEMO, ("Guide des débuts", "Mémo"), ('acces: "', 'acteur: large\nacces: "'))


def grand_large(root: Path) -> Mini:
    """The same shelf at the neighbour's."""
    mini = shelve(root)
    mini.write(CSV, f"{mini.text(CSV).splitlines()[0]}\n{LIGNES}").change(TERRITOIRE, "732829320", "999999998")
    return mini.change(TERRITOIRE, "Petite-Île Agglomération", "Grand-Large")


LIGNES = """\
03902,Fort-Ajonc,03992,03,Hautes-Brises,530
04901,Hors-le-Cap,04991,04,Hautes-Brises,120
"""


@pytest.fixture
def mini(tmp_path: Path) -> Mini:
    return shelve(tmp_path)


def common(corpus: Corpus) -> set[str]:
    return {f"{kind}/{key}" for kind, key, _ in corpus.fiches() if corpus.is_common(kind, key)}


def test_each_territory_keeps_what_is_open_in_it(mini: Mini, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = grand_large(tmp_path_factory.mktemp("large"))
    assert common(mini.corpus()) == {"acteur/reseau", "service/conseil", "ressource/memo"}
    assert common(other.corpus()) == {"acteur/large", "acteur/reseau", "financement/bourse", "ressource/memo"}
    bilan = mini.verify()
    assert bilan.publiable
    assert "2 fiches communes d'ailleurs" in counts(bilan)


def test_a_link_to_what_is_left_aside_goes_in_silence(mini: Mini) -> None:
    corpus = mini.corpus()
    assert corpus.services["conseil"].co_porteurs == ()
    assert corpus.ressources["memo"].acteur is None
    assert "pas montrées ni 2 liens vers elles)" in counts(mini.verify())
    assert mini.broken(check_references) == []


def test_only_who_keeps_the_shelf_asks_to_read_it_again(mini: Mini) -> None:
    day = "verifie_le: 2020-01-01\nverifie_par: Accueil\n"
    mini.add(CONSEIL, day).add(SERVICE, day)

    def asked() -> tuple[set[str], set[str]]:
        sent = {one.chemin for releve in rappels(mini.corpus(), AUJOURDHUI) for one in releve.relectures}
        return sent & {CONSEIL, SERVICE}, {path for _, path, *_ in mini.broken(check_freshness)}

    assert asked() == ({SERVICE}, {SERVICE})
    said = etat(mini.corpus(), (), AUJOURDHUI)
    assert "3 fiches communes : tenues par l'équipe du site de Mini, qui s'en occupe" in said
    mini.add(TERRITOIRE, "tient_le_commun: oui\n")
    assert asked() == ({CONSEIL, SERVICE}, {CONSEIL, SERVICE})
    assert "fiches communes" not in etat(mini.corpus(), (), AUJOURDHUI)


def test_who_answers_for_a_kept_fiche_is_kept(mini: Mini) -> None:
    mini.change(CONSEIL, "acteur: reseau\nco_porteurs: [large]", "acteur: large")
    assert "acteur/large" in common(mini.corpus())


def test_who_answers_elsewhere_goes(mini: Mini) -> None:
    there = 'porteurs:\n  - {acteur: large, zone: {type: departements, codes: ["04"]}}\n'
    mini.add(CONSEIL, f'{there}a_verifier: {{type: departements, codes: ["04"], aupres_de: large}}\n')
    corpus = mini.corpus()
    assert (corpus.services["conseil"].porteurs, corpus.services["conseil"].a_verifier) == ((), None)
    assert "acteur/large" not in common(corpus)
    assert mini.broken(check_coverage) == []


def test_what_a_file_of_here_names_is_kept(mini: Mini) -> None:
    mini.change(SERVICE, "acteur: pole\n", "acteur: pole\nco_porteurs: [large]\n")
    assert "acteur/large" in common(mini.corpus())
    assert mini.broken(check_references) == []


def test_a_search_that_waits_for_a_common_fiche_waits_until_it_is_here(mini: Mini) -> None:
    asked = "requetes:\n  - {requete: bourse, attendu: [financement/bourse]}\n"
    mini.write("data/requetes-types.yml", asked)
    assert [one.code for one in mini.verify().problems if one.code.startswith("RCH")] == []
    mini.write("data/requetes-types.yml", asked.replace("bourse]", "perdue]"))
    assert [one.code for one in mini.verify().problems if one.code == "RCH010"] == ["RCH010"]


def test_a_common_fiche_never_names_one_of_here(mini: Mini) -> None:
    line = mini.change(CONSEIL, "[large]", "[large, pole]").line(CONSEIL, "co_porteurs")
    assert mini.broken(check_references) == [("CMN001", CONSEIL, line, "co_porteurs[2]")]


def test_a_common_fiche_names_its_namesake_and_never_itself(mini: Mini) -> None:
    namesake = "content/commun/offre/services/reseau.yml"
    mini.copy(CONSEIL, namesake, ("Conseil", "Conseil du réseau")).add(namesake, "suites: [conseil]\n")
    assert mini.broken(check_references) == []
    line = mini.change(namesake, "[conseil]", "[reseau]").line(namesake, "suites")
    assert mini.broken(check_references) == [("REF005", namesake, line, "suites[1]")]


def test_an_id_that_is_nowhere_is_told_even_in_what_is_left_aside(mini: Mini) -> None:
    line = mini.change(BOURSE, "porteur: large", "porteur: personne").line(BOURSE, "porteur")
    assert mini.broken(check_references) == [("REF002", BOURSE, line, "porteur")]


def test_a_zone_that_is_nowhere_is_told_even_in_what_is_left_aside(mini: Mini) -> None:
    line = mini.change(BOURSE, '["04"]', '["97"]').line(BOURSE, '["97"]')
    assert mini.broken(check_zones) == [("ZON001", BOURSE, line, "zone.codes[1]")]
    line = mini.change(RESEAU, "type: france", "type: territoire").line(RESEAU, "type: territoire")
    assert ("CMN010", RESEAU, line, "zone.type") in mini.broken(check_zones)


def test_the_same_id_twice_and_a_shelf_without_its_title_page(mini: Mini) -> None:
    mini.copy(CONSEIL, "content/offre/services/conseil.yml")
    assert told(mini) == [("CMN002", "content/offre/services/conseil.yml")]
    (mini.root / "content/offre/services/conseil.yml").unlink()
    (mini.root / "content/commun/LISEZ-MOI.yml").unlink()
    assert told(mini) == [("FIC004", "content/commun/LISEZ-MOI.yml")]


LOCAL = """\
contacts:
  - role: "Antenne d'ici"
    telephone: "02 61 91 00 09"
    courriel: "jean.valjean@gmail.com"
lieux:
  - {adresse: "3 quai", code_postal: "01991", commune: "01901"}
comment_solliciter: "Passer par l'accueil."
limites:
  - "Un jour par mois ici."
note: "On est reçu **au port**."
verifie_le: 2026-11-20
verifie_par: "Accueil"
"""


def test_a_complement_comes_first_and_its_lines_are_its_own(mini: Mini) -> None:
    mini.write(COMPLEMENT, LOCAL).add(CONSEIL, 'limites: ["Pas le dimanche."]\n')
    service = mini.corpus().services["conseil"]
    assert service.contacts[0].role == "Antenne d'ici"
    assert service.limites == ("Un jour par mois ici.", "Pas le dimanche.")
    assert (service.comment_solliciter, service.verifie_le) == ("Passer par l'accueil.", None)
    assert mini.broken(check_complements) == []
    assert mini.broken(check_mailboxes) == [("VIE002", COMPLEMENT, 4, "contacts[1].courriel")]


def test_the_page_says_who_keeps_it_and_what_is_of_here(mini: Mini) -> None:
    mini.write(COMPLEMENT, LOCAL)
    pages = {page.url: page.body for page in render_corpus(mini.corpus(), AUJOURDHUI).pages}
    page = " ".join(pages["offre/services/conseil/"].split())
    assert "Fiche commune à plusieurs territoires, tenue par l'équipe du site de Mini." in page.replace("&#39;", "'")
    assert "Propre à ce territoire : contacts, lieux, comment le demander, limites." in page
    assert "<strong>au port</strong>" in page
    assert "Fiche commune" not in pages["offre/services/accueil/"]


def test_an_error_is_told_to_who_keeps_the_fiche(mini: Mini) -> None:
    mini.add("content/commun/LISEZ-MOI.yml", 'depot: "https://gitlab.test/ici/commun"\nbranche: tronc\n')
    mini.change(
        TERRITOIRE,
        '  url: "https://mini.test/"\n',
        '  url: "https://mini.test/"\n  depot: "https://github.test/mini/offre"\n',
    )
    mini.add(CONSEIL, "tenu_par: reseau\n")
    pages = {page.url: page.body for page in render_corpus(mini.corpus(), AUJOURDHUI).pages}
    assert "https://gitlab.test/ici/commun/-/issues/new" in pages["offre/services/conseil/"]
    assert f"https://gitlab.test/ici/commun/-/edit/tronc/{CONSEIL}" in pages["offre/services/conseil/"]
    assert "https://github.test/mini/offre/issues/new" in pages["offre/services/accueil/"]
    assert ">Réseau</a>." in pages["offre/services/conseil/"].partition("tenue par")[2]


def test_withdrawn_here_it_is_proposed_to_nobody(mini: Mini) -> None:
    mini.write(COMPLEMENT, 'retirer: "Trop loin."\n')
    corpus = mini.corpus()
    assert corpus.services["conseil"].statut == "suspendu"
    pages = {page.url: page for page in render_corpus(corpus, AUJOURDHUI).pages}
    assert "Trop loin." in pages["offre/services/conseil/"].body
    assert not pages["offre/services/conseil/"].index
    assert "services/conseil/" not in pages["offre/services/"].body
    assert "services/conseil/" not in pages["offre/"].body


def test_what_belongs_to_the_keeper_cannot_be_changed(mini: Mini) -> None:
    document, _ = parse_yaml(b"x: y\n", COMPLEMENT)
    assert document is not None
    for champ in PROTEGES:
        value, found = validate(Complement, {"note": "Ici.", champ: "autre"}, document)
        assert (value, [(one.code, one.where) for one in found]) == (None, [("CMN007", champ)])
    mini.write(COMPLEMENT, 'note: "Ici."\nnom: "autre"\n')
    assert told(mini) == [("CMN007", COMPLEMENT)]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("content/complements/service/parti.yml", 'note: "Ici."\n', ("CMN003", 1, "")),
        ("content/complements/service/accueil.yml", 'note: "Ici."\n', ("CMN003", 1, "")),
        ("content/complements/ressource/memo.yml", 'comment_solliciter: "Ici."\n', ("CMN006", 1, "comment_solliciter")),
        (COMPLEMENT, 'note: "x"\nlimites:\n  - "Ici."\n  - "Pas ici."\n', ("CMN005", 4, "limites[2]")),
        (COMPLEMENT, 'note: "Une phrase simple, assez longue pour être lue dans une liste."\n', ("CMN005", 1, "note")),
    ],
)
def test_a_complement_completes_something(mini: Mini, path: str, text: str, expected: tuple[str, int, str]) -> None:
    mini.add(CONSEIL, 'limites: ["Pas ici."]\n').write(path, text)
    assert mini.broken(check_complements) == [(expected[0], path, *expected[1:])]


def test_a_complement_of_what_is_over_is_told(mini: Mini) -> None:
    mini.change(CONSEIL, "statut: actif", "statut: clos").write(COMPLEMENT, 'note: "Ici."\n')
    assert mini.broken(check_complements) == [("CMN004", COMPLEMENT, 1, "")]


def test_a_shelf_changed_since_its_edition_is_told(mini: Mini) -> None:
    said = "".join(f"  {key}: {mark}\n" for key, mark in empreintes(mini.corpus()).items())
    mini.add("content/commun/LISEZ-MOI.yml", f"empreintes:\n{said}")
    assert mini.broken(check_edition) == []
    mini.write(MEMO, mini.text(MEMO).replace("\n", "\r\n"))
    assert mini.broken(check_edition) == []
    mini.change(BOURSE, "Bourse", "Grande bourse")
    (found,) = check_edition(mini.corpus(), AUJOURDHUI)
    assert (found.code, "financement/bourse" in found.message) == ("CMN008", True)


def test_a_common_fiche_says_nothing_of_here(mini: Mini) -> None:
    assert mini.broken(check_local_names) == []
    mini.change(MEMO, 'acces: "À l\'accueil"', 'acces: "À Val-Clair"')
    assert mini.broken(check_local_names) == [("CMN009", MEMO, mini.line(MEMO, "acces"), "acces")]


def test_a_text_is_written_once(mini: Mini) -> None:
    long = " ".join(f"mot{rank}" for rank in range(41))
    short = " ".join(f"mot{rank}" for rank in range(40))
    mini.add(CONSEIL, f'description: "{short}"\n').add(SERVICE, f'description: "{short}"\n')
    assert mini.broken(check_copies) == []
    mini.change(CONSEIL, short, long).change(SERVICE, short, long)
    assert [(code, path) for code, path, _, _ in mini.broken(check_copies)] in (
        [("CMN011", CONSEIL)],
        [("CMN011", SERVICE)],
    )
