"""The three files that a new territory begins with, commented, ready to be filled."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence

from generator.contributing.territory.perimetre import Perimetre
from generator.corpus.corpus import Corpus
from generator.models.territoire import Fuseau

ADRESSE = "https://a-completer.example/"
FUSEAUX: Mapping[str, Fuseau] = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}
"""First three digits of the code of a commune → its time zone (IANA); elsewhere, that of Paris."""


def quoted(text: str) -> str:
    """Return a text between double quotes, as JSON and YAML both read it, without the signs that no file may hold."""
    return json.dumps("".join(sign for sign in text if sign.isprintable()), ensure_ascii=False)


def _one_of(corpus: Corpus, nom: str, wanted: Sequence[str]) -> str:
    """Return the first wanted word that the référentiel has, else its first word."""
    terms = corpus.referentiels[nom].termes
    return next((word for word in wanted if word in terms), next(iter(terms)))


def territoire_yml(
    nom: str,
    nom_epci: str,
    perimetre: Perimetre,
    codes: Sequence[str],
    relais: Sequence[tuple[str, str, Sequence[str]]],
) -> bytes:
    """Return data/territoire.yml of a territory in preparation.

    `codes`: its communes; `relais`: (code, name, communes served, none for all) of those whose mairie answers.
    """
    fuseau = FUSEAUX.get(codes[0][:3], "Europe/Paris")
    answering = [
        "# Qui répond tant que l'accueil n'a ni téléphone ni courriel. Aujourd'hui, les mairies des communes",
        "# les plus peuplées : leur demander si cela leur convient, ou nommer mieux (un acteur, un service).",
        "relais:",
        *(
            f'  - {{mairie: "{code}", communes: [{", ".join(map(quoted, served)) or "toutes"}]}}  # {quoted(name)}'
            for code, name, served in relais
        ),
        "",
    ]
    lines = [
        "# Le territoire : le seul fichier à modifier d'abord. Après chaque changement : python3 lancer.py verifier",
        "",
        "# Nom court, affiché en haut de chaque page.",
        f"nom: {quoted(nom[:150])}",
        "# Le même avec son article, pour les phrases : « dans … ». À relire.",
        f"# Le périmètre : la liste des {len(codes)} communes en est tirée. Pour l'étendre ou le rétrécir :",
        "# python3 lancer.py offre territoire communes --siren … --sans … --essai",
        *perimeter_lines(perimetre),
        "# Leur nom, comme il se dit après « les communes de ». À relire.",
        f"nom_epci: {quoted(nom_epci[:150])}",
        *(["# L'heure des réunions, dans l'agenda.", f"fuseau: {fuseau}"] if fuseau != "Europe/Paris" else ()),
        "# preparation : bandeau « Site en préparation », pages absentes des moteurs de recherche.",
        "# publie : exige les mentions légales et les coordonnées de l'accueil.",
        "etat: preparation",
        "",
        "site:",
        '  nom: "Projets à plusieurs"',
        '  accroche: "Un besoin, une idée, un projet à plusieurs ?"',
        f"  description: {quoted(f'Trouver qui peut vous aider à monter un projet à plusieurs : {nom}.')}",
        "  # Adresse à compléter avant publication. Garder la barre / à la fin.",
        f'  url: "{ADRESSE}"',
        "  # Adresse du dépôt git, pour « Signaler une erreur ».",
        '  # depot: "https://…"',
        "  # Sa forge, si l'adresse ne la dit pas (github, gitlab, forgejo), et sa branche, si ce n'est pas main.",
        "  # forge: forgejo",
        "  # branche: main",
        "",
        "# Acteur qui coordonne, service où une personne répond toujours : noms de fichiers, sans .yml.",
        "coordination: coordination",
        "accueil: accueil",
        "",
        *(answering if relais else ()),
        "# Mentions dues par la loi : retirer les dièses et remplir chaque ligne avant « etat: publie ».",
        "# editeur:",
        '#   nom: "…"',
        '#   adresse: "…"',
        '#   telephone: "…"',
        '#   courriel: "…"',
        '#   directeur_publication: "…"',
        '#   hebergeur: "…"',
        "",
        "experimentation:",
        "  duree_mois: 24",
        "  # Premier jour, à ajouter quand il est décidé.",
        "  # debut: 2027-01-01",
        "",
        'licence_donnees: "Licence Ouverte 2.0"',
        "credits:",
        '  - "Liste des communes : Insee, La Poste et DGCL, par le paquet @etalab/decoupage-administratif '
        '(licence MIT ; données sous Licence Ouverte)."',
        '  - "Police de caractères : Atkinson Hyperlegible Next (SIL Open Font License 1.1)."',
    ]
    return ("\n".join(lines) + "\n").encode()


def perimeter_lines(perimetre: Perimetre) -> list[str]:
    """Return the lines of data/territoire.yml that say the perimeter."""
    parts = {"epci": perimetre.epci, "avec_communes": perimetre.avec, "sans_communes": perimetre.sans}
    return [
        line for name, codes in parts.items() if codes for line in (f"{name}:", *(f'  - "{code}"' for code in codes))
    ]


def coordination_yml(corpus: Corpus, structure: str, nom: str, today: datetime.date) -> bytes:
    """Return the fiche of the acteur that coordinates."""
    kind = _one_of(corpus, "types-acteurs", ("collectivite",))
    lines = [
        "# La structure qui coordonne : à réécrire.",
        f"nom: {quoted(structure[:150])}",
        f"resume: {quoted(f'Coordonne les projets à plusieurs : {nom}.'[:280])}",
        "statut: actif",
        f"type: {kind}",
        "roles_consortium: [porteur]",
        "zone: {type: territoire}",
        "# Comment la joindre : retirer les dièses et remplir.",
        "# contacts:",
        '#   - {role: "Accueil", telephone: "…", courriel: "…"}',
        *_source(today),
    ]
    return ("\n".join(lines) + "\n").encode()


def accueil_yml(corpus: Corpus, nom: str, today: datetime.date) -> bytes:
    """Return the fiche of the service of welcome: every parcours ends there, with a person."""
    theme = _one_of(corpus, "thematiques", ("strategie-projet",))
    way = _one_of(corpus, "modalites", ("accueil-permanence",))
    lines = [
        "# L'accueil : chaque parcours finit ici, avec une personne. À réécrire.",
        f"nom: {quoted(f'Accueil des projets à plusieurs, {nom}'[:150])}",
        'resume: "Une personne écoute votre projet et vous dit qui peut aider."',
        "statut: experimentation",
        "acteur: coordination",
        f"thematiques: [{theme}]",
        f"modalites: [{way}]",
        "stades: [tous]",
        "profils: [tous]",
        "zone: {type: territoire}",
        "tarif: {type: non-precise}",
        "# Comment la joindre : retirer les dièses et remplir.",
        "# contacts:",
        '#   - {role: "Accueil", telephone: "…", courriel: "…"}',
        "limites:",
        '  - "Les jours, les heures et les coordonnées sont à compléter."',
        *_source(today),
    ]
    return ("\n".join(lines) + "\n").encode()


def _source(today: datetime.date) -> list[str]:
    return ["sources:", f'  - {{titre: "Création du site, à confirmer", consulte_le: {today.isoformat()}}}']
