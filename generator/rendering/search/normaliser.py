"""French words to tokens. The same, letter for letter, as theme/js/recherche/mots.js.

A word gives fold(stem(word)) and stem(fold(word)): so « partagées »,
« partagees » and « partager » meet, with or without accents.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# The module itself, never the package's factory: it would prefer PyStemmer, of another version.
from snowballstemmer.french_stemmer import FrenchStemmer  # type: ignore[import-untyped]

from generator.corpus.francais import fold

WORD = re.compile("[0-9A-Za-zªµº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff]+")
"""Latin letters, digits and combining accents; everything else separates."""
_CUT = re.compile(f"({WORD.pattern})")
APOSTROPHES = "'’\u02bc‘"
ELISIONS = frozenset(["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"])
DOTS = "·•‧∙⋅"
"""Middle dots of inclusive writing: what follows one is an ending, not a word."""
_ENDINGS = "e es s rice rices trice trices ne nes ve ves se ses euse euses le les fe ere eres"
ENDINGS = frozenset(_ENDINGS.split())
"""Endings that people also write after a full stop: « acteur.rice.s »."""
SAME = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "former": "formation"}
"""Words read as another: short writings, in places above all, and a verb that has the stem of another word (forme)."""
_FAMILIES = """
    creation cre createur creatric | ouvertur ouvr ouvert | soutien souten soutient | choix chois |
    decis decid decident | apprentissag apprendr apprend apprennent | gestion ger gestionnair | etud etudi |
    essaim essaimag | jeun jeuness | adher adherent adhes | benevol benevolat |
    agricultur agricol agriculteur agricultric | visit visiteur | suiv suivr | connaiss connaitr connaissent |
    repons repondr repond | ecritur ecrir ecrit ecriv | subvent subvention | construct construir |
    transmiss transmettr | product produir | inscript inscrir | reussit reuss | elu elir | solidair solidar |
    citoyen citoyennet
"""
FAMILIES = {token: first for line in _FAMILIES.split("|") for first, *rest in [line.split()] for token in rest}
"""Tokens of one family that the stemmer parts: people type « créer », the fiche says « création »."""
_STOP_WORDS = """
    a afin ai aie aient ainsi ait alors apres as au aucun aucune aujourd aupres auquel aura aurait aussi autre autres
    aux auxquels avaient avait avant avec avez avoir avons ayant beaucoup bien ca car ce ceci cela celle celles celui
    cependant ces cet cette ceux chaque chez ci comme comment dans de dedans dehors deja depuis des desormais desquels
    dessous dessus devra devrait doit doivent donc dont du duquel elle elles en encore enfin entre es est et etaient
    etait etant etes etre eu eux fais faisons fait faire faut fut hors hui il ils je jusque la laquelle le lequel les
    lesquelles lesquels leur leurs lors lorsque lui ma mais me meme memes mes mien moi moins mon ne ni non nos notre
    nous on ont or ou oui par parce parfois parmi pas pendant personne peu peut peuvent peux plus plusieurs plutot pour
    pourquoi pourra pourrait pouvez pouvons puis puisque qu quand que quel quelle quelles quelqu quelque
    quelques quels qui quoi sa sans sauf se sera serait seront ses si sien soi soit sommes son sont sur ta te tel telle
    telles tels tes toi ton tous tout toute toutes tres trop tu un une unes uns vais vers veut veux voici voila vont
    vos votre voudrais voudrait voudrions voulons vous vu y ete etions suis es sois cherche cherchons
    sais sait savons savez arrive arrivons aimerais aimerait aimerions souhaite souhaitons
"""
PLURAL = re.compile(r"[aiou]s$|(?:li|j|f|vo)eux$")
"""Plurals that the stemmer leaves: emplois, vélos, élus, lieux, enjeux."""
PARTICIPLE = re.compile(r"ee(s?)$")
"""« partagees » is « partagées » typed without accents: the stemmer must see the accent."""
SHORT = 3
"""Up to this length, a word is also kept whole."""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that say nothing alone, without accents. A word in capitals (CA, EN) is kept: it may be a sigle."""


@dataclass(frozen=True, slots=True)
class Mot:
    """One word of a text that says something."""

    brut: str
    plie: str
    """Lower case, without accents."""
    jetons: tuple[str, ...]
    """What the index knows: one or two tokens."""
    sigle: bool

    @property
    def cle(self) -> str:
        """The token that does not depend on accents."""
        return self.jetons[-1]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case word (Snowball's French algorithm)."""
    stemmed: str = _STEMMER.stemWord(word)
    return stemmed


_STEMMER = FrenchStemmer()


@lru_cache(maxsize=200_000)
def tokens(word: str, sigle: bool = False) -> tuple[str, ...]:
    """Return the tokens of one word; one that holds a digit is kept as it is, and so is a short sigle.

    Without that, CAE would lose its E and be taken for CA.
    """
    low = unicodedata.normalize("NFC", word.lower()).replace("œ", "oe").replace("æ", "ae")
    folded = fold(low)
    if folded in SAME:
        low = folded = SAME[folded]
    if any("0" <= sign <= "9" for sign in folded):
        return (folded,)
    if len(folded) > SHORT and PLURAL.search(folded):
        low, folded = low[:-1], folded[:-1]
    short = len(folded) <= SHORT
    if short and sigle:
        return (folded,)
    bare = fold(stem(PARTICIPLE.sub(r"ée\1", folded)))
    found = (fold(stem(low)), bare, *((folded,) if short else ()))
    return tuple(dict.fromkeys(FAMILIES.get(token, token) for token in found))


@lru_cache(maxsize=200_000)
def _mot(raw: str, shouted: bool) -> Mot | None:
    """Return a word by itself, None when it says nothing: a stop word, a lone letter."""
    folded = fold(raw)
    sigle = not shouted and not raw.islower() and raw == raw.upper() and raw != raw.lower()
    if folded in STOP_WORDS and not sigle:
        return None
    if not folded or (len(folded) == 1 and not "0" <= folded <= "9"):
        return None
    return Mot(raw, SAME.get(folded, folded), tokens(raw, sigle), sigle)


def words(text: str) -> list[Mot]:
    """Cut a text into its words: no elision, no stop word, no ending of inclusive writing, no lone letter."""
    found: list[Mot] = []
    parts = _CUT.split(text)
    pieces = parts[1::2]
    shouted = len(pieces) > 1 and all(piece == piece.upper() for piece in pieces)
    joint = ""  # what stands between the former word and this one, when it is a single sign
    for raw, after in zip(pieces, parts[2::2], strict=True):
        before, joint = joint, after if len(after) == 1 else ""
        mot = _mot(raw, shouted)
        if mot is None:
            continue
        if after and after[0] in APOSTROPHES and mot.plie in ELISIONS:
            continue
        if before and (before in DOTS or before == "(" or (before == "." and mot.plie in ENDINGS)):
            continue
        found.append(mot)
    return found
