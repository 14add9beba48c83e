"""Ask one link, politely and without ever touching a private network.

HEAD first; GET when a site does not like HEAD, its body left unread. One
request per host and per second. Each address is resolved here, checked, and
connected to as it was checked: what a name points at cannot change in between
(a fiche, hence anybody, chooses the addresses that our machine asks).
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from generator.upkeep.liens import PERMANENTS, ReponseDuServeur

TIMEOUT = 15
"""Seconds to connect, then to answer."""
DELAI = 30.0
"""Seconds of one request from its connection to its answer: a site that sends one byte at a time ends there."""
INTERVALLE = 1.0
"""Seconds between two requests to one host."""
MAX_REDIRECTIONS = 5
PORTS = {"http": 80, "https": 443}
_REDIRECTS = (301, 302, 303, 307, 308)


ETAT_DES_MACHINES = ipaddress.ip_address("168.63.129.16")
"""Public by its number, but the host of a virtual machine answers there (Azure, hence the machines of the forge)."""
_CARRYING_IPV4 = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96")))
"""IPv6 that ends with an IPv4: NAT64 (RFC 6052), IPv4-compatible (RFC 4291), IPv4-translated (RFC 2765)."""
_LOCAL = tuple(map(ipaddress.IPv6Network, ("64:ff9b:1::/48", "fec0::/10")))
"""What some versions of Python hold for public: local NAT64 (RFC 8215), former site-local (RFC 3879)."""


class AdresseRefusee(Exception):
    """An address that must not be asked; carries why, in French."""


def est_publique(adresse: str) -> bool:
    """Tell whether an IP address is one of the internet's: neither private, nor local, nor made from such a one."""
    ip = ipaddress.ip_address(adresse.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None or any(ip in network for network in _CARRYING_IPV4):
            return est_publique(str(inner or ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if any(ip in network for network in _LOCAL):
            return False
    return ip.is_global and not ip.is_multicast and ip != ETAT_DES_MACHINES


def resolve_host(hote: str, port: int) -> list[str]:
    """Return the IP addresses of a host."""
    return [str(found[4][0]) for found in socket.getaddrinfo(hote, port, type=socket.SOCK_STREAM)]


@dataclass(slots=True)
class Sonde:
    """Asks links one after the other; what touches the world is replaced in the tests."""

    agent: str
    """Says who asks: the site's name and address"""
    permise: Callable[[str], bool] = est_publique
    resolve_host: Callable[[str, int], list[str]] = resolve_host
    horloge: Callable[[], float] = time.monotonic
    dormir: Callable[[float], None] = time.sleep
    ports: frozenset[int] = frozenset(PORTS.values())
    _last: dict[str, float] = field(default_factory=dict)

    def demander(self, adresse: str) -> ReponseDuServeur:
        """Follow one link to its end."""
        here, permanent = adresse, True
        for _ in range(MAX_REDIRECTIONS + 1):
            try:
                code, location = self._one(here)
            except AdresseRefusee as refusal:
                return ReponseDuServeur(vers=_other(here, adresse), refus=str(refusal))
            except ssl.SSLError:
                return ReponseDuServeur(vers=_other(here, adresse), defaut="certificat refusé")
            except TimeoutError:
                return ReponseDuServeur(vers=_other(here, adresse), defaut="pas de réponse à temps")
            except socket.gaierror:
                return ReponseDuServeur(vers=_other(here, adresse), defaut="ce nom de site n'existe pas")
            except (OSError, http.client.HTTPException, ValueError):
                return ReponseDuServeur(vers=_other(here, adresse), defaut="la connexion échoue")
            if code not in _REDIRECTS or not location:
                return ReponseDuServeur(code, _other(here, adresse), permanent and here != adresse)
            permanent = permanent and code in PERMANENTS
            try:
                here = urljoin(here, location)
            except ValueError:
                return ReponseDuServeur(vers=_other(here, adresse), defaut="renvoie à une adresse qui ne se lit pas")
        return ReponseDuServeur(vers=here, defaut=f"plus de {MAX_REDIRECTIONS} redirections")

    def _one(self, address: str) -> tuple[int, str]:
        """Return (status, where it sends): HEAD, then GET when HEAD is not liked."""
        code, location = self._request("HEAD", address)
        if code >= 400 and code != 429:
            code, location = self._request("GET", address)
        return code, location

    def lire(self, adresse: str, most: int) -> tuple[str, bytes]:
        """Return (sort of document, bytes) of one address, and of no other: nothing that it sends to is followed.

        Raises AdresseRefusee with one French sentence when it is not public, sends elsewhere, refuses, is too long.
        """
        try:
            with self._answer("GET", adresse) as answer:
                if answer.status in _REDIRECTS:
                    there = urljoin(adresse, _location(answer.getheader("Location") or ""))
                    raise AdresseRefusee(f"elle renvoie à « {there[:300]} » : donner celle-là, si c'est la bonne")
                if answer.status != 200:
                    raise AdresseRefusee(f"le site répond par un refus ({answer.status})")
                data = answer.read(most + 1)
                if len(data) > most:
                    raise AdresseRefusee(f"le document est trop gros, {most // 1000} Ko au plus")
                return answer.getheader("Content-Type") or "", data
        except TimeoutError:
            raise AdresseRefusee("le site ne répond pas à temps") from None
        except (OSError, http.client.HTTPException, ValueError):
            raise AdresseRefusee("la connexion échoue") from None

    def _request(self, method: str, address: str) -> tuple[int, str]:
        with self._answer(method, address) as answer:
            return answer.status, _location(answer.getheader("Location") or "")

    @contextmanager
    def _answer(self, method: str, address: str) -> Iterator[http.client.HTTPResponse]:
        """Ask one address, once every part of it is checked."""
        try:
            parts = urlsplit(address)
            port = parts.port or PORTS.get(parts.scheme, 0)
        except ValueError:
            raise AdresseRefusee("cette adresse ne se lit pas") from None
        if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
            raise AdresseRefusee("ce n'est pas une adresse http ou https simple")
        if port not in self.ports:
            raise AdresseRefusee(f"le port {port} n'est pas celui d'un site")
        ips = self.resolve_host(parts.hostname, port)
        if not ips or not all(map(self.permise, ips)):
            raise AdresseRefusee("cette adresse n'est pas publique")
        self._wait(parts.hostname)
        path = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe="/?&=%+,;:~#@!$'()*[]")
        with _connected(parts.scheme, parts.hostname, port, ips[0]) as connection:
            connection.request(method, path, headers={"User-Agent": self.agent, "Accept": "*/*", "Connection": "close"})
            yield connection.getresponse()

    def _wait(self, host: str) -> None:
        last = self._last.get(host)
        if last is not None:
            left = last + INTERVALLE - self.horloge()
            if left > 0:
                self.dormir(left)
        self._last[host] = self.horloge()


@contextmanager
def _connected(scheme: str, host: str, port: int, ip: str) -> Iterator[http.client.HTTPConnection]:
    """Connect to the very address that was checked, under the host's name (SNI and certificate included).

    After DELAI the line is cut, whatever the site was sending: TimeoutError.
    """
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    late = threading.Event()
    with _connect(ip, port) as sock, sock.dup() as line:  # wrapping takes the first one away; the second cuts both

        def cut() -> None:
            late.set()
            with suppress(OSError):  # closed by the other side meanwhile
                line.shutdown(socket.SHUT_RDWR)

        clock = threading.Timer(DELAI, cut)
        clock.daemon = True
        clock.start()
        try:
            secure = ssl.create_default_context()
            connection.sock = secure.wrap_socket(sock, server_hostname=host) if scheme == "https" else sock
            yield connection
        except (OSError, http.client.HTTPException) as error:
            raise TimeoutError if late.is_set() else error from None
        finally:
            clock.cancel()
            connection.close()


def _connect(ip: str, port: int) -> socket.socket:
    return socket.create_connection((ip, port), timeout=TIMEOUT)


def _location(header: str) -> str:
    """Return where an answer sends, as browsers read it: UTF-8, else byte by byte; a backslash is a slash.

    `http.client` reads headers as Latin-1, whatever was sent.
    """
    raw = header.strip(" \t").encode("latin-1", "replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in raw)
    before, mark, query = text.partition("?")
    return before.replace("\\", "/") + mark + query


def _other(here: str, asked: str) -> str:
    """Return the address reached, '' when it is the one asked."""
    return "" if here == asked else here
