"""Acts of several people at one time: each in a thread of its own, on a connection of its own, in step by events.

An act may be stopped inside its transaction, after the statement that writes its event: by then it holds its locks and
has written nearly everything, and nobody else can see any of it. Nothing here sleeps.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, connections

from releases.refusal import Refusal

PATIENCE = 60.0  # seconds after which a test that hangs fails instead
LAST_WORD = 'INSERT INTO "releases_event"'  # what a step writes last
_WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' "
    "AND pid <> pg_backend_pid()"
)


class Act(threading.Thread):
    """What one person does. A Refusal is an outcome of it; anything else that is raised is an error."""

    def __init__(
        self, do: Callable[[], Any], *, stops_after: str = "", before: threading.Barrier | None = None
    ) -> None:
        super().__init__(daemon=True)
        self.do, self.stops_after, self.before = do, stops_after, before
        self.has_stopped, self.may_go_on = threading.Event(), threading.Event()
        self.outcome: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            if self.before:
                self.before.wait(PATIENCE)
            with connection.execute_wrapper(self._stand_still):
                self.outcome = self.do()
        except Refusal as refusal:
            self.outcome = refusal
        except BaseException as error:  # noqa: BLE001  # told to the test in `ended`
            self.error = error
        finally:
            connections.close_all()
            self.has_stopped.set()

    def _stand_still(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if self.stops_after and self.stops_after in sql and not self.has_stopped.is_set():
            self.has_stopped.set()
            assert self.may_go_on.wait(PATIENCE), "nobody let the act go on"
        return result

    def until_it_stops(self) -> "Act":
        """Started, and inside its transaction now (or over, when it was refused before its event)."""
        self.start()
        assert self.has_stopped.wait(PATIENCE), "the act neither stopped nor ended"
        return self

    def until_it_waits(self) -> "Act":
        """Started, and waiting for a lock now, or over."""
        self.start()
        while self.is_alive():
            with connection.cursor() as cursor:
                cursor.execute(_WAITING)
                if cursor.fetchone()[0]:
                    break
            self.join(0.002)
        return self

    def ended(self, patience: float = PATIENCE) -> Any:
        """Let it go on; what came of it. Raises what was no refusal: an IntegrityError, a deadlock, a 500."""
        self.may_go_on.set()
        self.join(patience)
        assert not self.is_alive(), "the act hangs"
        if self.error:
            raise self.error
        return self.outcome


def one_waits_for_the_other(first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """Both outcomes: the second began while the first was in the middle of its transaction."""
    begun = Act(first, stops_after=LAST_WORD).until_it_stops()
    waiting = Act(second).until_it_waits()
    return [begun.ended(), waiting.ended()]


def all_at_once(acts: Sequence[Callable[[], Any]], patience: float = PATIENCE) -> list[Any]:
    """The outcomes of acts that begin together, none of them held back. `patience` is in seconds."""
    barrier = threading.Barrier(len(acts))
    begun = [Act(act, before=barrier) for act in acts]
    for act in begun:
        act.start()
    return [act.ended(patience) for act in begun]
