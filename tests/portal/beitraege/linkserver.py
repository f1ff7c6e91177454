"""A server on 127.0.0.1 for the check of links."""

from http.server import BaseHTTPRequestHandler


def local_only(address):
    """Lets the check reach the test's own server, and nothing else."""
    return address == "127.0.0.1"


class Handler(BaseHTTPRequestHandler):
    ANSWERS = {"/gut": 200, "/weg": 404, "/kaputt": 500, "/geschlossen": 403}

    def do_HEAD(self):
        self.server.asked.append((self.command, self.path))
        if self.path == "/kein-head" and self.command == "HEAD":
            self.send_response(405)
        elif self.path in ("/weiter", "/kreis"):
            self.send_response(301)
            self.send_header("Location", "/gut" if self.path == "/weiter" else "/kreis")
        else:
            self.send_response(self.ANSWERS.get(self.path, 200))
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *arguments):
        pass


def at(server, path):
    return f"http://127.0.0.1:{server.server_port}{path}"
