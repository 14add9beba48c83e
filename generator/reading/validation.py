"""From a tree of texts to a model; pydantic's errors become French problems.

Messages are keyed by pydantic's stable error *type*, never by its English
text; an unknown type gives its text, never a crash.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, ValidationError

from generator.corpus.corpus import Located
from generator.corpus.ecriture import yaml_inline
from generator.corpus.francais import pluriel, slug
from generator.corpus.memoire import remembered
from generator.corpus.suggestion import suggestion
from generator.models.commun import PROTEGES
from generator.models.markers import MOTIF_IDENTIFIANT
from generator.problems import Problem, dotted
from generator.problems.codes import problem
from generator.reading.yaml_source import YamlDocument

M = TypeVar("M", bound=BaseModel)

_CODE_BY_TYPE: dict[str, str] = {
    "missing": "SCH001",
    "extra_forbidden": "SCH002",
    "literal_error": "SCH003",
    "string_too_short": "SCH004",
    "too_short": "SCH004",
    "string_too_long": "SCH005",
    "too_long": "SCH005",
    "string_pattern_mismatch": "SCH006",
    "tuple_type": "SCH007",
    "dict_type": "SCH007",
    "model_type": "SCH007",
    "string_type": "SCH007",
    "date_ecriture": "SCH008",
    "date_partielle": "SCH008",
    "date_impossible": "SCH008",
    "jour_annuel": "SCH008",
    "oui_non": "SCH009",
    "nombre_entier": "SCH010",
    "nombre_decimal": "SCH010",
    "greater_than_equal": "SCH010",
    "less_than_equal": "SCH010",
    "nom_reserve": "SCH006",
    "plusieurs_lignes": "SCH026",
    "rien_dit": "SCH027",
    "url_web": "SCH011",
    "telephone": "SCH012",
    "courriel": "SCH013",
    "horaires": "SCH025",
    "siren": "SCH014",
    "siret": "SCH014",
    "numeros_contraires": "SCH028",
    "sans_perimetre": "SCH001",
    "doublon": "SCH015",
    "tous_seul": "SCH016",
    "zone_codes_en_trop": "SCH017",
    "zone_sans_codes": "SCH017",
    "dates_desordre": "SCH018",
    "montants_desordre": "SCH018",
    "sans_source": "SCH019",
    "confirmation_incomplete": "SCH020",
    "ressource_sans_acces": "SCH021",
    "depot_contradictoire": "SCH022",
    "fenetres_melees": "SCH022",
    "url_sans_barre": "SCH023",
    "relais_un_seul": "SCH024",
    "coordonnee_de_qui": "SCH024",
    "sans_audit": "TER010",
    "taux_trop_bas": "TER010",
    "plusieurs_issues": "ORI026",
    "etape_une_seule_chose": "ORI027",
    "demande_vide": "ORI027",
    "sortie_sans_contact": "ORI028",
    "synonyme_sans_cible": "RCH001",
    "mesure_calculee": "IND001",
    "trou_sans_suite": "DIA001",
    "chapitre_incomplet": "GUI006",
    "atelier_incomplet": "GUI006",
    "journal_desordre": "GUI007",
    "champ_du_teneur": "CMN007",
}
_RETIRES = ("nom_complet", "perime_apres")
"""Fields that files written for an earlier program still have."""
_FIELD_BY_TYPE: dict[str, tuple[str, ...]] = {
    "sans_source": ("sources",),
    "confirmation_incomplete": ("verifie_le", "verifie_par"),
    "zone_codes_en_trop": ("codes",),
    "zone_sans_codes": ("codes",),
    "dates_desordre": ("au", "cloture"),
    "montants_desordre": ("max",),
    "depot_contradictoire": ("permanent", "fenetres", "mois"),
    "fenetres_melees": ("fenetres",),
    "url_sans_barre": ("url",),
    "relais_un_seul": ("service", "mairie", "acteur"),
    "coordonnee_de_qui": ("sujet", "acteur"),
    "numeros_contraires": ("siret", "siren", "rna"),
    "sans_perimetre": ("epci",),
    "sans_audit": ("etat",),
    "taux_trop_bas": ("taux",),
    "mesure_calculee": ("mesures",),
    "trou_sans_suite": ("service", "pourquoi_non"),
    "chapitre_incomplet": ("partie",),
    "atelier_incomplet": ("genre",),
    "journal_desordre": ("journal",),
    "champ_du_teneur": PROTEGES,
}
"""Errors of a whole block → the field to point at: the first one that is written, else the first."""
_SHOWN = 60


def shown(value: Any) -> str:
    """Return what was read, short and safe for a one-line message."""
    if isinstance(value, Mapping):
        return "un bloc de champs"
    if isinstance(value, list | tuple):
        return f"une liste de {pluriel(len(value), 'élément')}"
    text = " ".join(str(value).split())
    return f"« {text[: _SHOWN - 1]}… »" if len(text) > _SHOWN else f"« {text} »"


def fields_at(model: type[BaseModel], where: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the field names of the model that holds `where`, to suggest one of them."""
    holder, chosen = _holder(model, where)
    return () if holder is None or chosen else tuple(holder.model_fields)


