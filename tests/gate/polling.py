"""Readers who ask the shared cache for one address again and again across a lift, and what each of them saw, when."""

import http.client
import random
import re
import threading
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

WORD = re.compile(rb"canary-(\d)")
NEAR = (-5.0, 2.5)  # seconds around a lift in which a reader asks without pause
PAUSE = 0.03  # seconds between two answers there; elsewhere up to AFAR, so that copies are made at every phase
AFAR = 1.0
MOST = 5_000  # questions of one reader


class Sight(NamedTuple):
    """One answer: asked and whole at these seconds of the clock, with the numbers of the lifts that it shows."""

    address: str
    sent: float
    whole: float
    status: int
    shows: frozenset[int]


class Reader(threading.Thread):
    """Asks for `address(n)`, n being the number of the next lift, until the clock says `until`.

    One who remembers sends the tag of what they have, and takes a 304 for it, as browsers and feed readers do.
    """

    def __init__(
        self, port: int, address: Callable[[int], str], lifts: Sequence[float], until: float, *, remembers: bool
    ) -> None:
        super().__init__(daemon=True)
        self.port, self.address, self.lifts, self.until, self.remembers = port, address, lifts, until, remembers
        self.saw: list[Sight] = []
        self.failed = 0

    def run(self) -> None:
        known: dict[str, tuple[str, frozenset[int]]] = {}
        while (now := time.time()) < self.until and len(self.saw) < MOST:
            # A lift is still "next" for a while after it has come, or nobody would see it.
            number = next((n for n, lift in enumerate(self.lifts) if lift + NEAR[1] > now), len(self.lifts) - 1)
            try:
                self._ask(self.address(number), known)
            except OSError:
                self.failed += 1
            away = now - self.lifts[number]
            time.sleep(PAUSE if NEAR[0] < away < NEAR[1] else random.uniform(PAUSE, AFAR))

    def _ask(self, address: str, known: dict[str, tuple[str, frozenset[int]]]) -> None:
        tag, shown = known.get(address, ("", frozenset()))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = time.time()
        try:
            connection.request("GET", address, headers={"If-None-Match": tag} if tag and self.remembers else {})
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        whole = time.time()
        if response.status != 304:
            shown = frozenset(int(number) for number in WORD.findall(body))
            known[address] = response.headers.get("ETag", ""), shown
        self.saw.append(Sight(address, sent, whole, response.status, shown))
