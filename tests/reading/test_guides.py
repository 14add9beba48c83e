"""Pages of the guide: front matter, Markdown; everything doubtful is refused at its line."""

from __future__ import annotations

import re
import time

import pytest
from lxml import html

from generator.markdown.fiche import is_safe_link
from generator.markdown.guide_html import render_passage
from generator.models.guide import Corps
from generator.reading.guides import MAX_BYTES, load_guides
from tests.mini import Mini

PAGE = "content/guides/methode/a1-demarrer.md"
KEY = ("chapitre", "a1-demarrer")
TETE = """\
---
titre: "Démarrer"
partie: a
resume: "Une phrase simple, assez longue pour être lue."
duree: "Une heure"
qui: "Tout le monde"
---
"""
DEBUT = TETE.count("\n") + 1
"""Line of the first line of the body."""


def told(mini: Mini, text: str | bytes, path: str = PAGE) -> list[tuple[str, int]]:
    problems = load_guides(mini.write(path, text).root).problems
    assert all(problem.path == path and problem.hint for problem in problems)
    return [(problem.code, problem.line) for problem in problems]


def body_of(mini: Mini, text: str) -> Corps:
    assert told(mini, TETE + text) == []
    return load_guides(mini.root).corps[KEY]


RIGHT = [
    "Du texte, avec **gras**, *italique*, `code` et 3 < 4, a<3, x <- y, A & B.",
    "## Partie\n\n- un\n- deux\n\n1. un\n2. deux\n\n> Une citation.",
    "## Partie\n\n### Sous-partie\n\n## Autre",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    '[lien](https://exemple.org/page?a=b&c=d#e), [deux](http://exemple.org "Titre").',
    "[wiki](https://fr.wikipedia.example/wiki/Puy_(commune)) et la suite.",
    "[écrire](mailto:a@exemple.org), [appeler](tel:+33261910001).",
    "[a](acteur:pole), [b](service:x), [c](ressource:x), [d](financement:x), [e](besoin:x).",
    "[f](chapitre:a1), [g](outil:x-y_z)",
    "```\ndu code : a = b[0]\n[[pas une page vivante]]\n:::ici\n```",
    "Un emoji 🌱, une espace\u00a0insécable, une fine\u202f!, un\tonglet.",
    "Un crochet [seul], une liste [a][b] sans lien, un tiret — long.",
    "- [ ] une case\n- [ ] une autre ____\n\nNom : ____\n\n____",
    "[[acteurs]]\n\n[[referentiel thematiques]]\n\n[[]]",
    ":::ici\nTexte d'ici.\n:::\n\n:::ici\nAutre.\n:::",
    "- un\n  - deux\n    - trois",
    "1. un\n\n    pas du code\n\n2. deux",
    "",
]
HTML = [
    "<script>alert(1)</script>",
    "texte <b>gras</b>",
    "<img src=x onerror=alert(1)>",
    "</div>",
    "<!-- caché -->",
    "<!DOCTYPE html>",
    "<?php echo 1 ?>",
    "<https://exemple.org>",
    "<a@exemple.org>",
    "<svg/onload=alert(1)>",
    "![x](https://exemple.org/x.png)",
    "![x][ref]",
    "    <b>dans un bloc de code</b>",
    "`<img src=x onerror=alert(1)>``",
    "\\`<img src=x onerror=alert(1)>\\`",
    "`a\n`<img src=x onerror=alert(1)>`",
    "``<img src=x onerror=alert(1)>`",
    "```\n<b>\n```",
    ":::ici\n<b>d'ici</b>\n:::",
    "> <b>cité</b>",
    "- <b>listé</b>",
    "| <b>a</b> |",
    "[<b>x</b>](https://exemple.org)",
    "[[<b>]]",
    "<scr<b>ipt>",
    "<SCRIPT>",
]
LINKS = [
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](jav\nascript:alert(1))",
    "[x](\njavascript:alert(1))",
    "[x](\n\njavascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java\\script:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](ftp://exemple.org)",
    "[x](//exemple.org)",
    "[x](/absolu)",
    "[x](\\\\exemple.org)",
    "[x](https://)",
    "[x](https://exemple)",
    "[x](https://moi@exemple.org)",
    "[x](https:exemple.org)",
    "[x](#<x>)",
    "[x](#partie)",
    "[x](<javascript:alert(1)>)",
    "[x]()",
    "[x](https://exemple.org",
    "[x](page.html)",
    "[voisine](02-suite.md)",
    "[outil](../outils/mur.md)",
    "[x](sous dossier/page.md)",
    "[x](acteur:)",
    "[x](acteur:deux mots)",
    "[x](acteur:a/b)",
    "[x](acteur:a#b)",
    "[x](parcours:avancer)",
    "[x](Acteur:pole)",
    "[repère][1]\n\n[1]: https://exemple.org/page",
    "[x][1]\n\n[1]: javascript:alert(1)",
    '[x][1]\n\n[1]: javascript:alert(1) "titre"',
    "[x][1]\n\n[1]:javascript:alert(1)",
    "[x][1]\n\n[1]:\njavascript:alert(1)",
    "[x][1]\n\n[1]:\n    javascript:alert(1)",
    "[x][1]\n\n   [1]: javascript:alert(1)",
    "> [x][1]\n>\n> [1]: javascript:alert(1)",
    "- [x][1]\n\n    [1]: javascript:alert(1)",
    "[x][1]\n\n[1]: <javascript:alert(1)>",
    "[x][1]\n\n[1]: //exemple.org",
    "[x [y] z](javascript:alert(1))",
    "[x\\](javascript:alert(1))",
    "`[x](javascript:alert(1))``",
    "[x](https://exemple.org)[y](javascript:alert(1))",
    "[ ](javascript:alert(1))",
    ":::ici\n[x](javascript:alert(1))\n:::",
]
SIGNS = [
    "\u202e",
    "\u200b",
    "\u2066",
    "\x00",
    "\x1b",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\u2028",
    "\u2029",
    "\ufffd",
    "\u00ad",
    "\u2060",
    "\ue000",
    "\U000e0041",
    "a\rb",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_page(mini: Mini, text: str) -> None:
    assert told(mini, TETE + text + "\n") == []
    read = load_guides(mini.root)
    assert read.chapitres["a1-demarrer"].titre == "Démarrer"
    assert read.origines[KEY].path == PAGE


@pytest.mark.parametrize("text", HTML)
def test_html_is_refused(mini: Mini, text: str) -> None:
    found = told(mini, TETE + text)
    assert "MKD001" in {code for code, _ in found}
    for code, line in found:
        if code == "MKD001":
            assert re.search("<|!", (TETE + text).split("\n")[line - 1])


@pytest.mark.parametrize("text", LINKS)
def test_a_link_is_refused(mini: Mini, text: str) -> None:
    found = [item for item in told(mini, TETE + text) if item[0] == "MKD002"]
    assert len(found) == 1
    assert "](" in (line := (TETE + text).split("\n")[found[0][1] - 1]) or "]:" in line


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("place", ["{}", "a{}b", "a{}", "{}b"])
def test_an_invisible_sign_is_refused(mini: Mini, sign: str, place: str) -> None:
    """At the end of a line too, where splitting lines as Python does would eat it."""
    assert told(mini, f"{TETE}Avant.\n{place.format(sign)}\nAprès.\n") == [("MKD004", DEBUT + 1)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "Démarrer",
        "\n---\ntitre: x\n---\n",
        " ---\ntitre: x\n---\n",
        "---",
        "---\n",
        "---\ntitre: x\n",
        "---\ntitre: x\n--- \n",
        "titre: x\n---\n",
    ],
)
def test_a_page_starts_with_its_front_matter(mini: Mini, text: str) -> None:
    assert told(mini, text) == [("GUI001", 1)]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('titre: "Démarrer"\n', "", "SCH001", 1),
        ("partie: a", "partie: d", "SCH003", 3),
        ("partie: a", "partie: a\nparti: b", "SCH002", 4),
        ('duree: "Une heure"\n', "", "GUI006", 3),
        ('qui: "Tout le monde"\n', "", "GUI006", 3),
        ("qui: ", "outils: [x, x]\nqui: ", "SCH015", 6),
        ('titre: "Démarrer"', "titre: Démarrer : la suite", "YML030", 2),
        ('titre: "Démarrer"', "titre: *Démarrer", "YML032", 2),
        ('titre: "Démarrer"', 'titre: "Dé\u200bmarrer"', "YML004", 2),
        ('titre: "Démarrer"', 'titre: "Démarrer"\ntitre: "Encore"', "YML020", 3),
        ('titre: "Démarrer"\n', "\n\ntitre: x\n", "SCH004", 4),
    ],
)
def test_the_front_matter_is_read_like_any_yaml(mini: Mini, old: str, new: str, code: str, line: int) -> None:
    assert TETE.count(old) == 1
    assert told(mini, TETE.replace(old, new)) == [(code, line)]


