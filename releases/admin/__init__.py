"""The newsdesk: what editors see of the releases, by subject."""

from releases.admin import batches, records, release, words

__all__ = ["batches", "records", "release", "words"]
