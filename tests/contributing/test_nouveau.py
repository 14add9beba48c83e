"""`nouveau`: a file that is valid as it is, whole once its comments are taken off, and that one may fill."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest

from generator.cli.commands import nouveau
from generator.cli.main import main
from generator.contributing.nouveau import new_fiche, with_measure
from generator.corpus.exemples import A_CHOISIR, TITRE_SOURCE, example_of
from generator.corpus.genres import ECRITS
from generator.corpus.genres import FICHES as GENRES_DE_FICHES
from generator.reading.validation import validate
from generator.reading.yaml_source import parse_yaml
from generator.rules import check_corpus
from generator.rules.references import check_references, check_words
from tests.chemins import AUJOURDHUI, RACINE
from tests.mini import ACTEUR, Mini

KINDS = pytest.mark.parametrize("kind", ECRITS)
FICHES = pytest.mark.parametrize("kind", GENRES_DE_FICHES)
TOGETHER = ("verifie_le", "verifie_par")
"""A confirmation goes by two."""
APART = {"indicateur": ("formule",)}
"""Computed, or measured: never both."""


def blocks(text: str) -> list[tuple[str, list[str]]]:
    """Return (description, lines of the field), the head left out."""
    parts = text.split("\n\n")
    modeline, head = parts[0].split("\n")
    assert modeline.startswith("# yaml-language-server: $schema=../") and head.startswith("# ")
    cut = [part.rstrip("\n").split("\n") for part in parts[1:]]
    return [(lines[0], lines[1:]) for lines in cut]


def uncommented(text: str) -> str:
    """Take the # off every line but those that describe."""
    return "".join(
        f"{description}\n" + "".join(f"{line.removeprefix('# ')}\n" for line in lines)
        for description, lines in blocks(text)
    )


def read(kind: str, text: str) -> Any:
    document, problems = parse_yaml(text.encode(), "x.yml")
    assert problems == ()
    assert document is not None
    value, problems = validate(ECRITS[kind].modele, document.tree, document)
    assert problems == ()
    assert value is not None
    return value


@KINDS
def test_the_text_is_valid_as_it_is(kind: str) -> None:
    day = datetime.date(2027, 3, 1)
    value = read(kind, new_fiche(kind, day))
    assert "sources" not in ECRITS[kind].modele.model_fields or value.sources[0].consulte_le == day
    assert getattr(value, "verifie_le", None) is None


@KINDS
def test_every_field_is_there_in_order_with_its_description(kind: str) -> None:
    found = blocks(new_fiche(kind, AUJOURDHUI))
    fields = ECRITS[kind].modele.model_fields
    assert [lines[0].removeprefix("# ").split(":")[0] for _, lines in found] == list(fields)
    assert [description for description, _ in found] == [f"# {info.description}" for info in fields.values()]


@KINDS
def test_what_is_optional_is_commented_and_nothing_else(kind: str) -> None:
    due = set()
    for _, lines in blocks(new_fiche(kind, AUJOURDHUI)):
        commented = {line.startswith("# ") for line in lines}
        assert len(commented) == 1, "un champ est commenté en entier, ou pas du tout"
        if commented == {False}:
            due.add(lines[0].split(":")[0])
    fields = ECRITS[kind].modele.model_fields
    required = {name for name, info in fields.items() if info.is_required()}
    assert due == required | ({"sources"} & set(fields)) | ({"url"} if kind == "ressource" else set())


@KINDS
def test_the_text_without_its_comments_is_valid_and_whole(kind: str) -> None:
    text = new_fiche(kind, AUJOURDHUI)
    fields = ECRITS[kind].modele.model_fields
    whole = uncommented(text)
    document, _ = parse_yaml(whole.encode(), "x.yml")
    assert document is not None
    for name, info in fields.items():
        assert info.examples
        assert name == "sources" or document.tree[name] == example_of(kind, name, info)  # type: ignore[index]
    for name in APART.get(kind, ()):
        whole = re.sub(rf"^{name}: .*\n", "", whole, flags=re.M)
    assert read(kind, whole).model_fields_set == set(fields) - set(APART.get(kind, ()))


@KINDS
def test_each_field_may_be_uncommented_alone(kind: str) -> None:
    text = new_fiche(kind, AUJOURDHUI)
    for _, lines in blocks(text):
        name = lines[0].removeprefix("# ").split(":")[0]
        if lines[0].startswith("# ") and name not in TOGETHER:
            plain = "\n".join(line.removeprefix("# ") for line in lines)
            assert name in read(kind, text.replace("\n".join(lines), plain)).model_fields_set


@KINDS
def test_the_text_is_written_the_way_people_write(kind: str) -> None:
    text = new_fiche(kind, AUJOURDHUI)
    assert text.endswith("\n")
    assert "\t" not in text
    assert not re.search(r"[ ]$", text, re.MULTILINE)
    assert "{" not in text and "[" not in text.replace("[lien]", ""), "des listes dépliées, une ligne par élément"


