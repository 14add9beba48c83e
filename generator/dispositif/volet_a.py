"""Half A of the fiche projet, the besoins: its indicateurs that are computed, one function each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from generator.corpus.corpus import Corpus
from generator.corpus.francais import pluriel, same_title
from generator.corpus.genres import GENRES
from generator.dispositif.appels import appel_of
from generator.dispositif.mesures import GARDE, Barre, IndicateurCalcule, Valeur, nombre, somme
from generator.dispositif.participation import preparatoires, tenues, venus
from generator.dispositif.petits_groupes import PartDeGroupe, partager, trop_peu
from generator.models.indicateur import Indicateur
from generator.models.instance import Instance, Reunion

AUCUNE_REUNION = "Aucune réunion n'est tenue et comptée."


def instances_of(corpus: Corpus, indicateur: Indicateur) -> list[tuple[str, Instance]]:
    """Return (file, instance) of the half (A or B) of an indicateur."""
    half = indicateur.lettre.lower()
    return [(_path("instance", key), one) for key, one in corpus.instances.items() if one.volet == half]


def reunions_tenues(corpus: Corpus, today: datetime.date, indicateur: Indicateur) -> list[tuple[str, Reunion]]:
    """Return (file, meeting) of a half that took place and were counted, the oldest first."""
    held = [(path, reunion) for path, one in instances_of(corpus, indicateur) for reunion in tenues(one, today)]
    return sorted(held, key=lambda pair: (pair[1].date, pair[1].id))


def participation(corpus: Corpus, today: datetime.date, indicateur: Indicateur) -> IndicateurCalcule:
    """Organisations that came at least once / organisations asked; one in two instances counts once.

    A meeting counts once held and counted; those that prepared the experimentation too: they are « en amont ».
    """
    asked: dict[str, Barre] = {}
    held: list[str] = []
    for path, instance in instances_of(corpus, indicateur):
        present = venus(instance, today)
        held += [r.date.isoformat() for r in (*tenues(instance, today), *preparatoires(instance, today))]
        for key, sollicite in instance.sollicites.items():
            who = sollicite.acteur or same_title(sollicite.nom)
            known = asked.get(who, Barre(sollicite.nom, 0, 1, chemin=path))
            asked[who] = replace(known, numerateur=1) if key in present else known
    label = "Structures venues au moins une fois, sur celles invitées"
    lines = tuple(replace(line, date=max(held, default="")) for line in asked.values())
    came = sum(line.numerateur for line in lines)
    value = Valeur(label, "taux", came, len(lines), lignes=lines) if held else None
    return somme(value, raison=AUCUNE_REUNION)


def reunions(corpus: Corpus, today: datetime.date, indicateur: Indicateur) -> IndicateurCalcule:
    """The number of meetings, then present / invited, all meetings together; preparatory ones are told apart."""
    held = reunions_tenues(corpus, today, indicateur)
    before = sum(len(preparatoires(instance, today)) for _, instance in instances_of(corpus, indicateur))
    apart = f"Et {pluriel(before, 'réunion préparatoire', 'réunions préparatoires')}, à part." if before else ""
    if not held:
        return somme(raison=f"{AUCUNE_REUNION} {apart}".strip())
    points = tuple(
        Barre(
            f"{reunion.titre}, {reunion.date:%d/%m/%Y}",
            sum((reunion.presents or {}).values()),
            sum(reunion.invites.values()),
            chemin=path,
            date=reunion.date.isoformat(),
        )
        for path, reunion in held
    )
    each = tuple(replace(point, numerateur=1, denominateur=None) for point in points)
    present, invited = sum(p.numerateur for p in points), sum(p.denominateur or 0 for p in points)
    return somme(
        Valeur("Réunions tenues", "nombre", len(held), mention=apart, lignes=each),
        Valeur("Présents, sur invités", "taux", present, invited, points, lignes=points),
    )


def satisfaction_instance(corpus: Corpus, today: datetime.date, indicateur: Indicateur) -> IndicateurCalcule:
    """Two questions, never mixed: the besoins identified, the way of deciding; each meeting is a part of the total."""
    held = reunions_tenues(corpus, today, indicateur)
    seuil = corpus.territoire.confidentialite.petit_groupe
    questions = (
        ("Satisfaits des besoins identifiés", "satisfaction_besoins"),
        ("Satisfaits de la façon de décider", "satisfaction_decision"),
    )
    shared = {label: partager(_answers(held, name), seuil) for label, name in questions}
    values = []
    for label, partage in shared.items():
        left = f"Sans {pluriel(partage.petites, 'réunion')} de moins de {seuil} réponses." if partage.petites else ""
        values.append(Valeur(label, "taux", *partage.termes, mention=left, lignes=partage.lignes))
    if any(partage.petites for partage in shared.values()):
        return somme(*values, silence=GARDE, raison=trop_peu(seuil))
    return somme(*values, raison="Aucune réponse aux questions posées en fin de réunion.")


def _answers(held: list[tuple[str, Reunion]], name: str) -> Iterator[PartDeGroupe]:
    for path, reunion in held:
        answer = getattr(reunion, name)
        if answer is not None:
            day = reunion.date.isoformat()
            yield PartDeGroupe(reunion.titre, answer.satisfaits, answer.reponses, answer.reponses, True, path, day)


def _path(genre: str, identifiant: str) -> str:
    return GENRES[genre].path_of(identifiant)


def besoins_priorises(corpus: Corpus, today: datetime.date, indicateur: Indicateur) -> IndicateurCalcule:
    """Besoins that a meeting of the Instance has chosen; those from before the dispositif do not count."""
    points = []
    for key, besoin in corpus.besoins.items():
        chosen = [step for step in besoin.passees(today) if step.statut == "priorise" and step.reunion]
        if chosen and not besoin.anterieur:
            points.append(Barre(besoin.libelle, 1, chemin=_path("besoin", key), date=chosen[0].date))
    return nombre(
        corpus, today, "besoin", "Besoins choisis ensemble", points, "Aucune réunion n'a encore choisi de besoin."
    )


def reponses_appels(corpus: Corpus, today: datetime.date, indicateur: Indicateur) -> IndicateurCalcule:
    """Answers handed in to the call that the indicateur names, whatever the outcome; to any call when it names none."""
    aimed = appel_of(corpus, indicateur.appel) if indicateur.appel else None
    points = [
        Barre(f"{besoin.libelle} : {appel.appel}", 1, chemin=_path("besoin", key), date=appel.depose_le.isoformat())
        for key, besoin in corpus.besoins.items()
        for appel in besoin.appels
        if appel.depose_le <= today and (aimed is None or appel_of(corpus, appel.appel).est(aimed))
    ]
    return nombre(corpus, today, "besoin", "Réponses déposées", points, "Aucune réponse n'est encore déposée.")


def solutions(corpus: Corpus, today: datetime.date, indicateur: Indicateur) -> IndicateurCalcule:
    """Solutions described, with the local ressources that they rely on, of besoins being answered or answered."""
    points = [
        Barre(besoin.libelle, 1, chemin=_path("besoin", key), date=besoin.passees(today)[-1].date)
        for key, besoin in corpus.besoins.items()
        if not besoin.anterieur
        and besoin.solution
        and besoin.ressources_locales
        and besoin.statut_le(today) in ("en-construction", "repondu")
    ]
    label = "Solutions construites avec des ressources d'ici"
    return nombre(corpus, today, "besoin", label, points, "Aucune solution n'est encore décrite.")
