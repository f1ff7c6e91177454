"""What other servers are asked, and what never."""

import contextlib
import socket
import threading
import time

import pytest

from portal.beitraege.links import extern
from tests.portal.beitraege.linkserver import Handler, at, local_only


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/gut", ""),
        ("/weiter", ""),
        ("/geschlossen", ""),
        ("/kein-head", ""),
        ("/über?größe=1#stelle", ""),
        ("/ein Blatt.pdf", ""),
        ("/weg", "Diese Seite gibt es nicht mehr."),
        ("/kaputt", "Der Server antwortet mit dem Fehler 500."),
        ("/kreis", "Diese Adresse leitet im Kreis oder zu oft weiter."),
    ],
)
def test_answer_of_a_server_is_told(server, path, problem):
    assert extern.problem_of(at(server, path), allow=local_only) == problem


def test_head_comes_first_and_get_only_where_it_is_needed(server):
    extern.problem_of(at(server, "/gut"), allow=local_only)
    extern.problem_of(at(server, "/kein-head"), allow=local_only)

    assert server.asked == [("HEAD", "/gut"), ("HEAD", "/kein-head"), ("GET", "/kein-head")]


def test_private_addresses_are_never_asked_and_the_control_is(server):
    refused = extern.problem_of(at(server, "/gut"))
    asked_by_the_guarded = list(server.asked)
    accepted = extern.problem_of(at(server, "/gut"), allow=local_only)

    assert (refused, asked_by_the_guarded) == (extern.INSIDE, [])
    assert (accepted, server.asked) == ("", [("HEAD", "/gut")])


def test_redirect_to_the_inside_is_refused(server):
    """The guard looks at each step: the first address is allowed here, where it leads is not."""
    Handler.ANSWERS["/hinein"] = 302
    inside = f"http://localhost:{server.server_port}/gut"

    class Leading(Handler):
        def do_HEAD(self):
            self.server.asked.append((self.command, self.path))
            self.send_response(302)
            self.send_header("Location", inside)
            self.end_headers()

    server.RequestHandlerClass = Leading
    seen = []

    def only_the_first(address):
        seen.append(address)
        return len(seen) == 1

    assert extern.problem_of(at(server, "/hinein"), allow=only_the_first) == extern.INSIDE
    assert server.asked == [("HEAD", "/hinein")]


@pytest.fixture
def dripping():
    """A server that sends a byte every now and then, so that no single wait is long."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip():
        found, _ = listener.accept()
        with found:
            try:
                while not over.wait(0.05):
                    found.sendall(b"x")
            except OSError:
                return

    thread = threading.Thread(target=drip)
    thread.start()
    yield listener.getsockname()[1]
    over.set()
    thread.join()
    listener.close()


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_answer_that_never_ends_is_given_up(dripping, scheme):
    started = time.monotonic()

    problem = extern.problem_of(f"{scheme}://127.0.0.1:{dripping}/", allow=local_only, timeout=0.3)

    assert problem == extern.UNREACHABLE
    assert time.monotonic() - started < 5


def test_name_with_many_addresses_is_given_up_soon_and_each_is_looked_at(monkeypatch):
    addresses = [f"203.0.113.{n}" for n in range(200)]
    tried, looked_at = [], []

    def unreachable(address, **options):
        tried.append(address[0])
        raise TimeoutError

    def allow(address):
        looked_at.append(address)
        return True

    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (name, 80)) for name in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: found)
    monkeypatch.setattr(socket, "create_connection", unreachable)

    problem = extern.problem_of("http://viele.example.org/", allow=allow)

    assert problem == extern.UNREACHABLE
    assert (tried, looked_at) == (addresses[:4], addresses)


def test_link_that_is_slow_at_each_step_is_given_up_as_a_whole(server):
    """No single wait is too long and no answer is; all together they are."""

    class Slow(Handler):
        def do_HEAD(self):
            self.server.asked.append((self.command, self.path))
            parts = (b"HTTP/1.0 301 Moved\r\n", b"Location: /kreis\r\n\r\n")
            with contextlib.suppress(OSError):
                for part in parts:
                    time.sleep(0.25)
                    self.wfile.write(part)

    server.RequestHandlerClass = Slow

    problem = extern.problem_of(at(server, "/kreis"), allow=local_only, timeout=0.3)

    assert problem == extern.UNREACHABLE
    assert len(server.asked) <= extern.MAX_REDIRECTS


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("ftp://example.org/", extern.INCOMPLETE),
        ("http:///nirgends", extern.INCOMPLETE),
        ("gopher://127.0.0.1/", extern.INCOMPLETE),
        ("http://[::1", extern.UNREACHABLE),
        ("http://127.0.0.1:99999/", extern.UNREACHABLE),
        ("http://localhost/", extern.INSIDE),
        ("http://2130706433/", extern.INSIDE),
    ],
)
def test_odd_addresses_are_told_and_not_asked(url, problem):
    assert extern.problem_of(url) == problem
