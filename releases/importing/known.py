"""Which helplines are on record, asked of whoever keeps the record.

releases imports no other app of ours, so the project names the function that answers in settings.KNOWN_HELPLINES.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from releases.importing.reading import KnownHelpline


def known_helplines(at: datetime) -> Sequence[KnownHelpline]:
    """The helplines that a text's signposting is compared with, as they are at the aware instant `at`."""
    helplines: Sequence[KnownHelpline] = import_string(settings.KNOWN_HELPLINES)(at)
    return helplines
