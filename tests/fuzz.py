"""Feed every entrance with damaged files: `python -m tests.fuzz --nombre 20000 [--entree yaml]`.

Each entrance takes what somebody else made (a partner, a spreadsheet, the forge,
another site) and gives back values and problems: never an exception but the one that
it promises, never more than two seconds, nor 300 MB. The mutations are of bytes and
of structure, drawn with a seed. A finding is written in tests/fixtures/fuzz, where
tests/test_fuzz.py feeds it again for ever.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.cli.commands.repondre import read_event
from generator.contributing.fiche_recue import check_fiche, correction, make_fiche
from generator.contributing.reponses import read_demande
from generator.contributing.spreadsheet.importation import plan_import
from generator.contributing.spreadsheet.ods_reader import FeuilleIllisible, read_ods
from generator.contributing.spreadsheet.ods_writer import ods_bytes
from generator.corpus.genres import GENRES
from generator.corpus.questions import FORMULAIRES
from generator.markdown.fiche import faults, render_markdown
from generator.models.mairie import Mairie
from generator.problems import Problem
from generator.problems.faults import Fault
from generator.problems.formats import as_github, as_text
from generator.reading import guides
from generator.reading.adresses import parse_adresses
from generator.reading.communes import parse_communes, parse_contours
from generator.reading.mairies import parse_mairies
from generator.reading.motif import parse_motif
from generator.reading.rivieres import parse_rivieres
from generator.reading.telechargements import ARCHIVE_ABIMEE, fault_of
from generator.reading.validation import validate
from generator.reading.yaml_source import parse_yaml
from generator.upkeep.adresses import host
from generator.upkeep.comparison.demande import accepte
from generator.upkeep.liens import ReponseDuServeur, judge, read_memory, write_memory
from generator.upkeep.network.sonde import Sonde, _location, est_publique
from tests.chemins import AUJOURDHUI, FIXTURES, PETITE_ILE
from tests.contributing import demande
from tests.contributing.spreadsheet.outil import classeur, corpus_of, sources_of
from tests.fichiers import FICHIERS

SECONDES = 2.0
OCTETS = 300_000_000
TROUVAILLES = FIXTURES / "fuzz"
EVIL = [
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", "\u202e".encode(), b"\xed\xa0\x80", "\u2028".encode(), b"\r", b"\t",
    b"[" * 300, b"{" * 300,
    b"- " * 300, b"](" * 200, b"*" * 300, b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"<<: *a",
    b"!!python/object:os.system ", b"&a [*a,*a]", b"9" * 400, b"-1e999", b"NaN", b"0x1F", b"0.1.2", b"null",
    b"~", b"''",
    b"2026-02-30", b"9999-99-99", b"2024-02-29", b"12:60", b"\\u0000", b"\\", b'"', b"'", b"`", b"%", b"#", b": ", b"?",
    b"---\n", b"...\n", b"|2\n", b">-\n",
    b"http://[", "http://℅".encode(), b"//", b"javascript:a", b"\xc3\x28", b"=1+1",
    "ß".encode() * 40, "İ".encode(), "ﬁ".encode(), "٣".encode(), "\uff11".encode(),
    b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06",
    "é".encode("latin-1"), "e\u0301".encode(), b"<svg>", b"</", b"]]>", b"<![CDATA[", b"\n\n", b" " * 500, b"x" * 5000,
]  # fmt: skip
VALUES: list[Any] = [
    None, True, False, 0, -1, 1e308, -1e308, 10**30, "", "x", "\x00", "\ud800", [], {}, [[]], {"": ""}, "9" * 5000,
    float("nan"), float("inf"), [0, 0], [[0, 0]] * 50, "Polygon", "MultiPolygon", "é" * 300,
]  # fmt: skip


@dataclass(frozen=True)
class Entree:
    """A door: what it is given when all is well (label → bytes), and how to give it something."""

    graines: Mapping[str, bytes]
    donner: Callable[[str, bytes], None]


def looked_at(problems: tuple[Problem, ...] | list[Problem]) -> None:
    """Every problem can be told."""
    for one in problems:
        assert one.message and one.hint and one.line >= 0
        assert as_text(one).count("\n") == 1 and "\n" not in as_github(one)


def _yaml(label: str, data: bytes) -> None:
    document, problems = parse_yaml(data, f"{label}.yml")
    looked_at(problems)
    if document is not None:
        _, problems = validate(GENRES[label.partition(" ")[0]].modele, document.tree, document)
        looked_at(problems)


def _liste(label: str, data: bytes) -> None:
    parsers: dict[str, Callable[[bytes], tuple[Any, tuple[Problem, ...]]]] = {
        "communes.csv": parse_communes, "mairies.csv": parse_mairies, "adresses-publiees.csv": parse_adresses,
        "communes.geojson": parse_contours, "rivieres.geojson": parse_rivieres, "motif.svg": parse_motif,
    }  # fmt: skip
    _, problems = parsers[label](data)
    looked_at(problems)


def _guide(label: str, data: bytes) -> None:
    read = guides._read_page(data, f"content/guides/{label}.md", label.partition("/")[0], "page")
    looked_at(read.problems)


def _markdown(label: str, data: bytes) -> None:
    text = data.decode("utf-8", "replace")[:4000]
    if not list(faults(text)):
        assert "<script" not in render_markdown(text)


def _demande(label: str, data: bytes) -> None:
    corpus = corpus_of()
    request = read_demande(data.decode("utf-8", "replace"), "")
    if request is None:
        return
    if not request.formulaire.genre:
        correction(request, corpus)
        return
    fiche = make_fiche(request, corpus, AUJOURDHUI, "https://forge.example/1")
    if fiche.identifiant:
        looked_at(check_fiche(fiche, corpus, AUJOURDHUI))


def _ods(label: str, data: bytes) -> None:
    try:
        read_ods(data)
    except FeuilleIllisible:
        return


def _classeur(label: str, data: bytes) -> None:
    corpus = corpus_of()
    looked_at(plan_import(data, "a.ods", corpus, sources_of(corpus), AUJOURDHUI, lambda *more: ()).problems)


def _evenement(label: str, data: bytes) -> None:
    path = Path(tempfile.gettempdir()) / f"evenement-{os.getpid()}.json"
    path.write_bytes(data)
    try:
        read_event(path)
    except Fault:
        pass
    finally:
        path.unlink()
    accepte(data.decode("utf-8", "replace"))


def _lien(label: str, data: bytes) -> None:
    if label == "memoire":
        known = read_memory(data.decode("utf-8", "replace"))
        assert read_memory(write_memory(known, known)) == known
        return
    text = _location(data.decode("latin-1"))
    address = text if label == "texte" else "https://site.example/a"
    found = Renvoi("essai", text if label == "renvoi" else "").demander(address)
    assert judge(address, found)[0]
    host(text)
    if label == "ip":
        try:
            est_publique(text)
        except ValueError:
            return
    assert isinstance(found, ReponseDuServeur)


class Renvoi(Sonde):
    """A site whose first answer sends elsewhere; nothing is asked to anybody."""

    def __init__(self, agent: str, vers: str) -> None:
        super().__init__(agent, resolve_host=lambda name, port: ["127.0.0.1"])
        self.vers = vers

    def _one(self, address: str) -> tuple[int, str]:
        if self.vers and address == "https://site.example/a":
            return 301, self.vers
        return super()._one(address)


def _telechargement(label: str, data: bytes) -> None:
    assert isinstance(fault_of(label, data), str)


@cache
def entrees() -> dict[str, Entree]:
    """Return every door, by name."""
    data = PETITE_ILE / "data"
    yaml: dict[str, bytes] = {}
    for kind, genre in GENRES.items():
        place = PETITE_ILE / genre.chemin
        for path in [place] if genre.est_fichier else sorted(place.glob("*.yml")):
            if path.is_file():
                yaml[f"{kind} {path.stem}"] = path.read_bytes()
    lists = {path.name: path.read_bytes() for path in sorted(data.iterdir()) if path.suffix in (".csv", ".geojson")}
    lists["mairies.csv"] = lists.get("mairies.csv") or ",".join(Mairie.model_fields).encode()
    lists["motif.svg"] = b'<svg viewBox="0 0 100 20"><path d="M0 0L10 10"/><circle cx="5" cy="5" r="2"/></svg>'
    pages = {f"{path.parent.name}/{path.stem}": path.read_bytes()
             for path in sorted((PETITE_ILE / "content/guides").rglob("*.md"))}  # fmt: skip
    filled = {"nouveau-service": demande.SERVICE, "nouvelle-ressource": demande.RESSOURCE,
              "nouveau-financement": demande.FINANCEMENT, "nouvel-acteur": demande.ACTEUR,
              "nouveau-besoin": demande.BESOIN}  # fmt: skip
    issues = {form.nom: demande.issue(form, filled.get(form.nom, {})).encode() for form in FORMULAIRES}
    event = {
        "issue": {
            "number": 12,
            "title": "x",
            "body": next(iter(issues.values())).decode(),
            "html_url": "https://f.example/12",
        }
    }
    request = {"pull_request": {"number": 7, "body": "- [x] Les effets sont voulus"}}
    events = {"issue": json.dumps(event).encode(), "pr": json.dumps(request).encode()}
    events |= {path.stem: path.read_bytes() for path in sorted((FIXTURES / "forge").glob("*-gitlab.json"))}
    workbook = ods_bytes(classeur())
    memory = {"version": 1, "liens": {"https://a.example/": {"etat": "bon", "le": "2026-11-22", "code": 200, "vers": "",
              "motif": "", "echec_depuis": None}}}  # fmt: skip
    links = {"renvoi": "/économie/?q=a b#c".encode(), "texte": b"http://site.example:80/a?b=c#d", "ip": b"64:ff9b:1::1",
             "memoire": json.dumps(memory).encode()}  # fmt: skip
    return {
        "yaml": Entree(yaml, _yaml),
        "liste": Entree(lists, _liste),
        "guide": Entree(pages, _guide),
        "markdown": Entree(pages, _markdown),
        "demande": Entree(issues, _demande),
        "ods": Entree({"classeur": workbook}, _ods),
        "classeur": Entree({"classeur": workbook}, _classeur),
        "evenement": Entree(events, _evenement),
        "lien": Entree(links, _lien),
        "telechargement": Entree(dict(FICHIERS), _telechargement),
    }


# Mutations


def of_bytes(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Cut, repeat, move, flip or insert, anywhere."""
    at = rng.randrange(len(data) + 1)
    length = rng.choice((1, 1, 2, 4, 16, 64, 500))
    piece = data[at : at + length]
    match rng.randrange(8):
        case 0:
            return data[:at] + data[at + length :]
        case 1:
            return data[:at] + piece * rng.choice((2, 3, 50)) + data[at + length :]
        case 2:
            return data[:at] + rng.choice(EVIL) + data[at:]
        case 3:
            return data[:at] + rng.choice(EVIL) + data[at + length :]
        case 4:
            flipped = bytes(byte ^ (1 << rng.randrange(8)) for byte in piece[:4])
            return data[:at] + flipped + data[at + len(flipped) :]
        case 5:
            return data[:at]
        case 6:
            other = rng.choice(others)
            start = rng.randrange(len(other) + 1)
            return data[:at] + other[start : start + 4 * length] + data[at:]
        case _:
            return data[:at] + rng.randbytes(rng.choice((1, 2, 4))) + data[at + 4 :]


