"""A newsroom that answers what a test tells it to, to see what nginx makes of it."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Origin:
    """What to answer, and what has been asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.status = 200
        self.headers: dict[str, str] = {"Content-Type": "text/html; charset=utf-8"}
        self.body = b"<p>one</p>"
        self.asked: list[tuple[str, dict[str, str]]] = []


@contextlib.contextmanager
def answering(port: int) -> Iterator[Origin]:
    """Listen on 127.0.0.1 for the length of the block."""
    origin = Origin(port)

    class Handler(BaseHTTPRequestHandler):
        # HTTP/1.0, so that no connection outlives an answer, and closing the origin makes it gone.
        def do_GET(self) -> None:
            origin.asked.append((self.path, dict(self.headers)))
            self.send_response(origin.status)
            for name, value in origin.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(origin.body)))
            self.end_headers()
            self.wfile.write(origin.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Silent: the test asks `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield origin
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
