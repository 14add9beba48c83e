"""Codes of the dispositif: besoins, instances, collectifs, indicateurs, diagnostic of the offer."""

from __future__ import annotations

from generator.codes.base import A, Code, E

# One line per field, as a table. One family per subject: BES, INS, COL, IND, DIA, AUT.
# fmt: off
BESOINS: tuple[Code, ...] = (
    Code("BES001", E, "Étape sautée", "Un besoin avance d'un pas à la fois : révélé, examiné, priorisé, en "
         "construction, répondu.",
         "Ajouter les étapes qui manquent, avec leur date ; « anterieur: oui » si tout est né avant."),
    Code("BES002", E, "Besoin qui n'avance pas", "Une étape ne vient ni deux fois, ni après une étape plus avancée.",
         "Retirer cette ligne de l'historique, ou remettre les étapes dans l'ordre."),
    Code("BES003", E, "Suite après la fin", "Un besoin répondu ou écarté n'a plus d'étape : on n'efface pas ce qui "
         "s'est passé.", "Retirer cette ligne ; si le besoin revient, écrire un nouveau besoin."),
    Code("BES004", E, "Première étape manquante", "L'histoire d'un besoin commence le jour où quelqu'un le dit.",
         "Commencer « historique » par « statut: revele », avec sa date."),
    Code("BES005", E, "Date qui recule", "Une étape ne peut pas venir avant celle qui la précède.",
         "Corriger la date, ou l'ordre des étapes."),
    Code("BES006", E, "Étape dans l'avenir", "L'historique dit ce qui s'est passé, jamais ce qui est prévu.",
         "Corriger la date, ou retirer l'étape jusqu'à ce jour-là."),
    Code("BES007", E, "Priorisé sans réunion", "Un besoin est choisi en réunion : chacun doit pouvoir savoir laquelle.",
         "Ajouter « reunion: instance/reunion » à cette étape ; « anterieur: oui » si c'était avant."),
    Code("BES008", E, "Réunion pas encore tenue", "Une étape ne peut pas venir d'une réunion qui n'a pas eu lieu.",
         "Corriger la date de l'étape, ou nommer une autre réunion."),
    Code("BES009", A, "Réunion muette sur ce besoin", "Aucune décision de cette réunion ne nomme ce besoin.",
         "Ajouter « besoin: » à la décision, dans data/instances/, ou nommer une autre réunion."),
    Code("BES010", E, "Répondu sans réponse", "Dire qu'un besoin est répondu, c'est dire par quoi.",
         "Ajouter « reponses », une phrase et une fiche par réponse."),
    Code("BES011", E, "Écarté sans motif", "Les gens qui ont parlé ont droit à une raison.",
         "Ajouter « motif » à cette étape."),
    Code("BES012", E, "Commune hors du territoire", "Un besoin est attaché à des communes d'ici.",
         "Écrire des codes de data/communes.csv, ou « toutes »."),
    Code("BES013", A, "Phrase hors du modèle", "Une phrase de besoin dit qui, quoi et pourquoi.",
         "Écrire « Des … ont besoin de … parce que … »."),
    Code("BES014", E, "Dépôt impossible", "On ne répond pas à un appel demain, ni avant d'avoir entendu le besoin.",
         "Corriger « depose_le »."),
)

