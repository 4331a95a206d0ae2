"""The bank holidays of the four nations. A leaf: no model, no setting, no clock, and nothing is ever downloaded.

From the library `holidays`, which knows the rules and the days that moved by proclamation; a closure typed in the
newsdesk overrides whatever it says.
"""

from datetime import date
from functools import lru_cache

import holidays

NATIONS = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}


@lru_cache(maxsize=64)
def _of_year(nation: str, year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("GB", subdiv=nation, years=year))


def name_of(nation: str, day: date) -> str:
    """What the day is called where it is a bank holiday in the nation (ISO 3166-2: ENG, WLS, SCT, NIR); else empty."""
    return _of_year(nation, day.year).get(day, "").removesuffix(" (observed)")
