"""`importer --donnees`: what another site says, copied once it is checked; shown first, written only when asked."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.command import CONTENT, OK, offre, today_of
from generator.cli.files import inside, read_given, write
from generator.cli.terminal import readable, show
from generator.contributing.voisin_recu import INDEX, LISTES, MAX_OCTETS, as_text, receive
from generator.corpus.francais import pluriel
from generator.corpus.officiel import Officiel
from generator.models.base import is_identifiant
from generator.models.voisin import path_of
from generator.problems.faults import Fault


def from_site(arguments: argparse.Namespace, officiel: Officiel | None) -> int:
    """Check a folder `donnees/v1` against the last good copy; write the new one when asked."""
    nom: str = arguments.nom
    if not is_identifiant(nom):
        raise Fault("Donner un nom à ce site : « --nom », en minuscules sans accent, par exemple « --nom estran ».")
    folder = _folder(arguments.donnees)
    files = {name: read_given(folder / name, MAX_OCTETS) for name in (INDEX, *LISTES.values())}
    corpus, today = readable(arguments, officiel), today_of(arguments)
    before = corpus.voisins.get(nom)
    made, problems = receive(files, before, corpus, today)
    if made is None:
        show(problems)
        kept = f"La copie du {before.copie_le} reste en place." if before else "Rien n'est écrit."
        print(f"\nRefusé. {kept}")
        return CONTENT
    here = pluriel(len(made.fiches), "couvre", "couvrent")
    print(f"{made.nom}, {made.adresse}, données du {made.jour} ({made.licence}).")
    print(f"{pluriel(made.nombre, 'fiche')}, dont {here} une commune d'ici.")
    if before and before.empreinte == made.empreinte:
        print(f"Rien n'a changé depuis la copie du {before.copie_le}.")
    if not arguments.ecrire:
        print(f"Rien n'est écrit : ajouter --ecrire pour écrire {path_of(nom)}.")
        return OK
    write(inside(arguments.racine, path_of(nom)), as_text(made))
    print(f"Fichier écrit : {path_of(nom)}. Ensuite : {offre('verifier')}")
    return OK


def _folder(given: Path) -> Path:
    """Return where INDEX is: in the folder, or below it, as a whole site is downloaded."""
    for place in (given, given / "v1", given / "donnees" / "v1"):
        if (place / INDEX).is_file():
            return place
    raise Fault(f"« {given} » n'a pas de {INDEX} : donner le dossier « donnees/v1 » d'un site, déjà téléchargé.")
