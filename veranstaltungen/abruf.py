"""Reading a calendar from the net, with distrust: only where the operator allows it.

The name is resolved once, every address is checked and the connection goes to the address that was
checked: an answer of the DNS that changes in between (rebinding) leads nowhere. Redirects are
followed only on the same host. Size and the whole time are limited.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from portal.konten.netz import is_public

MAX_BYTES = 1_000_000
MAX_SECONDS = 20
MAX_REDIRECTS = 2
STEP_SECONDS = 5
REDIRECTS = {301, 302, 303, 307, 308}


class AbrufError(Exception):
    """The calendar was not read; the message is German and says why."""


def addresses_of(host):
    """Every address the name stands for."""
    return sorted({item[4][0] for item in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)})


@dataclass(frozen=True)
class Network:
    """How the net is reached. Tests put a server of their own behind it."""

    resolve: Callable = addresses_of
    is_public: Callable = is_public
    context: Callable = ssl.create_default_context
    port: int = 443
    seconds: float = MAX_SECONDS


def check_address(address, hosts):
    """The parts of an allowed address; raises AbrufError for every other."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise AbrufError("Die Adresse ist nicht lesbar.") from error
    if parts.scheme != "https":
        raise AbrufError("Die Adresse muss mit https:// beginnen.")
    if parts.username or parts.password or port not in (None, 443):
        raise AbrufError("Die Adresse darf weder Zugangsdaten noch einen Anschluss nennen.")
    if (parts.hostname or "") not in {host.lower() for host in hosts}:
        raise AbrufError(
            f"Der Server „{parts.hostname or ''}“ ist nicht freigegeben. "
            "Der Betrieb des Portals kann ihn freigeben."
        )
    return parts


def fetch(address, hosts, network=None):
    """The bytes behind an allowed address; raises AbrufError."""
    network = network or Network()
    ends = time.monotonic() + network.seconds
    for _ in range(MAX_REDIRECTS + 1):
        parts = check_address(address, hosts)
        rest = max(0, ends - time.monotonic())
        status, target, body = _get(parts, replace(network, seconds=rest))
        if status not in REDIRECTS:
            return body
        address = _followed(address, target)
        if urlsplit(address).hostname != parts.hostname:
            raise AbrufError("Die Adresse leitet auf einen anderen Server weiter.")
    raise AbrufError("Die Adresse leitet zu oft weiter.")


def _followed(address, target):
    try:
        return urljoin(address, target)
    except ValueError as error:
        raise AbrufError("Die Adresse leitet auf eine weiter, die nicht lesbar ist.") from error


class PinnedConnection(http.client.HTTPSConnection):
    """Connects to the address that was checked, and proves the name by the certificate."""

    def __init__(self, host, address, network):
        super().__init__(host, network.port, timeout=STEP_SECONDS, context=network.context())
        self.address = address

    def connect(self):
        self.wire = socket.create_connection((self.address, self.port), self.timeout)
        context, name = self._context, self.host
        self.wire = context.wrap_socket(
            self.wire, server_hostname=name, do_handshake_on_connect=False
        )
        self.wire.do_handshake()
        self.sock = self.wire

    def abort(self):
        """Called from the clock: whatever waits on the connection ends.

        `sock` is not enough: the library lets go of it while the answer is still being read.
        """
        self.timed_out = True
        if self.wire is not None:
            try:
                self.wire.shutdown(socket.SHUT_RDWR)
            except OSError:
                self.wire.close()

    timed_out, wire = False, None


def _get(parts, network):
    """(status, target of a redirect, body) of one request."""
    connection = PinnedConnection(parts.hostname, _checked_address(parts, network), network)
    clock = threading.Timer(network.seconds, connection.abort)
    clock.daemon = True
    clock.start()
    try:
        return _answer(connection, parts)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if connection.timed_out:
            raise AbrufError("Der Server hat zu lange gebraucht.") from error
        raise AbrufError("Der Server ist nicht erreichbar oder antwortet nicht richtig.") from error
    finally:
        clock.cancel()
        connection.close()
        if connection.wire is not None:
            connection.wire.close()


def _checked_address(parts, network):
    try:
        found = network.resolve(parts.hostname)
    except OSError as error:
        raise AbrufError("Den Server gibt es nicht.") from error
    # One address inside the own network is enough: nobody with good intentions mixes them.
    if not found or not all(network.is_public(address) for address in found):
        raise AbrufError("Der Server liegt nicht im öffentlichen Internet.")
    return found[0]


def _answer(connection, parts):
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    headers = {"Accept": "text/calendar", "Accept-Encoding": "identity", "User-Agent": "Portal"}
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    if response.status in REDIRECTS:
        return response.status, response.headers.get("Location", ""), b""
    if response.status != 200:
        raise AbrufError(f"Der Server antwortet mit der Nummer {response.status}.")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise AbrufError("Der Server schickt den Kalender gepackt, obwohl er es nicht soll.")
    body = response.read(MAX_BYTES + 1)
    if connection.timed_out:
        raise AbrufError("Der Server hat zu lange gebraucht.")
    if len(body) > MAX_BYTES:
        raise AbrufError("Der Kalender ist größer als 1 MB.")
    return 200, "", body
