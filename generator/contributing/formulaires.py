"""Issue forms of the forge, made from the models, in the folder and the shape that it reads.

Limits of the forge's forms that are kept here: labels asked once in a form,
ids of letters, digits and hyphens, options written once and never « None »,
every text between quotes. A required list with one choice would choose its
first line by itself: such a list is never required, the import tells what lacks.

A forge without forms (GitLab) has texts to fill: the same questions, under the
same headings, so that `reponses.py` reads both.
"""

from __future__ import annotations

from typing import Any

from generator.corpus.champs import Sorte, field_of, is_due, options_of, sorte_of
from generator.corpus.corpus import Corpus
from generator.corpus.ecriture import yaml_file, yaml_inline
from generator.corpus.francais import slug
from generator.corpus.questions import ACCORDS, FORMULAIRES, Formulaire, Saisie
from generator.corpus.walking import marker_of
from generator.forges.connues import forge_de
from generator.models.markers import Reference

CONFIG = "config.yml"
"""What the forge shows beside the forms: the address of the site's contact page."""
MAX_CASES = 60
"""Boxes of a list in a text to fill; beyond, the words are to be written."""
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
    forge = forge_de(corpus.territoire.site)
    if forge.modeles:
        return {f"{forge.formulaires}/{form.nom}.md": _text(form, corpus).encode() for form in FORMULAIRES}
    files = {f"{form.nom}.yml": _form(form, corpus) for form in FORMULAIRES}
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
    return {f"{forge.formulaires}/{name}": (_EN_TETE + yaml_file(tree)).encode() for name, tree in files.items()}


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
    said = [{"label": text, "required": True} for text in _agreed(corpus)]
    return {"type": "checkboxes", "id": "accords", "attributes": {"label": ACCORDS, "options": said}}


def _agreed(corpus: Corpus) -> tuple[str, str]:
    return (
        "Je n'ai écrit le nom, le téléphone ni le courriel d'aucune personne.",
        f"Ce que j'ai écrit peut être publié ({corpus.territoire.licence_donnees}).",
    )


def _text(form: Formulaire, corpus: Corpus) -> str:
    """Return a form as a text to fill: a heading a question, boxes for a choice, the help where nobody sees it after.

    Its last line sets the labels, when who sends it may.
    """
    parts = [_hidden(_EN_TETE.strip("# \n")), _hidden(_PUBLIC.replace("*", ""))]
    for question in form.questions:
        info = field_of(form, question)
        options = options_of(form, question, corpus)
        said = question.aide or (info.description if info else "") or ""
        if 0 < len(options) <= MAX_CASES:
            boxes = "\n".join(f"- [ ] {option}" for option in options)
            parts.append(
                f"### {question.libelle}\n\n{_hidden(f'{said} Cocher : mettre un x entre les crochets.')}\n{boxes}"
            )
        else:
            parts.append(f"### {question.libelle}\n\n{_hidden(said)}\n")
    boxes = "\n".join(f"- [ ] {text}" for text in _agreed(corpus))
    labels = " ".join(f'~"{label}"' for label in form.etiquettes)
    return "\n\n".join([*parts, f"### {ACCORDS}\n\n{boxes}", f"/label {labels}"]) + "\n"


def _hidden(text: str) -> str:
    return f"<!-- {' '.join(text.split()).replace('--', '- -')} -->"
