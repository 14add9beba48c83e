"""What is to confirm and what closes soon, on the small territory and on the invented one."""

from __future__ import annotations

import datetime
import json

import pytest
from markdown_it import MarkdownIt

from generator.corpus.fraicheur import RAPPEL, Releve, counts, releves
from generator.rendering.rendering import render_corpus
from generator.upkeep.billets_fraicheur import billets_fraicheur
from generator.upkeep.rapport import as_json, as_markdown, as_text
from tests.chemins import AUJOURDHUI
from tests.construction import read
from tests.mini import ACTEUR, FINANCEMENT, RESSOURCE, SERVICE, Mini

CONFIRME = 'verifie_le: {}\nverifie_par: "Accueil"\n'


def of(mini: Mini, today: datetime.date = AUJOURDHUI) -> Releve:
    (releve,) = releves(mini.corpus(), today)
    return releve


def states(mini: Mini) -> dict[str, tuple[str, str]]:
    return {one.id: (one.etat, one.le.isoformat()) for one in of(mini).relectures}


def test_what_nobody_confirmed_waits_since_it_was_read(mini: Mini) -> None:
    assert states(mini) == {
        "pole": ("jamais", "2027-05-20"),
        "accueil": ("jamais", "2027-05-20"),
        "guide": ("jamais", "2027-05-20"),
        "pret": ("jamais", "2027-05-20"),
    }


@pytest.mark.parametrize(
    ("day", "etat", "due"),
    [
        ("2026-11-20", "a-jour", "2027-05-20"),
        ("2026-06-23", "a-jour", "2026-12-23"),
        ("2026-06-22", "bientot", "2026-12-22"),
        ("2026-05-22", "bientot", "2026-11-22"),
        ("2026-05-21", "depassee", "2026-11-21"),
    ],
)
def test_a_confirmation_holds_six_months_and_is_recalled_a_month_before(
    mini: Mini, day: str, etat: str, due: str
) -> None:
    mini.add(SERVICE, CONFIRME.format(day))
    assert states(mini)["accueil"] == (etat, due)
    assert RAPPEL == 30


def test_a_fiche_may_have_its_own_rhythm(mini: Mini) -> None:
    mini.add(SERVICE, CONFIRME.format("2026-09-22") + "rythme_verification: 1\n")
    assert states(mini)["accueil"] == ("depassee", "2026-10-22")


@pytest.mark.parametrize("statut", ["clos", "a-creer"])
def test_what_is_over_or_not_yet_has_nothing_to_confirm(mini: Mini, statut: str) -> None:
    mini.change(RESSOURCE, "statut: actif", f"statut: {statut}")
    assert "guide" not in states(mini)


def test_whose_fiche_it_is(mini: Mini) -> None:
    mini.copy(ACTEUR, "content/acteurs/banque.yml", ("roles_consortium: [porteur]\n", ""))
    mini.change(FINANCEMENT, "porteur: pole", "porteur: banque")
    found = {releve.acteur: [one.id for one in releve.relectures] for releve in releves(mini.corpus(), AUJOURDHUI)}
    assert found == {"banque": ["banque", "pret"], "pole": ["pole", "guide", "accueil"]}


@pytest.mark.parametrize(
    ("last", "told"),
    [("2026-11-21", False), ("2026-11-22", True), ("2027-01-21", True), ("2027-01-22", False)],
)
def test_what_closes_within_sixty_days(mini: Mini, last: str, told: bool) -> None:
    mini.change(FINANCEMENT, "  permanent: oui\n", f"  cloture: {last}\n")
    mini.add(SERVICE, f"ouverture:\n  au: {last}\n")
    closing = [(one.genre, one.le.isoformat()) for one in of(mini).fermetures]
    assert closing == ([("financement", last), ("service", last)] if told else [])


