"""A-FAIRE.md: what a new territory fills first, in order."""

from __future__ import annotations


def a_faire(nom: str, communes: int) -> str:
    """Return the checklist, in Markdown."""
    return f"""# À faire : {nom}

Le site se construit déjà : `python3 lancer.py site`, puis `python3 lancer.py servir`. Il a {communes} communes, une
structure qui coordonne et un accueil. Partout où rien n'existe encore, il le dit.

## Cette semaine

- [ ] `data/territoire.yml` : relire le nom, son article, la description ; écrire l'adresse du site et celle du dépôt.
- [ ] `content/acteurs/coordination.yml` : la vraie structure, son téléphone, son courriel.
- [ ] `content/offre/services/accueil.yml` : le vrai accueil, ses jours, ses coordonnées. **Chaque parcours y mène.**
- [ ] `data/mairies.csv` : relire les coordonnées des mairies ; une ligne corrigée prend la date du jour.
- [ ] `relais`, dans `data/territoire.yml` : demander aux mairies nommées si elles répondent, ou nommer mieux.
- [ ] `data/communes.geojson` : les contours, pour la carte (sinon une liste la remplace).
- [ ] `README.md` : dire de quel territoire il s'agit.

## Ce mois-ci

- [ ] Dix fiches : les services que tout le monde connaît (`python3 lancer.py offre nouveau service mon-service`).
- [ ] Les financeurs et leurs aides (`nouveau acteur`, `nouveau financement`).
- [ ] Relire les arbres avec des habitants et des personnes qui orientent (`python3 lancer.py offre arbres`).
- [ ] Trois cas types : une situation réelle, et le parcours attendu (`data/cas-types.yml`).
- [ ] Vingt recherches que les gens font (`data/requetes-types.yml`).

## Avant de publier

- [ ] Chaque fiche relue par sa structure (`verifie_le`, `verifie_par`).
- [ ] Les mentions légales et l'hébergeur (`editeur`, dans `data/territoire.yml`).
- [ ] La déclaration d'accessibilité (`accessibilite: etablie_le`).
- [ ] `etat: publie`.

## Ensuite

- [ ] Les instances et leurs réunions, les besoins entendus, les collectifs suivis (`data/`).
- [ ] Dans le guide, vos propres « Exemples d'ici » (`content/guides/`).

Où en est-on ? `python3 lancer.py offre territoire etat`
"""
