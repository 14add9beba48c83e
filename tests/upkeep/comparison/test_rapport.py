"""The comparison as partners read it, and what a hostile file cannot make it say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from generator.problems.formats import markdown_text
from generator.upkeep.comparison.demande import PHRASE
from generator.upkeep.comparison.effet import Effet
from generator.upkeep.comparison.rapport import as_json, as_markdown, as_text
from generator.upkeep.sections import MAX_LIGNES
from tests.construction import replace_in
from tests.upkeep.comparison.depot import ATELIER, PERMANENCE, SERVICES, compare, compare_answers

pytestmark = pytest.mark.usefixtures("se_souvenir")


def test_the_whole_text(racine_petite_ile: Path) -> None:
    root = racine_petite_ile
    replace_in(root / PERMANENCE, 'duree: "Une heure"', 'duree: "Deux heures"')
    replace_in(root / ATELIER, '  type: departements\n  codes: ["01"]', '  type: communes\n  codes: ["01901", "01902"]')
    (root / SERVICES / "cafe-des-projets.yml").unlink()
    text = re.sub(r"ligne \d+, requetes\[\d+\]", "ligne 1, requetes[1]", as_text(compare(root), "main", accepte=False))
    assert text.startswith(
        "1 service retiré, 1 zone modifiée, 1 fiche corrigée.\n"
        "1 erreur à corriger avant de publier : voir plus bas.\n"
        "6 chemins donnent une autre réponse, sur 15, dans une commune au moins.\n"
        f"Bloqué tant que la demande ne le dit pas. Si c'est voulu, y cocher la case « {PHRASE} »\n"
        "\n"
        "Attention (1)\n"
        "- L'adresse « offre/services/cafe-des-projets/ » ne répondra plus.\n"
        "    Fiche renommée : écrire « anciens_ids: [cafe-des-projets] » dans la nouvelle. "
        "Finie : la garder, avec « statut: clos ».\n"
        "\n"
        "Erreurs à corriger (1)\n"
        "- data/requetes-types.yml, ligne 1, requetes[1].attendu[1] (RCH010) : "
        "« service/cafe-des-projets » n'existe pas.\n"
        "    Écrire le genre et le nom du fichier, par exemple « service/permanence-accueil ».\n"
        "\n"
        "Ce qui change dans les fichiers (3)\n"
        "- Service modifié : Atelier « Décider ensemble » & règles du groupe "
        "(content/offre/services/atelier-gouvernance.yml)\n"
        "    Zone, type : « departements » devient « communes »\n"
        "    Zone, codes officiels : « 01 » devient « 01901 ; 01902 »\n"
        "- Service retiré : Café des projets (content/offre/services/cafe-des-projets.yml)\n"
        "- Service modifié : Permanence d'accueil (content/offre/services/permanence-accueil.yml)\n"
        "    Durée : « Une heure » devient « Deux heures »\n"
        "\n"
        "Ce qui disparaît des réponses (1)\n"
        "- « Atelier « Décider ensemble » & règles du groupe » (service) n'est plus proposé : Bourg-l'Écume.\n"
        "\n"
        "Manques qui s'ouvrent (1)\n"
    )
    assert "Ces effets sont voulus : rien n'est bloqué." in as_text(compare(root), "main", accepte=True)


def test_nothing_changed(racine_petite_ile: Path) -> None:
    found = compare(racine_petite_ile)
    assert as_text(found, "main", accepte=False) == "Rien ne change depuis « main »."
    assert as_markdown(found, "main", accepte=False).endswith("\n\nRien ne change depuis « main ».")


def test_only_the_form_changed(racine_petite_ile: Path) -> None:
    path = racine_petite_ile / PERMANENCE
    path.write_text(path.read_text("utf-8") + "# fin\n", "utf-8")
    text = as_text(compare_answers(racine_petite_ile), "main", accepte=False)
    assert text.startswith(
        "Des fichiers sont réécrits, sans rien changer à ce qu'ils disent.\nPersonne ne reçoit une autre"
    )
    assert f"- {PERMANENCE} : réécrit, ses valeurs sont les mêmes" in text


LINE = "        retenir: {profils: [habitant-seul]}\n        parcours: commencer"


def test_paths_that_are_only_added_are_told_as_such(racine_petite_ile: Path) -> None:
    """« 0 path answers otherwise » would hide what the change does."""
    new = '      - {id: autre, texte: "Autre chose.", retenir: {profils: [habitant-seul]}, parcours: en-parler}\n'
    path = racine_petite_ile / "data/arbres/voisins.yml"
    text = path.read_text("utf-8")
    block = text[: text.index(LINE)].rindex("      - id:")
    path.write_text(text[:block] + new + text[block:], "utf-8")
    told = as_text(compare_answers(racine_petite_ile), "main", accepte=False)
    assert "\n1 chemin est nouveau ; tous les autres donnent la même réponse qu'avant.\n" in told
    assert "une autre réponse, sur" not in told and "Personne" not in told


def test_paths_that_come_and_go_are_told_beside_those_that_change(racine_petite_ile: Path) -> None:
    replace_in(racine_petite_ile / "data/arbres/voisins.yml", LINE, LINE.split("\n")[0])
    told = as_text(compare_answers(racine_petite_ile), "main", accepte=False)
    assert "\n3 chemins sont nouveaux, 1 chemin n'existe plus ; tous les autres donnent" in told
    replace_in(racine_petite_ile / ATELIER, 'codes: ["01"]', 'codes: ["02"]')
    told = as_text(compare_answers(racine_petite_ile), "main", accepte=False)
    assert re.search(r"\n\d chemins donnent une autre réponse, sur 14, dans", told)
    assert "\n3 chemins sont nouveaux, 1 chemin n'existe plus.\n" in told


def test_two_territories_without_a_common_commune_are_not_compared(racine_petite_ile: Path) -> None:
    """« Nobody receives anything else » would be false: nothing was compared."""
    replace_in(racine_petite_ile / PERMANENCE, 'duree: "Une heure"', 'duree: "Deux heures"')
    found = replace(compare_answers(racine_petite_ile), effet=Effet(chemins=15))
    told = as_text(found, "main", accepte=False)
    assert told.startswith(
        "1 fiche corrigée.\nLes deux versions n'ont aucune commune en commun : leurs réponses ne se comparent pas.\n\n"
    )


def test_errors_come_with_their_remedy(fautive: Path) -> None:
    text = as_text(compare_answers(fautive), "main", accepte=False)
    assert "2 erreurs à corriger avant de publier : voir plus bas." in text
    assert "L'effet sur les réponses n'est pas calculé : il faut d'abord corriger les erreurs." in text
    assert (
        "type (REF001) : « pole-es » n'existe pas dans data/referentiels/types-acteurs.yml.\n    Vouliez-vous" in text
    )


def test_json_says_all(racine_petite_ile: Path) -> None:
    (racine_petite_ile / SERVICES / "cafe-des-projets.yml").unlink()
    whole = json.loads(as_json(compare(racine_petite_ile), "main", accepte=True))
    assert whole["accepte"] is True
    assert whole["en_mots"] == "1 service retiré"
    assert whole["adresses_perdues"] == ["offre/services/cafe-des-projets/"]
    assert whole["effet"]["chemins"] == 15
    assert 0 < whole["part_perdue"] < 10
    assert whole["changements"][0]["nature"] == "retrait"


def test_a_long_list_is_cut_and_says_so(racine_petite_ile: Path) -> None:
    text = (racine_petite_ile / ATELIER).read_text("utf-8")
    for number in range(MAX_LIGNES + 5):
        (racine_petite_ile / SERVICES / f"atelier-{number:02}.yml").write_text(text, "utf-8")
    shown = as_text(compare(racine_petite_ile), "main", accepte=False)
    assert f"Ce qui change dans les fichiers ({MAX_LIGNES + 5})" in shown
    assert shown.count("- Service ajouté") == MAX_LIGNES
    assert "- … et 5 autres." in shown


MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = (
    "<script>alert(1)</script> ![x](https://mal.example/a.png) [lien](javascript:a) **gras** `code` @moi "
    "| a | b | ~~x~~ $x$ <!-- ::error::x --> &lt;img&gt;"
)


def test_a_hostile_text_is_shown_and_nothing_else(racine_petite_ile: Path) -> None:
    replace_in(racine_petite_ile / PERMANENCE, 'duree: "Une heure"', f'duree: "{HOSTILE}"')
    markdown = as_markdown(compare(racine_petite_ile), "ma`in", accepte=False)
    html = MARKDOWN.render(markdown)
    for forbidden in ("<script", "<img", "<strong", "<code", "<table", "<s>", "<!--", 'href="javascript'):
        assert forbidden not in html, forbidden
    assert "&lt;script&gt;" in html
    assert "@moi" not in html


def test_each_hostile_line_stays_one_line() -> None:
    assert markdown_text("a\n# b\r\n::error::c") == "a # b ::error::c"
    for text in (
        "# titre",
        "- point",
        "+ point",
        "1. point",
        "12) point",
        "= x",
        "> cité",
        "* point",
        "_x_",
        "\x1b[31m",
    ):
        html = MARKDOWN.render(markdown_text(text))
        assert html.startswith("<p>") and html.count("<") == 2, (text, html)


def test_an_address_stays_whole() -> None:
    assert markdown_text("https://exemple.org/un_deux?a=1-2") == "https://exemple.org/un_deux?a=1-2"