def of_lines(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Drop, repeat, swap, shift a line, put one of another file, change what follows a colon or a comma."""
    lines = data.split(b"\n")
    at, other = rng.randrange(len(lines)), rng.choice(others).split(b"\n")
    match rng.randrange(8):
        case 0:
            del lines[at]
        case 1:
            lines[at:at] = [lines[at]] * rng.choice((1, 2, 200))
        case 2:
            there = rng.randrange(len(lines))
            lines[at], lines[there] = lines[there], lines[at]
        case 3:
            lines[at] = b" " * rng.choice((1, 2, 4)) + lines[at]
        case 4:
            lines[at] = lines[at].lstrip()
        case 5:
            lines.insert(at, rng.choice(other))
        case 6:
            mark = rng.choice((b": ", b",", b"](", b"=", b">"))
            head, found, _ = lines[at].partition(mark)
            lines[at] = head + found + rng.choice(EVIL)
        case _:
            lines[at] = rng.choice((b"- ", b"# ", b"> ", b"| ", b"### ", b"::: ", b"```", b"1. ")) + lines[at]
    return b"\n".join(lines)


def of_json(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Put another value somewhere in the tree, or bury it deep."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return of_bytes(rng, data, others)
    places: list[tuple[Any, Any]] = []

    def walk(node: Any, depth: int = 0) -> None:
        items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for key, value in list(items)[:40]:
            places.append((node, key))
            if depth < 12:
                walk(value, depth + 1)

    walk(tree)
    if not places:
        return data
    node, key = rng.choice(places)
    how = rng.randrange(4)
    if how == 0:
        del node[key]
    elif how == 1 and isinstance(node, dict):
        node[rng.choice(("type", "coordinates", "geometry", "code", "", "nom"))] = rng.choice(VALUES)
    elif how == 2:
        deep: Any = node[key]
        for _ in range(rng.choice((1, 30, 400))):
            deep = [deep]
        node[key] = deep
    else:
        node[key] = rng.choice(VALUES)
    try:
        return json.dumps(tree).encode("utf-8", "surrogatepass")
    except RecursionError:
        return data


def of_archive(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Change one part of an archive and close it again; or damage what tells where the parts are."""
    if rng.random() < 0.4:
        at = data.rfind(b"PK\x01\x02") if rng.random() < 0.7 else data.rfind(b"PK\x05\x06")
        at = max(0, at) + rng.randrange(46)
        return data[:at] + rng.randbytes(rng.choice((1, 2, 4))) + data[at + 4 :]
    out = io.BytesIO()
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
            warnings.simplefilter("ignore")
            names = before.namelist()
            chosen = "content.xml" if "content.xml" in names and rng.random() < 0.9 else rng.choice(names or [""])
            for name in names:
                whole = before.read(name)
                if name == chosen:
                    whole = rng.choice((of_tags, of_tags, of_bytes))(rng, whole, [whole])
                after.writestr(name, whole, zipfile.ZIP_DEFLATED if name != "mimetype" else zipfile.ZIP_STORED)
    except ARCHIVE_ABIMEE:
        return of_bytes(rng, data, others)
    return out.getvalue()


def of_tags(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Change a number of an attribute, or drop, repeat, swap a tag."""
    parts = data.split(b"<")
    at = rng.randrange(len(parts))
    match rng.randrange(5):
        case 0:
            del parts[at]
        case 1:
            parts[at:at] = [parts[at]] * rng.choice((1, 2, 100))
        case 2:
            there = rng.randrange(len(parts))
            parts[at], parts[there] = parts[there], parts[at]
        case 3:
            head, mark, rest = parts[at].partition(b'="')
            parts[at] = head + mark + rng.choice((b"999999999", b"-1", b"0", b"\xc3\xa9", *EVIL)) + rest
        case _:
            head, mark, _ = parts[at].partition(b">")
            parts[at] = head + mark + rng.choice(EVIL)
    return b"<".join(parts)


def mutants(name: str, number: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield (label, bytes): a few changes, one upon the other, of a right file."""
    rng = random.Random(f"{name} {seed}")  # noqa: S311
    seeds = entrees()[name].graines
    labels, others = list(seeds), list(seeds.values())
    for _ in range(number):
        label = rng.choice(labels)
        data = seeds[label]
        for _ in range(rng.choice((1, 1, 2, 3, 6))):
            ways: list[Callable[[random.Random, bytes, list[bytes]], bytes]] = [of_bytes, of_lines]
            if data[:1] == b"{" or label.endswith("json"):
                ways += [of_json] * 3
            if data[:2] == b"PK":
                ways = [of_bytes, of_archive, of_archive, of_archive]
            if data[:1] == b"<":
                ways += [of_tags] * 2
            data = rng.choice(ways)(rng, data, others)
        yield label, data


class TropLong(BaseException):
    """More than SECONDES of the processor's time."""


def _late(*ignored: object) -> None:
    raise TropLong


def campaign(name: str, number: int, seed: int) -> int:
    """Feed a door; write each new finding, tell it; return how many."""
    signal.signal(signal.SIGPROF, _late)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + OCTETS, resource.RLIM_INFINITY))
    door, seen, begun = entrees()[name], set(), time.monotonic()
    last = Path(tempfile.gettempdir()) / f"fuzz-{name}-{os.getpid()}"
    for label, data in mutants(name, number, seed):
        last.write_bytes(label.encode() + b"\n" + data)  # what a signal leaves to be read
        signal.setitimer(signal.ITIMER_PROF, SECONDES)
        try:
            door.donner(label, data)
        except (Exception, TropLong) as error:
            signal.setitimer(signal.ITIMER_PROF, 0)
            where = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__} {Path(where.filename).name}:{where.lineno}"
            if what not in seen:
                seen.add(what)
                kept = TROUVAILLES / name / f"{label.replace('/', '~')}--{hashlib.sha256(data).hexdigest()[:12]}"
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(data)
                print(f"{name} : {what} : {error!r:.150} → {kept.name}", flush=True)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    last.unlink()
    print(f"{name} : {number} fichiers abîmés, {len(seen)} trouvailles, {time.monotonic() - begun:.0f} s", flush=True)
    return len(seen)


def main() -> None:
    parser = argparse.ArgumentParser(description="Abîmer des fichiers et les donner à lire.")
    parser.add_argument("--nombre", type=int, default=100_000, help="par entrée")
    parser.add_argument("--entree", action="append", choices=tuple(entrees()), help="une entrée seulement")
    parser.add_argument("--graine", type=int, default=22)
    asked = parser.parse_args()
    found = 0
    for name in asked.entree or entrees():
        pid = os.fork()  # a signal, or a library that eats the memory, ends one door only
        if pid == 0:
            os._exit(min(100, campaign(name, asked.nombre, asked.graine)))
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if code < 0:
            print(
                f"{name} : arrêté par le signal {-code} ; le fichier est dans {tempfile.gettempdir()}/fuzz-{name}-{pid}"
            )
        found += abs(code)
    sys.exit(min(1, found))


if __name__ == "__main__":
    main()
