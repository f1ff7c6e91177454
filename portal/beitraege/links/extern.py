"""Asks other servers whether a link still leads somewhere: never from a request, never inside.

Only http and https, only addresses of the public internet. The address that was checked is the
one that is connected to, so a name that changes its mind in between leads nowhere else.
"""

import contextlib
import http.client
import socket
import ssl
import time
from dataclasses import dataclass
from threading import Event, Timer
from urllib.parse import urljoin, urlsplit

from portal.konten.netz import is_public

# For each wait, for one answer as a whole (some servers send a letter now and then) and for one
# link with all its addresses and redirects.
TIMEOUT_SECONDS = 10
ANSWER_TIMEOUTS = 2
LINK_TIMEOUTS = 6
MAX_ADDRESSES = 4
MAX_REDIRECTS = 5
AGENT = "Quartiersportal-Linkpruefung/1.0"
CONNECTIONS = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
# They answer, but not to everybody: no reason to call the link broken.
RESERVED = {401, 403, 405, 406, 429, 451}
UNREACHABLE = "Der Server ist nicht zu erreichen."
INSIDE = "Diese Adresse liegt nicht im öffentlichen Internet."
INCOMPLETE = "Diese Adresse ist unvollständig."
BAD_CERTIFICATE = "Das Zertifikat des Servers ist ungültig."
GONE = "Diese Seite gibt es nicht mehr."


class LinkProblem(Exception):
    """The message is German and says what is wrong."""


@dataclass(frozen=True)
class Patience:
    """How many seconds one step may take, and the moment at which the link is given up."""

    step: float
    ends: float

    def seconds(self, steps=1):
        """What may be waited now; raises TimeoutError where nothing is left."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(self.step * steps, left)


def problem_of(url, *, allow=is_public, timeout=TIMEOUT_SECONDS):
    """What is wrong with it in one German sentence; "" where nothing is.

    Waits LINK_TIMEOUTS times `timeout` seconds at most; only a name server may take longer.
    """
    patience = Patience(timeout, time.monotonic() + timeout * LINK_TIMEOUTS)
    try:
        return _follow(url, allow, patience)
    except LinkProblem as problem:
        return str(problem)
    except ssl.SSLCertVerificationError:
        return BAD_CERTIFICATE
    except (OSError, http.client.HTTPException, ValueError):
        return UNREACHABLE


def _follow(url, allow, patience):
    for _ in range(MAX_REDIRECTS + 1):
        status, location = _status(url, allow, patience)
        if status not in (301, 302, 303, 307, 308) or not location:
            return _verdict(status)
        url = urljoin(url, location)
    raise LinkProblem("Diese Adresse leitet im Kreis oder zu oft weiter.")


def _verdict(status):
    if status < 400 or status in RESERVED:
        return ""
    return GONE if status in (404, 410) else f"Der Server antwortet mit dem Fehler {status}."


def _status(url, allow, patience):
    """HEAD, and GET where the server does not like HEAD; the body is not read."""
    answer = _ask("HEAD", url, allow, patience)
    return _ask("GET", url, allow, patience) if answer[0] >= 400 else answer


def _ask(method, url, allow, patience):
    parts = urlsplit(url)
    if parts.scheme not in CONNECTIONS or not parts.hostname:
        raise LinkProblem(INCOMPLETE)
    host = parts.hostname.encode("idna").decode()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = CONNECTIONS[parts.scheme](host, port)
    with contextlib.closing(connection):
        # http.client takes a socket that is connected already.
        connection.sock = _connect(parts.scheme, host, port, allow, patience)
        over = Event()
        alarm = Timer(patience.seconds(ANSWER_TIMEOUTS), _hang_up, [connection.sock, over])
        alarm.start()
        try:
            answer = _answer(method, parts, connection)
        finally:
            alarm.cancel()
    # What was cut off after its first line looks like an answer without headers.
    if over.is_set():
        raise TimeoutError
    return answer


def _answer(method, parts, connection):
    if parts.scheme == "https":
        connection.sock.do_handshake()
    target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    headers = {"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}
    connection.request(method, quoted(target), headers=headers)
    response = connection.getresponse()
    return response.status, response.headers.get("Location", "")


def _hang_up(connected, over):
    """End the wait of another thread, and say so."""
    over.set()
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


def quoted(target):
    """Umlauts and spaces in a path as browsers send them; what is encoded already stays."""
    return "".join(
        c if "!" <= c <= "~" else "".join(f"%{b:02X}" for b in c.encode()) for c in target
    )


def _connect(scheme, host, port, allow, patience):
    """A socket to an address that is allowed; a name with any other address is refused."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(entry[4][0] for entry in found))
    if not all(allow(address) for address in addresses):
        raise LinkProblem(INSIDE)
    plain = _first_that_answers(addresses[:MAX_ADDRESSES], port, patience)
    if scheme == "http":
        return plain
    # The handshake waits until somebody watches the clock.
    context = ssl.create_default_context()
    return context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


def _first_that_answers(addresses, port, patience):
    """Many machines have no IPv6; then the next address is tried."""
    for address in addresses[:-1]:
        with contextlib.suppress(OSError):
            return socket.create_connection((address, port), timeout=patience.seconds())
    return socket.create_connection((addresses[-1], port), timeout=patience.seconds())