ATELIER = """\
---
titre: "Tour"
genre: atelier
resume: "Une phrase simple, assez longue pour être lue."
taille: "Dix"
duree: "Une heure"
materiel: [feutres]
---
"""


@pytest.mark.parametrize("field", ["taille", "duree", "materiel"])
def test_an_atelier_can_be_prepared_a_modele_needs_nothing(mini: Mini, field: str) -> None:
    path = "content/guides/outils/tour.md"
    short = "".join(line + "\n" for line in ATELIER.splitlines() if not line.startswith(field))
    assert told(mini, ATELIER, path) == []
    assert load_guides(mini.root).outils["tour"].materiel == ("feutres",)
    assert told(mini, short, path) == [("GUI006", 3)]
    assert told(mini, short.replace("genre: atelier", "genre: modele"), path) == []


@pytest.mark.parametrize("part", ["avant", "annexes"])
def test_a_chapter_without_number_may_say_less(mini: Mini, part: str) -> None:
    text = TETE.replace("partie: a", f"partie: {part}").replace('duree: "Une heure"\nqui: "Tout le monde"\n', "")
    assert told(mini, text) == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("# Un", [("GUI002", 0)]),
        ("## Un\n\n#### Trois", [("GUI002", 2)]),
        ("### Un", [("GUI002", 0)]),
        ("Texte\n\n##", [("GUI002", 2)]),
        (":::ici\nTexte", [("GUI003", 0)]),
        ("Texte\n:::", [("GUI003", 1)]),
        (":::ici\n:::ici\n:::", [("GUI003", 1)]),
        (":::local\n:::", [("GUI003", 0), ("GUI003", 1)]),
        ("Voir [[acteurs]] ici", [("GUI004", 0)]),
        ("Un\ndeux\nvoir [[acteurs]]", [("GUI004", 2)]),
        ("- un\n- [[acteurs]] x", [("GUI004", 1)]),
        ("> [[acteurs]]", [("GUI004", 0)]),
        ("| a |\n|---|\n| [[acteurs]] |", [("GUI004", 2)]),
        ("- a\n  - b\n    - c\n      - d", [("GUI005", 3)]),
        (">" * 12 + " a", [("GUI005", 0)]),
    ],
)
def test_a_fault_of_the_body_has_its_line(mini: Mini, text: str, faults: list[tuple[str, int]]) -> None:
    assert told(mini, TETE + text) == [(code, DEBUT + line) for code, line in faults]


