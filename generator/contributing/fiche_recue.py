"""Answers to a form → a first version of a fiche, as a YAML text, and what a person has to confirm."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BeforeValidator

from generator.contributing.reponses import MAX_CHOIX, DemandeLue, choices_of
from generator.corpus.champs import Sorte, field_of, is_due, options_of, sorte_of
from generator.corpus.corpus import Corpus
from generator.corpus.ecriture import yaml_file
from generator.corpus.francais import MOIS, fold, slug
from generator.corpus.genres import FICHES, GENRES, modeline
from generator.corpus.questions import Formulaire, Saisie
from generator.corpus.walking import marker_of, metadata_of
from generator.models.base import DateIso, Entier, is_identifiant
from generator.models.blancs import items, one_line
from generator.models.markers import Reference
from generator.problems import Problem, sorted_problems
from generator.reading.validation import validate
from generator.reading.yaml_source import YamlDocument, parse_yaml
from generator.rules import check_corpus

_PAR_ADRESSE = {genre.adresse: kind for kind, genre in FICHES.items()}
_ADRESSE = re.compile(rf"/({'|'.join(_PAR_ADRESSE)})([a-z0-9-]{{1,80}})/?(?:[?#].*)?$")
_COURT = 60
"""A name of file is cut between two words beyond so many signs."""
_MOIS = [fold(mois) for mois in MOIS]
_DATE_FR = re.compile(rf"(?:le )?([0-9]{{1,2}})(?:er)?(?:[/.-]([0-9]{{1,2}})[/.-]|\s({'|'.join(_MOIS)})\s)([0-9]{{4}})")
_MONTANT = re.compile(r"([0-9][0-9 \u00a0\u202f]*)(?: ?(?:€|euros?))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FicheRecue:
    """A fiche made from an issue; nothing is written yet."""

    genre: str
    identifiant: str
    """'' when the name gives none: there is nothing to write."""
    texte: str
    a_confirmer: tuple[str, ...]
    sans_reponse: tuple[str, ...] = ()
    """Questions that the fiche needs, left without answer."""

    @property
    def chemin(self) -> str:
        return GENRES[self.genre].path_of(self.identifiant)


def make_fiche(demande: DemandeLue, corpus: Corpus, today: datetime.date, source: str = "") -> FicheRecue:
    """Return the fiche that an issue describes; `source` is the address of the issue.

    An answer that cannot be understood is kept as it was written: the checks of every fiche tell it.
    """
    form = demande.formulaire
    tree = dict(form.fixes)
    for question in form.questions:
        answer = demande.reponses.get(question.libelle)
        if answer is not None and question.champ != "page":
            put_answer(tree, question.champ, value_of(form, question, answer, corpus))
    page = next((demande.reponses.get(q.libelle, "") for q in form.questions if q.champ == "page"), "")
    tree["sources"] = _sources(form, one_line(page), source, today)
    if form.genre == "besoin":
        tree["historique"] = [{"statut": "revele", "date": today}]
    identifiant = name_of_file(str(tree.get("nom") or tree.get("libelle") or ""), form.genre)
    fields = GENRES[form.genre].modele.model_fields
    ordered = {name: tree[name] for name in fields if name in tree}
    path = GENRES[form.genre].path_of(identifiant)
    return FicheRecue(
        form.genre,
        identifiant,
        modeline(path) + yaml_file(ordered),
        _to_confirm(demande, tree),
        tuple(q.libelle for q in form.questions if q.libelle not in demande.reponses and is_due(form, q)),
    )


def correction(demande: DemandeLue, corpus: Corpus) -> str:
    """Say which file a request of correction is about: a person mends it."""
    if found := fiche_named(demande, corpus):
        return f"Cette demande corrige une fiche : {corpus.path_of(*found)}. Une personne la relit."
    return "Cette demande corrige une page que le programme ne reconnaît pas. Une personne la relit."


def fiche_named(demande: DemandeLue, corpus: Corpus) -> tuple[str, str] | None:
    """Return the fiche (kind, id) whose page a request gives first, None when it is none of here."""
    page = one_line(demande.reponses.get(demande.formulaire.questions[0].libelle, ""))
    found = _ADRESSE.search(page[:600])
    kind = _PAR_ADRESSE[found[1]] if found else ""
    return (kind, found[2]) if found and found[2] in corpus.ecrits[kind] else None


def check_fiche(fiche: FicheRecue, corpus: Corpus, today: datetime.date) -> tuple[Problem, ...]:
    """Return the problems of a new fiche: its own shape, then the rules across files, as if it were written."""
    document, problems = parse_yaml(fiche.texte.encode(), fiche.chemin)
    if document is None:
        return problems
    value, shape = validate(GENRES[fiche.genre].modele, document.tree, document)
    if value is None:
        return sorted_problems((*problems, *shape))
    with_it = _with_fiche(corpus, fiche, value, document)
    crossed = [problem for problem in check_corpus(with_it, today) if problem.path == fiche.chemin]
    return sorted_problems((*problems, *crossed))


def _with_fiche(corpus: Corpus, fiche: FicheRecue, value: Any, document: YamlDocument) -> Corpus:
    """Return the corpus with one more fiche."""
    held = {**corpus.ecrits[fiche.genre], fiche.identifiant: value}
    origines = {**corpus.origines, (fiche.genre, fiche.identifiant): document}
    return replace(corpus.having(**{fiche.genre: held}), origines=origines)


def name_of_file(nom: str, genre: str) -> str:
    """Return the id of a fiche from its name: a slug that every system can have as a file name, else ''."""
    whole = slug(nom[:600])
    short = whole[:_COURT].rpartition("-")[0] or whole[:_COURT] if len(whole) > _COURT else whole
    if short and not is_identifiant(short):
        short = f"{genre}-{short}"
    return short if is_identifiant(short) else ""


def put_answer(tree: dict[str, Any], champ: str, value: Any) -> None:
    """Write a value at its place; blocks are made when needed."""
    if value in ("", []):
        return
    first, _, rest = champ.partition(".")
    if champ == "zone.codes":  # communes are the zone only when no other one was chosen
        zone = tree.get("zone", {"type": "communes"})
        if isinstance(zone, dict) and zone["type"] == "communes":
            tree["zone"] = {**zone, "codes": value}
    elif first == "contact":
        tree.setdefault("contacts", [{}])[0][rest] = value
    elif rest:
        block = tree.get(first)
        tree[first] = {**block, rest: value} if isinstance(block, dict) else {rest: value}
    else:
        tree[first] = value


def value_of(form: Formulaire, question: Saisie, answer: str, corpus: Corpus) -> Any:
    """Return an answer as the field is written."""
    options = options_of(form, question, corpus)
    info = field_of(form, question)
    match sorte_of(form, question):
        case Sorte.PLUSIEURS:
            return [options.get(word, slug(word) or word) for word in choices_of(answer, options)]
        case Sorte.UN:
            word = one_line(answer)
            near = {slug(said): value for said, value in options.items()}
            return options.get(word, near.get(slug(word[:600]), slug(word) or word))
        case Sorte.LISTE:
            return items(answer)[:MAX_CHOIX]
        case Sorte.TEXTE:
            return answer if question.champ == "description" else one_line(answer)
    text = one_line(answer)
    if info is None:
        return text
    if isinstance(marker := marker_of(info), Reference):
        return _id_of(text, marker.genre, corpus)
    checks = [item for item in metadata_of(info) if isinstance(item, BeforeValidator)]
    if _holds(checks, DateIso):
        return _date(text)
    return _number(text) if _holds(checks, Entier) else text


def _holds(checks: list[BeforeValidator], kind: Any) -> bool:
    return any(check in checks for check in kind.__metadata__)


def _id_of(text: str, genre: str, corpus: Corpus) -> str:
    """Return the id of a fiche from its name, another of its names or its id; of an unknown one, what it would be."""
    wanted = slug(text[:600])
    for identifiant, fiche in corpus.by_kind()[genre].items():
        if wanted in (identifiant, *(slug(name) for name in (fiche.nom, *fiche.alias))):
            return identifiant
    return name_of_file(text, genre) or text


def _date(text: str) -> Any:
    """Return a date; `15/09/2026` and `1er mars 2027` are understood; anything else stays as it is."""
    french = _DATE_FR.fullmatch(fold(text))
    month = french and (french[2] or _MOIS.index(french[3]) + 1)
    iso = f"{french[4]}-{month:0>2}-{french[1]:0>2}" if french else text
    try:
        return datetime.date.fromisoformat(iso) if len(iso) == 10 else text
    except ValueError:
        return text


def _number(text: str) -> Any:
    """Return a whole number; `20 000 €` is understood; anything else stays as it is."""
    found = _MONTANT.fullmatch(text[:30]) if len(text) <= 30 else None
    return int("".join(found[1].split())) if found else text


def _sources(form: Formulaire, page: str, source: str, today: datetime.date) -> list[dict[str, Any]]:
    told = [{"titre": "Page indiquée dans la demande", "url": page, "consulte_le": today}] if page else []
    issue: dict[str, Any] = {"titre": f"Demande reçue : {form.titre.lower()}"}
    if source:
        issue["url"] = source
    return [*told, {**issue, "consulte_le": today}]


def _to_confirm(demande: DemandeLue, tree: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a person has to do before this is published."""
    said = []
    if "statut" in tree:
        said.append(
            "Le statut est « a-confirmer » : le site n'en propose rien. Appeler ou lire, puis écrire « actif »."
        )
    else:
        said.append("Ce besoin est « revele » : rien n'est vérifié. Lire s'il est déjà connu, avant de l'ajouter.")
    said.append("La source est la demande elle-même. Lire la page indiquée, s'il y en a une, et écrire son titre.")
    said.append("Relire tous les textes : aucune personne n'est nommée, aucun numéro n'est personnel.")
    if demande.doublons:
        said.append(f"Ces questions étaient deux fois dans le texte : {', '.join(demande.doublons[:MAX_CHOIX])}.")
    if demande.invisibles:
        said.append(f"Signes invisibles retirés : {demande.invisibles}.")
    return tuple(said)
