"""The forms of the forge: right for it, true to the models, with the words of the référentiels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from ruamel.yaml import YAML

from generator.contributing.fiche_recue import make_fiche
from generator.contributing.formulaires import form_files
from generator.contributing.reponses import read_demande
from generator.corpus.champs import CERTAINES, TOUTES, Sorte, field_of, is_due, options_of, sorte_of
from generator.corpus.corpus import Corpus
from generator.corpus.genres import GENRES
from generator.corpus.questions import FORMULAIRES, Formulaire
from generator.forges.github import GITHUB
from generator.models.besoin import Origine
from generator.models.financement import Depot
from generator.models.service import TypeTarif
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.contributing.demande import REMPLIS, SERVICE, Answer, form, issue
from tests.contributing.outil import told
from tests.mini import Mini

DOSSIER = GITHUB.formulaires
FORMS = pytest.mark.parametrize("formulaire", FORMULAIRES, ids=lambda form: form.nom)
GIVEN = {"statut", "sources", "historique", "origine"}
"""Fields that the import fills by itself, in one form at least."""


@cache
def files() -> dict[str, bytes]:
    return form_files(read())


def tree_of(formulaire: Formulaire) -> Any:
    return YAML(typ="safe", pure=True).load(files()[f"{DOSSIER}/{formulaire.nom}.yml"].decode())


def inputs(formulaire: Formulaire) -> list[Any]:
    return [item for item in tree_of(formulaire)["body"] if item["type"] != "markdown"]


def test_the_forge_accepts_the_forms(tmp_path: Path) -> None:
    for path, data in files().items():
        (tmp_path / Path(path).name).write_bytes(data)
    forms = [tmp_path / f"{form.nom}.yml" for form in FORMULAIRES]
    assert told(("--builtin-schema", "vendor.github-issue-forms"), forms) == {}
    assert told(("--builtin-schema", "vendor.github-issue-config"), [tmp_path / "config.yml"]) == {}
    assert len(files()) == len(FORMULAIRES) + 1


def test_a_fault_in_a_form_would_be_seen(tmp_path: Path) -> None:
    data = files()[f"{DOSSIER}/nouveau-service.yml"]
    (tmp_path / "faux.yml").write_bytes(data.replace(b"type: input", b"type: champ", 1))
    assert told(("--builtin-schema", "vendor.github-issue-forms"), [tmp_path / "faux.yml"])


@FORMS
def test_the_limits_of_the_forge_hold(formulaire: Formulaire) -> None:
    made = inputs(formulaire)
    labels = [item["attributes"]["label"] for item in made]
    assert len(labels) == len(set(labels))
    ids = [item["id"] for item in made]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch("[a-z][a-z0-9-]*", one) for one in ids)
    for item in made:
        options = item["attributes"].get("options", [])
        words = [option["label"] if isinstance(option, dict) else option for option in options]
        assert len({word.casefold() for word in words}) == len(words)
        assert all(isinstance(word, str) and word.strip() and word.casefold() != "none" for word in words)
        if item["type"] == "dropdown" and not item["attributes"].get("multiple"):
            assert not item.get("validations"), "une liste obligatoire choisirait sa première ligne toute seule"
    assert len(tree_of(formulaire)["name"]) >= 3 and len(tree_of(formulaire)["description"]) <= 200


@FORMS
def test_each_question_is_about_a_field_and_says_so(formulaire: Formulaire) -> None:
    for question in formulaire.questions:
        assert question.libelle == question.libelle.strip()
        known = field_of(formulaire, question) is not None
        assert known == (bool(formulaire.genre) and question.champ != "page"), question.champ


@FORMS
def test_all_that_a_first_version_needs_is_asked(formulaire: Formulaire) -> None:
    if formulaire.genre:
        asked = {question.champ.split(".")[0] for question in formulaire.questions}
        fields = GENRES[formulaire.genre].modele.model_fields
        due = {name for name, info in fields.items() if info.is_required()}
        assert due <= asked | GIVEN
        assert set(formulaire.fixes) <= set(fields)


def test_a_form_asks_little() -> None:
    assert {form.nom: len(form.questions) for form in FORMULAIRES if len(form.questions) > 20} == {}


def test_the_words_of_the_code_are_those_of_the_models() -> None:
    corpus = read()
    service, besoin, financement = form("nouveau-service"), form("nouveau-besoin"), form("nouveau-financement")
    by_field = {
        question.champ: options_of(made, question, corpus)
        for made in (service, besoin, financement)
        for question in made.questions
    }
    assert set(by_field["tarif.type"].values()) == set(get_args(TypeTarif))
    assert set(by_field["origine.type"].values()) == set(get_args(Origine.model_fields["type"].annotation))
    for block in by_field["depot"].values():
        Depot.model_validate(block)


def test_options_are_the_words_of_the_referentiels_and_the_places_of_here() -> None:
    corpus = read()
    made = form("nouveau-service")
    options = {question.champ: options_of(made, question, corpus) for question in made.questions}
    assert options["stades"]["Tous les moments du projet"] == "tous"
    assert options["stades"]["On a une idée"] == "idee"
    assert "tous" not in options["thematiques"].values()
    assert list(options["zone.codes"])[:2] == ["Bourg-l'Écume", "La Lande-Étoile"]
    assert options["zone"]["Département : Estran"] == {"type": "departements", "codes": ["01"]}
    assert options["zone"][CERTAINES] == {"type": "communes"}
    assert options["nom"] == {}
    besoin = form("nouveau-besoin")
    communes = next(question for question in besoin.questions if question.champ == "communes")
    assert options_of(besoin, communes, corpus)[TOUTES] == "toutes"


def test_two_terms_with_one_label_are_told_apart(mini: Mini) -> None:
    mini.add("data/referentiels/thematiques.yml", "  autre: {libelle: Mot, definition: D, origine: O}\n")
    made = form("nouveau-service")
    sujets = next(question for question in made.questions if question.champ == "thematiques")
    assert options_of(made, sujets, mini.corpus()) == {"Mot (mot)": "mot", "Mot (autre)": "autre"}


@pytest.mark.parametrize(
    ("champ", "sorte", "due"),
    [
        ("nom", Sorte.LIGNE, True),
        ("resume", Sorte.TEXTE, True),
        ("thematiques", Sorte.PLUSIEURS, True),
        ("tarif.type", Sorte.UN, True),
        ("tarif.precision", Sorte.TEXTE, False),
        ("limites", Sorte.LISTE, False),
        ("contact.telephone", Sorte.LIGNE, False),
        ("page", Sorte.LIGNE, False),
    ],
)
def test_the_model_tells_how_a_question_is_answered(champ: str, sorte: Sorte, due: bool) -> None:
    made = form("nouveau-service")
    question = next(question for question in made.questions if question.champ == champ)
    assert (sorte_of(made, question), is_due(made, question)) == (sorte, due)


def test_a_hostile_vocabulary_stays_text_in_the_forms(mini: Mini) -> None:
    hostile = "x: [a], 'b' \"c\" # d\\"
    mini.change(
        "data/referentiels/thematiques.yml",
        'libelle: "Mot"',
        f"libelle: {hostile.join(('|' + chr(10) + '      ', ''))}",
    )
    data = form_files(mini.corpus())[f"{DOSSIER}/nouveau-service.yml"]
    body = YAML(typ="safe", pure=True).load(data.decode())["body"]
    assert next(item for item in body if item.get("id") == "thematiques")["attributes"]["options"] == [hostile]


def gitlab() -> Corpus:
    """The invented territory, on a forge that has no form."""
    corpus = read()
    site = corpus.territoire.site.model_copy(update={"forge": "gitlab"})
    return replace(corpus, territoire=corpus.territoire.model_copy(update={"site": site}))


def filled(text: str, answers: Mapping[str, Answer], formulaire: Formulaire) -> str:
    """Fill a text as a person does: boxes ticked, words written under the help."""
    parts = re.split(r"^(### .*)$", text, flags=re.MULTILINE)
    for question in formulaire.questions:
        rank = parts.index(f"### {question.libelle}") + 1
        answer = answers.get(question.champ, ())
        for one in [answer] if isinstance(answer, str) else answer:
            box = f"- [ ] {one}\n"
            known = box in parts[rank]
            parts[rank] = parts[rank].replace(box, f"- [x] {one}\n") if known else f"{parts[rank]}{one}\n\n"
    return "".join(parts)


@FORMS
def test_a_text_to_fill_gives_what_the_form_gives(formulaire: Formulaire) -> None:
    """GitLab has no forms: its templates hold the same questions, and the import reads them unchanged."""
    made = form_files(gitlab())
    assert set(made) == {f".gitlab/issue_templates/{form.nom}.md" for form in FORMULAIRES}
    text = made[f".gitlab/issue_templates/{formulaire.nom}.md"].decode()
    page = "https://petite-ile.test/offre/acteurs/pole-ess/"
    answers = REMPLIS.get(formulaire.nom, {"fiche": page, formulaire.questions[1].champ: "Tout."})
    asked, wanted = read_demande(filled(text, answers, formulaire)), read_demande(issue(formulaire, answers))
    assert asked is not None and wanted is not None
    assert asked.formulaire == wanted.formulaire == formulaire
    if formulaire.genre:
        corpus = read()
        texts = [make_fiche(one, corpus, AUJOURDHUI).texte for one in (asked, wanted)]
        assert texts[0] == texts[1]
    else:
        assert asked.reponses == wanted.reponses
    empty = read_demande(text)
    assert empty is not None and empty.reponses == {}


def test_boxes_in_a_text_of_somebody_s_stay() -> None:
    formulaire = form("nouveau-service")
    said = "Deux cases :\n- [ ] une\n- [x] deux"
    asked = read_demande(issue(formulaire, {**SERVICE, "description": said}))
    assert asked is not None and asked.reponses["Pour en dire plus"] == said
