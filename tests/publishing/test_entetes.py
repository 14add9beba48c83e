"""The policy of the pages and the one of the hosts that read `_headers` are the same."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from generator.publishing.entetes import CSP, NOM
from generator.rendering.exports import integrations


def test_every_page_carries_the_policy(site_petite_ile: Path) -> None:
    pages = sorted(site_petite_ile.rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        if page.parent.name == "carnet":
            continue  # has its style in it, hence a policy of its own (tests/rendering/test_carnet.py)
        tree = html.fromstring(page.read_bytes())
        light = page.relative_to(site_petite_ile).parts[0] in ("integrer", "c")
        own = integrations.CSP if light else CSP
        assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [own], page


def rules(site: Path) -> dict[str, dict[str, str]]:
    """place → its headers, as a host reads them."""
    found: dict[str, dict[str, str]] = {}
    place = ""
    for line in (site / NOM).read_text("utf-8").splitlines():
        if line.startswith("  "):
            name, value = line.strip().split(": ", 1)
            found[place][name] = value
        else:
            place = line
            found[place] = {}
    return found


def test_hosts_get_the_same_and_what_html_cannot_say(site_petite_ile: Path) -> None:
    found = rules(site_petite_ile)
    assert found["/*"]["X-Content-Type-Options"] == "nosniff"
    folders = {path.relative_to(site_petite_ile).parts[0] for path in site_petite_ile.rglob("*.html")} - {
        "integrer",
        "carnet",
    }
    ours = {f"/{one}" if one.endswith(".html") else f"/{one}/*" for one in folders} | {"/"}
    assert ours <= found.keys()
    for place in ours:
        assert found[place]["Content-Security-Policy"] == f"{CSP}; frame-ancestors 'none'"
        assert found[place]["X-Frame-Options"] == "DENY"
    assert not any("unsafe" in value for headers in found.values() for value in headers.values())


def test_only_the_frames_may_be_framed(site_petite_ile: Path) -> None:
    """A host adds up the rules of an address: the ones of everything must refuse no frame."""
    found = rules(site_petite_ile)
    assert {"Content-Security-Policy", "X-Frame-Options"}.isdisjoint(found["/*"])
    assert found["/integrer/*"] == {"Content-Security-Policy": f"{integrations.CSP}; frame-ancestors *"}
    assert [place for place, headers in found.items() if "Access-Control-Allow-Origin" in headers] == ["/donnees/*"]


def test_a_carnet_may_only_be_styled_by_its_own_sheet(site_petite_ile: Path) -> None:
    told = rules(site_petite_ile)["/carnet/*"]
    own = html.fromstring((site_petite_ile / "carnet" / "plusieurs.html").read_bytes())
    assert own.xpath("//meta[@http-equiv]/@content") == [told["Content-Security-Policy"].partition("; frame-")[0]]
    assert told["X-Frame-Options"] == "DENY"
