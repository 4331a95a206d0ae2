"""The newsdesk: what editors see of the releases, by subject."""

from releases.admin import batches, cases, consents, people, records, release, words

__all__ = ["batches", "cases", "consents", "people", "records", "release", "words"]
