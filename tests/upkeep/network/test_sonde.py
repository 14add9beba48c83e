"""Links asked on a server of our own, with a clock of our own: polite, and never towards a private network."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar

import pytest

from generator.cli.commands import liens
from generator.upkeep.liens import ReponseDuServeur, read_memory
from generator.upkeep.network import sonde as module
from generator.upkeep.network.sonde import INTERVALLE, MAX_REDIRECTIONS, AdresseRefusee, Sonde, est_publique
from tests.chemins import AUJOURDHUI, PETITE_ILE
from tests.mini import ACTEUR, Mini, officiel
from tests.serveur import QuietServer

AGENT = "verification-des-liens (Essai; +https://site.example/)"


class Site(BaseHTTPRequestHandler):
    """Answers by path, remembers what was asked."""

    asked: ClassVar[list[tuple[str, str, str]]] = []
    ROUTES: ClassVar[dict[str, tuple[int, str]]] = {
        "/bon": (200, ""),
        "/absent": (404, ""),
        "/ferme": (403, ""),
        "/trop": (429, ""),
        "/panne": (500, ""),
        "/demenage": (301, "/bon"),
        "/detour": (302, "/bon"),
        "/melange": (301, "/detour"),
        "/vers-accueil": (301, "/"),
        "/": (200, ""),
        "/boucle": (302, "/boucle"),
        "/sans-lieu": (302, ""),
        "/prive": (302, "http://169.254.169.254/latest/meta-data/"),
        "/fichier": (302, "file:///etc/passwd"),
        "/é?q=à": (200, ""),
    }

    def answer(self) -> None:
        type(self).asked.append((self.command, self.path, self.headers.get("User-Agent", "")))
        if self.path == "/sans-head" and self.command == "HEAD":
            self.reply(405)
        elif self.path == "/sans-head" or self.path == "/%C3%A9?q=%C3%A0":
            self.reply(200)
        elif self.path == "/feuille.csv":
            self.reply(200, body=b"id,nom\n")
        elif self.path == "/muet":
            self.close_connection = True
        else:
            self.reply(*self.ROUTES.get(self.path, (404, "")))

    def reply(self, code: int, location: str = "", body: bytes = b"") -> None:
        self.send_response(code)
        if location:
            self.send_header("Location", location)
        if body:
            self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_GET = answer

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet."""


