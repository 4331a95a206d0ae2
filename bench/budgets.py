"""The budgets of DESIGN.md, section 8, and the table that holds what was measured against them."""

from typing import NamedTuple

# page -> the least ratio to constant, cold
COLD = {"release": 0.10, "front": 0.08, "feed": 0.08}
WARM = 1.0
NGINX = 0.9  # of nginx serving the same bytes as a file
QUERIES = {"release": 3, "front": 4, "archive": 5, "archive, deep": 5, "search": 5, "feed": 3}
GROWTH = {"release": 1.3, "front": 1.3, "feed": 1.3, "archive": 1.5, "archive, deep": 1.5}
MEMORY = 90.0  # MB, of a worker after load
# What bench.times measures -> the most of it; a name stands for all that begin with it.
MOST = {
    "desk: list": 300, "desk: form": 300, "search": 50, "sitemap": 100, "release, its HTML": 12, "release, all but": 60,
}  # fmt: skip
DESK_QUERIES = {"desk: list": 25, "desk: form": 25}


class Row(NamedTuple):
    """One line of the table. For "memory", `rate` is megabytes."""

    database: str
    size: int
    page: str
    how: str
    rate: float  # requests a second
    ratio: float | None
    queries: int | None

    @property
    def least(self) -> float | None:
        """The least ratio that the budget allows."""
        if self.how == "cold":
            return COLD.get(self.page)
        return {"warm": WARM, "304": WARM, "nginx": NGINX}.get(self.how)

    @property
    def misses(self) -> list[str]:
        """What this line is over or under its budget by, in words."""
        found = []
        if self.least is not None and self.ratio is not None and self.ratio < self.least:
            found.append(f"{self.how} is {self.ratio:.2f} of constant, budget {self.least:.2f}")
        if self.queries is not None and self.queries > QUERIES[self.page]:
            found.append(f"{self.queries} queries, budget {QUERIES[self.page]}")
        if self.how == "memory" and self.rate > MEMORY:
            found.append(f"{self.rate:.0f} MB, budget {MEMORY:.0f}")
        return found


class Time(NamedTuple):
    """One line of the second table: milliseconds or kilobytes, and questions put to the database."""

    database: str
    size: int
    what: str
    value: float
    unit: str
    queries: int | None = None

    @property
    def most(self) -> float | None:
        return next((most for name, most in MOST.items() if self.what.startswith(name)), None)

    @property
    def misses(self) -> bool:
        queries = next((most for name, most in DESK_QUERIES.items() if self.what.startswith(name)), None)
        over = self.most is not None and self.value > self.most
        return over or bool(queries and self.queries and self.queries > queries)


def times_table(rows: list[Time]) -> str:
    """What has a time, a weight or a number of questions for its budget."""
    line = "{:11} {:>8}  {:58} {:>9} {:>7} {:>8}".format
    lines = [line("database", "releases", "what", "measured", "budget", "queries")]
    for row in rows:
        most = "" if row.most is None else f"{row.most:.0f}"
        queries = "" if row.queries is None else str(row.queries)
        mark = "  misses" if row.misses else ""
        lines.append(line(row.database, row.size, row.what, f"{row.value:.0f} {row.unit}", most, queries) + mark)
    return "\n".join(lines)


def table(rows: list[Row], *, cores: int) -> str:
    """Everything, then what misses its budget."""
    line = "{:11} {:>8}  {:14} {:7} {:>8} {:>6} {:>6} {:>9}".format
    head = line("database", "releases", "page", "how", "req/s", "ratio", "budget", "queries")
    lines = [f"{cores} cores, two workers; ratio: to a constant view of the same bytes (nginx: to a file)", "", head]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        least = "" if row.least is None else f"{row.least:.2f}"
        queries = "" if row.queries is None else f"{row.queries} of {QUERIES[row.page]}"
        rate = f"{row.rate:.0f} MB" if row.how == "memory" else f"{row.rate:.0f}"
        mark = "  misses" if row.misses else ""
        lines.append(line(row.database, row.size, row.page, row.how, rate, ratio, least, queries) + mark)
    missed = [f"{r.database}, {r.size} releases, {r.page}: {miss}" for r in rows for miss in r.misses]
    missed += growth(rows)
    verdict = ["Misses its budget:", *(f"  {line}" for line in missed)] if missed else ["Everything is within budget."]
    return "\n".join([*lines, "", *verdict])


def growth(rows: list[Row]) -> list[str]:
    """Cold pages that cost more, by more than their budget, with the most releases than with the fewest."""
    cold = {(r.database, r.page, r.size): r.rate for r in rows if r.how == "cold"}
    sizes = sorted({r.size for r in rows})
    found = []
    for database, page, size in cold:
        if len(sizes) > 1 and size == sizes[-1] and page in GROWTH and (database, page, sizes[0]) in cold:
            times = cold[database, page, sizes[0]] / cold[database, page, size]
            if times > GROWTH[page]:
                found.append(
                    f"{database}, {page}: costs {times:.2f} times as much with {size} releases as with {sizes[0]}, "
                    f"budget {GROWTH[page]}"
                )
    return found
