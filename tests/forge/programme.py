"""Stands for `python -m generator` in the steps of the workflows: invented lists, no network, a diary of the forge.

Asked by a small `python` put first in PATH; everything else is the real program. It is loaded once
(`python -m tests.forge.programme SOCKET`), then every run is a copy of that process (fork), with the folder, the
variables and the streams of who asked (`client.py`). It remembers what it made of the invented territory, as `servir`
does (generator/corpus/memoire.py): each copy makes again what changed. A cold start: tests/publishing/test_publish.py.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from generator import pipeline
from generator.cli.commands import fraicheur, liens, repondre
from generator.cli.main import main
from generator.corpus.memoire import remembering
from generator.upkeep.liens import ReponseDuServeur
from tests.chemins import copy_petite_ile
from tests.construction import build, officiel, without_arbres


class Forge:
    """Knows no issue, and writes down what it is asked to write."""

    compte = "robot"

    def list_all(self, chemin: str, **parametres: str) -> list[dict[str, Any]]:
        return []

    def send(self, requetes: Any) -> None:
        with Path(os.environ["JOURNAL"]).open("a", encoding="utf-8") as journal:
            for requete in requetes:
                journal.write(json.dumps([requete.methode, requete.chemin, dict(requete.corps)]) + "\n")


class Sonde:
    """Every link answers; a token seen while links are asked fails the step."""

    def horloge(self) -> float:
        return 0.0

    def demander(self, adresse: str) -> ReponseDuServeur:
        if os.environ.get("GITHUB_TOKEN"):
            raise RuntimeError("un jeton est là pendant que des liens sont demandés")
        return ReponseDuServeur(404 if "bilan" in adresse else 200)


def run(arguments: list[str]) -> int:
    if arguments[:2] != ["-m", "generator"]:
        sys.exit(f"commande inattendue : {arguments}")
    return main(arguments[2:], officiel())


def serve(path: str) -> None:
    """Answer one request at a time, in a process of its own: what a run leaves behind goes with it."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        print("prêt", flush=True)
        while True:
            asked, _ = listening.accept()
            with asked:
                pid = os.fork()
                if pid == 0:
                    os._exit(copy(asked))
                asked.sendall(bytes([os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) & 255]))


def copy(asked: socket.socket) -> int:
    """Become who asked, then run."""
    words, streams, *_ = socket.recv_fds(asked, 1 << 20, 3)
    arguments, folder, variables = json.loads(words)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(folder)
    try:
        return run(arguments)
    except SystemExit as stop:
        print(stop.code, file=sys.stderr)
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


if __name__ == "__main__":
    for module in (fraicheur, repondre):
        module.from_environment = lambda forge, environ: Forge()  # type: ignore[assignment,return-value]
    liens.make_sonde = lambda corpus: Sonde()  # type: ignore[assignment,return-value]
    pipeline.pdf_possible = lambda: False  # tests/publishing/test_livre.py makes it
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with remembering():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            build(without_arbres(copy_petite_ile(root)), root / "site")
        serve(sys.argv[1])
