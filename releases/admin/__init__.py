"""The newsdesk: what editors see of the releases, by subject."""

from releases.admin import batches, people, records, release, words

__all__ = ["batches", "people", "records", "release", "words"]
