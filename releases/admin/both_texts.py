"""A save that came too late: what the editor typed beside what is stored, part by part, and who did what meanwhile."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.forms import BaseForm, BaseModelFormSet, FileField
from django.forms.widgets import HiddenInput
from django.utils import timezone
from reversion.models import Version

from releases import comparing, richtext, wording
from releases.comparing import ADDED, GONE, Run
from releases.formats.text import paragraphs
from releases.models import Erasure, Event, Release

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_NOT_SHOWN = ("id", "release", "position", "DELETE")
_TEXT_OF = {"passages": "releases.passage", "notes": "releases.notetoeditors", "abouts": "releases.about",
            "attachments": "releases.attachment"}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A part of the text in which the two differ. `said` tells who changed it, where that is on record."""

    name: str
    said: str
    mine: list[Run]
    theirs: list[Run]
    anchor: str  # the field in the form


Fields = dict[str, Any]
Base = dict[tuple[str, str], Fields]  # (model, primary key) -> its fields when the form was opened


def named(user: "User | None", *, me: Any = None) -> str:
    """A colleague's name at the beginning of a sentence; oneself is never “someone else”."""
    if user is None:
        return "A command"
    return "You, in another tab," if user == me else (user.get_full_name() or user.get_username())


def sentence(release: Release, seen: int, since: int | None, me: Any, at: datetime) -> str:
    """Why the save was refused, and that nothing is lost by it."""
    when = f" at {wording.since(release.last_saved_at, at)}" if release.last_saved_at else ""
    happened = f"{named(release.last_editor, me=me)} saved this release{when}, after you opened it here."
    if not may_save_over(release, seen, since):
        return (
            "This text was changed after you opened it, and words were erased from it. Nothing of yours has been "
            "saved. What you typed may still hold those words, so it cannot be saved over the text: copy what you "
            "need, open the text anew, and put it in there."
        )
    return (
        f"{happened} Nothing of yours has been saved, and nothing is lost: all of it is in the form below. Compare the "
        "two, then choose."
    )


def may_save_over(release: Release, seen: int, since: int | None) -> bool:
    """Not where an erasure changed the text meanwhile: a form from before would bring the words back."""
    written = (Event.Step.SAVED, Event.Step.RESTORED_AS_DRAFT)
    saved = release.events.filter(pk__gt=since or 0, step__in=written).count()
    if release.saves - seen <= saved:
        return True
    last = Event.objects.filter(pk=since or 0).values_list("at", flat=True).first()
    return not Erasure.objects.filter(done=True, **({"decided_at__gte": last} if last else {})).exists()


def meanwhile(release: Release, seen_event: int | None, me: Any) -> list[str]:
    """Every step since the form was opened, oldest first, as sentences."""
    if seen_event is None:
        return []
    since = release.events.filter(pk__gt=seen_event).order_by("pk").select_related("actor", "edition")
    return [_told(event, me) for event in since]


def _told(event: Event, me: Any) -> str:
    who = "you" if event.actor == me else event.who
    edition = f" (edition {event.edition.number})" if event.edition else ""
    words = f"{wording.clock(event.at)}: {event.get_step_display()}{edition}, {who}."
    return f"{words} “{event.reason}”" if event.reason else words


def steps_meanwhile(form: Any) -> list[str]:
    """For whoever saved a text on which a step was taken while they had it open: nothing was lost, and they know."""
    told = meanwhile(form.instance, form.since, form.actor) if form.since is not None else []
    return [f"While you had it open: {words}" for words in told]


def over(release: Release) -> str:
    """The reason of a save over another: what was overridden, which is kept as well. `release` as it was stored."""
    when = f", {wording.day_and_clock(release.last_saved_at)}" if release.last_saved_at else ""
    return f"Over save {release.saves} ({named(release.last_editor)}{when}), which was shown beside it."


def differences(form: BaseForm, formsets: Iterable[BaseModelFormSet], base: Base, who: str) -> list[Part]:
    """The parts in which the bound forms, laid upon the stored rows, differ from them."""
    parts = list(_of_form(form, "", base.get(("releases.release", str(form.instance.pk)), {}), who))  # type: ignore[attr-defined]
    for formset in formsets:
        name = str(formset.model._meta.verbose_name).capitalize()  # type: ignore[union-attr]  # a model's formset
        for number, row in enumerate(formset.forms, 1):
            parts += _of_row(row, f"{name} {number}", base, who, formset.prefix or "")
    return parts


def _of_row(row: BaseForm, name: str, base: Base, who: str, prefix: str) -> Iterator[Part]:
    stored, taken_away = bool(row.instance.pk), f"{row.prefix}-DELETE" in row.data  # type: ignore[attr-defined]
    was = base.get((_TEXT_OF[prefix], str(row.instance.pk)))  # type: ignore[attr-defined]
    whole = "\n".join(line for field in _fields(row) if (line := _shown(row, field, stored=stored)))
    if stored and taken_away:
        said = "You took it away." if was is not None else f"{who} added it. It is marked to be taken away below."
        yield Part(name, said, [], [Run(GONE, whole)], f"{row.prefix}")
    elif not stored and whole:
        yield Part(name, "It is not in the stored text.", [Run(ADDED, whole)], [], f"{row.prefix}")
    elif stored:
        yield from _of_form(row, name, was or {}, who)


