"""Who has a release open. Told by the form every twenty seconds, believed for sixty; no step, and nothing is kept."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from releases import wording
from releases.models import OpenForm

if TYPE_CHECKING:
    from django.contrib.auth.models import User

TOLD_EVERY = 20  # seconds
BELIEVED_FOR = timedelta(seconds=60)


def tell(*, release_id: int, actor: "User", at: datetime) -> None:
    """The person has the release open at the aware instant `at`. One statement; the first time three, because then
    those who left are forgotten too."""
    theirs = OpenForm.objects.filter(release=release_id, user=actor)
    if theirs.filter(seen_at__gte=at - BELIEVED_FOR).update(seen_at=at):
        return
    forget_those_who_left(at=at)
    OpenForm.objects.bulk_create(
        [OpenForm(release_id=release_id, user=actor, since=at, seen_at=at)],
        update_conflicts=True, unique_fields=["release", "user"], update_fields=["since", "seen_at"],
    )  # fmt: skip


def forget_those_who_left(*, at: datetime) -> None:
    """Delete what is not believed any more."""
    OpenForm.objects.filter(seen_at__lt=at - BELIEVED_FOR).delete()


def others(release_id: int, *, than: "User", at: datetime) -> list[str]:
    """Everybody else who has it open, as sentences, whoever came first first."""
    rows = OpenForm.objects.filter(release=release_id, seen_at__gte=at - BELIEVED_FOR).exclude(user=than)
    return [
        f"{row.user.get_full_name() or row.user.get_username()} has this open (since {wording.since(row.since, at)})."
        for row in rows.select_related("user").order_by("since", "pk")
    ]
