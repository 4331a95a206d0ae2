"""What a line of a log may hold: gunicorn's and Django's own both name the address that was asked for."""

import logging
import re
from urllib.parse import quote

# In whatever case and with however many slashes it was typed: such an address opens nothing, and its token does.
_TOKEN = re.compile(r"(/(?:early|approve)/+)[^/\s?\"']+", re.IGNORECASE)


def loggable(path: str) -> str:
    """The path as a log may hold it: no query, no token of a private link, no character that could forge a line."""
    path = without_tokens(path.partition("?")[0])
    return quote(path, safe="/%:@!$&'()*+,;=~-._")


def without_tokens(text: str) -> str:
    """The text without the tokens of private links: whoever read one there could answer in someone's name."""
    return _TOKEN.sub(r"\1-", text)


def holds_a_token(path: str) -> bool:
    """Whether the address is, or was meant to be, that of a private link."""
    return _TOKEN.search(path) is not None


class WithoutTokens(logging.Filter):
    """For a handler: Django logs the path of every answer from 400 up (`Not Found: /approve/...`)."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if (safe := without_tokens(message)) != message:
            record.msg, record.args = safe, ()
        return True
