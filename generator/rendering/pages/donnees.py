"""« Réutiliser ces données »: every export, for whom it is, what it loses, and examples that the tests run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.corpus.communes import at_commune
from generator.corpus.francais import slug
from generator.models.territoire import Export
from generator.rendering.environment import render
from generator.rendering.exports import atom, data_inclusion, dcat, dispositif_aide, hsds, integrations, v1
from generator.rendering.exports.enregistrement import DOSSIER, tout
from generator.rendering.exports.licences import licence_of
from generator.rendering.page import Page
from generator.rendering.site import Site

ADRESSE = DOSSIER
TITRE = "Réutiliser ces données"
EXEMPLE_TABLEAU = """\
import csv, io, urllib.request

texte = urllib.request.urlopen("{donnees}services.csv").read().decode("utf-8")
for service in csv.DictReader(io.StringIO(texte)):
    if "{commune}" in service["communes_couvertes"].split("|"):
        print(service["nom"], ":", service["adresse_page"])"""
"""In Python, with nothing to install: the services of a commune, from the table."""
EXEMPLE_JSON = """\
import json, urllib.request

commune = json.load(urllib.request.urlopen("{donnees}v1/communes/{commune}.json"))
for chose in commune["offre"]:
    print(chose["nom"], ":", chose["signe"]["mots"])"""
"""The same from the JSON, with what may be said of each one."""
EXEMPLE_VOISIN = """\
import pathlib, urllib.request

dossier = pathlib.Path("voisin")
dossier.mkdir(exist_ok=True)
for nom in ("index", "services", "ressources", "financements"):
    lu = urllib.request.urlopen("{donnees}v1/" + nom + ".json").read()
    (dossier / (nom + ".json")).write_bytes(lu)"""
"""What another site made with this program downloads, before `offre importer --donnees` (docs/decisions/0033)."""
COMMANDE_VOISIN = "python3 lancer.py offre importer --donnees voisin --nom {nom} --ecrire"


@dataclass(frozen=True, slots=True)
class Format:
    """One line of the table."""

    export: Export
    nom: str
    pour: str
    perd: str
    fichiers: tuple[tuple[str, str], ...]
    """(words, address from the root of the site)"""
    ecartes: tuple[tuple[str, int], ...] = ()
    """What is not in it: (why, how many)"""


def _formats(site: Site, commune: str) -> tuple[Format, ...]:
    """Return the formats that the territory publishes, and what each one leaves out today."""
    records = tout(site)
    tables = ("acteurs", "services", "ressources", "financements", "besoins")
    every = (
        Format(
            "tableaux", "Tableaux (CSV)", "Un tableur, data.gouv.fr",
            "Une liste devient une case, séparée par « | ». Une case qui commence comme une formule a une apostrophe.",
            (*((f"{name}.csv", f"{DOSSIER}{name}.csv") for name in tables if getattr(site.corpus, name)),
             ("datapackage.json", f"{DOSSIER}datapackage.json")),
        ),
        Format(
            "json", "JSON, version 1", "Un autre site, une application, un assistant",
            "Rien de ce que les fiches disent. Les champs sont gelés douze mois.",
            (("index.json", f"{v1.RACINE}index.json"), ("openapi.json", f"{v1.RACINE}openapi.json")),
        ),
        Format(
            "atom", "Flux Atom", "Suivre ce qui change, par commune ou par sujet",
            f"Les {atom.MAX} dernières nouvelles seulement. Un lecteur de flux trouve seul celui d'une commune ou "
            "d'un sujet : y coller l'adresse de sa page.",
            (("tout.atom", atom.TOUT), (f"{commune}.atom", atom.feed_of("communes", commune))),
        ),
        Format(
            "geojson", "GeoJSON", "Une carte : uMap, GoGoCarto",
            "Un lieu est au centre de sa commune : sa position exacte n'est pas connue.",
            (("lieux.geojson", f"{DOSSIER}lieux.geojson"), ("communes.geojson", f"{DOSSIER}communes.geojson")),
        ),
        Format(
            "dispositif-aide", "Dispositifs d'aide 0.2.0", "Les sites publics d'aides",
            "Le montant, la démarche et les contacts n'y ont pas de place. L'heure de clôture n'est pas connue.",
            (("dispositif-aide.csv", dispositif_aide.FICHIER),),
            tuple(sorted(dispositif_aide.aides_ecartees(site, records).items())),
        ),
        Format(
            "data-inclusion", "data·inclusion", "L'annuaire national de l'insertion",
            "L'insertion seulement. Une région y devient ses départements. Nos mots y sont remplacés par des mots "
            f"nationaux que nous proposons, à confirmer par des personnes du métier.{_no_insertion(site)}",
            tuple((path.rpartition("/")[2], path) for path in data_inclusion.FICHIERS),
            tuple(sorted(data_inclusion.inclusion_ecartes(site, records).items())),
        ),
        Format(
            "hsds", "HSDS 3.0", "Les annuaires Open Referral, dans d'autres pays",
            "Tout ce qui n'est pas un service, et les mots de nos listes. Une seule structure par service.",
            (("services.json", hsds.FICHIER),),
        ),
    )  # fmt: skip
    return tuple(one for one in every if one.export in site.territoire.exports)


def _no_insertion(site: Site) -> str:
    """Say why no service is there, where none is; '' when there is one."""
    if data_inclusion.inclusion_kept(site, tout(site)):
        return ""
    types = site.corpus.referentiels["types-acteurs"].termes.values()
    words = ", ".join(word.libelle for word in types if word.insertion) or "aucun genre choisi"
    return f" Aucun service n'y est aujourd'hui : aucun n'est ouvert et tenu par une structure d'insertion ({words})."


def reuse_page(site: Site) -> Page:
    """Return donnees/."""
    code, commune = next(iter(site.corpus.communes.items()))
    title, path = licence_of(site.territoire)
    body = render(
        "donnees.html",
        site=site,
        titre=TITRE,
        licence=(title, path),
        formats=_formats(site, code),
        catalogue=dcat.FICHIER,
        exemples=_examples(site, code),
        voisin=_neighbour(site),
        commune=commune.nom,
        extrait=integrations.snippet(
            site, f"communes/{code}", f"Un projet à plusieurs {at_commune(commune.nom)} ?", f"communes/{code}/"
        )
        if "integrations" in site.territoire.exports
        else "",
        hauteur=integrations.HAUTEUR,
    )
    return Page(
        ADRESSE, TITRE, "Reprendre l'offre ailleurs sans la recopier : tableaux, JSON, flux, cartes.", "plan", body
    )


def _neighbour(site: Site) -> tuple[str, str]:
    """Return the program that downloads what another site reads of this one, and the command that follows."""
    if "json" not in site.territoire.exports:
        return "", ""
    program = EXEMPLE_VOISIN.format(donnees=f"{site.territoire.site.url}{DOSSIER}")
    return program, COMMANDE_VOISIN.format(nom=slug(site.territoire.nom))


def _examples(site: Site, commune: str) -> Mapping[str, str]:
    """Return words → a program that reads the data of this site."""
    values = {"donnees": f"{site.territoire.site.url}{DOSSIER}", "commune": commune}
    made = {"tableaux": ("Avec le tableau", EXEMPLE_TABLEAU), "json": ("Avec le JSON", EXEMPLE_JSON)}
    return {words: text.format(**values) for name, (words, text) in made.items() if name in site.territoire.exports}
