"""The answer to a call: what is known is written, what is not is named, nothing else."""

from __future__ import annotations

import pytest

from generator.corpus.corpus import Corpus
from generator.dispositif.appels import Appel, appel_of
from generator.models.besoin import Besoin
from generator.rendering.blocks import Block, FillLine, Heading, as_markdown
from generator.rendering.dossier import A_COMPLETER, dossier_blocks
from generator.rendering.page import Rendering
from generator.rendering.pages.dossiers import A_UN_DOSSIER
from generator.rendering.rendering import render_corpus
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.pages import body, links, words

PARTS = [
    "Le besoin",
    "Les preuves",
    "Les acteurs engagés",
    "Les ressources d'ici",
    "La solution",
    "Les suites",
    "Les limites géographiques",
]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read()


@pytest.fixture(scope="module")
def rendering(corpus: Corpus) -> Rendering:
    return render_corpus(corpus, AUJOURDHUI)


def made(corpus: Corpus, name: str, appel: str = "", **changes: object) -> tuple[Block, ...]:
    besoin: Besoin = corpus.besoins[name].model_copy(update=changes)
    changed = corpus.having(besoin={**corpus.besoins, name: besoin})
    found: Appel | None = appel_of(changed, appel) if appel else None
    return dossier_blocks(Site(changed, AUJOURDHUI), name, found)


def text(blocks: tuple[Block, ...]) -> str:
    return as_markdown(blocks, "https://x.example/")


def gaps(blocks: tuple[Block, ...]) -> list[str]:
    return [block.label.removeprefix(f"{A_COMPLETER} ") for block in blocks if isinstance(block, FillLine)]


def part(blocks: tuple[Block, ...], title: str) -> str:
    """The Markdown of one part."""
    start = next(rank for rank, block in enumerate(blocks) if isinstance(block, Heading) and block.text == title)
    after = [rank for rank, block in enumerate(blocks) if isinstance(block, Heading) and rank > start]
    return text(blocks[start : after[0] if after else None])


@pytest.mark.parametrize("name", ["reparer", "traverser-le-soir", "outils-en-commun", "soirees-d-hiver"])
def test_the_seven_parts_in_order(corpus: Corpus, name: str) -> None:
    titles = [block.text for block in made(corpus, name) if isinstance(block, Heading) and block.level == 2]
    assert titles[:7] == PARTS
    assert titles[-1] == "Avant d'envoyer"


def test_what_is_known_is_written(corpus: Corpus) -> None:
    blocks = made(corpus, "reparer")
    written = text(blocks)
    for known in (
        "Des habitants de Port-Brume et de Val-Clair ont besoin d'un lieu",
        "- Estran : Port-Brume, Val-Clair.",
        "12 tonnes d'objets jetées en 2025",
        "| [Pôle ESS de Petite-Île](<https://x.example/acteurs/pole-ess/>) | Anime le groupe, une soirée par mois. |",
        "Un atelier tenu à plusieurs",
        "Quelqu'un pour ouvrir le lieu en semaine.",
        "| [Appel à idées du port](<https://appel-du-port.example/2026>) | 15 septembre 2026 | Réponse en attente |",
        "[Compte rendu de l'enquête](<https://pole-ess.example/enquete-reparation>) (avril 2026)",
    ):
        assert known in written, known
    assert gaps(blocks) == [
        "le nom de l'appel, et sa date limite.",
        "la structure qui porte la réponse, et la fonction de qui répondra aux questions.",
        "ce qui sera fait après l'appel, par qui, pour quand, avec quel argent.",
        "les communes du besoin que cet appel ne couvre pas.",
    ]


def test_each_gap_is_named(corpus: Corpus) -> None:
    """A besoin of which nearly nothing is known."""
    assert len(gaps(made(corpus, "soirees-d-hiver"))) == 9
    assert "des chiffres, avec leur date et leur source." in gaps(made(corpus, "reparer", preuves=()))
    assert "des chiffres, avec leur date et leur source." not in gaps(made(corpus, "reparer"))


