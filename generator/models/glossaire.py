"""The glossary: words of the trade, said in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from generator.models.base import Identifiant, Intitule, Modele, OuiNon, Unique, UrlWeb
from generator.models.markers import Lu

Definition = Annotated[str, StringConstraints(min_length=10, max_length=200), Lu()]


class MotGlossaire(Modele):
    """One word. A sigle is recognised in its capitals only, an ordinary word in either case."""

    mot: Intitule = Field(description="Le mot, comme dans les fiches.", examples=["SCIC"])
    developpe: Intitule | None = Field(
        None, description="Pour un sigle : ce qu'il abrège.", examples=["société coopérative d'intérêt collectif"]
    )
    definition: Definition = Field(
        description="Ce que cela veut dire, avec des mots simples, en 200 signes au plus.",
        examples=["Coopérative qui réunit salariés, usagers et collectivités."],
    )
    origine: Intitule = Field(
        description="D'où vient cette définition : une source, ou « proposé ».", examples=["Code du commerce"]
    )
    url: UrlWeb | None = Field(None, description="Page qui en dit plus.", examples=["https://exemple.org/scic"])
    variantes: Annotated[tuple[Intitule, ...], Unique] = Field(
        (), description="Autres écritures : pluriel, majuscules.", examples=[["Scic", "SCICs"]]
    )
    ici: OuiNon = Field(
        False, description="« oui » : mot d'ici, qu'un autre territoire ne reprend pas.", examples=["oui"]
    )

    @property
    def ecritures(self) -> tuple[str, ...]:
        """Every way to write it."""
        return (self.mot, *self.variantes)

    @property
    def est_sigle(self) -> bool:
        return self.developpe is not None


class Glossaire(Modele):
    """`data/glossaire.yml`, optional."""

    mots: dict[Identifiant, MotGlossaire] = Field(
        min_length=1,
        description="Les mots ; la clé est l'identifiant, celui de l'ancre sur la page.",
        examples=[{"scic": {"mot": "SCIC", "definition": "Coopérative à plusieurs.", "origine": "proposé"}}],
    )


class Lexique:
    """Finds the words of a glossary in a text."""

    def __init__(self, mots: Mapping[str, MotGlossaire]) -> None:
        self.mots = mots
        self._exact = {text: key for key, mot in mots.items() if mot.est_sigle for text in mot.ecritures}
        self._folded = {
            text.casefold(): key for key, mot in mots.items() if not mot.est_sigle for text in mot.ecritures
        }
        exact = {text: text[0] for text in self._exact}
        folded = {text: _cases(text[0]) for text in self._folded}
        parts = [_any_of(exact)] if exact else []
        if folded:
            parts.append(f"(?i:{_any_of(folded)})s?")
        # The first letter comes first, and what stands before it second: the search jumps from one to the next.
        start = rf"{_one_of(''.join((*exact.values(), *folded.values())))}(?<![\w&/@.-].)"
        self._pattern = re.compile(rf"{start}(?:{'|'.join(parts)})(?![\w/@-])") if parts else None

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield (id, start, end) of each word met, in order."""
        if self._pattern is None:
            return
        for match in self._pattern.finditer(text):
            found = match.group()
            key = self._exact.get(found) or self._folded.get(found.casefold())
            yield key or self._folded[found.casefold().removesuffix("s")], match.start(), match.end()


def _any_of(texts: Mapping[str, str]) -> str:
    """Return a pattern for what follows the first letter of some texts; `texts` maps each to its first letters."""
    longest = sorted(texts, key=lambda text: (-len(text), text))
    return "|".join(f"(?<={_one_of(texts[text])}){re.escape(text[1:])}" for text in longest)


def _cases(letter: str) -> str:
    """Return a small letter and its capital, when it has one."""
    capital = letter.upper()
    return letter + capital if len(capital) == 1 else letter


def _one_of(signs: str) -> str:
    return f"[{re.escape(''.join(sorted(set(signs))))}]"
