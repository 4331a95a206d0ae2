"""What this process remembers so as not to make it twice: pieces of pages and feeds, by exactly what they are made of.

Never by an address, a key of the database or an instant alone: what is asked for with other words, another time in
force or another helpline is another piece, so nothing remembered can be shown in the place of something else, nor past
its gate. All of it is let go at every turn of the minute, and by an erasure at once, so that words that were erased
stand in no worker's memory for longer than it serves its next minute.
"""

from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import Any, ParamSpec, TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import LazyObject

P = ParamSpec("P")
T = TypeVar("T")

MINUTE = 60  # seconds of the monotonic clock
_STORES: list[dict[Any, Any]] = []
_minute = 0


class Store:
    """Values by what they are made of; at most so many, and none for longer than its minute."""

    def __init__(self, most: int) -> None:
        self.most, self.kept = most, {}  # type: tuple[int, dict[Any, Any]]
        _STORES.append(self.kept)

    def get(self, key: Any, make: Callable[[], Any]) -> Any:
        """The value for the key, made when it is not there. Threads may make one twice, which does no harm."""
        _let_go_when_old()
        try:
            return self.kept[key]
        except KeyError:
            value = make()
        if len(self.kept) >= self.most:
            self.kept.clear()
        self.kept[key] = value
        return value


def remembered(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """For a function whose answer is made of its arguments alone, which are plain values."""

    def around(function: Callable[P, T]) -> Callable[P, T]:
        store = Store(most)

        @wraps(function)
        def answer(*arguments: P.args, **named: P.kwargs) -> T:
            value: T = store.get((arguments, *named.items()), lambda: function(*arguments, **named))
            return value

        return answer

    return around


def plainly(value: Any) -> Any:
    """A value as a key: a row of the database as all that was read of it, a list as its members."""
    if isinstance(value, LazyObject):
        bool(value)  # reads what it stands for, where nobody has
        value = value._wrapped  # the key must not hold the request that it came with
    if isinstance(value, Model):
        read = tuple([each for name, each in value.__dict__.items() if name[0] != "_"])
        names = tuple(value.__dict__)  # of a row that was read in part, which part
        try:
            hash(read)
        except TypeError:  # a column of JSON
            read = plainly(read)
        return type(value), names, read
    if isinstance(value, dict):
        return tuple((name, plainly(each)) for name, each in value.items())
    if isinstance(value, list | tuple | QuerySet):
        return tuple(plainly(each) for each in value)
    return value


def forget() -> None:
    """Let go of everything, at once."""
    for kept in _STORES:
        kept.clear()


def _let_go_when_old() -> None:
    global _minute
    if (minute := int(monotonic() // MINUTE)) != _minute:
        _minute = minute
        forget()