def _fields(form: BaseForm) -> list[str]:
    return [
        name
        for name, field in form.fields.items()
        if name not in _NOT_SHOWN and not isinstance(field, FileField) and not isinstance(field.widget, HiddenInput)
    ]


def _of_form(form: BaseForm, row: str, was: Fields, who: str) -> Iterator[Part]:
    for name in _fields(form):
        if name not in form.changed_data:
            continue
        mine, theirs = _shown(form, name, stored=False), _shown(form, name, stored=True)
        if mine == theirs and not _is_rich(form, name):
            continue
        label = str(form[name].label or name)
        said = _who_changed(form, name, was, who)
        if mine == theirs:
            said = f"{said} The words are the same; bold, lists or links differ.".strip()
        runs = _side_by_side(mine, theirs)
        yield Part(f"{row}, {label[:1].lower()}{label[1:]}" if row else label, said, *runs, str(form[name].auto_id))


def _side_by_side(mine: str, theirs: str) -> tuple[list[Run], list[Run]]:
    """Each text as runs of words; those that the other has not are marked."""
    found = comparing.runs(theirs, mine)
    return [run for run in found if run.mark != GONE], [run for run in found if run.mark != ADDED]


def _is_rich(form: BaseForm, name: str) -> bool:
    columns = form.instance._meta.concrete_fields  # type: ignore[attr-defined]  # a model's form
    return any(column.name == name and isinstance(column, richtext.RichText) for column in columns)


def _who_changed(form: BaseForm, name: str, was: Fields, who: str) -> str:
    """Told from the text as it was when the form was opened, which the history of drafts has kept."""
    key = name if name in was else f"{name}_id"  # reversion keeps a choice under its column
    if key not in was:
        return ""
    field = form.fields[name]
    before = _in_words(form, name, field.prepare_value(was[key]))
    mine_changed = before != _shown(form, name, stored=False)
    theirs_changed = before != _shown(form, name, stored=True)
    if mine_changed and theirs_changed:
        return f"{who} changed it, and so did you."
    return f"{who} changed it; you did not." if theirs_changed else "You changed it."


def _shown(form: BaseForm, name: str, *, stored: bool) -> str:
    value = form.initial.get(name) if stored else form[name].value()
    return _in_words(form, name, value)


def _in_words(form: BaseForm, name: str, value: Any) -> str:
    """A field's value as a person reads it: the words of a choice, an instant said in words, rich text in lines."""
    if _is_rich(form, name):
        return "\n".join(paragraphs(richtext.cleaned(str(value or ""))))
    field = form.fields[name]
    if hasattr(field, "choices"):
        values = value if isinstance(value, list | tuple) else [value]
        chosen = {str(getattr(each, "pk", each)) for each in values if each not in (None, "")}
        return ", ".join(str(label) for key, label in field.choices if str(key) in chosen and chosen)
    if isinstance(value, list):  # the day and the time of an instant, as they were typed
        return " ".join(str(each) for each in value[:2] if each)
    if isinstance(value, datetime):
        there = wording.local(value)
        return f"{there:%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else " ".join(str(value).split())


def text_when_opened(release: Release, seen_saves: int) -> Base:
    """The fields of the release and its rows as they were kept with that save; empty when nothing is on record."""
    versions = Version.objects.get_for_object(release).select_related("revision").order_by("-pk")
    for version in versions[:50]:
        if version.field_dict.get("saves", 0) <= seen_saves:
            rows = version.revision.version_set.select_related("content_type")
            return {(f"{r.content_type.app_label}.{r.content_type.model}", r.object_id): r.field_dict for r in rows}
    return {}


def _who(stored: Release, since: int | None, me: Any) -> str:
    """Who changed the text meanwhile, for the beginning of a sentence."""
    saved = Event.objects.filter(release=stored, step=Event.Step.SAVED, pk__gt=since or 0)
    several = len({event.actor_id for event in saved}) > 1
    return "Somebody" if several else named(stored.last_editor, me=me)


def context(form: Any, formsets: Iterable[BaseModelFormSet], stored: Release, me: Any) -> dict[str, Any]:
    """What the page shows of a form that came too late; it and its rows are bound, and laid upon the stored ones."""
    who = _who(stored, form.since, me)
    base = text_when_opened(stored, form.seen)
    return {
        "sentence": sentence(stored, form.seen, form.since, me, timezone.now()),
        "meanwhile": meanwhile(stored, form.since, me),
        "parts": differences(form, formsets, base, who),
        "theirs": "Your other tab’s" if stored.last_editor == me else f"{named(stored.last_editor)}’s",  # noqa: RUF001
        "is_stale": form.is_stale,
        "over": stored.saves if may_save_over(stored, form.seen, form.since) else None,
        "has_files": any(formset.is_multipart() and formset.files for formset in formsets),
    }
