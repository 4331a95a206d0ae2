"""Tell the reader of releases which helplines are on record (settings.KNOWN_HELPLINES): the two apps meet here."""

from datetime import datetime

from helpline import signposting
from releases.importing.reading import KnownHelpline


def known_helplines(at: datetime) -> tuple[KnownHelpline, ...]:
    """Every helpline on record, in words, with the hours in force at the aware instant `at`."""
    return tuple(KnownHelpline(**known._asdict()) for known in signposting.known(at))
