"""Where the links of the site lead, on each forge; an address that is no repository, a forge that nobody named."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest

from generator.corpus.questions import CORRIGER, form_of
from generator.forges.connues import FORGES, depot_de
from generator.forges.forge import MAX_LIEN, DepotDeCode, QuestionPosee
from generator.models.site import NomDuSite
from generator.pipeline import construct
from generator.rules.territoire import check_depot
from tests.chemins import AUJOURDHUI
from tests.construction import officiel
from tests.mini import TERRITOIRE, Mini, told

FICHE = "content/offre/services/a é.yml"
ADRESSE = "https://mini.test/offre/services/accueil/"


def site(**values: Any) -> NomDuSite:
    return NomDuSite.model_validate(
        {"nom": "Site", "accroche": "On répond ici", "description": "Qui aide, et où", "url": "https://mini.test/"}
        | values
    )


def depot(address: str, **values: Any) -> DepotDeCode:
    found = depot_de(site(depot=address, **values))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("address", "said", "genre", "page"),
    [
        ("https://github.com/qui/quoi", None, "github", "https://github.com/qui/quoi"),
        ("https://GitHub.com/qui/quoi.git", None, "github", "https://GitHub.com/qui/quoi"),
        ("https://gitlab.com/groupe/sous/quoi/", None, "gitlab", "https://gitlab.com/groupe/sous/quoi"),
        ("https://framagit.org/qui/quoi", None, "gitlab", "https://framagit.org/qui/quoi"),
        ("https://gitlab.ma-region.fr/qui/quoi", None, "gitlab", "https://gitlab.ma-region.fr/qui/quoi"),
        ("https://codeberg.org/qui/quoi", None, "forgejo", "https://codeberg.org/qui/quoi"),
        ("https://forgejo.pays.fr/qui/quoi", None, "forgejo", "https://forgejo.pays.fr/qui/quoi"),
        ("https://git.pays.fr/qui/quoi", "forgejo", "forgejo", "https://git.pays.fr/qui/quoi"),
        ("https://github.com/qui/quoi", "gitlab", "gitlab", "https://github.com/qui/quoi"),
    ],
)
def test_the_host_tells_the_forge_unless_it_is_said(address: str, said: str | None, genre: str, page: str) -> None:
    found = depot(address, forge=said)
    assert (found.forge.genre, found.adresse) == (genre, page)


@pytest.mark.parametrize("address", ["https://git.pays.fr/qui/quoi", "https://notgithub.com/a/b", "https://x.com/a/b"])
def test_a_forge_that_nobody_named_gives_no_link(address: str) -> None:
    assert depot_de(site(depot=address)) is None
    assert depot_de(site()) is None


@pytest.mark.parametrize(
    ("address", "voir", "modifier", "creer", "choisir", "securite"),
    [
        (
            "https://github.com/q/o",
            "/blob/release/2/content/offre/services/a%20%C3%A9.yml",
            "/edit/release/2/content/offre/services/a%20%C3%A9.yml",
            "/new/release/2/content/offre/services?filename=a%20%C3%A9.yml&value=nom%3A%20x%26y%0A",
            "/issues/new/choose",
            "/security/advisories/new",
        ),
        (
            "https://gitlab.com/q/o",
            "/-/blob/release/2/content/offre/services/a%20%C3%A9.yml",
            "/-/edit/release/2/content/offre/services/a%20%C3%A9.yml",
            "/-/new/release/2/content/offre/services?file_name=a%20%C3%A9.yml",
            "/-/issues/new",
            "/-/issues/new?issue%5Bconfidential%5D=true",
        ),
        (
            "https://codeberg.org/q/o",
            "/src/branch/release/2/content/offre/services/a%20%C3%A9.yml",
            "/_edit/release/2/content/offre/services/a%20%C3%A9.yml",
            "/_new/release/2/content/offre/services?filename=a%20%C3%A9.yml",
            "/issues/new/choose",
            None,
        ),
    ],
)
def test_the_addresses_of_each_forge(
    address: str, voir: str, modifier: str, creer: str, choisir: str, securite: str | None
) -> None:
    found = depot(address, branche="release/2")
    text = "nom: x&y\n"
    assert found.voir(FICHE) == address + voir
    assert found.modifier(FICHE) == address + modifier
    assert found.creer(FICHE, text) == (address + creer, "value=" in creer)
    assert found.choisir == address + choisir
    assert found.securite == (address + securite if securite else "")
    link, filled = found.creer(FICHE, "x" * MAX_LIEN)
    assert not filled and len(link) < 200


@pytest.mark.parametrize(
    ("address", "path", "query"),
    [
        (
            "https://github.com/q/o",
            "/q/o/issues/new",
            {"template": ["corriger-une-fiche.yml"], "title": ["A & b"], "fiche": [ADRESSE]},
        ),
        (
            "https://codeberg.org/q/o",
            "/q/o/issues/new",
            {
                "template": [".github/ISSUE_TEMPLATE/corriger-une-fiche.yml"],
                "title": ["A & b"],
                "field:fiche": [ADRESSE],
            },
        ),
        (
            "https://gitlab.com/q/o",
            "/q/o/-/issues/new",
            {
                "issue[title]": ["A & b"],
                "issue[description]": [
                    f"### Adresse de la page\n\n{ADRESSE}\n\n### Ce qui est faux ou manque\n\n"
                    "### Ce qu'il faudrait écrire\n\n### D'où vient cette information ?\n\n"
                ],
            },
        ),
    ],
)
def test_a_request_is_prefilled_as_each_forge_wants(address: str, path: str, query: dict[str, list[str]]) -> None:
    form = form_of(CORRIGER)
    asked = [QuestionPosee(one.id, one.libelle, ADRESSE if one.id == "fiche" else "") for one in form.questions]
    parts = urlsplit(depot(address).demander(form.nom, "A & b", asked))
    assert (parts.path, parse_qs(parts.query)) == (path, query)


def test_a_form_without_any_answer_is_asked_by_its_name() -> None:
    asked = {genre: depot(f"https://{genre}.test/q/o").demander("x") for genre in FORGES}
    assert asked == {
        "github": "https://github.test/q/o/issues/new?template=x.yml",
        "gitlab": "https://gitlab.test/q/o/-/issues/new?issuable_template=x",
        "forgejo": "https://forgejo.test/q/o/issues/new?template=.github%2FISSUE_TEMPLATE%2Fx.yml",
    }


def with_depot(mini: Mini, lines: str) -> Mini:
    return mini.change(TERRITOIRE, '  url: "https://mini.test/"\n', f'  url: "https://mini.test/"\n{lines}')


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ('  depot: "https://git.pays.fr/q/o"\n', "TER013"),
        ('  depot: "https://git.pays.fr/q/o"\n  forge: gitlab\n', ""),
        ('  depot: "https://github.com/q/o"\n', ""),
        ('  depot: "https://github.com/q"\n', "TER014"),
        ('  depot: "https://github.com/q/o/tree/main"\n', "TER014"),
        ('  depot: "https://github.com/q/o?x=1"\n', "TER014"),
        ('  depot: "https://github.com/q/o#x"\n', "TER014"),
        ('  depot: "https://github.com/../o"\n', "TER014"),
        ('  depot: "https://gitlab.com/q/r/o"\n', ""),
        ('  depot: "https://pays.fr/git/q/o"\n  forge: forgejo\n', ""),
        ('  depot: "https://codeberg.org/q/o/src/branch/main"\n', "TER014"),
        ('  depot: "https://gitlab.com/q/o/-/issues"\n', "TER014"),
    ],
)
def test_an_address_that_would_break_every_link_is_an_error(mini: Mini, lines: str, code: str) -> None:
    with_depot(mini, lines)
    wanted = [(code, TERRITOIRE, mini.line(TERRITOIRE, "  depot:"), "site.depot")] if code else []
    assert mini.broken(check_depot) == wanted


@pytest.mark.parametrize(
    "lines",
    [
        '  depot: "https://moi:secret@github.com/q/o"\n',
        '  depot: "javascript:alert(1)"\n',
        '  depot: "https://github.com/q/o"\n  branche: \'"><script>x</script>\'\n',
        '  depot: "https://github.com/q/o"\n  branche: "a..b"\n',
        '  depot: "https://github.com/q/o"\n  branche: "/main"\n',
        '  depot: "https://github.com/q/o"\n  forge: bitbucket\n',
    ],
)
def test_a_hostile_address_or_branch_is_refused_when_it_is_read(mini: Mini, lines: str) -> None:
    with_depot(mini, lines)
    assert {path for _, path in told(mini)} == {TERRITOIRE}


PAGE = "offre/services/accueil/"
FORMES = {
    "https://github.com/q/o": ("/issues/new?template=corriger-", "/edit/tronc/", "/issues/new/choose"),
    "https://gitlab.com/q/r/o": ("/-/issues/new?issue%5Btitle%5D=", "/-/edit/tronc/", "/-/issues/new"),
    "https://codeberg.org/q/o": ("/issues/new?template=.github%2F", "/_edit/tronc/", "/issues/new/choose"),
}


@pytest.mark.parametrize("address", FORMES)
def test_the_pages_of_the_site_lead_to_that_forge(mini: Mini, tmp_path: Path, address: str) -> None:
    with_depot(mini, f'  depot: "{address}.git"\n  branche: tronc\n')
    assert construct(mini.root, AUJOURDHUI, tmp_path / "site", officiel()).defauts == ()
    links = {
        page: [str(a.get("href")) for a in lxml.html.fromstring((tmp_path / "site" / page).read_bytes()).iter("a")]
        for page in (f"{PAGE}index.html", "contact/index.html", "mentions-legales/index.html")
    }
    report, edit, choose = FORMES[address]
    fiche = links[f"{PAGE}index.html"]
    assert [link for link in fiche if link.startswith(f"{address}{report}")]
    assert f"{address}{edit}content/offre/services/accueil.yml" in fiche
    assert address + choose in links["contact/index.html"]
    assert address in links["mentions-legales/index.html"]
    everywhere = {link for found in links.values() for link in found if link.startswith(address)}
    known = (address + report, address + edit, address + choose, address + "/issues/new", address + "/-/issues/new")
    assert {link for link in everywhere if link != address and not link.startswith(known)} == set()
