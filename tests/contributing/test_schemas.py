"""The schemas for editors: right files pass, planted faults are seen, words come from the référentiels."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.contributing.schemas import schema_files, schema_of
from generator.corpus.genres import FICHES, GENRES, SCHEMAS, genre_of, with_modeline
from generator.pipeline import verify
from generator.reading.loading import load_corpus
from generator.reading.validation import validate
from generator.reading.yaml_source import parse_yaml
from tests.chemins import AUJOURDHUI, FIXTURES, PETITE_ILE
from tests.construction import officiel, read
from tests.contributing.outil import told
from tests.mini import ACTEUR, FILES, FINANCEMENT, RESSOURCE, SERVICE, Mini


@cache
def schema(genre: str) -> dict[str, Any]:
    return schema_of(genre, read())


def objects(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every block of a schema that has fields."""
    if isinstance(node, dict):
        if "properties" in node:
            yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for item in node:
            yield from objects(item)


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schemas of the invented territory, on disk."""
    root = tmp_path_factory.mktemp("schemas")
    for path, data in schema_files(read()).items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(data)
    return root / SCHEMAS


def by_kind(root: Path) -> dict[str, list[Path]]:
    """Return kind → its files of a territory."""
    files: dict[str, list[Path]] = {}
    for path in sorted(root.rglob("*.yml")):
        if genre := genre_of(path.relative_to(root).as_posix()):
            files.setdefault(genre, []).append(path)
    return files


def test_each_kind_has_a_schema_that_is_one(schemas: Path) -> None:
    assert {path.stem for path in schemas.iterdir()} == set(GENRES)
    assert told(("--check-metaschema",), schemas.iterdir()) == {}


def test_every_file_of_the_territory_passes(schemas: Path) -> None:
    files = by_kind(PETITE_ILE)
    assert len(files) >= 14
    for genre, paths in files.items():
        assert told(("--schemafile", str(schemas / f"{genre}.json")), paths) == {}, genre


FAULTS = {
    SERVICE: [
        ("nom: ", "nom_: ", "$"),
        ('"Accueil de tous"', '"Ac"', "$.nom"),
        ('"Accueil de tous"', f'"{"x" * 151}"', "$.nom"),
        ("Une phrase simple, assez longue pour être lue dans une liste.", "Trop court", "$.resume"),
        ("statut: actif", "statut: ouvert", "$.statut"),
        ("2026-11-20", "20/11/2026", "$.sources[0].consulte_le"),
        ("2026-11-20", "2026-02-30", "$.sources[0].consulte_le"),
        ("2026-11-20", "2026-11-31", "$.sources[0].consulte_le"),
        ('titre: "Page lue"', "url: exemple.org", "$.sources[0]"),
        ('titre: "Page lue"', 'titre: "Page lue"\n    url: exemple.org', "$.sources[0].url"),
        ("acteur: pole", "acteur: Pôle ESS", "$.acteur"),
        ("thematiques: [mot]", "thematiques: mot", "$.thematiques"),
        ("thematiques: [mot]", "thematiques: []", "$.thematiques"),
        ("thematiques: [mot]", "thematiques: [mots]", "$.thematiques[0]"),
        ("modalites: [mot]", "modalites: [mot, mot]", "$.modalites"),
        ("stades: [tous]", "stades: [tout]", "$.stades[0]"),
        ("type: territoire", "type: commune", "$.zone.type"),
        ("type: territoire", "type: communes\n  code: [01901]", "$.zone"),
        ("type: gratuit", "prix: 0", "$.tarif"),
        ("tarif:\n  type: gratuit", "tarif: gratuit", "$.tarif"),
        ("profils: [tous]", "profils: [tous]\nrythme_verification: six", "$.rythme_verification"),
        ("profils: [tous]", "profils: [tous]\nrythme_verification: 37", "$.rythme_verification"),
        ("profils: [tous]", "profils: [tous]\ncontacts:\n  - {role: A, courriel: accueil}", "$.contacts[0].courriel"),
    ],
    FINANCEMENT: [("permanent: oui", "permanent: yes", "$.depot.permanent")],
    ACTEUR: [
        ("roles_consortium: [porteur]", "roles_consortium: [chef]", "$.roles_consortium[0]"),
        ("forme_juridique: mot", "forme_juridique: mot\nsiren: '7328'", "$.siren"),
    ],
}
"""file → (what is written, the fault, where the schema sees it)"""


def faulty(path: str) -> dict[str, str]:
    texts = {}
    for number, (old, new, _) in enumerate(FAULTS[path]):
        assert FILES[path].count(old) == 1, old
        texts[f"{number}.yml"] = FILES[path].replace(old, new)
    return texts


@pytest.mark.parametrize("path", FAULTS)
def test_planted_faults_are_seen_where_they_are(mini: Mini, tmp_path: Path, path: str) -> None:
    target = tmp_path / "schema.json"
    genre = genre_of(path)
    assert genre
    target.write_bytes(schema_files(mini.corpus())[f"{SCHEMAS}/{genre}.json"])
    texts = faulty(path)
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "juste.yml").write_text(FILES[path], encoding="utf-8")
    found = told(("--schemafile", str(target)), [tmp_path / name for name in (*texts, "juste.yml")])
    assert "juste.yml" not in found
    for number, (_, new, place) in enumerate(FAULTS[path]):
        assert any(said.startswith(f"{place}: ") for said in found.get(f"{number}.yml", [])), (new, found)


@pytest.mark.parametrize("path", FAULTS)
def test_the_reading_sees_them_too(mini: Mini, path: str) -> None:
    for text in faulty(path).values():
        mini.write(path, text)
        bilan = mini.verify()
        assert [problem for problem in bilan.problems if problem.path == path and problem.severity == "erreur"], text


ACCEPTED = {
    SERVICE: [
        ("nom: ", "# yaml-language-server: $schema=x\nnom: "),
        ('"Accueil de tous"', "2026"),
        ('"Accueil de tous"', "true"),
        ('"Accueil de tous"', "'  Accueil  '"),
        ('"Accueil de tous"', f"|\n  {'é' * 150}\n\n"),
        ('"Une phrase simple, assez longue pour être lue dans une liste."', f">\n  {'x' * 280}"),
        ("2026-11-20", '"2026-11-20"'),
        ("2026-11-20", " 2024-02-29 "),
        ('titre: "Page lue"', "titre: 1901\n    url: HTTP://Exemple.org"),
        ("tarif:\n  type: gratuit", 'tarif: {type: payant, annee: 2026, precision: 12}\nrythme_verification: "06"'),
        (
            "profils: [tous]",
            "profils: [tous]\nlieux:\n  - {adresse: 12, code_postal: 01991, commune: 01901}\n"
            "contacts:\n  - {role: A, telephone: 0261910001}",
        ),
        ("zone:\n  type: territoire", "zone: {type: epci, codes: [732829320]}"),
    ],
    FINANCEMENT: [("permanent: oui", "permanent: 'non'")],
    ACTEUR: [("forme_juridique: mot", "forme_juridique: mot\nsiren: 732829320\nsiret: 732 829 320 00074")],
    RESSOURCE: [('acces: "À l\'accueil"', "acces: no\nannee: 2026\nurl: https://exemple.org:8080/a?b=1#c")],
}
"""What people write without quotes, or in a block: the reading takes it all as text."""


@pytest.mark.parametrize("path", ACCEPTED)
def test_what_the_reading_accepts_is_never_refused(mini: Mini, tmp_path: Path, path: str) -> None:
    genre = genre_of(path)
    assert genre
    target = tmp_path / "schema.json"
    target.write_bytes(schema_files(mini.corpus())[f"{SCHEMAS}/{genre}.json"])
    made = []
    for number, (old, new) in enumerate(ACCEPTED[path]):
        data = FILES[path].replace(old, new).encode()
        assert data != FILES[path].encode()
        document, problems = parse_yaml(data, path)
        assert document, problems
        assert validate(GENRES[genre].modele, document.tree, document)[1] == (), new
        made.append(tmp_path / f"{number}.yml")
        made[-1].write_bytes(data)
    assert told(("--schemafile", str(target)), made) == {}


@pytest.mark.parametrize("twin", ["forme", "croisees"])
def test_a_schema_flags_nothing_that_the_verification_passes(tmp_path: Path, twin: str) -> None:
    """On the faulty twins: whatever a schema says, the verification says too."""
    root = FIXTURES / "fautes" / twin
    corpus, _ = load_corpus(root, officiel())
    for path, data in schema_files(corpus or read()).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    wrong = {p.path for p in verify(root, AUJOURDHUI, officiel()).problems if p.severity == "erreur"}
    flagged = set()
    for genre, paths in by_kind(root).items():
        named = {path.relative_to(root).as_posix(): path for path in paths}
        right = [path for shown, path in named.items() if parse_yaml(path.read_bytes(), shown)[0] is not None]
        if right:
            found = told(("--schemafile", str(tmp_path / SCHEMAS / f"{genre}.json")), right)
            flagged |= {shown for shown, path in named.items() if path.name in found}
    assert flagged <= wrong
    assert flagged


def test_words_of_the_referentiels_come_with_their_labels() -> None:
    corpus = read()
    node = schema("service")["properties"]["stades"]["items"]
    terms = corpus.referentiels["stades"].termes
    assert node["enum"] == [*terms, "tous"]
    assert node["markdownEnumDescriptions"][0] == "**On a une idée** : Une solution est imaginée ; rien n'est vérifié"
    assert len(node["markdownEnumDescriptions"]) == len(node["enum"])
    assert "tous" not in schema("service")["properties"]["thematiques"]["items"]["enum"]
    assert schema("synonymes")["properties"]["synonymes"]["items"]["properties"]["types_acteurs"]["items"]["enum"]


@pytest.mark.parametrize("genre", GENRES)
def test_every_field_is_told_in_french(genre: str) -> None:
    for block in objects(schema(genre)):
        assert block["errorMessage"].startswith("Champs possibles ici : ")
        assert block["additionalProperties"] is False
        for name, field in block["properties"].items():
            assert field["title"][0].isupper(), name
            assert field["description"], name
            assert field["examples"], name
            assert "$ref" not in field and "anyOf" not in field, name
            assert field.get("default", "x") not in (None, [], {}, True, False), name
    text = str(schema(genre))
    assert "null" not in text and "terme'" not in text


@pytest.mark.parametrize("genre", FICHES)
def test_what_is_due_is_said_field_by_field(genre: str) -> None:
    due = [part["required"] for part in schema(genre)["allOf"]]
    assert due == [[name] for name, info in FICHES[genre].modele.model_fields.items() if info.is_required()]
    assert {part["errorMessage"] for part in schema(genre)["allOf"]} == {f"Il manque « {name} »." for [name] in due}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"nom: x\n", b"# yaml-language-server: $schema=../../schemas/acteur.json\nnom: x\n"),
        (b"nom: x\r\n", b"# yaml-language-server: $schema=../../schemas/acteur.json\r\nnom: x\r\n"),
        (b"\xef\xbb\xbfnom: x\n", b"# yaml-language-server: $schema=../../schemas/acteur.json\nnom: x\n"),
        (
            b"# yaml-language-server: $schema=vieux.json\n# dit\nnom: x",
            b"# yaml-language-server: $schema=../../schemas/acteur.json\n# dit\nnom: x",
        ),
        (b"", b"# yaml-language-server: $schema=../../schemas/acteur.json\n"),
    ],
)
def test_the_first_line_is_put_once_and_nothing_else_changes(before: bytes, after: bytes) -> None:
    assert with_modeline("content/acteurs/pole.yml", before) == after
    assert with_modeline("content/acteurs/pole.yml", after) == after
