"""The outils as documents to fill: what the page has, the document has."""

from __future__ import annotations

import io
import zipfile

import odfdo
import pytest

from generator.rendering.blocks import Bullets, Checkbox, FillLine, Heading, Paragraph, Run, Table
from generator.rendering.guide.a_remplir import LIGNE, blocks_of, outil_files
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI
from tests.construction import read


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ('<h2 id="a">Étapes</h2><h3>Une</h3>', [Heading(2, "Étapes"), Heading(3, "Une")]),
        ("<p>Un <strong>mot</strong> fort.</p>", [Paragraph((Run("Un "), Run("mot", True), Run(" fort.")))]),
        ('<p>Nom : <span class="remplir"></span></p>', [Paragraph((Run("Nom : "), Run(LIGNE)))]),
        ('<p><span class="remplir-ligne"></span></p>', [FillLine("")]),
        ('<ul><li class="a-cocher"><span class="case">☐</span> Fait</li></ul>', [Checkbox("Fait")]),
        ("<ol><li>Un</li><li>Deux</li></ol>", [Bullets(((Run("Un"),), (Run("Deux"),)), True)]),
        (
            "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>",
            [Table(("A", "B"), (((Run("1"),), ()),))],
        ),
        ("<blockquote><p>Dit</p></blockquote>", [Paragraph((Run("Dit"),))]),
        ('<div class="passage-ici"><p>Ici</p></div>', [Paragraph((Run("Ici"),))]),
        (
            '<p>Voir <a href="\x00/guide/x/">X</a>.</p>',
            [Paragraph((Run("Voir "), Run("X", False, "guide/x/"), Run(".")))],
        ),
        ("<svg><text>non</text></svg>", []),
        ("<ul><li>Un<ul><li>Dedans</li></ul></li></ul>", [Bullets(((Run("Un"),), (Run("Dedans"),)))]),
    ],
)
def test_what_a_page_says_becomes_blocks(html: str, blocks: list[object]) -> None:
    assert list(blocks_of(html)) == blocks


def test_each_outil_has_its_document() -> None:
    site = Site(read(), AUJOURDHUI)
    files = {file.path: file.data for file in outil_files(site)}
    assert files.keys() == {f"guide/outils/{key}.odt" for key in site.outils}
    for key, outil in site.outils.items():
        data = files[f"guide/outils/{key}.odt"]
        assert zipfile.ZipFile(io.BytesIO(data)).read("mimetype") == b"application/vnd.oasis.opendocument.text"
        headings = [str(h) for h in odfdo.Document(io.BytesIO(data)).body.headers]
        assert outil.titre in headings[0]
    assert files == {file.path: file.data for file in outil_files(site)}, "les mêmes octets à chaque fois"
