"""A mail is read as a form is, whatever wrote it; what is hostile is one sentence, soon."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.contributing.courriel import MAX_PARTIES, read_courriel
from generator.contributing.fiche_recue import FicheRecue, make_fiche
from generator.contributing.reponses import read_best, read_demande
from generator.problems.faults import Fault
from tests.chemins import AUJOURDHUI
from tests.construction import read, tree
from tests.contributing.courriels import CLIENTS, QUI, filled, winmail
from tests.contributing.demande import REMPLIS, SERVICE, form, issue

Run = Callable[..., tuple[int, str, str]]


def fiche_of(data: bytes) -> FicheRecue:
    demande = read_best(read_courriel(data).textes)
    assert demande is not None
    return make_fiche(demande, read(), AUJOURDHUI)


@pytest.mark.parametrize("client", CLIENTS)
def test_every_client_gives_the_fiche_of_the_form(client: str) -> None:
    corpus = read()
    for nom, answers in REMPLIS.items():
        asked = read_demande(issue(form(nom), answers))
        mailed = read_best(read_courriel(CLIENTS[client](filled(form(nom), answers))).textes)
        assert asked is not None
        assert mailed is not None
        wanted, made = (make_fiche(one, corpus, AUJOURDHUI) for one in (asked, mailed))
        assert made.texte.replace("\n\n", "\n") == wanted.texte.replace("\n\n", "\n")
        assert "Prénom" not in made.texte
        assert "06 12" not in made.texte


def test_what_is_left_out_is_told() -> None:
    asked = filled(form("nouveau-service"), {**SERVICE, "contact.courriel": QUI.upper()})
    found = read_courriel(winmail(asked))
    assert (found.jour, found.laissees, found.adresses) == (datetime.date(2026, 11, 20), 1, 2)
    assert len(list(found.dit)) == 2
    assert QUI not in "".join(found.textes).casefold()
    assert "courriel:" not in fiche_of(winmail(asked)).texte


def test_a_signature_above_the_questions_hides_none_and_dates_are_no_quotation() -> None:
    said = "Le 12 mai 2026 à 18h30, à Port-Brume"
    text = f"Bonjour\n-- \nQuelqu'un\n\n### Nom du service\n\nUn café\n\n### Comment le demander ?\n\n{said}\nAppeler\n"
    demande = read_best(read_courriel(f"Subject: x\n\n{text}".encode()).textes)
    assert demande is not None
    assert demande.reponses == {"Nom du service": "Un café", "Comment le demander ?": f"{said}\nAppeler"}


HTML, TEXT = b"Content-Type: text/html\n\n", b"Content-Type: text/plain; charset="
HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "no header": b"### Nom du service\n\nx\n",
    "msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
    "deep": b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (i, i) for i in range(3000)),
    "long header": b"Content-Type: text/plain; " + b"a=b;" * 100_000 + b"\n\nx",
    "many parts": b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * 10 * MAX_PARTIES,
    "long text": TEXT + b"utf-8\n\n" + b"a" * 500_000,
    "only comments": HTML + b"<!--" * 90_000,
    "only a script": HTML + b"<script>" + b"</scrip" * 50_000,
    "only blanks": TEXT + b"utf-8\n\n" + b" " * 300_000,
    "winmail": b"Content-Type: application/ms-tnef\n\n\x78\x9f",
    "attached text": b"Content-Type: text/plain\nContent-Disposition: attachment\n\n### Nom du service\n\nx",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_message_that_cannot_be_read_is_one_sentence(name: str) -> None:
    with pytest.raises(Fault) as fault:
        read_courriel(HOSTILE[name])
    assert len(str(fault.value)) < 200


@pytest.mark.parametrize(
    "data",
    [
        HTML + b"<a b='" * 60_000,
        HTML + b"&#" * 150_000 + b"<![CDATA[" * 3000,
        TEXT + b"rot13\n\nNom",
        TEXT + b"utf-8\n\n\xff\xfe\xe9",
        TEXT + b"utf-8\n\n" + b"Le aaaaaaaaaa\n" * 25_000,
        TEXT + b"x\nContent-Transfer-Encoding: base64\n\n====A",
        b'Content-Type: ;;;"\nDate: Mon, 99 Foo 9999 99:99\nFrom: =?utf-8?b?AAAA\n\nx',
        b"Date: Fri, 20 Nov 99999999999 10:12:00 +0100\n\nx",
    ],
    ids=range(8),
)
def test_what_nobody_writes_is_still_only_a_text(data: bytes) -> None:
    assert all(isinstance(text, str) for text in read_courriel(data).textes)


def test_the_command_shows_then_writes(run: Run, racine_petite_ile: Path, tmp_path: Path) -> None:
    path = tmp_path / "message.eml"
    path.write_bytes(winmail(filled(form("nouveau-service"), SERVICE)))
    before = tree(racine_petite_ile)
    words = ("importer", "--depuis-courriel", path, "--racine", racine_petite_ile, "--date", str(AUJOURDHUI))
    code, shown, faults = run(*words)
    assert (code, faults) == (0, "")
    assert shown.startswith("Pièces jointes laissées de côté, sans les ouvrir : 1.\n")
    assert tree(racine_petite_ile) == before
    assert run(*words, "--ecrire")[0] == 0
    [made] = set(tree(racine_petite_ile)) - set(before)
    assert made == "content/offre/services/veillee-des-projets.yml"
    path.write_bytes(b"Subject: x\n\nBonjour")
    assert "aucune question n'y est reconnue" in run(*words)[2]
