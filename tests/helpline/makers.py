"""Timetables, instants and people that the tests of the helpline share.

robin     keeps the helpline record (may change and confirm channels)
kim       may change channels, and not confirm them
lee       the second person
"""

from datetime import UTC, date, datetime, time
from typing import Any

from django.contrib.auth.models import Permission, User

from helpline import panel, record
from helpline.admin.channels import seen
from helpline.defaults import BUILT_IN
from helpline.hours import LONDON, Timetable, Weekly
from helpline.models import Channel, Helpline, OpeningHours
from tests.newsdesk import make_permissions

WEEKDAYS_3_TO_10 = tuple(Weekly(weekday, time(15), time(22)) for weekday in range(5))
CHAT = Timetable(WEEKDAYS_3_TO_10, checked=True)
PHONE = Timetable(always_open=True, checked=True)
TUESDAY_8PM = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


def london(*parts: int, fold: int = 0) -> datetime:
    """An instant by London's clocks; fold=1 is the second coming of a time that comes twice."""
    return datetime(*parts, tzinfo=LONDON, fold=fold).astimezone(UTC)  # type: ignore[misc]


def weekly(day: int, opens: str, closes: str, since: date | None = None, until: date | None = None) -> Weekly:
    return Weekly(day, time.fromisoformat(opens), time.fromisoformat(closes), since, until)


def channel(kind: str) -> Channel:
    """The first of its kind of the helpline on every page."""
    return Channel.objects.filter(kind=kind, helpline__is_primary=True).order_by("order", "pk").first()


def keeper(username: str, *codenames: str) -> User:
    make_permissions()
    user, _ = User.objects.get_or_create(username=username, defaults={"is_staff": True})
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="helpline", codename__in=codenames))
    return User.objects.get(pk=user.pk)


EDITS = tuple(
    f"{verb}_{model}"
    for model in ("helpline", "channel", "openinghours", "closure", "signposting")
    for verb in ("add", "change", "delete", "view")
)


def robin() -> User:
    return keeper("robin", *EDITS, "confirm_channel")


def kim() -> User:
    return keeper("kim", *EDITS)


def inline_forms(prefix: str, *rows: dict[str, Any]) -> dict[str, Any]:
    """What a browser posts for an inline: its counts, and its rows."""
    stored = sum(1 for row in rows if row.get("id"))
    posted: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": stored,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for n, row in enumerate(rows):
        posted |= {f"{prefix}-{n}-{name}": value for name, value in row.items()}
    return posted


OTHER = ("020 7946 0000", "+442079460000")  # a number that is not the helpline's


def change_number() -> None:
    Channel.objects.filter(kind="phone").update(printed=OTHER[0], number=OTHER[1])


def number_after_a_second() -> str:
    """What a page shows when the kept reading has grown old."""
    record._kept.reading = None
    return panel.at(TUESDAY_8PM).phone.printed


def lee() -> User:
    """The second person: may change and approve, and proposed nothing."""
    return keeper("lee", *EDITS, "confirm_channel")


def form(of: Channel, hours: list[dict] | None = None, closures: list[dict] | None = None, **changed: Any) -> dict:
    """What the change form of a channel posts, as it stands, with what an editor changed."""
    names = ("kind", "label", "printed", "url", "nation", "languages", "note", "order", "bank_holidays",
             "bank_holidays_of", "check_every")  # fmt: skip
    fields = {name: getattr(of, name) for name in names}
    fields |= {name: "on" for name in ("free", "always_open", "active") if getattr(of, name)}
    stored = [
        {"id": row.pk, "channel": of.pk, "weekday": row.weekday, "opens": f"{row.opens:%H:%M}",
         "closes": f"{row.closes:%H:%M}"}
        for row in of.opening_hours.all()
    ]  # fmt: skip
    fields |= {"helpline": of.helpline_id, "seen": seen(Channel.objects.get(pk=of.pk))}
    inlines = inline_forms("opening_hours", *(stored if hours is None else hours))
    return fields | inlines | inline_forms("closures", *(closures or [])) | changed


def default_record() -> None:
    """What the migrations stored, where a test before this one has flushed it."""
    if Helpline.objects.exists():
        return
    for n, told in enumerate(BUILT_IN.helplines):
        line = Helpline.objects.create(name=told.name, organisation=told.organisation, is_primary=n == 0, order=n)
        for order, each in enumerate(told.channels):
            row = Channel.objects.create(
                helpline=line, kind=each.kind, label=each.label, printed=each.printed, url=each.url, free=each.free,
                nation=each.nation, note=each.note, always_open=each.timetable.always_open, order=order,
            )  # fmt: skip
            for window in each.timetable.weekly:
                OpeningHours.objects.create(
                    channel=row, weekday=window.weekday, opens=window.opens, closes=window.closes
                )
