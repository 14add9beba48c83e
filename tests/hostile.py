"""A hostile territory: every text field of every model holds a payload, and everything is valid.

Beside it, its harmless twin: the same files, the same lengths, plain words
instead of the payloads. A page of the one and the same page of the other must
have the same elements and the same attributes: whatever is more was injected.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.corpus.genres import FICHES
from generator.models.arbre import Arbre
from generator.models.autodiagnostic import Autodiagnostic
from generator.models.besoin import Besoin
from generator.models.diagnostic import Diagnostic
from generator.models.fiche import Fiche
from generator.models.glossaire import Glossaire
from generator.models.guide import Chapitre, Guide, Outil
from generator.models.instance import Instance
from generator.models.markers import CodeOfficiel, Reference, Terme
from generator.models.parcours import Parcours
from generator.models.referentiel import Referentiel
from generator.models.territoire import Territoire
from generator.pipeline import verify
from generator.publishing.publish import publish
from generator.reading.communes import load_officiel
from generator.reading.yaml_source import parse_yaml, read_yaml
from generator.rendering.rendering import render_corpus
from tests.chemins import AUJOURDHUI, PETITE_ILE
from tests.construction import OFFICIEL

PAYLOADS = (
    """jeton{}j "><script>alert(1)</script>'>{{{{7*7}}}}{{%if%}}@@CORPS@@ javascript:x &lt;b&gt; <i onclick=x> l'été""",
    """jeton{}j "'><svg onload=x>{{{{7*7}}}}&amp; l'été""",
    "jeton{}j <b>&'\"",
)
URL = "https://evil.example/jeton{}j/@@CORPS@@;?a=1&b=&lt;#;c"
COURRIEL = "o'jeton{}j/cc={{{{7*7}}}}|x@evil.example"
MARKDOWN = (
    "jeton{}j {{{{7*7}}}} {{%if%}} @@CORPS@@ javascript:alert(1) &lt;script&gt; \\<b\\> l'été *dit* "
    "`<script>'x' ; d'un</script>` [un' « lien »](https://evil.example/l'ami?a=1&b=2'c)\n\n- \"{{{{ 7*7 }}}}"
)
PLAIN_MARKDOWN = "jeton{}j mots *dit* `code` [un lien](https://evil.example/ami)\n\n- mots"
FILES: tuple[tuple[str, type[BaseModel]], ...] = (
    *((f"{genre.chemin}/*.yml", genre.modele) for genre in FICHES.values()),
    ("data/territoire.yml", Territoire),
    ("data/referentiels/*.yml", Referentiel),
    ("data/arbres/*.yml", Arbre),
    ("data/parcours/*.yml", Parcours),
    ("data/glossaire.yml", Glossaire),
    ("data/diagnostic.yml", Diagnostic),
    ("data/guide.yml", Guide),
    ("data/autodiagnostic.yml", Autodiagnostic),
    ("data/besoins/*.yml", Besoin),
    ("data/instances/*.yml", Instance),
)
GUIDES: dict[str, type[BaseModel]] = {"methode": Chapitre, "outils": Outil}
BODY = "jeton{}j \"'>{{{{7*7}}}}{{%if%}}@@CORPS@@ javascript:x &lt;b&gt; l'été ____"
"""In the text of a guide, HTML is refused when it is read: what is left is all that could pass."""
KEPT = {("site", "url")}
"""The address of the site is served for real."""
EXCLUSIVE = {"faire", "pourquoi_non", "reunions.url"}
"""A text that forbids other fields, or that only a past meeting has: filled only where the fixture has it."""
GIVEN: dict[str, Any] = {
    "accord_publication": "2026-09-01",
    "verifie_le": "2026-11-01",
    "commune": "01901",
    "a_verifier": {"type": "territoire", "aupres_de": "agglomeration"},
    "porteurs": [{"acteur": "agglomeration", "zone": {"type": "territoire"}}],
    "zone": {"type": "france"},
}


