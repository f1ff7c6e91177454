"""Calendars from the net: the guard, shown against a server that would answer without it."""

import http.server
import ssl
import subprocess
import threading
import time

import pytest

from tests.factories_veranstaltungen import VeranstalterFactory
from veranstaltungen import abos, abruf
from veranstaltungen.models import Kalenderabo, Veranstaltung

HOST = "kalender.example.org"
HOSTS = [HOST]
ADDRESS = f"https://{HOST}/termine.ics"
START = "20990105T100000Z"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//DE\r\nBEGIN:VEVENT\r\nUID:1@x\r\n"
    f"DTSTAMP:{START}\r\nDTSTART:{START}\r\nSUMMARY:Fachtag\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    """Misbehaves by path."""

    def do_GET(self):
        getattr(self, f"_{self.path.strip('/').partition('.')[0]}", self._termine)()

    def _termine(self):
        self._send(CALENDAR)

    def _big(self):
        self._send(b"x" * (abruf.MAX_BYTES + 10))

    def _missing(self):
        self.send_error(404)

    def _packed(self):
        self._send(b"\x1f\x8b", {"Content-Encoding": "gzip"})

    def _away(self):
        self._redirect("https://anderswo.example.org/termine.ics")

    def _inside(self):
        self._redirect("https://127.0.0.1/termine.ics")

    def _plain(self):
        self._redirect(f"http://{HOST}/termine.ics")

    def _moved(self):
        self._redirect("/termine.ics")

    def _broken(self):
        self._redirect("https://[kaputt/")

    def _loop(self):
        self._redirect("/loop.ics")

    def _drip(self):
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            pass

    def _redirect(self, target):
        self.send_response(302)
        self.send_header("Location", target)
        self.end_headers()

    def _send(self, body, headers=()):
        self.send_response(200)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
            "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
            "-keyout", key, "-out", certificate,
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return key, certificate


@pytest.fixture(scope="module")
def port(certificate):
    key, path = certificate
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def network(certificate, port):
    """The local server, taken for a public one; changes leave one guard in place."""

    def make(**changes):
        values = {
            "resolve": lambda host: ["127.0.0.1"],
            "is_public": lambda address: True,
            "context": lambda: ssl.create_default_context(cafile=certificate[1]),
            "port": port,
        }
        return abruf.Network(**{**values, **changes})

    return make


def test_without_the_guard_the_server_inside_answers_and_with_it_nothing_is_sent(network):
    control = abruf.fetch(ADDRESS, HOSTS, network())

    assert control == CALENDAR
    with pytest.raises(abruf.AbrufError, match="nicht im öffentlichen Internet"):
        abruf.fetch(ADDRESS, HOSTS, network(is_public=abruf.is_public))


def test_name_is_resolved_once_and_the_checked_address_is_used(network):
    """Rebinding: the second answer would lead inside; nobody asks for it."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    checked = []

    def is_public(address):
        checked.append(address)
        return True

    abruf.fetch(ADDRESS, HOSTS, network(resolve=lambda host: next(answers), is_public=is_public))

    assert checked == ["127.0.0.1"]
    assert next(answers) == ["10.0.0.1"]


def test_one_private_address_among_public_ones_is_enough(network):
    mixed = network(resolve=lambda host: ["93.184.215.14", "10.0.0.1"], is_public=abruf.is_public)

    with pytest.raises(abruf.AbrufError, match="nicht im öffentlichen Internet"):
        abruf.fetch(ADDRESS, HOSTS, mixed)


@pytest.mark.parametrize(
    "address",
    [
        f"http://{HOST}/", f"ftp://{HOST}/", "file:///etc/passwd", "https://anderswo.example.org/",
        f"https://{HOST}.boese.example/", f"https://boese.example/{HOST}", f"https://{HOST}:8443/",
        f"https://name:wort@{HOST}/", f"https://{HOST}@boese.example/", "https://127.0.0.1/",
        "https://[::1]/", "https://[kaputt/", f"https://{HOST}:nix/", "//x", "",
    ],
)  # fmt: skip
def test_only_allowed_addresses_are_called(network, address):
    with pytest.raises(abruf.AbrufError):
        abruf.fetch(address, HOSTS, network())


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("big", "größer als 1 MB"),
        ("missing", "antwortet mit der Nummer 404"),
        ("packed", "gepackt"),
        ("away", "auf einen anderen Server"),
        ("inside", "auf einen anderen Server"),
        ("plain", "muss mit https"),
        ("broken", "nicht lesbar"),
        ("loop", "leitet zu oft weiter"),
    ],
)
def test_servers_that_misbehave_are_refused(network, page, message):
    with pytest.raises(abruf.AbrufError, match=message):
        abruf.fetch(f"https://{HOST}/{page}.ics", HOSTS, network())


def test_redirects_on_the_same_host_are_followed(network):
    assert abruf.fetch(f"https://{HOST}/moved.ics", HOSTS, network()) == CALENDAR


def test_a_server_that_never_ends_is_left_after_the_time_is_up(network):
    started = time.monotonic()

    with pytest.raises(abruf.AbrufError, match="zu lange gebraucht"):
        abruf.fetch(f"https://{HOST}/drip.ics", HOSTS, network(seconds=1))

    assert time.monotonic() - started < 4


def test_certificate_must_prove_the_name(network):
    with pytest.raises(abruf.AbrufError, match="nicht erreichbar"):
        abruf.fetch(ADDRESS, HOSTS, network(context=ssl.create_default_context))


def test_names_that_do_not_exist_are_told(network):
    def resolve(host):
        raise OSError

    with pytest.raises(abruf.AbrufError, match="gibt es nicht"):
        abruf.fetch(ADDRESS, HOSTS, network(resolve=resolve))


# Subscriptions ---------------------------------------------------------------------------------


@pytest.fixture
def abo(db, kommune, settings):
    settings.CALENDAR_HOSTS = HOSTS
    return Kalenderabo.objects.create(
        veranstalter=VeranstalterFactory(kommune=kommune), kommune=kommune, address=ADDRESS
    )


def test_subscription_makes_drafts_once_and_keeps_a_report(abo, network):
    abos.refresh(abo, network())
    first = abo.report
    abos.refresh(abo, network())

    row = Veranstaltung.objects.get()
    assert (row.title, row.status, row.veranstalter, row.kommune, row.source) == (
        "Fachtag",
        "draft",
        abo.veranstalter,
        abo.kommune,
        f"Kalenderabo {HOST}",
    )
    abo.refresh_from_db()
    assert first.splitlines()[0] == "neu: 1, geändert: 0, bekannt: 0, abgelehnt: 0"
    assert abo.report.splitlines()[0] == "neu: 0, geändert: 0, bekannt: 1, abgelehnt: 0"
    assert abo.succeeded


def test_failure_is_told_in_the_report(abo, network):
    abo.address = f"https://{HOST}/missing.ics"

    abos.refresh(abo, network())

    abo.refresh_from_db()
    assert (abo.succeeded, abo.report) == (
        False,
        "Nicht gelesen: Der Server antwortet mit der Nummer 404.",
    )


def test_many_calendars_share_the_time_of_one_answer(abo, network):
    """Three that never end, two seconds for all: the first one takes them, the others are named."""
    abo.address = f"https://{HOST}/drip.ics"
    began = time.monotonic()

    done, left = abos.refresh_at_once([abo] * 3, network(), seconds=2.1)

    assert (len(done), len(left)) == (1, 2)
    assert time.monotonic() - began < 6
    assert abo.report == "Nicht gelesen: Der Server hat zu lange gebraucht."