def test_every_fault_of_a_page_is_told_at_its_line(mini: Mini) -> None:
    text = "Démarrer\n<b>\nrien\n[x](javascript:a) [y](//z)\n\u202e\n# Un\n"
    assert told(mini, text) == [
        ("GUI001", 1),
        ("MKD001", 2),
        ("MKD002", 4),
        ("MKD002", 4),
        ("MKD004", 5),
        ("GUI002", 6),
    ]


def test_windows_ends_and_a_bom_are_tolerated(mini: Mini) -> None:
    assert told(mini, b"\xef\xbb\xbf" + (TETE + "## Un\n\nTexte.\n").replace("\n", "\r\n").encode()) == []
    read = load_guides(mini.root)
    assert [titre.texte for titre in read.corps[KEY].titres] == ["Un"]
    assert read.chapitres["a1-demarrer"].qui == "Tout le monde"


def test_other_encodings(mini: Mini) -> None:
    assert told(mini, TETE.encode("latin-1")) == [("YML003", 0)]
    assert told(mini, TETE.encode("utf-16")) == [("YML003", 0)]


def test_a_page_has_a_weight(mini: Mini) -> None:
    text = TETE.encode()
    assert told(mini, text + b"x" * (MAX_BYTES - len(text))) == []
    assert told(mini, text + b"x" * (MAX_BYTES - len(text) + 1)) == [("FIC005", 0)]