@dataclass
class Filler:
    """Fill the text fields; remember what was put where."""

    hostile: bool
    put: dict[int, tuple[str, str]] = field(default_factory=dict)
    """number of the token → (dotted field, text put there)"""

    def text(self, where: str, model_of_text: str, plain: str | None = None) -> str:
        number = len(self.put) + 1000
        text = model_of_text.format(number)
        if not self.hostile:
            start = f"jeton{number}j "
            text = plain.format(number) if plain is not None else (start + "mot " * 60)[: len(text) - 1] + "s"
        self.put[number] = (where, text)
        return text

    def leaf(self, kind: Any, where: str) -> str | None:
        """Return what this type accepts among the payloads, None when it accepts none."""
        for payload in (*PAYLOADS, URL, COURRIEL):
            if _accepts(kind, payload.format(1000)):
                if payload is URL:
                    return self.text(where, payload, "https://evil.example/jeton{}j")
                if payload is COURRIEL:
                    return self.text(where, payload, "o.jeton{}j@evil.example")
                return self.text(where, payload)
        return None

    def fill(self, model: type[BaseModel], base: dict[str, Any], path: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return a tree with every text field of the model filled, the rest as in `base`."""
        made: dict[str, Any] = {}
        for name, info in model.model_fields.items():
            place = (*path, name)
            kept = base.get(name, GIVEN.get(name))
            if place in KEPT or ({name, ".".join(place)} & EXCLUSIVE and kept is None):
                value = kept
            elif name == "description" and not path and issubclass(model, Fiche):
                value = self.text(".".join(place), MARKDOWN, PLAIN_MARKDOWN)
            else:
                value = self.value(Annotated[info.annotation, *info.metadata, None], kept, place)
            if value is not None:
                made[name] = value
        return made

    def value(self, kind: Any, kept: Any, path: tuple[str, ...]) -> Any:
        """Return the value of one field: filled when it is a text, or holds some."""
        if get_origin(kind) is Annotated:
            inner = get_args(kind)[0]
            if inner is str:
                filled = self.leaf(kind, ".".join(path))
                return kept if filled is None else filled
            kind = inner
        if get_origin(kind) in (Union, type(int | None)):
            kind = next(part for part in get_args(kind) if part is not type(None))
            return self.value(kind, kept, path)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return (self.fill(kind, kept or {}, path) or None) if kept or _is_all_optional(kind) else None
        if get_origin(kind) is tuple:
            inner = get_args(kind)[0]
            if _holds_model(inner):
                return [self.value(inner, item, path) for item in kept or ()] or None
            filled = [self.value(inner, None, path) for _ in range(2)]
            return kept if None in filled else filled
        if get_origin(kind) is dict:
            inner = get_args(kind)[1]
            return {key: self.value(inner, item, path) for key, item in kept.items()} if kept else kept
        return kept


def _accepts(kind: Any, text: str) -> bool:
    if any(isinstance(item, Reference | Terme | CodeOfficiel) for item in get_args(kind)):
        return False  # it names something: the rules refuse it, and it is never shown as it is
    try:
        return bool(TypeAdapter(kind).validate_python(text) == text)
    except ValidationError:
        return False


def _holds_model(kind: Any) -> bool:
    return (isinstance(kind, type) and issubclass(kind, BaseModel)) or any(map(_holds_model, get_args(kind)))


def _is_all_optional(model: type[BaseModel]) -> bool:
    return not any(info.is_required() for info in model.model_fields.values())


def text_fields(model: type[BaseModel], path: str = "") -> Iterator[str]:
    """Yield the dotted name of every field that accepts some payload."""
    for name, info in model.model_fields.items():
        yield from _text_fields(Annotated[info.annotation, *info.metadata, None], f"{path}{name}")


def _text_fields(kind: Any, path: str) -> Iterator[str]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from text_fields(kind, f"{path}.")
    elif get_origin(kind) is Annotated and get_args(kind)[0] is str:
        if any(_accepts(kind, payload.format(1000)) for payload in (*PAYLOADS, URL, COURRIEL)):
            yield path
    else:
        for part in get_args(kind):
            if part is not type(None) and part is not Ellipsis:
                yield from _text_fields(part, path)


def write_hostile(root: Path, *, hostile: bool) -> dict[int, tuple[str, str]]:
    """Write the territory (or its twin) under `root`; return what was put: token → (model.field, text)."""
    shutil.copytree(PETITE_ILE, root)
    for name in ("cas-types.yml", "requetes-types.yml"):  # they expect the words that are replaced
        (root / "data" / name).unlink(missing_ok=True)
    filler = Filler(hostile)
    for pattern, model in FILES:
        for path in sorted(root.glob(pattern)):
            document, problems = read_yaml(path, path.name)
            assert document is not None, problems
            before = len(filler.put)
            tree = filler.fill(model, document.tree)
            path.write_text(json.dumps(tree, ensure_ascii=False, indent=0), encoding="utf-8")
            for number in list(filler.put)[before:]:
                where, text = filler.put[number]
                filler.put[number] = (f"{model.__name__}.{where}", text)
    _write_names_of_places(root, filler)
    _write_guide(root, filler)
    return filler.put


def publish_hostile(root: Path, target: Path) -> None:
    """Publish what `write_hostile` wrote: the rules refuse HTML in a text, and the pages must stand without them."""
    bilan = verify(root, AUJOURDHUI, load_officiel(root.parent / f"{root.name}-officiel.json"))
    assert {problem.code for problem in bilan.problems if problem.severity == "erreur"} <= {"MKD001", "TER014"}
    assert bilan.corpus is not None
    assert publish(bilan.corpus, render_corpus(bilan.corpus, AUJOURDHUI, False), root, target)[0] == ()


def _write_names_of_places(root: Path, filler: Filler) -> None:
    """The lists say the names of the communes and the addresses of the mairies: they are hostile too."""
    lists = json.loads(OFFICIEL.read_text(encoding="utf-8"))
    rows = (root / "data/communes.csv").read_text(encoding="utf-8").splitlines()
    for index, row in enumerate(rows[1:], start=1):
        code, _, *rest = row.split(",")
        name = filler.text("Commune.nom", PAYLOADS[1])
        lists["communes"][code][0] = name
        quoted = name.replace('"', '""')
        rows[index] = ",".join([code, f'"{quoted}"', *rest])
    for departement in lists["departements"].values():
        departement[0] = filler.text("Officiel.departement", PAYLOADS[2], "jeton{}j b")  # same address
    (root / "data/communes.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    with (root / "data/mairies.csv").open(encoding="utf-8", newline="") as stream:
        head, *mairies = csv.reader(stream)
    for mairie in mairies:
        for column in ("adresse", "source"):
            mairie[head.index(column)] = filler.text(f"Mairie.{column}", PAYLOADS[1])
    with (root / "data/mairies.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *mairies])
    (root.parent / f"{root.name}-officiel.json").write_text(json.dumps(lists), encoding="utf-8")


def _write_guide(root: Path, filler: Filler) -> None:
    """Every field of the front matters is filled, and each text ends with a hostile heading, list and table."""
    for path in sorted(root.glob("content/guides/*/*.md")):
        model = GUIDES[path.parent.name]
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        document, problems = parse_yaml(head.encode(), path.name)
        assert document is not None, problems
        before = len(filler.put)
        tree = json.dumps(filler.fill(model, document.tree), ensure_ascii=False, indent=0)
        for number in list(filler.put)[before:]:
            where, text = filler.put[number]
            filler.put[number] = (f"{model.__name__}.{where}", text)
        title = filler.text("Corps.titre", 'jeton{}j {{{{7*7}}}} {{% if %}} @@CORPS@@ & "l\'été"')
        text = filler.text(
            "Corps.texte",
            "jeton{}j {{{{7*7}}}} {{% raw %}} @@CORPS@@ & 1 < 2 > `{{{{7*7}}}} [[x]]` javascript:alert(1) "
            "[un' « lien »](https://evil.example/l'ami?a=1&b=2'c) ]] href=\"acteur:x\"",
            "jeton{}j `mot` [un lien](https://evil.example/ami)",
        )
        item, cell = (filler.text(f"Corps.{where}", BODY, "jeton{}j mots ____") for where in ("liste", "case"))
        body += f"\n### {title}\n\n{text}\n\n- [ ] {item}\n\n| {cell} |\n|---|\n| x |\n"
        path.write_text(f"---\n{tree}\n---\n{body}", encoding="utf-8")
