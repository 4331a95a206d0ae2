"""A step that may not be taken, and why, in a sentence for the person who tried."""


class Refusal(Exception):
    """Raised before anything is written; `str()` of it is shown as it stands."""
