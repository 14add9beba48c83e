# Chaque cible est une commande simple, qui marche aussi sans make (sous Windows : py lancer.py …).
.PHONY: aide site servir verifier offre test test-complet golden captures lint roue verrou

aide: ## montre la liste des commandes
	@python3 lancer.py aide

site: ## construit le site dans le dossier « site »
	@python3 lancer.py site

servir: ## construit le site, le montre et le refait à chaque changement
	@python3 lancer.py servir

verifier: ## vérifie les contenus sans rien construire
	@python3 lancer.py verifier

offre: ## montre les commandes du programme
	@python3 lancer.py offre

test: ## lance tous les essais, puis inspecte le site dans un navigateur
	@python3 lancer.py test

test-complet: ## lance aussi ce qui est long et tombe rarement ; inspecte le site en entier
	@python3 lancer.py test-complet

golden: ## refait les pages de référence des essais
	@python3 lancer.py golden

captures: ## refait les images de docs/captures
	@python3 lancer.py captures

lint: ## vérifie le style et les types du code
	@python3 lancer.py lint

roue: ## met de côté les paquets du site, pour installer sans réseau
	@python3 lancer.py roue

verrou: ## refait les deux listes de paquets figés
	@python3 lancer.py verrou
