"""An acteur confirms all its fiches with one message: what it says, what comes back, what is written; never a name."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import odfdo
import pytest

from generator.contributing.confirmation import is_yes, read_relecture, who_confirms
from generator.reading.campagne import campagne_csv, parse_campagne
from tests.chemins import AUJOURDHUI
from tests.construction import read, tree
from tests.contributing.courriels import both, plain

pytestmark = pytest.mark.usefixtures("se_souvenir")

Run = Callable[..., tuple[int, str, str]]
FICHES = ("acteur/carnet-commun", "ressource/guide-premiere-reunion", "service/parcours-essaimage")


@pytest.fixture
def offre(run: Run, racine_petite_ile: Path) -> Run:
    def call(*words: object) -> tuple[int, str, str]:
        return run(*words, "--racine", racine_petite_ile, "--date", str(AUJOURDHUI))

    return call


def changed(root: Path, before: dict[str, bytes]) -> dict[str, str]:
    return {name: data.decode() for name, data in tree(root).items() if before.get(name) != data}


def test_one_gesture_confirms_everything(offre: Run, racine_petite_ile: Path, tmp_path: Path) -> None:
    code, text, faults = offre("campagne", "--acteur", "carnet-commun", "--noter")
    assert (code, faults) == (0, "")
    assert [line[4:] for line in text.splitlines() if line.startswith("### ") and "/" in line] == list(FICHES)
    assert "12. Précision sur le prix" not in text and "11. Précision sur le prix : Adhésion de 40 €" in text
    assert "15. Courriel de la structure :\n" in text
    journal = racine_petite_ile / "data/campagne.csv"
    assert journal.read_text() == f"acteur,envoye_le,repondu_le\ncarnet-commun,{AUJOURDHUI},\n"
    assert offre("campagne", "--acteur", "carnet-commun", "--noter")[0] == 2
    assert "1 structure interrogée, 0 réponse, 0 sans réponse" in offre("fraicheur")[1]
    quoted = "\n".join(f"> {line}" for line in text.splitlines()[3:])
    quoted = quoted.replace("> ### Tout est-il juste ?\n", "> ### Tout est-il juste ?\nOui, tout est juste.\n", 1)
    quoted = quoted.replace("> ### Qui confirme ?\n", "> ### Qui confirme ?\n\nSecrétariat du Carnet\n", 1)
    answer = tmp_path / "reponse.eml"
    answer.write_bytes(plain(f"Bonjour\n\n-- \nCamille Exemple\n\n{quoted}", "utf-8", "quoted-printable"))
    before = tree(racine_petite_ile)
    code, said, faults = offre("importer", "--depuis-courriel", answer)
    assert (code, faults) == (0, ""), said
    assert "le programme ne peut pas le savoir" in said
    assert "devient" not in said
    assert tree(racine_petite_ile) == before
    assert offre("importer", "--depuis-courriel", answer, "--ecrire")[0] == 0
    made = changed(racine_petite_ile, before)
    assert len(made) == 4
    assert made.pop("data/campagne.csv").endswith(f"carnet-commun,{AUJOURDHUI},{AUJOURDHUI}\n")
    for data in made.values():
        assert f'verifie_le: {AUJOURDHUI}\nverifie_par: "Secrétariat du Carnet"\n' in data
        assert "Camille" not in data
    assert "1 structure interrogée, 1 réponse" in offre("fraicheur")[1]


def test_a_line_mended_in_a_page_is_a_correction_and_free_words_are_for_a_person(
    offre: Run, racine_petite_ile: Path, tmp_path: Path
) -> None:
    text = offre("campagne", "--acteur", "carnet-commun")[1].partition("\n\n")[2]
    text = text.replace("Adhésion de 40 € par structure", "Adhésion de 45 € par structure")
    text = text.replace("5. Ce qu'elle fait : Écrire et partager des guides. ; ", "5. Ce qu'elle fait : ")
    text = text.replace("13. Qui répond ?\n14. T", "13. Qui répond ? Secrétariat\n14. T")
    text = text.replace("14. Téléphone de la structure :", "14. Téléphone de la structure : 02 61 91 00 09")
    before, mark, after = text.partition("### ressource/guide-premiere-reunion")
    after = after.replace("Autre chose à dire :", "Autre chose à dire : il y a une deuxième édition", 1)
    text = before + mark + after.replace("[ ] Tout", "[X] Tout")
    page = "".join(f"<p>{line or '&nbsp;'}</p>" for line in text.splitlines())
    answer = tmp_path / "reponse.eml"
    answer.write_bytes(both("Voir la page", page))
    start = tree(racine_petite_ile)
    code, said, faults = offre("importer", "--depuis-courriel", answer, "--ecrire")
    assert (code, faults) == (0, ""), said
    assert "À lire par une personne, ressource/guide-premiere-reunion : il y a une deuxième édition" in said
    made = changed(racine_petite_ile, start)
    service = made.pop("content/offre/services/parcours-essaimage.yml")
    assert "Adhésion de 45 € par structure" in service
    assert "02 61 91 00 09" in service
    assert 'verifie_par: "Le Carnet commun"' in service
    acteur = made.pop("content/acteurs/carnet-commun.yml")
    assert "Écrire et partager" not in acteur and "Former des groupes" in acteur
    assert "verifie_le" not in acteur
    assert made == {}


def test_a_single_fiche_is_confirmed_by_its_own_mail(offre: Run, racine_petite_ile: Path, tmp_path: Path) -> None:
    page = "https://petite-ile.test/offre/offre/services/parcours-essaimage/"
    body = f"### Adresse de la page\n{page}\n\n### Tout est-il juste ?\noui\n\n### Qui confirme ?\nMme Exemple\n"
    answer = tmp_path / "reponse.eml"
    answer.write_bytes(plain(body, "utf-8", "8bit"))
    start = tree(racine_petite_ile)
    said = offre("importer", "--depuis-courriel", answer, "--ecrire")[1]
    assert "semble nommer une personne" in said
    (data,) = changed(racine_petite_ile, start).values()
    assert 'verifie_par: "Le Carnet commun"' in data
    answer.write_bytes(plain(body.replace("oui", "Oui, mais le prix a changé"), "utf-8", "8bit"))
    start = tree(racine_petite_ile)
    code, said, _ = offre("importer", "--depuis-courriel", answer, "--ecrire")
    assert (code, changed(racine_petite_ile, start)) == (0, {})
    assert "À lire par une personne" in said and "ne change rien" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("service/parcours-essaimage", "service/parcours-perdu"), "n'existe pas ici"),
        (("service/parcours-essaimage", "acteur/pole-ess"), "plusieurs structures"),
        (("10. Combien cela coûte-t-il ? Sur adhésion", "10. Combien cela coûte-t-il ? trois fois rien"), "SCH"),
    ],
    ids=["unknown", "of another", "wrong word"],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    offre: Run, racine_petite_ile: Path, tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    text = offre("campagne", "--acteur", "carnet-commun")[1]
    assert change[0] in text
    answer = tmp_path / "reponse.md"
    answer.write_text(text.replace(*change), "utf-8")
    start = tree(racine_petite_ile)
    code, shown, faults = offre("importer", "--depuis-issue", answer, "--ecrire")
    assert code in (1, 2)
    assert said in shown + faults
    assert "Défaut du programme" not in faults
    assert changed(racine_petite_ile, start) == {}


@pytest.mark.parametrize("qui", ["", "Camille", "Camille Exemple", "M. Exemple", "a@b.fr", "02 61 91 00 09", "x" * 200])
def test_who_confirms_is_never_somebody(qui: str) -> None:
    assert who_confirms(read(), qui, "pole-ess") == read().acteurs["pole-ess"].nom


def test_yes_is_yes_and_nothing_more() -> None:
    for text in ("oui", "Oui.", "[x]", "- [X]", "OK", "Tout est juste", "C’est exact !", "Oui, tout est bon."):
        assert is_yes(text), text
    for text in ("", "non", "oui mais", "presque", "Oui, sauf le prix", "[ ]"):
        assert not is_yes(text), text
    assert who_confirms(read(), "Accueil du pôle", "pole-ess") == "Accueil du pôle"
    assert read_relecture("### Tout est-il juste ?\noui") is None


def test_the_letter_holds_the_same(offre: Run, tmp_path: Path) -> None:
    target = tmp_path / "lettre.odt"
    assert offre("campagne", "--acteur", "carnet-commun", "--sortie", target)[0] == 0
    text = " ".join(one.inner_text for one in odfdo.Document(io.BytesIO(target.read_bytes())).body.paragraphs)
    assert all(fiche in text for fiche in FICHES)
    assert text.count("☐ Tout est juste") == 1 + len(FICHES)
    assert "11. Précision sur le prix : Adhésion de 40 €" in text
    assert offre("campagne", "--acteur", "carnet-commun", "--sortie", target)[0] == 2
    assert offre("campagne", "--acteur", "carnet-commun", "--sortie", tmp_path / "x.pdf")[0] == 2
    assert "Vouliez-vous dire" in offre("campagne", "--acteur", "carnet-comun")[2]


def test_the_journal_is_read_as_it_is_written() -> None:
    data = b"acteur,envoye_le,repondu_le\npole-ess,2026-10-01,2026-10-08\ncarnet-commun,2026-11-02,\n"
    rows, problems = parse_campagne(data)
    assert problems == ()
    assert campagne_csv(rows) == data
    assert [one.code for one in parse_campagne(data + b"pole-ess,2026-10-01,\n")[1]] == ["CAM001"]
