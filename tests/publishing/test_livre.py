"""The guide as a PDF, on the invented territory: tagged, titled, in French, checked by a PDF/UA checker."""

from __future__ import annotations

import datetime
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import page as checker
import pikepdf
import pytest

from generator import pipeline
from generator.corpus.palette import palette
from generator.models.site import Couleurs
from generator.publishing import livre
from generator.publishing.livre import MANQUE, pdf_of, write_pdf
from generator.rendering.files.partage import share_file
from generator.rendering.guide.livre import livre_html
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI, RACINE, copy_petite_ile
from tests.construction import read, tree, without_arbres
from tests.langue import turkish

Run = Callable[..., tuple[int, str, str]]
DAY = datetime.date(2026, 11, 20)
OTHER = Couleurs(principale="#b00020", seconde="#00695c", accent="#4a148c", bande="#4a0010")


@cache
def document() -> str:
    html = livre_html(Site(read(), AUJOURDHUI))
    assert html is not None
    return html


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_pdf(document(), DAY, tmp_path_factory.mktemp("livre")).octets


def nodes(element: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Yield the elements of the tree of tags."""
    for child in element.get("/K", []) if isinstance(element.get("/K"), pikepdf.Array) else [element.get("/K")]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from nodes(child)


def test_it_follows_pdf_ua(pdf: bytes) -> None:
    report = checker.validate_pdf_bytes(pdf, profile=checker.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def colours(data: bytes) -> set[str]:
    """Return every colour that fills or draws something, drawings included, as `#rrggbb`."""
    found: set[str] = set()

    def look(content: pikepdf.Object) -> None:
        for values, operator in pikepdf.parse_content_stream(content):
            if str(operator) in ("rg", "RG"):
                found.add("#" + "".join(f"{round(float(value) * 255):02x}" for value in values))

    with pikepdf.open(io.BytesIO(data)) as opened:
        for page in opened.pages:
            look(page)
            inside = page.get("/Resources", {}).get("/XObject", {})
            for drawn in inside.values():
                if drawn.get("/Subtype") == "/Form":
                    look(drawn)
    return found


def test_its_colours_are_the_territory_s(pdf: bytes, tmp_path: Path) -> None:
    corpus = read()
    territoire = corpus.territoire.model_copy(update={"couleurs": OTHER})
    html = livre_html(Site(replace(corpus, territoire=territoire), AUJOURDHUI))
    assert html is not None
    reference, other = (palette(couleurs)["clair"] for couleurs in (Couleurs(), OTHER))
    turned = {token for token in other if other[token] != reference[token]}
    seen, former = colours(write_pdf(html, DAY, tmp_path).octets), colours(pdf)
    assert {other[token] for token in ("bande", "sur-bande-douce", "lien", "chataigne", "marais")} <= seen
    assert former <= {*reference.values(), "#ffffff"} and seen <= {*other.values(), "#ffffff"}
    assert not seen & {reference[token] for token in turned}


@pytest.mark.lent
def test_it_is_the_same_whenever_it_is_made_and_on_a_machine_that_speaks_turkish(pdf: bytes, tmp_path: Path) -> None:
    """And the picture of the site: font libraries take the language of the system for what has none."""
    program = (
        "import locale, os, pathlib, time; assert locale.setlocale(locale.LC_ALL, '') == 'tr_TR.UTF-8'\n"
        "now = time.time(); time.time = lambda: now + 40_000_000\n"
        "from tests.publishing.test_livre import DAY, document, read, share_file, write_pdf\n"
        f"here = pathlib.Path({str(tmp_path)!r})\n"
        "(here / 'image').write_bytes(share_file(read().territoire).data)\n"
        "(here / 'pdf').write_bytes(write_pdf(document(), DAY, here / 'cache').octets)\n"
        "assert 'SOURCE_DATE_EPOCH' not in os.environ\n"
    )
    env = {**os.environ, **turkish(tmp_path / "langues")}
    env.pop("SOURCE_DATE_EPOCH", None)
    subprocess.run([sys.executable, "-c", program], cwd=RACINE, env=env, check=True)
    assert (tmp_path / "image").read_bytes() == share_file(read().territoire).data
    assert (tmp_path / "pdf").read_bytes() == pdf


def test_fonts_alone_would_take_the_clock() -> None:
    """What the date of the guide is given for: another day, another file."""
    short = document().partition("<body")[0] + "<body><p>Un"
    first, again, later = (pdf_of(short, day).octets for day in (DAY, DAY, DAY.replace(year=2025)))
    assert first == again != later


def test_half_of_a_guide_is_never_taken_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full in the middle of the file: the next build makes the guide again."""
    monkeypatch.setattr("weasyprint.HTML.write_pdf", lambda *args, **options: b"%PDF- entier")
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        write(path, data[:4])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space"):
            write_pdf("<html lang=fr><title>T</title><p>Un", DAY, tmp_path)
    assert write_pdf("<html lang=fr><title>T</title><p>Un", DAY, tmp_path).octets == b"%PDF- entier"


def test_the_checker_sees_a_document_without_tags() -> None:
    from weasyprint import HTML

    plain = HTML(string="<p>Sans balise").write_pdf()
    assert not checker.validate_pdf_bytes(plain, profile=checker.ValidationProfile.PDF_UA_1).is_compliant


def test_it_has_a_title_a_language_and_tags(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        guide = read().guide
        assert guide is not None
        assert str(opened.docinfo["/Title"]).replace("\u00a0", " ") == guide.titre_entier.replace("'", "’")
        assert str(opened.Root.Lang) == "fr"
        assert bool(opened.Root.MarkInfo.Marked)
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
        with opened.open_metadata() as metadata:
            assert str(metadata["pdfuaid:part"]) == "1"


def test_every_figure_has_an_alternative(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = [node for node in nodes(opened.Root.StructTreeRoot) if node.S == "/Figure"]
        assert found
        assert all(str(node.get("/Alt", "")).strip() for node in found)


def test_the_bookmarks_name_every_chapter_and_outil(pdf: bytes) -> None:
    corpus = read()
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        titles: list[str] = []

        def collect(items: list[pikepdf.OutlineItem]) -> None:
            for item in items:
                titles.append(str(item.title))
                collect(item.children)

        collect(outline.root)
    for one in (*corpus.chapitres.values(), *corpus.outils.values()):
        assert any(one.titre.replace("'", "’") in title.replace("\u00a0", " ") for title in titles), one.titre


def test_pages_have_their_number_and_links_stay_inside(pdf: bytes) -> None:
    assert 'href="#c_' in document() and 'href="#o_' in document()
    assert "\x00" not in document()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) > 5
        inside = [
            a
            for page in opened.pages
            for a in page.get("/Annots", [])
            if "/Dest" in a or a.get("/A", {}).get("/S") == "/GoTo"
        ]
        assert inside


def test_a_second_build_takes_the_first_one(tmp_path: Path, pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_pdf("<html lang=fr><title>T</title><p>Un", DAY, tmp_path)
    monkeypatch.setattr("weasyprint.HTML.write_pdf", lambda *args, **options: b"refait")
    assert write_pdf("<html lang=fr><title>T</title><p>Un", DAY, tmp_path) == first
    assert write_pdf("<html lang=fr><title>T</title><p>Deux", DAY, tmp_path).octets == b"refait"
    (kept,) = tmp_path.glob("guide-*.pdf")
    whole = kept.read_bytes()
    for spoilt, name, said in ((b"%PDF- cou", kept.name, "abîmé"), (whole, "guide-0123-2.pdf", "autre version")):
        kept.rename(tmp_path / name).write_bytes(spoilt)
        again = write_pdf("<html lang=fr><title>T</title><p>Deux", DAY, tmp_path)
        assert again.octets == b"refait", "what a crash cut, or another version left, is not taken"
        assert said in again.avis[0] and again.avis[0].startswith(f"{tmp_path.name}/{name} ")
        assert [path.name for path in tmp_path.glob("guide-*.pdf")] == [kept.name]


def test_a_site_is_built_with_its_pdf_and_one_too_long_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told of a guide that is not too long: `test_how_many_pages_it_has_is_kept_with_it`."""
    monkeypatch.setattr(livre, "MAX_PAGES", 12)
    root = without_arbres(copy_petite_ile(tmp_path))
    code, shown, _ = run("construire", "--racine", root, "--sortie", tmp_path / "site", "--date", AUJOURDHUI)
    pages = len(pikepdf.open(tmp_path / "site/guide/guide.pdf").pages)
    assert (code, pages > 12) == (0, True)
    assert f"Le guide en PDF a {pages} pages, 12 au plus" in shown and "Site écrit" in shown
    assert b"guide.pdf" in (tmp_path / "site/guide/index.html").read_bytes()


def test_how_many_pages_it_has_is_kept_with_it(tmp_path: Path) -> None:
    html = "<html lang=fr><title>T</title><p>Un<p style='break-before: page'>Deux"
    assert [write_pdf(html, DAY, tmp_path).pages for _ in ("made", "taken again")] == [2, 2]
    assert livre.Livre(b"", livre.MAX_PAGES).avis == () != livre.Livre(b"", livre.MAX_PAGES + 1).avis
    assert livre.MAX_PAGES == 150


def test_without_pango_the_site_is_built_and_says_what_is_missing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "pdf_possible", lambda: False)
    root = without_arbres(copy_petite_ile(tmp_path))
    code, shown, _ = run("construire", "--racine", root, "--sortie", tmp_path / "site", "--date", AUJOURDHUI)
    assert code == 0
    assert MANQUE in shown and "libpango" in shown and "Site écrit" in shown
    files = tree(tmp_path / "site")
    assert "guide/guide.pdf" not in files
    assert b"guide.pdf" not in files["guide/index.html"]


def test_pango_that_is_missing_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    real = builtins.__import__

    def refuse(name: str, *args: object, **options: object) -> object:
        if name == "weasyprint":
            raise OSError("cannot load library 'libgobject-2.0-0'")
        return real(name, *args, **options)  # type: ignore[arg-type]

    assert livre.pdf_possible()
    monkeypatch.setattr(builtins, "__import__", refuse)
    assert not livre.pdf_possible()


def test_sans_pdf_builds_no_pdf_and_says_nothing(run: Run, tmp_path: Path) -> None:
    root = without_arbres(copy_petite_ile(tmp_path))
    code, shown, _ = run(
        "construire", "--sans-pdf", "--racine", root, "--sortie", tmp_path / "site", "--date", AUJOURDHUI
    )
    assert code == 0 and "Pango" not in shown
    assert not (tmp_path / "site/guide/guide.pdf").exists()
