"""The newsdesk: what editors see of the releases, by subject."""

from releases.admin import records, release

__all__ = ["records", "release"]
