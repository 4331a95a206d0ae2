"""How gunicorn serves the newsroom: `gunicorn --config python:newsroom.gunicorn newsroom.wsgi`.

What a log holds can be demanded, stolen or read over a shoulder. So no line says who asked (address, browser, referring
page) or what was searched for: a reader of these pages may be looked for by the person whom they fear. PORT chooses the
port and WEB_CONCURRENCY the number of worker processes (docs/operating.md).
"""

import socket
from typing import Any

from environs import Env
from gunicorn import glogging, util

from newsroom.log_lines import loggable

env = Env()

bind = f"127.0.0.1:{env.int('PORT', 8000)}"
workers = env.int("WEB_CONCURRENCY", 2)
# Threads, because a phone on a bad line, or a browser that opens a connection ahead of need, would hold a whole sync
# worker for as long as it likes.
worker_class = "gthread"
threads = 4
keepalive = 5  # seconds
timeout = 30  # seconds
control_socket_disable = True  # it would be made in the home folder, and one server is ended by its process id

accesslog = errorlog = "-"
# Time, method, path without the query, status, bytes of the body, seconds taken.
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s %(L)s"


class Logger(glogging.Logger):
    """gunicorn's log without the reader in it, whatever format an operator chooses."""

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        """What a format may print: only what `access_log_format` above uses; all else is a dash."""
        every = super().atoms(resp, req, environ, request_time)
        known = {name: every[name] for name in ("t", "m", "s", "B", "b", "L", "D", "M", "T", "p")}
        return dict.fromkeys(every, "-") | known | {"U": loggable(str(environ.get("PATH_INFO", "")))}

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """gunicorn prints the address and the line of a request that it could not read; we say that there was one."""
        if str(msg).startswith("Invalid request from ip="):
            msg, args = "A request that could not be read was refused.", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """gunicorn prints the whole address of a request that failed; we print what the access log would."""
        if str(msg).startswith("Error handling request"):
            args = tuple(loggable(argument) if isinstance(argument, str) else argument for argument in args)
        super().exception(msg, *args, **kwargs)


logger_class = Logger


def post_worker_init(worker: Any) -> None:
    """Once the application is loaded: take over gunicorn's own error page, and write those of the server in front.

    gunicorn answers what it cannot read with a page of its own, which repeats the request and knows no helpline.
    """
    from newsroom import away

    util.write_error = _write_error
    away.write()


def _write_error(client: socket.socket, status: int, reason: str, message: str) -> None:
    """Answer with the newsroom's own error page. `message` would print the request back to the reader: dropped."""
    from newsroom.errors import words  # Django is ready only once the worker has loaded the application

    body = words(None, status).encode()
    head = (
        f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\n"
        "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'\r\n\r\n"
    )
    util.write_nonblock(client, head.encode("ascii") + body)
