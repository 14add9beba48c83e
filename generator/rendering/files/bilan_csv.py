"""The table that comes with a report: each figure, and all the lines that make it, with their files and their days."""

from __future__ import annotations

import datetime

from generator.corpus.francais import liste_fr
from generator.corpus.genres import GENRES
from generator.dispositif.bilan import Faits
from generator.dispositif.mesures import Valeur
from generator.dispositif.participation import presence
from generator.models.instance import Reunion
from generator.models.suivi_besoin import STATUTS_BESOIN
from generator.rendering.files.csv_file import csv_file
from generator.rendering.labels import COUVERTURES
from generator.rendering.pages.indicateurs import a_savoir, note

COLONNES = ("partie", "indicateur", "quoi", "detail", "date", "numerateur", "denominateur", "fichier", "a_savoir")


def source(path: str, day: str = "") -> str:
    """Return where and when something is written: « data/besoins/a.yml, 2026-09-24 »."""
    return f"{path}, {day}" if day else path


def named(reunion: Reunion) -> str:
    """Return the title of a meeting; one that prepared the experimentation says so."""
    return f"{reunion.titre} (préparatoire)" if reunion.preparatoire else reunion.titre


def sources_of(mesure: Valeur) -> str:
    """Return where a figure is written, and its last day: « data/besoins/a.yml et b.yml, 2026-09-24 »."""
    paths = list(dict.fromkeys(line.chemin for line in mesure.lignes))
    folder = paths[0].rpartition("/")[0] if paths else ""
    files = paths if len(paths) < 3 else [f"{folder} ({len(paths)} fichiers)"]
    last = max((line.date for line in mesure.lignes), default="")
    return source(liste_fr(files) or mesure.dossier, last)


def bilan_rows(lus: Faits, jour: datetime.date) -> list[tuple[object, ...]]:
    """Return the rows of the table: each figure, then all the lines that make it; then what is not measured.

    `jour` dates the diagnostic of the offer, which no file dates.
    """
    rows: list[tuple[object, ...]] = []
    if lus.vide:
        return rows
    for one, result, before in lus.indicateurs:
        for part, told in (("avant", before), ("chiffre", result)):
            for m in told.mesures if told else ():
                day = max((line.date for line in m.lignes), default="")
                terms = (m.numerateur, m.denominateur)
                rows.append((part, one.code, m.libelle, "", day, *terms, sources_of(m), note(m)))
        for m in result.mesures:
            for line in m.lignes:
                terms = (line.numerateur, line.denominateur)
                rows.append(("ligne", one.code, m.libelle, line.nom, line.date, *terms, line.chemin, ""))
        if not result.mesure:
            rows.append(("silence", one.code, "", "", "", None, None, "", a_savoir(result)))
    for meeting in lus.reunions:
        came, held = presence([meeting.reunion]), meeting.reunion
        terms, path = (came.presents, came.invites), meeting.chemin
        rows.append(("réunion", "", meeting.instance.nom, named(held), held.date, *terms, path, ""))
    for path, collectif, temps in lus.temps:
        rows.append(("temps", "", collectif.nom, temps.service, temps.date, temps.presents, temps.attendus, path, ""))
    for key, besoin, steps in lus.besoins:
        for step in steps:
            word, path = STATUTS_BESOIN[step.statut][0], GENRES["besoin"].path_of(key)
            rows.append(("besoin", "", besoin.libelle, word, step.date, 1, None, path, step.motif or ""))
    for etat, count in lus.couverture[0].items():
        if count:
            total = lus.couverture[0].total()
            rows.append(("diagnostic", "", COUVERTURES[etat][1], "", jour, count, total, "content/offre", ""))
    for cell, etat in lus.cases.items():
        rows.append(("case", "", COUVERTURES[etat][1], ", ".join(cell), jour, 1, None, "content/offre", ""))
    return rows


def bilan_csv(lus: Faits, jour: datetime.date) -> bytes:
    """Return the table as a CSV file."""
    return csv_file("bilan.csv", COLONNES, bilan_rows(lus, jour)).data