@KINDS
@pytest.mark.parametrize("said", ["Public : tous", "Salle #3, au fond", "@tous", "L'été, c'est l'été"])
def test_what_a_partner_writes_in_place_of_an_example_is_kept_whole(kind: str, said: str) -> None:
    """People keep the shape of the line: a « : » or a « # » in their words must cut nothing."""
    text = uncommented(new_fiche(kind, AUJOURDHUI))
    quoted = re.compile(r'"[^"\n]*"')
    assert quoted.search(text), "aucun exemple n'est entre guillemets"
    document, problems = parse_yaml(quoted.sub(f'"{said}"', text).encode(), "x.yml")
    assert problems == () and document is not None
    assert said in str(document.tree)
    bare = [line for line in quoted.sub("", text).split("\n") if not line.startswith("#")]
    assert not [line for line in bare if re.search(r"(: |- )\S*[^a-z0-9\s:/-]", line)], "un texte libre sans guillemets"


@FICHES
def test_a_new_fiche_passes_once_its_references_are_true(
    mini: Mini, kind: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way of a partner: nouveau, fill, verifier."""
    monkeypatch.setattr(nouveau, "day_of_writing", lambda: AUJOURDHUI)
    assert main(["nouveau", kind, "essai", "--racine", str(mini.root)]) == 0
    made = ECRITS[kind].path_of("essai")
    assert f"{made} est prêt à remplir" in capsys.readouterr().out
    found = [*check_references(mini.corpus(), AUJOURDHUI), *check_words(mini.corpus(), AUJOURDHUI)]
    assert found
    for problem in found:
        word, rest = problem.message.removeprefix("aucune fiche ").removeprefix("« ").split(" » ", 1)
        if problem.code == "REF001":
            nom = rest.split("/")[-1].removesuffix(".yml.")
            mini.add(f"data/referentiels/{nom}.yml", f"  {word}: {{libelle: L, definition: D, origine: O}}\n")
        else:
            mini.change(made, f": {word}  # à choisir\n", ": pole  # à choisir\n")
    left = {p.where for p in check_corpus(mini.corpus(), AUJOURDHUI) if p.severity == "erreur" and p.code == "REF011"}
    chosen = left - {"resume", "sources[1].titre"}
    assert {"statut"} < chosen <= set(ECRITS[kind].modele.model_fields), "un mot d'une liste fermée se choisit"
    mini.write(made, (mini.root / made).read_text(encoding="utf-8").replace(A_CHOISIR, ""))
    resume = example_of(kind, "resume", ECRITS[kind].modele.model_fields["resume"])
    mini.change(made, resume, "Une heure pour parler de ce que l'on veut faire ensemble.")
    mini.change(made, TITRE_SOURCE, "Programme du pôle")
    assert [p for p in check_corpus(mini.corpus(), AUJOURDHUI) if p.severity == "erreur"] == []


@pytest.mark.parametrize("name", ["Pole", "a b", "../x", "a/b", "con", "", "é", "x" * 81])
def test_a_name_that_cannot_be_is_refused(mini: Mini, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(mini.root.rglob("*"))
    assert main(["nouveau", "acteur", name, "--racine", str(mini.root)]) == 2
    assert "ne peut pas être un identifiant" in capsys.readouterr().err
    assert sorted(mini.root.rglob("*")) == before


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("acteur", "Fablab", "Millau"), "Par exemple : offre nouveau acteur fablab-millau"),
        (("acteur", "Pôle d'Été"), "Par exemple : offre nouveau acteur pole-d-ete"),
        (("réunion", "premiere"), "docs/taches/declarer-une-reunion.md"),
        (("arbres", "fermes"), "docs/ecrire-un-arbre.md"),
        (("parcours", "fermes"), "docs/ecrire-un-arbre.md"),
        (("cas-type", "x"), "docs/taches/changer-une-question.md"),
        (("chapitre", "x"), "docs/ecrire-le-guide.md"),
        (("servise", "x"), "vouliez-vous dire « service » ?"),
    ],
)
def test_a_person_who_asks_otherwise_is_told_how(
    mini: Mini, asked: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["nouveau", *asked, "--racine", str(mini.root)]) == 2
    assert told in capsys.readouterr().err


def test_the_pages_that_nouveau_names_exist() -> None:
    for told in nouveau.AILLEURS.values():
        assert (RACINE / told.split(" : ")[1]).is_file()


def test_nothing_is_ever_overwritten(mini: Mini, capsys: pytest.CaptureFixture[str]) -> None:
    (mini.root / "content/acteurs/lien.yml").symlink_to("/nulle/part")
    for name in ("pole", "lien"):
        assert main(["nouveau", "acteur", name, "--racine", str(mini.root)]) == 2
        assert "existe déjà" in capsys.readouterr().err
    assert mini.text(ACTEUR).startswith('nom: "Pôle de Mini"')


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("code: A1.1\ntype: taux\n", "mesures:\n  - date: 2026-11-22\n    numerateur:\n    denominateur:\n"),
        (
            "type: nombre\nmesures:\n  - {date: 2026-01-01}\n# fin\n",
            "}\n  - date: 2026-11-22\n    numerateur:\n    source",
        ),
        ("formule: regularite\ntype: taux\n", "    denominateur:\n"),
        ("formule: reunions\ntype: taux\n", None),
    ],
)
def test_a_measure_is_written_last_and_empty(text: str, made: str | None) -> None:
    """No example is a figure: what is not filled is refused by the reading."""
    found = with_measure(text.encode(), AUJOURDHUI)
    assert (found is None) is (made is None)
    if found is not None and made is not None:
        assert made in found.decode() and ("# fin" in text) == ("# fin" in found.decode())
        assert "YML021" in {problem.code for problem in parse_yaml(found, "x.yml")[1]}
