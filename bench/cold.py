"""What "cold" means: the newsroom's own middleware, with all that it does to an answer, but nothing is ever kept."""

from newsroom import freshness
from newsroom.freshness import FreshnessMiddleware


def _keep_nothing(*arguments: object) -> None:
    """In place of `freshness._keep`: each request is rendered."""


class ColdFreshnessMiddleware(FreshnessMiddleware):
    """Dates, hashes and answers 304 as always."""

    if not hasattr(freshness, "_keep"):
        raise ImportError("newsroom.freshness no longer keeps by _keep: bench/cold.py would measure warm pages")
    freshness._keep = _keep_nothing
