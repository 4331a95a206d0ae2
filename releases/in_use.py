"""The topics and people that the public may know of: those that something visible carries.

Every page, feed, filter and sitemap asks here, in one query, so that a topic or person of a hidden release answers as a
name never used does: the same bytes after the same queries (DESIGN.md, rule 2).
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from releases.models import EditionSpeaker, EditionTopic, Spokesperson, Topic
from releases.models.sheet import ticked_columns


def topics_with_feeds(at: datetime) -> QuerySet[Topic]:
    """Topics of what is in force at `at`: a feed goes on when its last release is withdrawn, so that it can say so."""
    return Topic.objects.filter(Exists(EditionTopic.objects.in_force(at).filter(topic=OuterRef("pk"))))


def people_with_feeds(at: datetime) -> QuerySet[Spokesperson]:
    """Listed people who are, or were before a withdrawal, quoted in what is in force at `at`."""
    quoted = EditionSpeaker.objects.in_force(at).filter(spokesperson=OuterRef("pk"))
    return Spokesperson.objects.filter(Exists(quoted), listed=True)


def topics(at: datetime) -> QuerySet[Topic]:
    """Topics of what is visible at the aware instant `at`."""
    return Topic.objects.filter(Exists(EditionTopic.objects.visible(at).filter(topic=OuterRef("pk"))))


def people(at: datetime) -> QuerySet[Spokesperson]:
    """People who are quoted in what is visible at `at`, and who are listed by their own leave."""
    quoted = EditionSpeaker.objects.visible(at).filter(spokesperson=OuterRef("pk"))
    return Spokesperson.objects.filter(Exists(quoted), listed=True)


def person(at: datetime, slug: str) -> QuerySet[Spokesperson]:
    """One of `people`, with what they have ticked on their sheet and not a word of the rest."""
    return people(at).filter(slug=slug).annotate(**ticked_columns())


def topics_of(person: Spokesperson, at: datetime) -> QuerySet[Topic]:
    """The topics that one `person` lets be said, of those that something visible carries: another would tell of what
    is hidden."""
    if not getattr(person, "says_topics", False):
        return Topic.objects.none()
    return topics(at).filter(speakers__spokesperson=person)