class Temps:
    """A clock that only goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, [0.0]

    def __call__(self) -> float:
        return self.now

    def dormir(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@contextmanager
def serving() -> Iterator[int]:
    Site.asked.clear()
    server = QuietServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def port() -> Iterator[int]:
    with serving() as number:
        yield number


def sent(text: str, charset: str = "utf-8") -> str:
    """Return a header that holds these very bytes once written (as Latin-1, by the server of the tests)."""
    return text.encode(charset).decode("latin-1")


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        (sent("/économie-sociale/"), "/%C3%A9conomie-sociale/"),
        (sent("/%C3%A9conomie-sociale/"), "/%C3%A9conomie-sociale/"),
        (sent("économie-sociale/"), "/%C3%A9conomie-sociale/"),
        (sent("/trouver/?q=café solidaire"), "/trouver/?q=caf%C3%A9%20solidaire"),
        (sent("/métiers", "latin-1"), "/m%E9tiers"),
        (sent("/œuvre/”"), "/%C5%93uvre/%E2%80%9D"),
        ("  /avec-des-espaces/  ", "/avec-des-espaces/"),
        ("\\dossier\\page", "/dossier/page"),
        (sent("//Économie.example:{port}/là"), "/l%C3%A0"),
    ],
)
def test_a_redirection_is_followed_as_browsers_do(
    port: int, location: str, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    routes = {**Site.ROUTES, "/vieux": (301, location.replace("{port}", str(port))), asked: (200, "")}
    monkeypatch.setattr(Site, "ROUTES", routes)
    assert probe(port).demander(f"http://site.example:{port}/vieux").code == 200
    assert [path for _, path, _ in Site.asked] == ["/vieux", asked]


def probe(port: int, temps: Temps | None = None, **more: Any) -> Sonde:
    temps = temps or Temps()
    settings: dict[str, Any] = {
        "permise": lambda ip: ip == "127.0.0.1",
        "resolve_host": lambda host, port: ["127.0.0.1" if host.endswith(".example") else host],
        "ports": frozenset({port}),
        **more,
    }
    return Sonde(AGENT, horloge=temps, dormir=temps.dormir, **settings)


def asked() -> list[str]:
    return [f"{method} {path}" for method, path, _ in Site.asked]


@pytest.mark.parametrize(
    ("path", "expected", "requests"),
    [
        ("/bon", ReponseDuServeur(200), ["HEAD /bon"]),
        ("/sans-head", ReponseDuServeur(200), ["HEAD /sans-head", "GET /sans-head"]),
        ("/absent", ReponseDuServeur(404), ["HEAD /absent", "GET /absent"]),
        ("/ferme", ReponseDuServeur(403), ["HEAD /ferme", "GET /ferme"]),
        ("/trop", ReponseDuServeur(429), ["HEAD /trop"]),
        ("/panne", ReponseDuServeur(500), ["HEAD /panne", "GET /panne"]),
        ("/sans-lieu", ReponseDuServeur(302), ["HEAD /sans-lieu"]),
        ("/é?q=à", ReponseDuServeur(200), ["HEAD /%C3%A9?q=%C3%A0"]),
    ],
)
def test_head_then_get(port: int, path: str, expected: ReponseDuServeur, requests: list[str]) -> None:
    assert probe(port).demander(f"http://site.example:{port}{path}") == expected
    assert asked() == requests


def test_who_asks_is_told_to_each_site(port: int) -> None:
    probe(port).demander(f"http://site.example:{port}/bon")
    assert Site.asked == [("HEAD", "/bon", AGENT)]


@pytest.mark.parametrize(
    ("path", "end", "permanent"),
    [
        ("/demenage", "/bon", True),
        ("/detour", "/bon", False),
        ("/melange", "/bon", False),
        ("/vers-accueil", "/", True),
    ],
)
def test_redirects_are_followed_and_told(port: int, path: str, end: str, permanent: bool) -> None:
    root = f"http://site.example:{port}"
    assert probe(port).demander(f"{root}{path}") == ReponseDuServeur(200, f"{root}{end}", permanent)


def test_an_endless_redirect_is_a_failure(port: int) -> None:
    found = probe(port).demander(f"http://site.example:{port}/boucle")
    assert found.defaut == f"plus de {MAX_REDIRECTIONS} redirections"
    assert len(asked()) == MAX_REDIRECTIONS + 1


def test_a_redirect_to_a_private_network_is_refused_before_any_connection(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[str] = []
    real = module._connect
    monkeypatch.setattr(module, "_connect", lambda *where: reached.append(where[0]) or real(*where))
    asking = probe(port, ports=frozenset({port, 80}))
    assert asking.demander(f"http://site.example:{port}/prive").refus == "cette adresse n'est pas publique"
    assert (
        asking.demander(f"http://site.example:{port}/fichier").refus == "ce n'est pas une adresse http ou https simple"
    )
    assert reached == ["127.0.0.1", "127.0.0.1"]


@pytest.mark.parametrize(
    ("address", "refusal"),
    [
        ("http://127.0.0.1/", "cette adresse n'est pas publique"),
        ("http://localhost/", "cette adresse n'est pas publique"),
        ("http://interne.example/", "cette adresse n'est pas publique"),
        ("http://double.example/", "cette adresse n'est pas publique"),
        ("http://vide.example/", "cette adresse n'est pas publique"),
        ("http://public.example:22/", "le port 22 n'est pas celui d'un site"),
        ("ftp://public.example/", "ce n'est pas une adresse http ou https simple"),
        ("http://moi@public.example/", "ce n'est pas une adresse http ou https simple"),
        ("file:///etc/passwd", "ce n'est pas une adresse http ou https simple"),
        ("http:///x", "ce n'est pas une adresse http ou https simple"),
        ("http://[", "cette adresse ne se lit pas"),
        ("http://\N{CARE OF}/", "cette adresse ne se lit pas"),
        ("http://public.example:99999/", "cette adresse ne se lit pas"),
    ],
)
def test_what_is_never_asked(address: str, refusal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {
        "127.0.0.1": ["127.0.0.1"],
        "localhost": ["::1"],
        "interne.example": ["10.0.0.8"],
        "double.example": ["93.184.216.34", "192.168.1.1"],
        "vide.example": [],
        "public.example": ["93.184.216.34"],
    }
    monkeypatch.setattr(module, "_connect", lambda *where: pytest.fail("une connexion a été ouverte"))
    asking = Sonde(AGENT, resolve_host=lambda host, port: names[host])
    assert asking.demander(address) == ReponseDuServeur(refus=refusal)


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("64:ff9b::5db8:d822", True),
        *((ip, False) for ip in ("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254")),
        *((ip, False) for ip in ("100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255")),  # noqa: S104
        *((ip, False) for ip in ("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1")),
        *((ip, False) for ip in ("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1")),
        *((ip, False) for ip in ("2002:7f00:1::", "2001:0:0:0:0:0:80ff:fffe")),
        *((ip, False) for ip in ("64:ff9b:1::1", "fec0::1", "::127.0.0.1", "::10.0.0.1", "::ffff:0:10.0.0.1")),
        *((ip, False) for ip in ("168.63.129.16", "::ffff:168.63.129.16", "64:ff9b::a83f:8110")),
    ],
)
def test_which_networks_are_the_internet_s(ip: str, public: bool) -> None:
    assert est_publique(ip) == public


def test_one_request_per_host_and_per_second(port: int) -> None:
    temps = Temps()
    asking = probe(port, temps)
    for host in ("a", "b", "a", "a"):
        asking.demander(f"http://{host}.example:{port}/bon")
    assert temps.slept[1:] == [INTERVALLE, INTERVALLE]
    temps.now += 5
    asking.demander(f"http://a.example:{port}/bon")
    assert temps.slept[1:] == [INTERVALLE, INTERVALLE]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (TimeoutError(), "pas de réponse à temps"),
        (socket.gaierror(), "ce nom de site n'existe pas"),
        (ConnectionRefusedError(), "la connexion échoue"),
        (UnicodeError(), "la connexion échoue"),
    ],
)
def test_faults_are_told_in_french(port: int, fault: Exception, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*where: Any) -> Any:
        raise fault

    monkeypatch.setattr(module, "_connect", fail)
    assert probe(port).demander(f"http://site.example:{port}/bon") == ReponseDuServeur(defaut=said)


@pytest.mark.parametrize("location", ["http://[", "http://\N{CARE OF}/", "//[::1"])
def test_a_redirection_that_cannot_be_read_is_a_failure_of_that_link_only(
    port: int, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Site, "ROUTES", {"/vieux": (301, sent(location))})
    assert probe(port).demander(f"http://site.example:{port}/vieux") == ReponseDuServeur(
        defaut="renvoie à une adresse qui ne se lit pas"
    )


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_site_that_sends_one_byte_at_a_time_ends(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte comes in time; the whole never would."""
    ended = threading.Event()

    def drip(listening: socket.socket) -> None:
        with listening.accept()[0] as line, contextlib.suppress(OSError):
            while not ended.wait(0.05):
                line.sendall(b"H" if scheme == "http" else b"\x16")

    monkeypatch.setattr(module, "DELAI", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        number = listening.getsockname()[1]
        thread = threading.Thread(target=drip, args=[listening], daemon=True)
        thread.start()
        found = probe(number).demander(f"{scheme}://site.example:{number}/")
        ended.set()
        thread.join()
    assert found.defaut in ("pas de réponse à temps", "certificat refusé", "la connexion échoue")
    assert scheme == "https" or found.defaut == "pas de réponse à temps"


def test_a_site_that_says_nothing_and_one_without_encryption(port: int) -> None:
    assert probe(port).demander(f"http://site.example:{port}/muet").defaut == "la connexion échoue"
    assert probe(port).demander(f"https://site.example:{port}/bon").defaut == "certificat refusé"


# The command


@pytest.fixture
def linked(mini: Mini, port: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Mini, Temps]:
    """The small territory with links to our own server, and the command that asks it."""
    temps = Temps()
    paths = ("bon", "absent", "ferme", "demenage", "vers-accueil")
    mini.add(ACTEUR, "description: |\n" + "".join(f"  [{p}](http://site.example:{port}/{p})\n\n" for p in paths))
    monkeypatch.setattr(liens, "make_sonde", lambda corpus: probe(port, temps))
    return mini, temps


def call(capsys: pytest.CaptureFixture[str], mini: Mini, day: str, *more: str) -> tuple[int, str]:
    from generator.cli.main import main

    code = main(["liens", "--racine", str(mini.root), "--date", day, *more], officiel())
    return code, capsys.readouterr().out


def test_two_weeks_of_the_command(
    linked: tuple[Mini, Temps], port: int, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mini, _ = linked
    cache = ("--cache", str(tmp_path / "memoire/liens.json"))
    code, shown = call(capsys, mini, "2026-11-22", *cache)
    assert code == 0
    assert "5 liens vers d'autres sites, 5 demandés." in shown
    assert "Ne répondent plus" not in shown
    assert f"- http://site.example:{port}/demenage : a changé d'adresse : http://site.example:{port}/bon" in shown
    assert f"- http://site.example:{port}/vers-accueil : mène à une page d'accueil" in shown
    Site.asked.clear()
    assert "0 demandés." in call(capsys, mini, "2026-11-22", *cache)[1]
    assert Site.asked == []
    code, shown = call(capsys, mini, "2026-11-29", *cache)
    assert code == 0
    assert "Ne répondent plus (1)\n" in shown
    assert f"- http://site.example:{port}/absent : réponse 404, depuis le 22 novembre 2026 au moins\n" in shown


def test_without_a_memory_nothing_is_written(linked: tuple[Mini, Temps], capsys: pytest.CaptureFixture[str]) -> None:
    mini, _ = linked
    before = sorted(mini.root.rglob("*"))
    assert call(capsys, mini, "2026-11-22", "--format", "json")[0] == 0
    assert sorted(mini.root.rglob("*")) == before


def test_a_run_ends_in_time_and_leaves_the_rest_for_later(
    linked: tuple[Mini, Temps], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mini, _ = linked
    monkeypatch.setattr(liens, "DUREE", 2.5)
    shown = call(capsys, mini, "2026-11-22")[1]
    assert "5 liens vers d'autres sites, 3 demandés." in shown
    assert "Pas encore demandés : 2." in shown


def test_faulty_contents_ask_nobody(fautive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = call(capsys, Mini(fautive), str(AUJOURDHUI))
    assert code == 1
    assert "REF001" in shown


def test_the_agent_names_the_site() -> None:
    from tests.construction import read

    assert liens.make_sonde(read(PETITE_ILE)).agent == (
        "verification-des-liens (Ensemble  Petite-le; +https://petite-ile.test/offre/)"
    )


def test_an_unreadable_memory_is_told(mini: Mini, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _ = call(capsys, mini, "2026-11-22", "--cache", str(tmp_path))
    assert code == 2


def test_a_run_that_is_stopped_keeps_what_it_learnt(
    linked: tuple[Mini, Temps], port: int, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mini, temps = linked
    true_sleep = temps.dormir

    def stop_at_the_third(seconds: float) -> None:
        true_sleep(seconds)
        if len(temps.slept) == 3:
            raise KeyboardInterrupt

    temps.dormir = stop_at_the_third  # type: ignore[method-assign]
    assert call(capsys, mini, "2026-11-22", "--cache", str(tmp_path / "liens.json"))[0] == 130
    assert len(read_memory((tmp_path / "liens.json").read_text("utf-8"))) == 1


def test_an_address_that_cannot_be_read_is_one_link_not_asked(
    mini: Mini, port: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(liens, "make_sonde", lambda corpus: probe(port))
    mini.add(ACTEUR, f"description: 'Voir http://\N{CARE OF} et http://site.example:{port}/bon.'\n")
    code, shown = call(capsys, mini, "2026-11-22")
    assert (code, asked()) == (0, ["HEAD /bon"]), shown
    assert "http://\N{CARE OF}" in shown


def test_a_document_is_read_whole_or_not_at_all_and_nothing_is_followed(port: int) -> None:
    sonde = Sonde(AGENT, lambda ip: True, dormir=lambda seconds: None, ports=frozenset({port}))
    root = f"http://127.0.0.1:{port}"
    assert sonde.lire(f"{root}/feuille.csv", 7) == ("text/csv", b"id,nom\n")
    for path, said in (
        ("/feuille.csv", "trop gros"),
        ("/demenage", f"renvoie à « {root}/bon »"),
        ("/prive", "169.254.169.254"),
        ("/absent", "refus \\(404\\)"),
        ("/muet", "échoue"),
    ):
        with pytest.raises(AdresseRefusee, match=said):
            sonde.lire(f"{root}{path}", 6)
    assert [path for _, path, _ in Site.asked].count("/bon") == 0