def test_the_limit_is_the_territory_s(mini: Mini) -> None:
    mini.add("data/territoire.yml", "fraicheur:\n  ferme_bientot: 10\n")
    mini.change(FINANCEMENT, "  permanent: oui\n", "  cloture: 2026-12-03\n")
    assert of(mini).fermetures == ()


def test_the_text_says_all_and_the_counts_are_right(mini: Mini) -> None:
    mini.add(SERVICE, CONFIRME.format("2026-11-20"))
    mini.add(RESSOURCE, CONFIRME.format("2026-01-20"))
    mini.change(FINANCEMENT, "  permanent: oui\n", "  cloture: 2026-12-01\n")
    found = releves(mini.corpus(), AUJOURDHUI)
    assert counts(found) == {"a-jour": 1, "bientot": 0, "depassee": 1, "jamais": 2}
    assert as_text(found, AUJOURDHUI) == (
        "Au 22 novembre 2026 : 4 fiches suivies, 3 à confirmer (dont 2 jamais confirmées par leur structure).\n"
        "Ce sont : la fiche de cette structure, 2 fiches qui la nomment (acteur ou porteur), "
        "1 fiche confiée à la coordination (aucune structure n'y est nommée).\n"
        "1 fiche ferme bientôt.\n"
        "\n"
        "Pôle de Mini (pole) (3)\n"
        "- Pôle de Mini : jamais confirmée (content/acteurs/pole.yml)\n"
        "- Prêt pour tous : jamais confirmée (content/offre/financements/pret.yml)\n"
        "- Prêt pour tous : ferme après le 1er décembre 2026 (content/offre/financements/pret.yml)\n"
        "\n"
        "Pôle de Mini (pole), pour la coordination : aucune structure n'y est nommée (1)\n"
        "- Guide des débuts : à confirmer depuis le 20 juillet 2026 (content/offre/ressources/guide.yml)"
    )
    assert as_markdown(found, AUJOURDHUI).startswith("## Fraîcheur des fiches\n\nAu 22 novembre 2026")
    whole = json.loads(as_json(found, AUJOURDHUI))
    assert whole["comptes"]["depassee"] == 1
    assert whole["acteurs"][0]["fermetures"][0]["le"] == "2026-12-01"


def test_what_names_nobody_is_told_apart_from_what_is_the_acteur_s_own(mini: Mini) -> None:
    """The coordination answers for it: it is not its fiche, and the text must not let one think so."""
    corpus = mini.corpus()
    found = releves(corpus, AUJOURDHUI)
    assert {one.id: one.lien for one in found[0].relectures} == {
        "pole": "sienne",
        "accueil": "nommee",
        "pret": "nommee",
        "guide": "confiee",
    }
    text = as_text(found, AUJOURDHUI)
    assert (
        "\nCe sont : la fiche de cette structure, 2 fiches qui la nomment (acteur ou porteur), "
        "1 fiche confiée à la coordination (aucune structure n'y est nommée).\n"
    ) in text
    own, alone = text.split("\nPôle de Mini (pole), pour la coordination : aucune structure n'y est nommée (1)\n")
    assert "\nPôle de Mini (pole) (3)\n" in own and "Guide" not in own
    assert alone == "- Guide des débuts : jamais confirmée (content/offre/ressources/guide.yml)"
    (billet,) = billets_fraicheur(found, corpus.territoire)
    title = "\n### À confirmer par la coordination : aucune structure n'y est nommée\n\n- [Guide des débuts]"
    assert title in billet.corps and billet.corps.index("### À confirmer\n") < billet.corps.index(title)


def test_an_issue_says_what_to_do_and_stays_the_same_from_one_week_to_the_next(mini: Mini) -> None:
    mini.add(SERVICE, CONFIRME.format("2026-01-20"))
    corpus = mini.corpus()
    (billet,) = billets_fraicheur(releves(corpus, AUJOURDHUI), corpus.territoire)
    assert (billet.cle, billet.titre) == ("pole", "À confirmer : Pôle de Mini")
    line = "- [Accueil de tous](https://mini.test/offre/services/accueil/) : à confirmer depuis le 20 juillet 2026"
    assert line in billet.corps.splitlines()
    later = billets_fraicheur(releves(corpus, AUJOURDHUI + datetime.timedelta(days=7)), corpus.territoire)
    assert later == (billet,)


