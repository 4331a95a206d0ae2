"""Words that were typed and not saved, kept on the server for the person who typed them, and for nobody else.

Nothing is kept in the browser: the desk's machines are shared (reference/domain.md, 6.2, A7). Without a connection the
words stay on the page, which asks before it is left. A row is deleted by the save it was for, by its person, and by its
age; an erasure overwrites words in it as it does everywhere.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from releases.models import Erasure, Release, UnsavedText
from releases.refusal import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

KEPT_FOR = timedelta(days=3)
LARGEST = 1_000_000  # characters of all fields together
MOST_PAGES = 20  # of one person; the oldest goes for the newest

Fields = list[tuple[str, str]]


@transaction.atomic
def keep(
    *, actor: "User", place: str, release_id: int | None, page: str, fields: Fields, opened: datetime, at: datetime
) -> UnsavedText:
    """Keep what stands in a page that was opened at the aware instant `opened`. Raises Refusal with a sentence.

    A release is locked first, of a page that has none any: an erasure holds every one, and nothing is kept beside it.
    """
    if release_id is None:
        Release.objects.select_for_update().order_by("pk").values_list("pk").first()
    else:
        Release.objects.locked(release_id)
    if sum(len(name) + len(value) for name, value in fields) > LARGEST:
        raise Refusal("This is too long to be kept before it is saved. Save it.")
    if Erasure.objects.filter(done=True, decided_at__gte=opened).exists():
        raise Refusal(
            "Words were erased from the newsroom after you opened this page, so what you type here is not kept before "
            "it is saved."
        )
    UnsavedText.objects.filter(at__lt=at - KEPT_FOR).delete()
    kept, created = UnsavedText.objects.update_or_create(
        user=actor, page=page, defaults={"place": place, "release_id": release_id, "fields": fields, "at": at}
    )
    if created:
        oldest = UnsavedText.objects.filter(user=actor).order_by("-at", "-pk").values_list("pk", flat=True)[MOST_PAGES:]
        UnsavedText.objects.filter(pk__in=list(oldest)).delete()
    return kept


def kept(*, actor: "User", place: str, release_id: int | None, at: datetime) -> QuerySet[UnsavedText]:
    """What the person has kept of a place, newest first."""
    return UnsavedText.objects.filter(user=actor, place=place, release=release_id, at__gte=at - KEPT_FOR)


def forget(*, actor: "User", page: str) -> bool:
    """Throw away what was kept of a page, or delete it because it has been saved. Whether there was any."""
    return bool(UnsavedText.objects.filter(user=actor, page=page).delete()[0])
