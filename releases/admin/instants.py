"""Instants as the desk types them: a day and a time on the newsroom's clock, the zone's label made and never typed."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from releases import wall_clock, wording

FIRST, SECOND = "0", "1"  # PEP 495's fold
FARTHEST = 5  # years ahead


def _typed(value: Any) -> datetime | None:
    """The naive day and time in the first two parts of what was typed or stored; None where they make none."""
    if not isinstance(value, list | tuple) or len(value) < 2:
        return None
    day, clock = value[0], value[1]
    try:
        day = day if isinstance(day, date) else date.fromisoformat(str(day))
        clock = clock if isinstance(clock, time) else time.fromisoformat(str(clock))
    except ValueError:
        return None
    return datetime.combine(day, clock.replace(tzinfo=None))


def _meanings(wall: datetime) -> list[datetime]:
    try:
        return wall_clock.meanings(wall, timezone.get_default_timezone())
    except OverflowError:  # the first and last day of the calendar
        return []


def which(wall: datetime) -> list[tuple[str, str]]:
    """The choice to put to an editor for a time that comes twice, as it is printed on clocks; else none."""
    both = _meanings(wall)
    if len(both) < 2:
        return []
    words = [f"{wording.local(instant):%H:%M %Z}" for instant in both]
    return [(FIRST, f"{words[0]} (the first)"), (SECOND, f"{words[1]} (the second)")]


class InstantWidget(forms.MultiWidget):
    """A day, a time, the label of the zone beside them and, for a time that comes twice, which of the two."""

    template_name = "releases/newsdesk/_instant.html"

    class Media:
        js = ("releases/instant.js",)

    def __init__(self, *, any_second: bool = False) -> None:
        step, time_format = ("1", "%H:%M:%S") if any_second else ("60", "%H:%M")
        super().__init__(
            widgets=[
                forms.DateInput(attrs={"type": "date", "aria-label": "Day"}, format="%Y-%m-%d"),
                forms.TimeInput(attrs={"type": "time", "step": step, "aria-label": "Time"}, format=time_format),
                forms.Select(attrs={"aria-label": "Which of the two"}),
            ]
        )

    def decompress(self, value: datetime | None) -> list[Any]:
        if value is None:
            return [None, None, None]
        there = wording.local(value)
        wall = there.replace(tzinfo=None, fold=0)
        return [wall.date(), wall.time(), str(there.fold) if which(wall) else ""]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        parts = value if isinstance(value, list) else self.decompress(value)
        wall = _typed(parts)
        self.widgets[2].choices = [("", "Choose which"), *which(wall)] if wall else []  # type: ignore[attr-defined]
        context: dict[str, Any] = super().get_context(name, parts, attrs)
        both = _meanings(wall) if wall else []
        chosen = both[int(parts[2])] if len(both) == 2 and parts[2] in (FIRST, SECOND) else None
        instant = chosen or (both[0] if len(both) == 1 else None)
        context["widget"] |= {
            "zone": timezone.get_default_timezone_name(),
            "label": f"{wording.local(instant):%Z}" if instant else "",
            "words": wording.instant_in_words(instant) if instant else "",
            "comes_twice": len(both) == 2,
        }
        return context


class LondonInstantField(forms.MultiValueField):
    """A day and a time on the newsroom's clock, as an aware instant in UTC. Whole minutes; not midnight.

    Refuses with a sentence what cannot be meant, and asks which of the two is meant where the clocks show it twice.
    With `any_second`, for a look back or ahead, midnight and seconds will do.
    """

    def __init__(self, *, any_second: bool = False, **kwargs: Any) -> None:
        self.any_second = any_second
        fields = (
            forms.DateField(required=False, error_messages={"invalid": "That is no day. Choose one."}),
            forms.TimeField(required=False, error_messages={"invalid": "That is no time. Enter e.g. 00:01."}),
            forms.CharField(required=False),
        )
        super().__init__(fields=fields, widget=InstantWidget(any_second=any_second), require_all_fields=False, **kwargs)

    def compress(self, data_list: Any) -> datetime | None:
        if not data_list or (data_list[0] is None and data_list[1] is None):
            return None
        day, clock, chosen = data_list
        if day is None or clock is None:
            raise ValidationError("Enter the day." if day is None else "Enter the time, e.g. 00:01.")
        if not self.any_second and (clock.second or clock.microsecond):
            raise ValidationError(f"{clock} has seconds. Enter whole minutes, e.g. 00:01.")
        if not self.any_second and (clock.hour, clock.minute) == (0, 0):
            raise ValidationError("Readers take 00:00 for either day. Enter 00:01, or 23:59 the day before.")
        wall = datetime.combine(day, clock)
        both = _meanings(wall)
        if not both:
            raise ValidationError(_never(wall))
        refuse_if_too_far(day)
        if len(both) == 1:
            return both[0]
        if chosen not in (FIRST, SECOND):
            raise ValidationError(_twice(wall))
        return both[int(chosen)]


def refuse_if_too_far(day: date, years: int = FARTHEST) -> None:
    """Nobody plans so far ahead: it is a slip, and what waits for it would wait for ever."""
    today = wording.local_day(timezone.now())
    if day > today.replace(year=today.year + years, day=min(today.day, 28)):
        raise ValidationError(f"{wording.day(day)} is more than {years} years away. Check the year.")


def _never(wall: datetime) -> str:
    """Why there is no such time, and what to type."""
    try:
        before, after = wall_clock.change_near(wall, timezone.get_default_timezone())
    except (OverflowError, ValueError):
        return "There is no such day. Choose another."
    return (
        f"There is no {wall:%H:%M} on {wall:%A} {wording.day(wall.date())}: the clocks go forward, and "
        f"{before:%H:%M %Z} is followed by {after:%H:%M %Z}. Enter {before:%H:%M}, or {after:%H:%M} or later."
    )


def _twice(wall: datetime) -> str:
    _, after = wall_clock.change_near(wall, timezone.get_default_timezone())
    first, second = (label for _, label in which(wall))
    return (
        f"{wall:%H:%M} comes twice on {wall:%A} {wording.day(wall.date())}: the clocks go back to {after:%H:%M %Z}. "
        f"Choose which is meant: {first}, or {second}."
    )
