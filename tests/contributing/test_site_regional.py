"""A regional site is a territory with one copy per site: 61 invented ones, a dead, a truncated and a lying included."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.cli.main import main
from generator.contributing.voisin_recu import INDEX, as_text, receive
from generator.models.voisin import path_of
from generator.rendering.pages.voisins import voisin_pages
from generator.rendering.search.checking import moteur_of
from generator.rendering.search.documents import GROUPES
from generator.rendering.site import Site
from generator.rendering.voisins import voisines
from tests.chemins import AUJOURDHUI
from tests.mini import Mini, officiel, write_mini
from tests.voisins import service, source

SITES = [f"pays-{rank:02}" for rank in range(61)]
MORT, COUPE, MENTEUR = "pays-07", "pays-23", "pays-42"
FICHES = 12
HIER = AUJOURDHUI - datetime.timedelta(days=30)
"""Day of the last good copies"""


def made(nom: str, rank: int) -> dict[str, Any]:
    """One service of a site, with words of its own, in one commune of the région."""
    commune = ("01901", "01902", "01903", "02901", "02902", "03901")[rank % 6]
    number = nom.removeprefix("pays-")
    one = service(f"atelier-{rank}", commune, nom=f"Atelier mot{number}x{rank} du pays {number}")
    return {**one, "adresse": f"https://{nom}.test/offre/services/atelier-{rank}/"}


def site(nom: str, services: Iterable[Mapping[str, Any]] = (), many: int = FICHES) -> dict[str, bytes]:
    held = [*(made(nom, rank) for rank in range(many)), *services]
    return source(held, site={"nom": f"Site du {nom}", "adresse": f"https://{nom}.test/"}, territoire=nom)


def lying() -> dict[str, bytes]:
    """A count that is not true, an id twice, a zone that is not in France, the page of another site."""
    twice, out, other = (made(MENTEUR, rank) for rank in (1, 20, 21))
    out["fiche"]["zone"] = {"type": "epci", "codes": ["000000000"]}
    other["adresse"] = "https://pays-01.test/offre/services/atelier-1/"
    files = site(MENTEUR, [twice, out, other])
    liste = json.loads(files["services.json"])
    return {**files, "services.json": json.dumps({**liste, "nombre": 99}).encode()}


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    """The territory, and the 61 copies of a month ago; that of MORT has been there for longer than six months."""
    mini = write_mini(tmp_path_factory.mktemp("region"))
    corpus = mini.corpus()
    for nom in SITES:
        day = AUJOURDHUI - datetime.timedelta(days=200) if nom == MORT else HIER
        good, problems = receive(site(nom), None, corpus, day)
        assert good, problems
        mini.write(path_of(nom), as_text(good))
    return mini


def test_each_source_is_taken_or_keeps_its_last_good_copy(
    region: Mini, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One command per folder, as a loop of a shell would do: three fail, and their former copies stay, dated."""
    sources = {nom: site(nom) for nom in SITES}
    sources[COUPE] = {**sources[COUPE], "services.json": sources[COUPE]["services.json"][:-100]}
    sources[MENTEUR] = lying()
    del sources[MORT]
    corpus = region.corpus()
    codes: Counter[str] = Counter()
    for nom, files in sources.items():
        copy, problems = receive(files, corpus.voisins[nom], corpus, AUJOURDHUI)
        codes.update(f"{nom} {problem.code}" for problem in problems)
        if copy:
            region.write(path_of(nom), as_text(copy))
    assert codes == {f"{COUPE} VOI003": 1, f"{MENTEUR} VOI003": 1, f"{MENTEUR} VOI004": 3}
    for nom in (MORT, COUPE, MENTEUR):
        folder = tmp_path / nom
        folder.mkdir()
        for name, data in sources.get(nom, {}).items():
            (folder / name).write_bytes(data)
        kept = region.text(path_of(nom))
        arguments = ["importer", "--donnees", str(folder), "--nom", nom, "--ecrire", "--racine", str(region.root)]
        assert main([*arguments, "--date", str(AUJOURDHUI)], officiel()) == (2 if nom == MORT else 1)
        assert region.text(path_of(nom)) == kept
    told = capsys.readouterr()
    assert f"n'a pas de {INDEX}" in told.err
    assert told.out.count(f"La copie du {HIER} reste en place.") == 2
    after = region.corpus()
    days = Counter(voisin.copie_le for voisin in after.voisins.values())
    assert days == {AUJOURDHUI: 58, HIER: 2, AUJOURDHUI - datetime.timedelta(days=200): 1}
    assert [problem.path for problem in region.verify().problems if problem.code == "VOI007"] == [path_of(MORT)]


def test_one_index_one_search_each_answer_leads_to_its_keeper(region: Mini) -> None:
    shown = Site(region.corpus(), AUJOURDHUI)
    pages = {page.url: page.body for page in voisin_pages(shown)}
    named = [nom for nom in SITES if any(f"voisins/{nom}/" in body for body in pages.values())]
    assert named == SITES
    assert all(len(re.findall("<[a-z]", body)) < 250 for body in pages.values())
    assert len(voisines(shown)) == len(SITES) * FICHES
    moteur = moteur_of(shown)
    folders = {groupe.id: groupe.dossier for groupe in GROUPES}
    for nom in SITES:
        found = moteur.chercher(f"mot{nom[-2:]}x5").resultats[0].document
        assert f"{folders[found.genre]}{found.nom_court}/" == f"https://{nom}.test/offre/services/atelier-5/"
    for one in voisines(shown):
        assert one.fiche.adresse.startswith(f"https://{one.cle}.test/")
        assert one.fiche.adresse in "".join(
            body for url, body in pages.items() if url.startswith(f"voisins/{one.cle}/")
        )


def test_the_same_fiche_of_the_shelf_is_named_once(region: Mini) -> None:
    """Sixty-one sites that share a fiche say it once: the copy whose data are the latest."""
    corpus = region.corpus()

    def shelf(nom: str, day: str) -> Any:
        shared = service("fonds", nom="Fonds de tous", zone={"type": "france"})
        shared["adresse"] = f"https://{nom}.test/offre/services/fonds/"
        files = source([shared], site={"nom": nom, "adresse": f"https://{nom}.test/"}, jour=day)
        return receive(files, None, corpus, AUJOURDHUI)[0]

    copies = {nom: shelf(nom, f"2026-10-{1 + rank % 30:02}") for rank, nom in enumerate(SITES)}
    found = voisines(Site(replace(corpus, voisins=copies), AUJOURDHUI))
    assert [(one.cle, str(one.voisin.jour)) for one in found] == [("pays-29", "2026-10-30")]
