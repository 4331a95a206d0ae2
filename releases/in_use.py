"""The topics and people that the public may know of: those that something visible carries.

Every page, feed, filter and sitemap asks here, in one query, so that a topic or person of a hidden release answers as a
name never used does: the same bytes after the same queries (DESIGN.md, rule 2).
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from releases.models import EditionSpeaker, EditionTopic, Spokesperson, Topic


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