def test_a_fiche_to_be_confirmed_says_so(corpus: Corpus) -> None:
    assert "val-clair" in part(made(corpus, "reparer"), "Les ressources d'ici").lower()
    assert "(à vérifier : si cela existe encore)" in part(made(corpus, "reparer"), "Les ressources d'ici")
    assert "(une partie : Port-Brume et La Lande-Étoile)" in part(made(corpus, "reparer"), "Les ressources d'ici")


def test_what_a_meeting_decided_and_is_not_done_comes_next(corpus: Corpus) -> None:
    row = "| Travailler sur les trajets du soir. | Petite-Île Agglomération | 14 janvier 2027 |"
    assert row in part(made(corpus, "traverser-le-soir"), "Les suites")
    assert "Travailler sur la réparation" not in part(made(corpus, "reparer"), "Les suites"), "c'est fait"


def test_a_known_call_tells_what_it_does_not_cover(corpus: Corpus) -> None:
    blocks = made(corpus, "traverser-le-soir", "accompagnateur-referent")
    assert "Appel : [**Accompagnateur référent**](<https://x.example/offre/services/accompagnateur-referent/>)" in text(
        blocks
    )
    limits = part(blocks, "Les limites géographiques")
    assert "**Cet appel ne couvre pas :**" in limits
    assert "- Estran : Bourg-l'Écume, Val-Clair.\n- Dunes-et-Marais : Roche-Lune." in limits
    assert "La Lande-Étoile" not in limits
    assert "À l'essai jusqu'en janvier 2028." in limits, "ce que sa fiche dit de ses limites"
    assert "comment le besoin sera suivi dans ces communes." in gaps(blocks)


def test_a_known_call_that_covers_everything(corpus: Corpus) -> None:
    limits = part(made(corpus, "traverser-le-soir", "Permanence d'accueil"), "Les limites géographiques")
    assert "cet appel couvre toutes les communes du besoin" in limits
    assert A_COMPLETER not in limits


def test_an_unknown_call_keeps_its_name(corpus: Corpus) -> None:
    blocks = made(corpus, "reparer", "Appel [2027]")
    assert "Appel : **Appel \\[2027\\]**" in text(blocks)
    assert "les communes du besoin que cet appel ne couvre pas." in gaps(blocks)


def test_a_dossier_for_each_besoin_chosen_or_later(corpus: Corpus, rendering: Rendering) -> None:
    chosen = [name for name, besoin in corpus.besoins.items() if besoin.statut in A_UN_DOSSIER]
    assert chosen == ["lire-les-courriers", "outils-en-commun", "reparer", "traverser-le-soir"]
    assert [page.url for page in rendering.pages if page.url.endswith("/dossier/")] == [
        f"besoins/{name}/dossier/" for name in chosen
    ]
    assert [file.path for file in rendering.files if file.path.startswith("besoins/")] == [
        f"besoins/{name}/dossier/{name}.odt" for name in chosen
    ]
    for name in corpus.besoins:
        assert (f"/besoins/{name}/dossier/" in links(body(rendering, f"besoins/{name}/"))) is (name in chosen)


def test_the_page_has_the_same_parts_lines_to_fill_and_the_file(rendering: Rendering) -> None:
    page = body(rendering, "besoins/reparer/dossier/")
    assert [words(heading) for heading in page.iter("h2")][:7] == PARTS
    assert links(page)[0] == "/besoins/reparer/dossier/reparer.odt"
    filled = page.find_class("a-remplir")
    assert len(filled) == 4
    assert all(words(line).startswith(A_COMPLETER) for line in filled)
    assert len(filled[1].findall("span")) == 2
    assert len(page.find_class("a-cocher")) == 5
    assert [words(cell) for cell in page.xpath("(//table)[1]//th[@scope='col']")] == ["Question", "Réponse"]
    assert page.xpath("//*[@style]") == []
