"""data/motif.svg: simple shapes pass and are written anew, all the rest is refused."""

from __future__ import annotations

import pytest

from generator.corpus.motif import CONFLUENCE
from generator.reading.motif import MAX_BYTES, MOTIF_PATH, parse_motif
from tests.mini import Mini, told

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 44" fill="none" stroke-width="6">{}</svg>'
RIGHT = SVG.format(
    '<!-- dessin --><g class="ma"><path d="M5 4c1 9 12 11"/></g><circle class="mb" cx="3" cy="4" r="2.5"/>'
    '<rect x="1" y="1" width="2" height="3" rx=".5" fill="#0a5963"/>'
)


def test_a_right_drawing_is_written_anew() -> None:
    motif, problems = parse_motif(RIGHT.encode())
    assert (problems, motif is not None) == ((), True)
    assert motif is not None
    assert motif.inline() == (
        '<svg viewBox="0 0 40 44" aria-hidden="true" focusable="false" fill="none" stroke-width="6">'
        '<g class="ma"><path d="M5 4c1 9 12 11"/></g><circle class="mb" cx="3" cy="4" r="2.5"/>'
        '<rect x="1" y="1" width="2" height="3" rx=".5" fill="#0a5963"/></svg>'
    )
    assert ".ma{stroke:#111111}" in motif.file(("#111111", "#222222", "#333333"), ("#aaaaaa", "#bbbbbb", "#cccccc"))


def test_the_engine_s_own_drawing_passes() -> None:
    text = CONFLUENCE.file(("#111111",) * 3, ("#222222",) * 3)  # type: ignore[arg-type]
    start, end = text.index("<style>"), text.index("</style>") + len("</style>")
    assert parse_motif((text[:start] + text[end:]).encode())[1] == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (SVG.format("<script>alert(1)</script>"), "« script » n'est pas permis"),
        (SVG.format('<path d="M0 0" onload="alert(1)"/>'), "« onload » n'est pas permis sur « path »"),
        (SVG.format('<path d="M0 0" style="fill:red"/>'), "« style » n'est pas permis"),
        (SVG.format('<path d="M0 0" fill="url(#a)"/>'), "« fill » : lu « url(#a) »"),
        (SVG.format('<path d="M0 0" class="evitement"/>'), "« class » : lu « evitement »"),
        (SVG.format('<a href="https://x.example"><path d="M0 0"/></a>'), "« a » n'est pas permis"),
        (SVG.format('<image href="x.png"/>'), "« image » n'est pas permis"),
        (SVG.format('<use xlink:href="#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>'), "« use » n'est pas permis"),
        (SVG.format("<svg/>"), "« svg » n'est pas permis"),
        (SVG.format("<foreignObject/>"), "« foreignObject » n'est pas permis"),
        (SVG.format("bonjour"), "du texte n'est pas permis."),
        (SVG.format('<p xmlns="http://www.w3.org/1999/xhtml">x</p>'), "« {http://www.w3.org/1999/xhtml}p » n'est pas"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "avec « viewBox »"),
        ("<html/>", "l'élément du dehors est « svg »"),
        ("<svg", "n'est pas un dessin SVG lisible"),
        ("", "n'est pas un dessin SVG lisible"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"), "« DOCTYPE »"),
        (SVG.format('<path d="' + "M0 0" * MAX_BYTES + '"/>'), "dépasse 4 Ko"),
    ],
)
def test_anything_else_is_refused(data: str, message: str) -> None:
    motif, problems = parse_motif(data.encode())
    assert motif is None
    assert [problem.code for problem in problems] == ["TER007"] * len(problems)
    assert any(message in problem.message for problem in problems), problems


def test_it_is_read_with_the_territory(mini: Mini) -> None:
    mini.write(MOTIF_PATH, RIGHT)
    motif = mini.corpus().motif
    assert motif is not None and "circle" in motif.dessin
    mini.write(MOTIF_PATH, SVG.format("<script/>"))
    assert told(mini) == [("TER007", MOTIF_PATH)]
