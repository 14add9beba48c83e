"""French words to tokens. The same, letter for letter, as theme/js/recherche/normaliser.js.

A word gives fold(stem(word)) and stem(fold(word)): so « partagées »,
« partagees » and « partager » meet, with or without accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

# The module itself, never the package's factory: it would prefer PyStemmer, of another version.
from snowballstemmer.french_stemmer import FrenchStemmer  # type: ignore[import-untyped]

from generator.corpus.francais import fold

_SIGNS = "A-Za-zªµº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_SIGN = f"[0-9{_SIGNS}\u0300-\u036f]"
"""Latin letters, digits and combining accents; everything else separates."""
_LETTER = f"[{_SIGNS}][\u0300-\u036f]*"
PIECE = re.compile(f"(?:{_LETTER}\\.)+{_LETTER}(?!{_SIGN})|{_SIGN}+")
"""A word, or the initials of a sigle: « C.A.D.E.S. », « s.c.o.p »."""
_PIECES, _PLAIN_PIECES = re.compile(f"({PIECE.pattern})"), re.compile(f"({_SIGN}+)")
_INITIALS = re.compile(r"\.\S")
"""Without it, no initials: the plain pieces are enough, a third faster."""
APOSTROPHES = "'’\u02bc‘`\u00b4"
_APOSTROPHES = frozenset(APOSTROPHES)
ELISIONS = frozenset(["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"])
DOTS = "·•‧∙⋅"
"""Middle dots of inclusive writing: what follows one is an ending, not a word."""
HYPHENS = "-\u2010\u2011"
_ENDINGS = "e es s rice rices trice trices ne nes ve ves se ses euse euses le les fe ere eres"
ENDINGS = frozenset(_ENDINGS.split())
"""Endings that people also write after a full stop, a hyphen or a slash: « acteur.rice.s », « acteur/trice »."""
SAME = {
    **{"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "loyer": "location", "loyers": "location"},
    **{"former": "formation", "formateur": "formation", "formatrice": "formation", "fermer": "fermeture"},
}
"""Words read as another: short writings, in places above all, and those that have the stem of another word
(former and forme, fermer and ferme, loyer and loi)."""
_FAMILIES = """
    creation cre createur creatric | ouvertur ouvr ouvert rouvr reouvertur | soutien souten soutient | choix chois |
    decis decid decident decideur | apprentissag apprendr apprend apprennent | gestion ger gestionnair | etud etudi |
    essaim essaimag | jeun jeuness | adher adherent adhes | benevol benevolat |
    agricultur agricol agriculteur agricultric | visit visiteur | suiv suivr | connaiss connaitr connaissent |
    repons repondr repond | ecritur ecrir ecrit ecriv | subvent subvention | construct construir |
    transmiss transmettr | product produir producteur | inscript inscrir | reussit reuss | solidair solidar |
    citoyen citoyennet | elect elir electeur | mont montag | repris reprendr repreneur | achat achet acheteur |
    rachat rachet | locat lou | recycl recyclag recycler | decouvert decouvr | maintien mainten | sign signatur |
    chauff chauffag | soin soign | demarr demarrag | coordin coordon | don donateur |
    invest investisseur | jardin jardinag | compost compostag | nourr nourritur |
    entretien entreten | nettoi nettoyag | bricol bricolag | covoitur covoiturag | entrepris entreprendr |
    entrepreneur entrepreneuriat | experiment experient | discuss discut | debat debattr | partenair partenariat |
    parrain parrainag | tuteur tutorat | educ eduqu | stag stagiair | artisan artisanat artisanal |
    travail travaill travailleur | insert inser | enfant enfanc | parent parental parentalit | famill familial |
    medecin medical | region regional | europ europeen | energ energet | candidat candidatur | protect proteg |
    natur naturel | sport sportif | cultur culturel | chomag chomeur | comptabl comptabilit | maraich maraichag |
    boulang boulanger | epici epicer | numer numeris | pai pay
"""
FAMILIES = {token: first for line in _FAMILIES.split("|") for first, *rest in [line.split()] for token in rest}
"""Tokens of one family that the stemmer parts: people type « créer », « racheter », the fiche says « création »,
« rachat ». Élire is of the family of élection, not of élu."""
_STOP_WORDS = """
    a afin ai aie aient ainsi ait alors apres as au aucun aucune aujourd aupres auquel aura aurait aussi autre
    autres aux auxquels avaient avait avant avec avez avoir avons ayant beaucoup bien ca car ce ceci cela celle
    celles celui cependant ces cet cette ceux chaque chez ci comme comment dans de dedans dehors deja depuis des
    desormais desquels dessous dessus devra devrait doit doivent donc dont du duquel elle elles en encore enfin
    entre es est et etaient etait etant etes etre eu eux fais faisons fait faire faut fut hors hui il ils je jusque
    la laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui ma mais me meme memes mes mien moi
    moins mon ne ni non nos notre nous on ont or ou oui par parce parfois parmi pas pendant personne peu peut
    peuvent peux plus plusieurs plutot pour pourquoi pourra pourrait pouvez pouvons puis puisque qu quand que quel
    quelle quelles quelqu quelque quelques quels qui quoi sa sans sauf se sera serait seront ses si sien soi soit
    sommes son sont sur ta te tel telle telles tels tes toi ton tous tout toute toutes tres trop tu un une unes uns
    vais vers veut veux voici voila vont vos votre voudrais voudrait voudrions voulons vous vu y ete etions suis es
    sois cherche cherchons sais sait savons savez arrive arrivons aimerais aimerait aimerions souhaite souhaitons
    bonjour bonsoir salut coucou hello merci svp stp plait plais cordialement madame monsieur mesdames messieurs mme
    excusez excuse desole pardon cest jai jaimerais jaurais quest va vouliez voulez veulent voudraient aurais
    aurions auriez pouvait pourriez pourrions faudra faudrait existe existent dire dites dis recherchons recherchez
    rien toujours jamais environ chose choses ici vraiment juste pense pensons mail email courriel mel