def test_no_issue_when_all_is_confirmed(mini: Mini) -> None:
    for path in (ACTEUR, SERVICE, RESSOURCE, FINANCEMENT):
        mini.add(path, CONFIRME.format("2026-11-20"))
    corpus = mini.corpus()
    assert billets_fraicheur(releves(corpus, AUJOURDHUI), corpus.territoire) == ()


def test_an_issue_calls_nobody_and_runs_nothing(mini: Mini) -> None:
    mini.change(ACTEUR, 'nom: "Pôle de Mini"', 'nom: "@pole <img src=x> [a](javascript:x) `b` **c**"')
    corpus = mini.corpus()
    (billet,) = billets_fraicheur(releves(corpus, AUJOURDHUI), corpus.territoire)
    html = MarkdownIt("commonmark").render(billet.corps)
    for forbidden in ("@pole", "<img", 'href="javascript', "<code>b", "<strong>c"):
        assert forbidden not in html


def test_a_long_issue_is_cut(mini: Mini) -> None:
    for number in range(40):
        mini.copy(SERVICE, f"content/offre/services/s{number:02}.yml", ("Accueil de tous", f"Service {number:02}"))
    corpus = mini.corpus()
    (billet,) = billets_fraicheur(releves(corpus, AUJOURDHUI), corpus.territoire)
    assert "- … et 13 de plus." in billet.corps


def test_the_editor_is_offered_when_the_depot_is_known() -> None:
    corpus = read()
    bodies = "\n".join(billet.corps for billet in billets_fraicheur(releves(corpus, AUJOURDHUI), corpus.territoire))
    assert (
        "](https://forge.example/petite-ile/offre/edit/main/content/offre/services/atelier-gouvernance.yml))" in bodies
    )


# The page and the calendars


def test_the_page_tells_the_real_figures(mini: Mini) -> None:
    page = next(page for page in render_corpus(mini.corpus(), AUJOURDHUI).pages if page.url == "a-jour/")
    assert "Confirmées par leur structure" not in page.body  # never a row of nought
    assert "Aucune structure n'a encore confirmé sa fiche." in page.body
    assert "4 fiches à confirmer sur 4" in page.body
    assert "Rien, d'après les dates que nous connaissons." in page.body
    mini.add(SERVICE, CONFIRME.format("2026-11-20"))
    mini.change(FINANCEMENT, "  permanent: oui\n", "  cloture: 2026-12-01\n")
    page = next(page for page in render_corpus(mini.corpus(), AUJOURDHUI).pages if page.url == "a-jour/")
    assert "<strong>1 fiche</strong> sur 4" in page.body
    assert "Aucune structure" not in page.body
    assert "dernier jour le 1er décembre 2026" in page.body


def test_the_calendar_has_one_event_a_day_and_the_same_bytes(mini: Mini) -> None:
    mini.add(SERVICE, CONFIRME.format("2026-11-01"))
    files = {file.path: file.data for file in render_corpus(mini.corpus(), AUJOURDHUI).files}
    data = files["acteurs/pole/relectures.ics"]
    text = data.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20270501" in text and "DTSTART;VALUE=DATE:20270520" in text
    assert "SUMMARY:1 fiche à relire : Mini\r\n" in text
    assert "UID:relecture-pole-2027-05-01@mini.test\r\n" in text
    assert "- Accueil de tous : https://mini.test/offre/services/accueil/" in text
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    again = {file.path: file.data for file in render_corpus(mini.corpus(), AUJOURDHUI).files}
    assert again["acteurs/pole/relectures.ics"] == data
