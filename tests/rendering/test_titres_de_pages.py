"""Every page has a title of its own and says where it stands; a site has its picture and its colours."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from generator.corpus.motif import CONFLUENCE
from generator.corpus.palette import palette
from generator.models.site import Couleurs, CouleursSombres
from generator.rendering.files.couleurs import colours_file, mark_file
from generator.rendering.files.partage import HEIGHT, WIDTH, share_file
from generator.rendering.page import Page
from generator.rendering.titres_de_pages import with_breadcrumb, with_own_titles
from tests.construction import read


def page(url: str, titre: str = "Titre", **more: object) -> Page:
    return Page(url, titre, "Description.", "offre", "", **more)  # type: ignore[arg-type]


def test_namesakes_are_told_apart() -> None:
    pages = [
        page("a/", "Atelier", fil=(("Services", "s/"),)),
        page("b/", "Atelier", fil=(("Par sujet", "o/"),)),
        page("c/", "Seul", fil=(("Services", "s/"),)),
        page("q/", "Oui ?", chemin=True),
        page("r/", "Oui ?", chemin=True),
    ]
    assert [one.titre for one in with_own_titles(pages)] == [
        "Atelier (services)",
        "Atelier (par sujet)",
        "Seul",
        "Oui ?",
        "Oui ?",
    ]


def test_a_breadcrumb_as_data() -> None:
    made = with_breadcrumb(page("a/b/", "</script>", fil=(("A", "a/"),)), "https://x.example/")
    assert "</script>" not in made.jsonld
    steps = json.loads(made.jsonld)["itemListElement"]
    assert [(step["position"], step["item"]) for step in steps] == [
        (1, "https://x.example/"),
        (2, "https://x.example/a/"),
        (3, "https://x.example/a/b/"),
    ]
    both = with_breadcrumb(page("a/b/", fil=(("A", "a/"),), jsonld='{"@type":"Service"}'), "https://x.example/")
    assert [part["@type"] for part in json.loads(both.jsonld)] == ["Service", "BreadcrumbList"]


@pytest.mark.parametrize("more", [{"index": False, "fil": (("A", "a/"),)}, {}])
def test_no_breadcrumb_where_it_serves_nobody(more: dict[str, object]) -> None:
    assert with_breadcrumb(page("a/b/", **more), "https://x.example/").jsonld == ""


def test_the_picture_of_the_site() -> None:
    territoire = read().territoire
    file = share_file(territoire)
    assert file.path == "assets/partage.png"
    image = Image.open(io.BytesIO(file.data)).convert("RGB")
    assert image.size == (WIDTH, HEIGHT) == (1200, 630)
    # The ground, then the ink of the question and of both currents: what is drawn is the territory's.
    assert image.getpixel((5, 5)) == (0x07, 0x3A, 0x42)
    colours = [colour for count, colour in image.getcolors(1_000_000) or [] if count > 100]
    for wanted in ((0xFD, 0xF8, 0xEE), (0x79, 0xC5, 0xC8), (0xB5, 0xCF, 0x72)):
        assert min(sum(abs(a - b) for a, b in zip(wanted, colour, strict=True)) for colour in colours) < 20
    assert len(file.data) < 100_000


@pytest.mark.parametrize("accroche", ["Oui ?", "Un mot " * 21, "A" * 150])
def test_any_question_holds_in_the_picture(accroche: str) -> None:
    territoire = read().territoire
    site = territoire.site.model_copy(update={"accroche": accroche.strip()})
    image = Image.open(io.BytesIO(share_file(territoire.model_copy(update={"site": site})).data)).convert("RGB")
    edge = {image.getpixel((x, 0)) for x in range(0, 500)} | {image.getpixel((0, y)) for y in range(HEIGHT)}
    assert edge == {(0x07, 0x3A, 0x42)}


def test_the_stylesheet_of_colours_is_light_then_dark_on_screens_only() -> None:
    couleurs = Couleurs(principale="#7a1f5c", sombre=CouleursSombres(accent="#ffb48f"))
    light, dark = colours_file(couleurs).data.decode().split("@media screen and (prefers-color-scheme:dark)")
    for text, schema in ((light, "clair"), (dark, "sombre")):
        for token, colour in palette(couleurs)[schema].items():
            assert f"--{token}:{colour}" in text
    assert "--riviere:#7a1f5c" in light
    assert "--chataigne:#ffb48f" in dark


def test_the_icon_takes_the_colours() -> None:
    text = mark_file(CONFLUENCE, Couleurs(principale="#7a1f5c")).data.decode()
    assert ".ma{stroke:#7a1f5c}" in text
    assert text.count("<path") == 2