def example_at(model: type[BaseModel], where: tuple[str | int, ...]) -> Any:
    """Return the example of the field at `where`, None when there is none."""
    while where and isinstance(where[-1], int):
        where = where[:-1]
    holder, chosen = _holder(model, where)
    if chosen:
        table = example_at(model, where[:-1])
        return next(iter(table.values()), None) if isinstance(table, dict) else None
    info = holder.model_fields.get(str(where[-1])) if holder is not None and where else None
    return info.examples[0] if info is not None and info.examples else None


def _holder(model: type[BaseModel], where: tuple[str | int, ...]) -> tuple[type[BaseModel] | None, bool]:
    """Return (the model that holds the last step of `where`, whether people choose that step: the key of a table)."""
    current: type[BaseModel] | None = model
    chosen = False
    for step in where[:-1]:
        if isinstance(step, int):
            continue
        if chosen:
            chosen = False
            continue
        info = current.model_fields.get(step) if current is not None else None
        if info is None:
            return None, False
        current, chosen = _model_inside(info.annotation), get_origin(info.annotation) is dict
    return current, chosen


def _model_inside(annotation: Any) -> type[BaseModel] | None:
    """Return the model named anywhere in a type such as `tuple[Contact, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        found = _model_inside(part)
        if found is not None:
            return found
    return None


def _sentence(error: Any, name: str, model: type[BaseModel]) -> tuple[str, str]:
    """Return (message, hint) for one pydantic error; an empty hint takes the table's."""
    kind: str = error["type"]
    context: Mapping[str, Any] = error.get("ctx", {})
    where: tuple[str | int, ...] = error["loc"]
    read = shown(error["input"])
    example = None if error["key"] else example_at(model, where)
    field = next((segment for segment in reversed(where) if isinstance(segment, str)), "")
    model_line = f"Par exemple « {field}: {yaml_inline(example)} »." if example is not None else ""
    match kind:
        case "missing":
            return f"le champ « {name} » manque.", f"Ajouter le champ. {model_line}".strip()
        case "extra_forbidden":
            if where[-1] in _RETIRES:
                return f"{shown(where[-1])} n'est plus un champ : rien ne le lisait.", "Retirer cette ligne."
            fields = fields_at(model, where)
            near = suggestion(str(where[-1]), fields)
            listing = f"Champs possibles : {', '.join(fields)}." if fields else ""
            return f"{shown(where[-1])} n'est pas un champ connu ici.", near or listing
        case "literal_error":
            allowed = [part.strip().strip("'") for part in str(context["expected"]).replace(" or ", ", ").split(",")]
            near = suggestion(str(error["input"]), allowed)
            return f"lu {read}, attendu : {', '.join(allowed)}.", near
        case "string_too_short":
            return f"lu {read} : {context['min_length']} signes au moins.", model_line
        case "too_short":
            least = context["min_length"]
            return f"il faut au moins {pluriel(least, 'élément')}.", model_line
        case "string_too_long":
            return f"{len(error['input'])} signes, {context['max_length']} au plus.", ""
        case "too_long":
            return f"{len(error['input'])} éléments, {context['max_length']} au plus.", "Garder l'essentiel."
        case "string_pattern_mismatch" if context["pattern"] == MOTIF_IDENTIFIANT:
            message = f"lu {read} : seulement des minuscules sans accent, des chiffres et des tirets."
            return message, model_line or "Par exemple « atelier-gouvernance »."
        case "string_pattern_mismatch":
            return f"lu {read}, écriture non conforme.", model_line
        case "tuple_type" if isinstance(error["input"], Mapping):
            first = next(iter(error["input"]), "")
            hint = f"Mettre un tiret devant le premier champ de chaque élément : « - {first}: … »."
            return f"lu {read}, une liste est attendue.", hint
        case "tuple_type":
            return f"lu {read}, une liste est attendue.", f"Écrire une liste, même d'un seul mot. {model_line}".strip()
        case "oui_non":
            word = _OUI_NON.get(str(error["input"]).strip().casefold(), "")
            return f"lu {read} : {error['msg']}.", f"Écrire « {word} »." if word else ""
        case "dict_type" | "model_type":
            return f"lu {read}, un bloc de champs est attendu.", model_line
        case "string_type":
            return f"lu {read}, un texte est attendu.", f"Écrire un texte entre guillemets. {model_line}".strip()
        case "greater_than_equal":
            return f"lu {read}, {context['ge']} au moins.", model_line
        case "less_than_equal":
            return f"lu {read}, {context['le']} au plus.", model_line
    text = str(error["msg"])
    if kind in ("plusieurs_lignes", "rien_dit"):
        return f"lu {read} : {text}.", ""
    if isinstance(error["input"], Mapping | list) or kind == "doublon":
        return f"{text}.", ""
    return f"lu {read} : {text}.", model_line