"""
PLURAL = re.compile(r"[aiou]s$|(?:li|j|f|vo)eux$")
"""Plurals that the stemmer leaves: emplois, vélos, élus, lieux, enjeux."""
PARTICIPLE = re.compile(r"ee(s?)$")
"""« partagees » is « partagées » typed without accents: the stemmer must see the accent."""
SHORT = 3
"""Up to this length, a word is also kept whole."""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that say nothing alone, without accents. A word in capitals (CA, EN) is kept: it may be a sigle."""
_CA_VA = frozenset(["ca", "cela"])
FILLERS = {
    "besoin": frozenset(["ai", "as", "a", "avons", "avez", "ont", "avoir", "aurais", "aurait", "aurions", "auraient"]),
    "marche": _CA_VA,
    "fonctionne": _CA_VA,
    "ferme": frozenset(["a", "ont"]),
}
"""Words that say nothing just after some others: « nous avons besoin d'un local », « comment ça marche », « le bar a
fermé » (which is no farm)."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text that says something."""

    raw: str
    folded: str
    """Lower case, without accents."""
    tokens: tuple[str, ...]
    """What the index knows: one or two tokens."""
    sigle: bool
    compound: str = ""
    """The word with hyphens that it is a part of, as it is written: « co-working »."""

    @property
    def key(self) -> str:
        """The token that does not depend on accents."""
        return self.tokens[-1]

    @property
    def glued(self) -> str:
        """Its compound without hyphens: « coworking »."""
        return _HYPHEN.sub("", self.compound)


_HYPHEN = re.compile(f"[{HYPHENS}]")


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
def word_of(raw: str, shouted: bool = False) -> Word | None:
    """Return a word by itself, None when it says nothing: a stop word, a lone letter."""
    initials = "." in raw
    raw = raw.replace(".", "")
    folded = fold(raw)
    sigle = initials or (not shouted and not raw.islower() and raw == raw.upper() and raw != raw.lower())
    if folded in STOP_WORDS and not sigle:
        return None
    if not folded or (len(folded) == 1 and not "0" <= folded <= "9"):
        return None
    return Word(raw, SAME.get(folded, folded), tokens(raw, sigle), sigle)


def words(text: str) -> list[Word]:
    """Cut a text into its words: no elision, no stop word, no filler, no inclusive ending, no lone letter."""
    found: list[Word] = []
    parts = (_PIECES if _INITIALS.search(text) else _PLAIN_PIECES).split(text)
    pieces, gaps = parts[1::2], parts[::2]
    shouted = len(pieces) > 1 and pieces[0] == pieces[0].upper() and all(piece == piece.upper() for piece in pieces)
    compounds = _compounds(pieces, gaps) if _HYPHEN.search(text) else None
    former = ""
    for rank, piece in enumerate(pieces):
        before, former = former, piece
        word = word_of(piece, True) if shouted else word_of(piece)  # one argument is found again twice as fast
        if word is None or (word.folded in ELISIONS and gaps[rank + 1][:1] in _APOSTROPHES):
            continue
        if before:
            joint = gaps[rank]
            if joint != " " and len(joint) == 1 and _is_ending(word, joint, "." in piece):
                continue
            if word.folded in FILLERS and fold(before) in FILLERS[word.folded]:
                continue
        found.append(replace(word, compound=compounds[rank]) if compounds and compounds[rank] else word)
    return found


def _is_ending(word: Word, joint: str, initials: bool) -> bool:
    """Tell whether a word is the ending of the one before it, one sign away."""
    if joint in DOTS or joint == "(" or (joint == "." and initials):
        return True
    return joint in "./" + HYPHENS and word.folded in ENDINGS


def _compounds(pieces: Sequence[str], gaps: Sequence[str]) -> list[str]:
    """Return for each piece the compound it is a part of; « peut-on », « St-Just » and « 16-25 » are none.

    `gaps`: what stands before each piece, then after the last one.
    """
    found = [""] * len(pieces)
    first = 0
    for rank in range(len(pieces)):
        last = rank + 1 == len(pieces) or gaps[rank + 1] not in tuple(HYPHENS)
        if not last:
            continue
        if first < rank and not any(_is_apart(pieces[k], k == first) for k in range(first, rank + 1)):
            whole = pieces[first] + "".join(gaps[k] + pieces[k] for k in range(first + 1, rank + 1))
            found[first : rank + 1] = [whole] * (rank + 1 - first)
        first = rank + 1
    return found


def _is_apart(piece: str, first: bool) -> bool:
    """Tell whether a piece makes no compound with its neighbours; a lone letter may only begin one (« e-mail »)."""
    folded = fold(piece)
    lone = len(folded) < 2 and not first
    return lone or folded in STOP_WORDS or folded in SAME or any("0" <= sign <= "9" for sign in folded)


def indexed(text: str) -> tuple[Word, ...]:
    """Return the words of a text to find; a compound with a short part is one word too: « wi-fi » and « wifi » meet."""
    found = words(text)
    glued = [word.glued for word in found if word.compound and len(word.glued) - len(word.folded) <= SHORT]
    return (*found, *(word for raw in dict.fromkeys(glued) if (word := word_of(raw)) is not None))