INSTANCES: tuple[Code, ...] = (
    Code("INS001", E, "Collège inconnu", "Les collèges d'une instance sont écrits une fois, dans « colleges ».",
         "Écrire le nom court d'un collège de cette instance, ou ajouter le collège."),
    Code("INS002", E, "Plus de présents que d'invités",
         "Dans un collège, on ne peut pas compter plus de présents que d'invités.",
         "Corriger « presents » ou « invites » : qui vient sans invitation compte aussi parmi les invités."),
    Code("INS003", E, "Présents sans invités", "Sans le nombre d'invités, le nombre de présents ne dit rien.",
         "Ajouter ce collège dans « invites »."),
    Code("INS004", E, "Structure qui n'est pas sollicitée",
         "Une structure venue à une réunion est d'abord dans la liste de celles que l'on a invitées.",
         "Ajouter la structure dans « sollicites », ou corriger son nom court."),
    Code("INS005", E, "Réunion à venir déjà racontée",
         "Avant la réunion, il n'y a ni présents, ni décisions, ni réponses, ni compte rendu.",
         "Retirer cette ligne jusqu'au jour de la réunion, ou corriger la date."),
    Code("INS006", A, "Réunion passée sans présents", "La réunion est passée : personne ne sait qui est venu.",
         "Ajouter « presents » ; si elle n'a pas eu lieu, retirer la réunion."),
    Code("INS007", E, "Plus de satisfaits que de réponses", "Les satisfaits sont une partie des réponses.",
         "Corriger « satisfaits » ou « reponses »."),
    Code("INS008", E, "Réunions dans le désordre", "Les réunions vont de la plus ancienne à la plus récente.",
         "Remettre les réunions dans l'ordre des dates."),
    Code("INS009", E, "Deux réunions du même nom court", "Le nom court d'une réunion fait son adresse.",
         "Donner un autre « id » à l'une des deux."),
    Code("INS010", E, "Réunion écrite deux fois", "Deux réunions ont le même jour et le même titre.",
         "Retirer l'une des deux, ou changer son titre."),
    Code("INS011", E, "Réunion hors de l'expérimentation",
         "La réunion est avant le début ou après la fin de l'expérimentation (data/territoire.yml).",
         "Corriger la date, ou les dates de l'expérimentation."),
    Code("INS012", E, "Décision sans responsable", "Une décision que personne ne porte ne se fait pas.",
         "Ajouter « responsable » : une fonction ou une structure."),
    Code("INS013", A, "Décision sans échéance", "Sans date, on ne sait pas quand demander où cela en est.",
         "Ajouter « echeance », ou « faite_le » si c'est fait."),
    Code("INS014", E, "Décision faite un jour impossible",
         "Une décision est faite le jour de la réunion ou après, et jamais dans l'avenir.", "Corriger « faite_le »."),
    Code("INS015", E, "Échéance avant la réunion", "On ne décide pas de faire une chose pour hier.",
         "Corriger « echeance »."),
    Code("INS016", A, "Décision en retard", "L'échéance est passée, et rien ne dit que c'est fait.",
         "Ajouter « faite_le », ou en reparler et changer « echeance »."),
    Code("INS017", E, "Compte rendu absent", "Le fichier du compte rendu n'est pas dans content/fichiers/.",
         "Déposer le fichier ou corriger son nom."),
    Code("INS018", E, "Heure de fin impossible", "Une réunion finit après avoir commencé, le même jour.",
         "Corriger « heure » ou « fin »."),
)

COLLECTIFS: tuple[Code, ...] = (
    Code("COL001", E, "Plus de présents que d'attendus",
         "Un temps d'accompagnement ne peut pas réunir plus de membres qu'on n'en attendait.",
         "Corriger « presents » ou « attendus »."),
    Code("COL002", E, "Date hors de l'expérimentation",
         "Cette date est avant le début ou après la fin de l'expérimentation (data/territoire.yml).",
         "Corriger la date, ou les dates de l'expérimentation."),
    Code("COL003", E, "Fin avant le début",
         "L'accompagnement finit avant la signature de la convention.",
         "Corriger « fin_le » ou « convention_le »."),
    Code("COL004", E, "Collectif d'une commune d'ailleurs",
         "Un collectif agit dans des communes du territoire.",
         "Écrire un code de data/communes.csv, ou « toutes »."),
)

INDICATEURS: tuple[Code, ...] = (
    Code("IND001", E, "Mesure saisie pour un indicateur calculé",
         "Cet indicateur a une « formule » : le programme le calcule avec les données, on ne saisit rien.",
         "Supprimer « mesures », ou supprimer « formule » si le calcul n'est pas le bon."),
    Code("IND002", E, "Code et nom de fichier différents",
         "Le fichier d'un indicateur porte son code : A1.1 est dans « a1-1.yml ».",
         "Renommer le fichier, ou corriger le code."),
    Code("IND003", E, "Mesure sans dénominateur",
         "Un taux ou une note sans dénominateur ne veut rien dire : il faut savoir sur combien.",
         "Ajouter « denominateur »."),
    Code("IND004", E, "Taux ou note impossible",
         "Un taux ne dépasse jamais 1, une note moyenne reste entre 1 et 5.",
         "Corriger « numerateur » ou « denominateur »."),
    Code("IND005", E, "Mesure hors de l'expérimentation",
         "Cette date est avant le début ou après la fin de l'expérimentation (data/territoire.yml).",
         "Corriger la date, ou les dates de l'expérimentation."),
    Code("IND006", E, "Mesures dans le désordre",
         "Les mesures vont de la plus ancienne à la plus récente, une par jour pour un taux.",
         "Remettre les mesures dans l'ordre des dates."),
    Code("IND007", E, "Mesure d'une commune d'ailleurs",
         "Une mesure nomme des communes du territoire.",
         "Écrire un code de data/communes.csv, ou « toutes »."),
)

DIAGNOSTIC: tuple[Code, ...] = (
    Code("DIA001", E, "Manque sans suite",
         "Un manque de l'offre mène à un service à créer, ou dit pourquoi on ne crée rien.",
         "Écrire « service » ou « pourquoi_non », un seul des deux."),
)

DISPOSITIF: tuple[Code, ...] = (*BESOINS, *INSTANCES, *COLLECTIFS, *INDICATEURS, *DIAGNOSTIC)
# fmt: on
