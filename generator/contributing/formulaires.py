"""Issue forms of the forge, made from the models: `.github/ISSUE_TEMPLATE/`.

Limits of the forge's forms that are kept here: labels asked once in a form,
ids of letters, digits and hyphens, options written once and never « None »,
every text between quotes. A required list with one choice would choose its
first line by itself: such a list is never required, the import tells what lacks.
"""

from __future__ import annotations

from typing import Any

from generator.contributing.champs import Sorte, field_of, is_due, options_of, sorte_of
from generator.contributing.questions import FORMULAIRES, Formulaire, Saisie
from generator.corpus.corpus import Corpus
from generator.corpus.ecriture import yaml_file, yaml_inline
from generator.corpus.francais import slug
from generator.corpus.walking import marker_of
from generator.models.markers import Reference

DOSSIER = ".github/ISSUE_TEMPLATE"
CONFIG = f"{DOSSIER}/config.yml"
"""What the forge shows beside the forms: the address of the site's contact page."""
ACCORDS = "Avant d'envoyer"
_PUBLIC = (
    "Cette demande est **publique**. N'écrivez le nom, le téléphone ou le courriel d'aucune personne.\n"
    "N'écrivez que ce que vous savez : ce qui manque sera complété avec vous."
)
_EN_TETE = "# Fait par « offre schemas » à partir des modèles et des référentiels : ne pas modifier à la main.\n"
_TYPES = {
    Sorte.LIGNE: "input",
    Sorte.TEXTE: "textarea",
    Sorte.LISTE: "textarea",
    Sorte.UN: "dropdown",
    Sorte.PLUSIEURS: "dropdown",
}


def form_files(corpus: Corpus) -> dict[str, bytes]:
    """Return path from the project's root → bytes: one form per line of the table, and the page where one chooses."""
    files = {f"{DOSSIER}/{form.nom}.yml": _form(form, corpus) for form in FORMULAIRES}
    files[CONFIG] = {
        "blank_issues_enabled": False,
        "contact_links": [
            {
                "name": "Parler à quelqu'un",
                "url": f"{corpus.territoire.site.url}contact/",
                "about": "Une question, un projet : une personne vous répond.",
            }
        ],
    }
    return {path: (_EN_TETE + yaml_file(tree)).encode() for path, tree in files.items()}


def _form(form: Formulaire, corpus: Corpus) -> dict[str, Any]:
    return {
        "name": form.titre,
        "description": form.description,
        "title": f"{form.titre} : ",
        "labels": list(form.etiquettes),
        "body": [
            {"type": "markdown", "attributes": {"value": _PUBLIC}},
            *(_question(form, question, corpus) for question in form.questions),
            _agreements(corpus),
        ],
    }


def _question(form: Formulaire, question: Saisie, corpus: Corpus) -> dict[str, Any]:
    sorte = sorte_of(form, question)
    attributes: dict[str, Any] = {"label": question.libelle}
    info = field_of(form, question)
    said = question.aide or (info.description if info else "") or ""
    if slug(said) != slug(question.libelle):
        attributes["description"] = said
    options = options_of(form, question, corpus)
    if options:
        attributes["options"] = list(options)
        if sorte is Sorte.PLUSIEURS:
            attributes["multiple"] = True
    elif info and info.examples and not isinstance(marker_of(info), Reference):
        attributes["placeholder"] = _example(info.examples[0])
    item: dict[str, Any] = {"type": _TYPES[sorte], "id": question.id, "attributes": attributes}
    if is_due(form, question) and sorte is not Sorte.UN:
        item["validations"] = {"required": True}
    return item


def _example(example: Any) -> str:
    if isinstance(example, list):
        return str(example[0])
    return example if isinstance(example, str) else yaml_inline(example)


def _agreements(corpus: Corpus) -> dict[str, Any]:
    licence = corpus.territoire.licence_donnees
    said = (
        "Je n'ai écrit le nom, le téléphone ni le courriel d'aucune personne.",
        f"Ce que j'ai écrit peut être publié ({licence}).",
    )
    return {
        "type": "checkboxes",
        "id": "accords",
        "attributes": {"label": ACCORDS, "options": [{"label": text, "required": True} for text in said]},
    }
