"""The guide as a PDF, on the invented territory: tagged, titled, in French, checked by a PDF/UA checker."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import page as checker
import pikepdf
import pytest

from generator import pipeline
from generator.pipeline import construct
from generator.publishing import livre
from generator.publishing.livre import MANQUE, write_pdf
from generator.rendering.guide.livre import livre_html
from generator.rendering.site import Site
from tests.chemins import AUJOURDHUI, copy_petite_ile
from tests.construction import officiel, read, tree

Run = Callable[..., tuple[int, str, str]]


@cache
def document() -> str:
    html = livre_html(Site(read(), AUJOURDHUI))
    assert html is not None
    return html


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_pdf(document(), tmp_path_factory.mktemp("livre"))


def nodes(element: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Yield the elements of the tree of tags."""
    for child in element.get("/K", []) if isinstance(element.get("/K"), pikepdf.Array) else [element.get("/K")]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from nodes(child)


def test_it_follows_pdf_ua(pdf: bytes) -> None:
    report = checker.validate_pdf_bytes(pdf, profile=checker.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


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
    first = write_pdf("<html lang=fr><title>T</title><p>Un", tmp_path)
    monkeypatch.setattr("weasyprint.HTML.write_pdf", lambda *args, **options: b"refait")
    assert write_pdf("<html lang=fr><title>T</title><p>Un", tmp_path) == first
    assert write_pdf("<html lang=fr><title>T</title><p>Deux", tmp_path) == b"refait"
    assert len(list(tmp_path.glob("guide-*.pdf"))) == 1


def test_a_site_is_built_with_its_pdf(tmp_path: Path) -> None:
    root = copy_petite_ile(tmp_path)
    bilan = construct(root, AUJOURDHUI, tmp_path / "site", officiel(), pdf=True)
    assert (bilan.publiable, bilan.defauts, bilan.avis) == (True, (), ())
    files = tree(tmp_path / "site")
    assert files["guide/guide.pdf"].startswith(b"%PDF-")
    assert b"guide.pdf" in files["guide/index.html"]


def test_without_pango_the_site_is_built_and_says_what_is_missing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "pdf_possible", lambda: False)
    root = copy_petite_ile(tmp_path)
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
    root = copy_petite_ile(tmp_path)
    code, shown, _ = run(
        "construire", "--sans-pdf", "--racine", root, "--sortie", tmp_path / "site", "--date", AUJOURDHUI
    )
    assert code == 0 and "Pango" not in shown
    assert not (tmp_path / "site/guide/guide.pdf").exists()