def test_long_lines_do_not_slow_the_reading(mini: Mini) -> None:
    """The longest page of each hostile sign is read like any other."""
    pieces = ("[", "](", "](a", "]:", "`", "<", "a/", "../", "](https://a.b/(", '](a "', "-", "____", "[ ]", "[[", "*")
    for piece in (*pieces, "|", "| a ", "> ", "- ", "#", ":::\n", "~~~\n", "- [ ] a\n", "| a | b |\n", "\\", "&amp;"):
        told(mini, TETE + (piece * MAX_BYTES)[: MAX_BYTES // 2])


def test_a_link_that_never_ends_costs_as_much_as_one_that_does(mini: Mini) -> None:
    """The link's pattern gives nothing back: with one that did, the first is a thousand times slower."""

    def spent(end: str) -> float:
        start = time.process_time()
        told(mini, f"{TETE}](https://a.b/{'a' * 20_000}{end}")
        return time.process_time() - start

    ended = max(spent(")") for _ in range(5))
    assert spent("") < 50 * ended
    assert spent(' "') < 50 * ended


def test_a_guide_needs_its_own_file(mini: Mini) -> None:
    mini.write(PAGE, TETE)
    bilan = mini.verify()
    assert [(problem.code, problem.path) for problem in bilan.problems] == [("FIC004", "data/guide.yml")]


JOURNAL = """\
titre: "Guide"
resume: "Une phrase simple, assez longue pour être lue."
auteurs: ["Pôle"]
licence: "CC BY-SA 4.0"
journal:
  - {version: "0.2", date: 2026-11-02, changements: ["Un mot"]}
  - {version: "0.1", date: 2026-11-01, changements: ["Rien"]}
"""


def test_the_version_is_the_first_of_the_journal(mini: Mini) -> None:
    guide = mini.write("data/guide.yml", JOURNAL).corpus().guide
    assert guide is not None
    assert (guide.version, str(guide.date), guide.titre_entier) == ("0.2", "2026-11-02", "Guide")


@pytest.mark.parametrize(("old", "new"), [("2026-11-02", "2026-10-02"), ('"0.2"', '"0.1"')])
def test_the_journal_goes_back_in_time(mini: Mini, old: str, new: str) -> None:
    problems = mini.write("data/guide.yml", JOURNAL.replace(old, new)).verify().problems
    assert [(problem.code, problem.line) for problem in problems] == [("GUI007", 5)]


def render(corps: Corps) -> html.HtmlElement:
    pieces = [render_passage(passage, lambda genre, cible: f"/{genre}/{cible}/", "s_") for passage in corps.passages]
    return html.fragment_fromstring("".join(pieces), create_parent="div")


TAGS = {"div", "p", "h2", "h3", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "a", "br", "span",
        "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
ATTRIBUTES = {"href", "id", "class", "scope", "start", "tabindex", "role", "aria-label"}


def is_harmless(page: html.HtmlElement) -> bool:
    if any(element.tag not in TAGS for element in page.iter()):
        return False
    if any(set(element.attrib) - ATTRIBUTES for element in page.iter()):
        return False
    return all(is_safe_link(href) or re.fullmatch(r"/[a-z]+/[\w-]+/", href) for href in page.xpath("//@href"))


@pytest.mark.parametrize("text", [*RIGHT, *HTML, *LINKS])
def test_what_is_rendered_is_harmless_even_when_it_is_refused(mini: Mini, text: str) -> None:
    """Two walls: the reading refuses; had it let it pass, the rendering would drop it."""
    load = load_guides(mini.write(PAGE, TETE + text).root)
    assert is_harmless(render(load.corps[KEY]))
