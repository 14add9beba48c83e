"""Pouring: relative links at each depth, places filled once, typography in the texts only."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from generator.publishing.pouring import Entete, PouringFault, Shell, entete_of, load_shells, pour, unbroken
from generator.rendering.page import BASE, MARQUE, Page
from tests.construction import read

NAMES = ("RACINE", "TITRE", "DESCRIPTION", "ENTETE", "FIL", "CORPS", "JOUR")
NBSP = "\u00a0"


def mark(name: str) -> str:
    return f"{MARQUE}{name}{MARQUE}"


SHELL = (
    f'<!doctype html><html lang="fr"><head><title>{mark("TITRE")}</title>'
    f'<meta name="description" content="{mark("DESCRIPTION")}">{mark("ENTETE")}'
    f'<link rel="stylesheet" href="{mark("RACINE")}/assets/site.css"></head>'
    f"<body>{mark('FIL')}<main>{mark('CORPS')}</main>"
    f"<footer>L&#39;équipe : ici. Données{mark('JOUR')} libres</footer></body></html>"
)


@pytest.fixture(scope="module")
def entete() -> Entete:
    return entete_of(read().territoire)


def write(folder: Path, text: str = SHELL, section: str = "offre") -> Path:
    path = folder / "coques" / section / "index.html"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    return Shell(SHELL, "offre")


def page(url: str = "offre/", body: str = "<p>corps</p>", **more: Any) -> Page:
    return Page(url, more.pop("titre", "Titre"), more.pop("description", "Une page."), "offre", body, **more)


def poured(made: Page, shell: Shell, entete: Entete) -> html.HtmlElement:
    return html.document_fromstring(pour(made, shell, entete).decode())


@pytest.mark.parametrize(
    ("jour", "said"), [(datetime.date(2026, 11, 22), "Données du 22 novembre 2026, libres"), (None, "Données libres")]
)
def test_the_foot_says_the_day_of_the_data(jour: datetime.date | None, said: str, shell: Shell, entete: Entete) -> None:
    assert said in poured(page(jour=jour), shell, entete).find(".//footer").text_content()


@pytest.mark.parametrize(
    ("url", "back"),
    [
        ("", "."),
        ("contact/", ".."),
        ("offre/services/", "../.."),
        ("offre/services/accueil/", "../../.."),
        ("offre/services/page/2/", "../../../.."),
        ("404.html", "/offre"),
    ],
)
def test_links_go_back_to_the_root(url: str, back: str, shell: Shell, entete: Entete) -> None:
    made = page(url, f'<p><a href="{BASE}/plan/">plan</a> <img src="{BASE}/assets/a.svg" alt=""></p>')
    tree = poured(made, shell, entete)
    assert tree.xpath("//main//a/@href") == [f"{back}/plan/"]
    assert tree.xpath("//img/@src") == [f"{back}/assets/a.svg"]
    assert tree.xpath("//link[@rel='stylesheet']/@href") == [f"{back}/assets/site.css"]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://ici.example/", "/plan/"),
        ("https://ici.example/offre/", "/offre/plan/"),
        ("https://ici.example/a/b/", "/a/b/plan/"),
    ],
)
def test_the_404_page_knows_where_the_site_is(address: str, link: str, shell: Shell, entete: Entete) -> None:
    """It is served at any depth: only absolute paths lead somewhere."""
    made = page("404.html", f'<a href="{BASE}/plan/">plan</a>')
    tree = poured(made, shell, entete._replace(adresse=address))
    assert tree.xpath("//main//a/@href") == [link]
    assert tree.xpath("//link[@rel='canonical']") == []


@pytest.mark.parametrize("missing", NAMES)
def test_a_shell_without_a_place_is_refused(tmp_path: Path, missing: str) -> None:
    with pytest.raises(PouringFault, match=f"coque offre .*{missing}"):
        Shell(SHELL.replace(mark(missing), ""), "offre")


@pytest.mark.parametrize("more", [mark("INCONNU"), mark("corps"), MARQUE, f"{MARQUE}CORPS"])
def test_a_shell_with_a_place_too_many_is_refused(tmp_path: Path, more: str) -> None:
    with pytest.raises(PouringFault, match="coque offre"):
        Shell(SHELL + more, "offre")


def test_the_shells_are_found_by_section(tmp_path: Path) -> None:
    for section in ("offre", "plan"):
        write(tmp_path, section=section)
    assert set(load_shells(tmp_path, ("offre", "plan"))) == {"offre", "plan"}
    with pytest.raises(FileNotFoundError):
        load_shells(tmp_path, ("absente",))


@pytest.mark.parametrize("name", NAMES)
def test_a_value_that_names_a_place_is_not_looked_into(name: str, shell: Shell, entete: Entete) -> None:
    hostile = f"@@{name}@@ {{{{ {name} }}}} {mark(name)}"
    made = page(body=f"<p>{hostile}</p>", titre=hostile, description=hostile)
    tree = poured(made, shell, entete)
    assert tree.xpath("//main/p/text()") == [hostile]
    assert tree.xpath("//meta[@name='description']/@content") == [hostile]
    assert tree.findtext(".//title").startswith(hostile)
    assert len(tree.xpath("//main")) == 1


def test_the_title_says_the_page_then_the_site(shell: Shell, entete: Entete) -> None:
    assert poured(page("offre/", titre="L'offre"), shell, entete).findtext(".//title") == (
        "L’offre – Ensemble à Petite-Île, Petite-Île"
    )
    assert poured(page(""), shell, entete).findtext(".//title") == "Ensemble à Petite-Île, Petite-Île"


def test_the_head_says_what_engines_may_do(shell: Shell, entete: Entete) -> None:
    def robots(made: Page, place: Entete) -> list[str]:
        return list(poured(made, shell, place).xpath("//meta[@name='robots']/@content"))

    preparing = entete._replace(preparation=True)
    assert robots(page(), entete) == []
    assert robots(page(index=False), entete) == ["noindex"]
    assert robots(page(), preparing) == ["noindex"]
    tree = poured(page("plan/"), shell, entete)
    assert tree.xpath("//link[@rel='canonical']/@href") == ["https://petite-ile.test/offre/plan/"]


def test_the_breadcrumb_leads_up(shell: Shell, entete: Entete) -> None:
    made = page("offre/services/accueil/", titre="L'accueil & vous", fil=(("L'offre", "offre/"),))
    (trail,) = poured(made, shell, entete).xpath("//nav")
    assert trail.xpath(".//a/@href") == ["../../../", "../../../offre/"]
    assert [item.text_content() for item in trail.iter("li")] == ["Accueil", "L’offre", "L’accueil & vous"]
    assert trail.xpath(".//*[@aria-current='page']")[0].text == "L’accueil & vous"
    for url in ("", "404.html"):
        assert poured(page(url), shell, entete).xpath("//nav") == []


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("l&#39;aide", "l’aide"),
        ("l&#x27;aide", "l’aide"),
        ("l'aide", "l’aide"),
        ("l'été d'Émile", "l’été d’Émile"),
        ("Où ? Ici ! Oui ; non : si", f"Où{NBSP}? Ici{NBSP}! Oui{NBSP}; non{NBSP}: si"),
        ("« Entre nous »", f"«{NBSP}Entre nous{NBSP}»"),
        ("5' et 'mot'", "5' et 'mot'"),
        ("à 9 h, https://a.example/", "à 9 h, https://a.example/"),
        ("R&amp;D ; &lt;b&gt; !", f"R&amp;D{NBSP}; &lt;b&gt;{NBSP}!"),
    ],
)
def test_french_typography(written: str, typed: str, shell: Shell, entete: Entete) -> None:
    assert f"<main><p>{typed}</p></main>".encode() in pour(page(body=f"<p>{written}</p>"), shell, entete)


def test_the_shell_is_typed_too(shell: Shell, entete: Entete) -> None:
    assert f"<footer>L’équipe{NBSP}: ici. Données libres</footer>".encode() in pour(page(), shell, entete)


def test_a_place_name_never_ends_a_line_on_its_hyphen(shell: Shell, entete: Entete) -> None:
    """Short names only: a long one would not fit a phone with a large text. Addresses and code stay as typed."""
    names = unbroken(["Dunes-et-Marais", "Val-Clair", "Saint-Nicolas-de-la-Grande-Brume", "Estran"])
    body = '<p>En Dunes-et-Marais, à <a href="val-clair/Val-Clair">Val-Clair</a>, pas à Val-Clairière.</p>'
    made = pour(
        page(body=f"{body}<p>Saint-Nicolas-de-la-Grande-Brume <code>Val-Clair</code></p>"), shell, entete, names
    )
    text = made.decode()
    assert "En Dunes\u2011et\u2011Marais, à" in text
    assert 'href="val-clair/Val-Clair">Val\u2011Clair</a>, pas à Val-Clairière.' in text
    assert "Saint-Nicolas-de-la-Grande-Brume <code>Val-Clair</code>" in text
    assert unbroken(["Estran"]) is None


@pytest.mark.parametrize(
    "untouched",
    [
        """<a href="https://a.example/l'ami?q=« a » ; b" id="l'id" class="d'ici l'autre">""",
        """<a href="mailto:o&#39;brien@a.example">""",
        """<a href="mailto:o&#x27;brien@a.example">""",
        """<img alt="l'été : ici !" src="a'b.svg">""",
        """<code>auteur: "d'ici" ; « x » !</code>""",
        """<path d="M20 -10c10 150'a'b">""",
    ],
)
def test_a_tag_and_code_are_left_alone(untouched: str, shell: Shell, entete: Entete) -> None:
    made = pour(page(body=f"<p>l'un {untouched} l'autre</p>"), shell, entete)
    assert f"<p>l’un {untouched} l’autre</p>".encode() in made


@given(
    attribute=st.text(st.characters(exclude_characters='<>"&\x00', exclude_categories=["Cs", "Cc"]), max_size=30),
    text=st.text(st.sampled_from("aé' ?!:;«»&#39\u00a0’"), max_size=30).map(lambda text: text.replace("&", "&amp;")),
)
def test_typography_changes_no_tag_and_no_word(shell: Shell, entete: Entete, attribute: str, text: str) -> None:
    def bare(said: str) -> str:
        return said.replace("’", "'").replace(NBSP, " ")

    tree = poured(page(body=f'<p><a href="{attribute}">{text}</a>{text}</p>'), shell, entete)
    (link,) = tree.xpath("//main//a")
    expected = html.fragment_fromstring(f'<a href="{attribute}">{text}</a>')
    assert link.get("href") == expected.get("href")
    assert bare(link.text_content()) == bare(expected.text_content())
    assert bare(link.tail or "") == bare(expected.text_content())
