"""The report of a period as a document, and the table that gives each of its figures again.

Every figure says the file and the day that it comes from. What a person must
write is a gap, « À écrire : … », never a sentence of the program.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.corpus.francais import date_fr, date_partielle_fr, liste_fr, pluriel
from generator.corpus.genres import GENRES
from generator.dispositif.bilan import Avant, Faits, ReunionEcrite
from generator.dispositif.couverture import ETATS
from generator.dispositif.mesures import IndicateurCalcule
from generator.dispositif.participation import presence
from generator.models.acteur import ROLES
from generator.models.besoin import Besoin
from generator.models.collectif import POINTS
from generator.models.indicateur import Indicateur
from generator.models.suivi_besoin import RESULTATS_ETUDE, STATUTS_BESOIN
from generator.rendering.blocks import Block, FillLine, Heading, Paragraph, Run, Table, bullets, plain, table
from generator.rendering.files.bilan_csv import named, source, sources_of
from generator.rendering.labels import COUVERTURES
from generator.rendering.pages.indicateurs import a_savoir, chiffre, valeur
from generator.rendering.site import Site

A_ECRIRE = "À écrire :"
RIEN = "Rien n'est écrit pour cette période : ni réunion, ni besoin, ni mesure. Il n'y a aucun chiffre à donner."
_DEPENSES = ("Poste", "Prévu", "Dépensé", "Écart", "Pièce justificative")


def titre(site: Site, *, final: bool) -> str:
    """Return the title of the document."""
    return f"Bilan {'final' if final else 'intermédiaire'} : {site.territoire.nom}"


def bilan_blocks(site: Site, lus: Faits, avant: Avant | None, *, final: bool) -> tuple[Block, ...]:
    """Return the whole document; of an empty period, the sentence that says so and what is left to write."""
    head = (Heading(1, titre(site, final=final)), *_opening(site, lus, avant))
    if lus.vide:
        return (*head, _text(RIEN), _gap("pourquoi rien n'est écrit, et ce qui s'est passé.", 4))
    return (
        *head,
        _gap("l'essentiel, en dix lignes.", 6),
        Heading(2, "Ce qui était prévu"),
        *_planned(site),
        Heading(2, "Ce qui a été fait"),
        *_done(site, lus),
        Heading(2, "Les besoins"),
        *_needs(site, lus),
        Heading(2, "L'offre"),
        *_offer(site, lus, avant),
        Heading(2, "Les collectifs"),
        *_groups(lus),
        Heading(2, "Les indicateurs"),
        *_measures(lus, avant),
        Heading(2, "Ce qui n'a pas marché, ce qui a changé"),
        *_changed(lus),
        *((Heading(2, "La suite"), _gap("ce qui continue, qui le porte, avec quel argent.", 4)) if final else ()),
        Heading(2, "Les dépenses"),
        Table(_DEPENSES, tuple(tuple(plain("") for _ in _DEPENSES) for _ in range(4))),
        _gap("ce que les dépenses montrent.", 2),
        Heading(2, "Annexes"),
        *_annexes(site, lus),
    )


def _text(text: str) -> Paragraph:
    return Paragraph(plain(text))


def _gap(what: str, lines: int = 3) -> FillLine:
    return FillLine(f"{A_ECRIRE} {what}", lines)


def _opening(site: Site, lus: Faits, avant: Avant | None) -> Iterator[Block]:
    acteur = site.entrees["acteur"][site.territoire.coordination].fiche
    compared = f" Comparé au {date_fr(avant.jour)}." if avant else ""
    yield Paragraph(
        (
            Run(f"Du {date_fr(lus.etendue.du)} au {date_fr(lus.etendue.au)}.", bold=True),
            Run(f"{compared} Coordination : {acteur.nom}. Fait avec les données du site {site.territoire.site.nom}."),
        )
    )


def _planned(site: Site) -> Iterator[Block]:
    """What the fiche projet writes, word for word: the activities, then the expected results and their indicateurs."""
    experimentation = site.territoire.experimentation
    if experimentation.prevu:
        yield bullets(experimentation.prevu)
        yield _text(f"Source : {experimentation.prevu_source or 'data/territoire.yml'}, mot pour mot.")
    else:
        yield _gap("ce qui était prévu, mot pour mot (ou « prevu » dans data/territoire.yml).")
    result = ""
    for one in site.corpus.indicateurs.values():
        if one.resultat != result:
            result = one.resultat
            yield Paragraph((Run(f"{one.lettre}. {one.volet} : {result}", bold=True),))
            same = [other for other in site.corpus.indicateurs.values() if other.resultat == result]
            yield bullets(f"{other.code} : {other.texte}{_target(other)}" for other in same)


def _target(indicateur: Indicateur) -> str:
    aimed = indicateur.cible
    if aimed is None:
        return ""
    return f" (cible : {aimed.valeur}{', à confirmer' if aimed.a_confirmer else ''})"


def _done(site: Site, lus: Faits) -> Iterator[Block]:
    if lus.reunions:
        yield Heading(3, "Réunions")
        head = ("Date", "Groupe", "Réunion", "Présents sur invités", "Source")
        yield table(head, (_meeting(one) for one in lus.reunions))
    else:
        yield _text("Aucune réunion tenue et comptée dans cette période.")
    if lus.annulees:
        yield _text("Annulées : " + " ; ".join(f"{m.reunion.titre}, {date_fr(m.reunion.date)}" for m in lus.annulees))
    if lus.temps:
        yield Heading(3, "Temps d'accompagnement")
        head = ("Date", "Collectif", "Service", "Présents sur attendus", "Source")
        yield table(
            head,
            (
                (
                    date_fr(t.date),
                    c.nom,
                    site.entrees["service"][t.service].fiche.nom,
                    f"{t.presents} sur {t.attendus}",
                    source(path, t.date.isoformat()),
                )
                for path, c, t in lus.temps
            ),
        )
    yield _gap("ce que ces temps ont permis, et ce qu'ils ont coûté en travail.")


def _meeting(one: ReunionEcrite) -> tuple[str, ...]:
    came, day = presence([one.reunion]), one.reunion.date
    terms = f"{came.presents} sur {came.invites}"
    return date_fr(day), one.instance.nom, named(one.reunion), terms, source(one.chemin, str(day))


def _needs(site: Site, lus: Faits) -> Iterator[Block]:
    """Where each besoin stands on the last day, and what happened to it in the period."""
    if not lus.besoins:
        yield _text("Aucun besoin n'est encore écrit.")
        return
    stands = [(key, besoin, besoin.passees(lus.etendue.au)[-1]) for key, besoin, _ in lus.besoins]
    head = ("Besoin", "Étape", "Depuis", "Dans la période", "Source")
    yield table(
        head,
        (
            (
                besoin.libelle,
                STATUTS_BESOIN[last.statut][0],
                date_partielle_fr(last.date),
                " ; ".join(f"{STATUTS_BESOIN[s.statut][0]} ({date_partielle_fr(s.date)})" for s in steps) or "rien",
                source(GENRES["besoin"].path_of(key), last.date),
            )
            for (key, besoin, last), (_, _, steps) in zip(stands, lus.besoins, strict=True)
        ),
    )
    aside = [(besoin, last) for _, besoin, last in stands if last.statut == "ecarte"]
    if aside:
        yield Paragraph((Run("Écartés, et pourquoi", bold=True),))
        yield bullets(f"{besoin.libelle} : {last.motif}" for besoin, last in aside)
    studies = [besoin for _, besoin, _ in stands if besoin.etude and lus.etendue.holds(besoin.etude.au)]
    if studies:
        yield Paragraph((Run("Études", bold=True),))
        yield bullets(_study(besoin) for besoin in studies)
    yield _gap("ce que ces besoins disent du territoire.")


def _study(besoin: Besoin) -> str:
    study = besoin.etude
    if study is None or study.resultat is None:
        return besoin.libelle
    return f"{besoin.libelle} : {study.question} {RESULTATS_ETUDE[study.resultat]}. {' '.join(study.raisons)}".strip()


def _offer(site: Site, lus: Faits, avant: Avant | None) -> Iterator[Block]:
    now, before = lus.couverture
    days = [lus.etendue.au, *([avant.jour] if avant else [])]
    head = ("Cases du diagnostic", *(f"Au {date_fr(day)}" for day in days), "Source")
    states = [etat for etat in ETATS if now[etat] or (before and before[etat])]
    yield table(
        head,
        (
            (
                COUVERTURES[etat][1],
                chiffre(now[etat]),
                *((chiffre(before[etat]),) if before is not None else ()),
                "content/offre, diagnostic.csv du site",
            )
            for etat in states
        ),
    )
    if lus.services:
        yield Paragraph((Run("Services ouverts", bold=True),))
        opened = ((one, one.ouverture.du) for _, one in lus.services if one.ouverture)
        yield bullets(f"{one.nom}, le {date_fr(day)}" for one, day in opened if day)
    if lus.trous:
        yield Paragraph((Run("Manques décidés", bold=True),))
        yield bullets(
            f"{site.label('thematiques', one.thematique)}, {site.label('modalites', one.modalite)} : "
            f"{one.pourquoi_non or one.service} (data/diagnostic.yml, {one.decide_le})"
            for one in lus.trous
        )
    yield _gap("ce que l'offre a changé pour les gens.")


def _groups(lus: Faits) -> Iterator[Block]:
    if lus.collectifs:
        head = ("Collectif", "Convention", *POINTS.values(), "Source")
        yield table(
            head,
            (
                (
                    one.nom,
                    date_fr(one.convention_le) if one.convention_le else "",
                    *(
                        date_fr(day) if (day := getattr(one.projet, name)) and day <= lus.etendue.au else "pas encore"
                        for name in POINTS
                    ),
                    path,
                )
                for path, one in lus.collectifs
            ),
        )
    if lus.sans_nom:
        yield _text(f"Et {pluriel(lus.sans_nom, 'collectif accompagné', 'collectifs accompagnés')}, sans nom publié.")
    if not lus.collectifs and not lus.sans_nom:
        yield _text("Aucun collectif n'a signé de convention.")
    yield _gap("ce que l'accompagnement a changé pour eux.")


def _measures(lus: Faits, avant: Avant | None) -> Iterator[Block]:
    """The measured ones with both terms, then those that are not, and why."""
    head = ("Code", "Indicateur", "Mesure", *(("Avant",) if avant else ()), "Cible", "Source")
    measured = [line for line in lus.indicateurs if line[1].mesure]
    if measured:
        yield table(
            head,
            (
                (
                    one.code,
                    one.texte,
                    _values(result),
                    *((_values(before) if before else "n'existait pas",) if avant else ()),
                    str(one.cible.valeur) if one.cible else "",
                    " ; ".join(dict.fromkeys(map(sources_of, result.mesures))),
                )
                for one, result, before in measured
            ),
        )
    silent = [(one, result) for one, result, _ in lus.indicateurs if not result.mesure]
    if silent:
        yield Paragraph((Run("Ce qui n'est pas mesuré, ou pas publié", bold=True),))
        yield bullets(f"{one.code}, {one.texte} : {a_savoir(result)}" for one, result in silent)
    yield _gap("comment lire ces chiffres.")


def _values(result: IndicateurCalcule) -> str:
    told = (f"{m.libelle} : {valeur(m)}{f', {m.sur}' if m.sur else ''}" for m in result.mesures)
    return " ; ".join(told) or a_savoir(result)


def _changed(lus: Faits) -> Iterator[Block]:
    if lus.ajustements:
        head = ("Ce qui a changé", "Décidé le", "Qui", "Source")
        yield table(
            head,
            (
                (d.texte, date_fr(m.reunion.date), d.responsable or "", source(m.chemin, str(m.reunion.date)))
                for m, d in lus.ajustements
            ),
        )
    else:
        yield _text("Aucune décision de la période ne dit « ajustement: oui ».")
    yield _gap("ce qui n'a pas marché, et ce que l'on en a appris.", 4)


def _annexes(site: Site, lus: Faits) -> Iterator[Block]:
    yield Heading(3, "Comment chaque chiffre se calcule")
    yield bullets(f"{one.code} : {one.calcul}" for one, _, _ in lus.indicateurs)
    yield _text("Le tableau joint (CSV) donne chaque ligne : leurs sommes refont les chiffres.")
    yield Heading(3, "Partenaires")
    rows = [
        (entry.fiche.nom, liste_fr([ROLES[role] for role in entry.fiche.roles_consortium]))
        for entry in site.entrees["acteur"].values()
        if entry.fiche.roles_consortium
    ]
    yield table(("Structure", "Sa part"), rows) if rows else _gap("la liste des partenaires.")
    yield Heading(3, "Sources")
    files = sorted({line.chemin for _, result, _ in lus.indicateurs for m in result.mesures for line in m.lignes})
    yield bullets(files) if files else _text("Aucun fichier.")
