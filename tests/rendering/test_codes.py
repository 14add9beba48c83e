"""A code printed once leads to its page for good: renamed, withdrawn, merged, or out of the questions."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

import pytest

from generator.models.adresse import ADRESSES_PATH, LONGUEUR, SIGNES, AdressePubliee
from generator.reading.adresses import adresses_csv, parse_adresses
from generator.rendering.adresses import published
from generator.rendering.codes import _draws, codes_of, with_drawing
from generator.rendering.page import CODE, CODE_QR, Page, Rendering
from generator.rendering.qr import qr, qr_of_code
from generator.rendering.rendering import render_corpus
from generator.rules.papier import check_printed_codes
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.mini import RESSOURCE, SERVICE, Mini

pytestmark = pytest.mark.usefixtures("se_souvenir")

PLUS_TARD = AUJOURDHUI + datetime.timedelta(days=9)
GUIDE = "offre/ressources/guide/"


def printed(url: str, titre: str = "T", canonique: str | None = None) -> Page:
    return Page(url, titre, "", "offre", "", papier="" if canonique else url, canonique=canonique)


def kept(mini: Mini, made: Rendering, day: datetime.date = AUJOURDHUI) -> Mapping[str, AdressePubliee]:
    """Write down what is published, as the command does."""
    rows = published(mini.corpus(), made, day)
    mini.write(ADRESSES_PATH, adresses_csv(rows))
    return rows


def at_code(made: Rendering, code: str | None) -> str:
    (found,) = [file.data.decode() for file in made.files if file.path == f"c/{code}/index.html"]
    assert 'http-equiv="refresh' not in found
    return found


def test_codes_are_drawn_from_the_address_alone() -> None:
    """Two branches agree, whatever else each of them adds; no sign has a look-alike."""
    urls = [f"acteurs/a{number}/" for number in range(300)]
    one, other = ([printed(url) for url in some] for some in (urls[:200], urls[100:]))
    first, second = codes_of({}, one), codes_of({}, other)
    assert all(first[url] == second[url] for url in urls[100:200])
    assert all(re.fullmatch("[2-9CDFHJKMNPRTVWX]{4}", code) for code in first.values())
    assert not set("01OIL5S2Z8B6GUV").issubset(SIGNES)
    assert not any({a, b} <= set(SIGNES) for a, b in ("0O", "OD", "OQ", "1I", "IL", "2Z", "5S", "8B", "6G", "UV"))


def test_the_drawing_of_a_code_is_the_one_of_its_address() -> None:
    """Sums of codes of the library are codes of the library: every sign, at every place, and long roots too."""
    codes = [SIGNES[k:] + SIGNES[:k] for k in range(0, 22, 7)]
    tried = [(f"https://{'x' * k}.test/c/", code[4 * k : 4 * k + 4]) for code in codes for k in range(5)]
    tried += [("https://mini.test/c/", sign * LONGUEUR) for sign in SIGNES]
    assert all(qr_of_code(root, code) == qr(root + code) for root, code in tried)
    assert len({qr(root + code) for root, code in tried}) == len(tried)


def test_a_collision_is_probed_and_the_code_kept_stays() -> None:
    wanted = next(_draws("acteurs/b/"))
    codes = codes_of({"vieux/": AdressePubliee(adresse="vieux/", code=wanted)}, [printed("acteurs/b/")])
    assert codes["vieux/"] == wanted != codes["acteurs/b/"]
    assert len({*codes.values()}) == 2
    assert len(next(_draws("x/"))) == LONGUEUR


def test_a_page_that_moves_takes_its_code_and_one_that_joins_leaves_it() -> None:
    known = {url: AdressePubliee(adresse=url, code=code) for url, code in (("a/", "2222"), ("b/", "3333"))}
    moved = codes_of(known, [printed("a/", canonique="n/"), printed("n/"), printed("b/")])
    assert moved == {"n/": "2222", "b/": "3333"}
    assert codes_of(known, [printed("a/", canonique="b/"), printed("b/")]) == {"a/": "2222", "b/": "3333"}


def test_renamed_then_merged_then_withdrawn(mini: Mini) -> None:
    """The life of a code, from one publication to the next."""
    path = mini.root / RESSOURCE
    code = kept(mini, render_corpus(mini.corpus(), AUJOURDHUI))[GUIDE].code
    text = path.read_text("utf-8")
    path.rename(path.with_name("livret.yml"))
    renamed = RESSOURCE.replace("guide.yml", "livret.yml")
    mini.write(renamed, f"{text}anciens_ids: [guide]\n")
    made = render_corpus(mini.corpus(), AUJOURDHUI)
    rows = kept(mini, made)
    assert (rows["offre/ressources/livret/"].code, rows[GUIDE].code) == (code, None)
    assert 'href="../../offre/ressources/livret/"' in at_code(made, code)

    (mini.root / renamed).unlink()
    mini.change(SERVICE, "acteur: pole\n", "acteur: pole\nanciens_ids: [ancien]\n")
    joined = adresses_csv(rows).decode().replace("livret/,Guide des débuts,,", "livret/,,offre/services/accueil/,")
    mini.write(ADRESSES_PATH, joined)
    made = render_corpus(mini.corpus(), PLUS_TARD)
    told = at_code(made, code)
    assert "est remplacée par celle-ci" in told and 'href="../../offre/services/accueil/"' in told
    assert made.codes["offre/services/accueil/"] != code, "merged: each keeps its own"

    mini.write(ADRESSES_PATH, adresses_csv(rows))
    made = render_corpus(mini.corpus(), PLUS_TARD)
    told = at_code(made, code)
    assert "n'est plus là" in told and "Guide des débuts" not in told
    rows = kept(mini, made, PLUS_TARD)
    assert (rows["offre/ressources/livret/"].code, rows["offre/ressources/livret/"].retiree_le) == (code, PLUS_TARD)
    assert rows == published(mini.corpus(), render_corpus(mini.corpus(), PLUS_TARD), PLUS_TARD)


def test_every_code_is_written_and_a_result_that_is_no_more_is_answered() -> None:
    corpus = read()
    made = render_corpus(corpus, AUJOURDHUI)
    sheets = [page for page in made.pages if page.url.endswith("/feuille/")]
    assert sheets and all(made.codes[page.papier] in page.body and CODE_QR in page.body for page in sheets)
    sheet, root = sheets[0], corpus.territoire.site.url
    drawn = with_drawing(sheet.body, root, sheet.code)
    assert drawn.count(qr(f"{root}c/{sheet.code}")) == sheet.body.count(CODE_QR) > 0
    assert not any(mark in page.body for page in made.pages for mark in (CODE[0], quote(CODE)))
    paths = [file.path for file in made.files if file.path.startswith("c/")]
    assert paths == sorted(f"c/{code}/index.html" for code in made.codes.values())
    rows = published(corpus, made, AUJOURDHUI)
    read_again, problems = parse_adresses(adresses_csv(rows))
    assert (read_again, problems) == (dict(sorted(rows.items())), ())
    gone = rows[min(page.papier for page in sheets)]
    folder = gone.adresse.rstrip("/").rpartition("/")[0]
    lost = [
        AdressePubliee(adresse=f"{folder}/jamais.plus/", titre=gone.titre, code="2222"),
        AdressePubliee(adresse=f"{folder}/ni.cela/", titre="Votre parcours : Autre chose", code="3333"),
    ]
    made = render_corpus(replace(corpus, adresses={**rows, **{row.adresse: row for row in lost}}), AUJOURDHUI)
    assert f"<h1>{gone.titre}</h1>" in at_code(made, "2222"), "the same parcours, from the same place"
    assert f'href="../../{folder}/"' in at_code(made, "3333"), "else the questions again"
    assert not any("jamais.plus" in page.url for page in made.pages), "only its code answers"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("offre/services/jamais/,,,,2222", True),
        ("offre/services/,Les services,,,2222", True),
        ("offre/services/vieux/,Ancien nom,,,2222", False),
        ("offre/services/vieux/,,,2026-01-01,2222", False),
        ("offre/services/accueil/,,,,2222", False),
    ],
)
def test_a_code_is_of_a_page_that_is_or_was(mini: Mini, row: str, fault: bool) -> None:
    mini.write(ADRESSES_PATH, f"adresse,titre,vers,retiree_le,code\nacteurs/pole/,P,,,3333\n{row}\n")
    found = [(one.code, one.path, one.line) for one in check_printed_codes(mini.corpus(), AUJOURDHUI)]
    assert found == ([("COD003", ADRESSES_PATH, 3)] if fault else [])
