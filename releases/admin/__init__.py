"""The newsdesk: what editors see of the releases, by subject."""

from releases.admin import batches, cases, consents, log, people, records, release, words

__all__ = ["batches", "cases", "consents", "log", "people", "records", "release", "words"]