def _names_a_key(detail: Any) -> bool:
    """Tell whether an error is about a key itself: pydantic then adds « [key] », that people may write too."""
    return bool(detail["loc"][-1:] == ("[key]",) and detail["loc"][-2:-1] == (detail["input"],))


def _where(detail: Any) -> tuple[str | int, ...]:
    """Return the path of what is to be mended."""
    where: tuple[str | int, ...] = detail["loc"]
    if fields := _FIELD_BY_TYPE.get(detail["type"]):
        return (*where, next((field for field in fields if field in detail["input"]), fields[0]))
    return where[:-1] if _names_a_key(detail) else where


_OUI_NON = dict.fromkeys(("yes", "true", "on", "vrai", "1", "o", "y", "oui", "x"), "oui") | dict.fromkeys(
    ("no", "false", "off", "faux", "0", "n", "non"), "non"
)
"""What people write in other files → the word that we read."""


def _told(details: list[Any]) -> list[Any]:
    """Drop what only echoes another fault.

    « Too few elements » of a list whose elements were refused one by one (pydantic counts what is left); a field
    « missing » that is there with a capital, an accent or a plural too many.
    """
    written = {(*detail["loc"][:-1], slug(str(detail["loc"][-1]))) for detail in details if _is_unknown(detail)}
    return [
        detail
        for detail in details
        if not (detail["type"] == "missing" and (*detail["loc"][:-1], slug(str(detail["loc"][-1]))) in written)
        and (
            detail["type"] != "too_short"
            or not any(other["loc"][: len(detail["loc"])] == detail["loc"] for other in details if other is not detail)
        )
    ]


def _is_unknown(detail: Any) -> bool:
    return bool(detail["type"] == "extra_forbidden")


@remembered
def shaped(model: type[M], document: YamlDocument) -> tuple[M | None, tuple[Problem, ...]]:
    """Return the model of a whole file, or every shape problem: see `validate`."""
    return validate(model, document.tree, document)


def validate(model: type[M], tree: Any, origin: Located) -> tuple[M | None, tuple[Problem, ...]]:
    """Return (the model, ()) or (None, every shape problem of the file, in French)."""
    try:
        return model.model_validate(tree), ()
    except ValidationError as error:
        found = []
        for detail in _told(list(error.errors(include_url=False))):
            where = _where(detail)
            name = dotted(where)
            message, hint = _sentence({**detail, "loc": where, "key": _names_a_key(detail)}, name, model)
            code = _CODE_BY_TYPE.get(detail["type"], "SCH099")
            found.append(problem(code, origin.path, origin.line_of(where), name, message, hint))
        return None, tuple(found)
