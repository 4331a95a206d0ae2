"""The pages of the steps that move an instant or stop a text: one page each, nothing else on it, one press.

Each is a row of `STEPS`: what the page says, what it asks, which step of releases.timing, releases.removal or
releases.signoff it takes, and what it says afterwards. A GET shows and a POST acts; a refusal comes back as a sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from releases import preview, removal, restrictions, safety, signoff, telling, timing, wording
from releases.admin import sending
from releases.admin.forms import LondonInstantField
from releases.alone import acts_alone
from releases.models import Edition, Release
from releases.refusal import Refusal
from releases.standing import standing
from releases.step import SIGN

AT_ONCE, AT_A_TIME = "now", "at"
WHOLE = "whole"


class RemarkForm(forms.Form):
    reason = forms.CharField(required=False, label="Reason, if there is time for one", max_length=600)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Reason (kept in the log)", max_length=600)


class MoveForm(ReasonForm):
    instant = LondonInstantField(label="New time", help_text="London time, whole minutes. 00:01, not 00:00.")
    field_order = ("instant", "reason")


class AgainForm(ReasonForm):
    when = forms.ChoiceField(
        label="Public", widget=forms.RadioSelect, choices=[(AT_A_TIME, "At the time below"), (AT_ONCE, "At once")],
        initial=AT_A_TIME,
    )  # fmt: skip
    instant = LondonInstantField(
        required=False, label="Time", help_text="London time, whole minutes. 00:01, not 00:00."
    )
    field_order = ("when", "instant", "reason")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("when") == AT_A_TIME and not data.get("instant") and "instant" not in self.errors:
            self.add_error("instant", "Enter the day and the time, or choose “at once”.")
        if data.get("when") == AT_ONCE and data.get("instant"):
            self.add_error("when", "You entered a time and chose “at once”. Keep one of them.")
        return data


class TakeDownForm(forms.Form):
    """The reasons are the buttons: one press says why and does it."""

    part = forms.ChoiceField(label="What", widget=forms.RadioSelect, initial=WHOLE)
    remark = forms.CharField(required=False, label="Anything to add, for the log", max_length=600)
    why = forms.ChoiceField(choices=removal.Reason.choices, widget=forms.HiddenInput, error_messages={
        "required": "Say why: press the button with the reason."})  # fmt: skip

    def __init__(self, *args: Any, edition: Edition | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = removal.parts_of(edition) if edition else []
        self.fields["part"].choices = [(WHOLE, "The whole release"), *((p.key, f"Only {p.words}") for p in parts)]  # type: ignore[attr-defined]  # a ChoiceField


class PublicReasonForm(forms.Form):
    reason = forms.CharField(label="Why, in public: it stays at the address", max_length=600,
                             widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip


Act = Callable[[HttpRequest, Release, Edition | None, dict[str, Any]], str]


@dataclass(frozen=True)
class Step:
    """One page. `looks` is that of its button: solid, outlined or stop; `on_edition` steps are asked of one edition."""

    name: str
    title: str
    says: str
    button: str
    form: type[forms.Form]
    act: Act
    looks: str = "solid"
    on_edition: bool = False
    shows_text: bool = False


def _hold(request: HttpRequest, release: Release, edition: Edition | None, data: dict[str, Any]) -> str:
    held = timing.hold(edition_id=_pk(edition), actor=_actor(request), reason=data["reason"])
    return f"Held: {_named(held)} does not go out. What was public before stays public."


def _move(request: HttpRequest, release: Release, edition: Edition | None, data: dict[str, Any]) -> str:
    moved = timing.move(
        edition_id=_pk(edition), actor=_actor(request), public_at=data["instant"], reason=data["reason"]
    )
    return f"Moved: {_named(moved)} becomes public at {wording.instant_in_words(data['instant'])}, by itself."


def _lift_early(request: HttpRequest, release: Release, edition: Edition | None, data: dict[str, Any]) -> str:
    lifted = timing.lift_early(edition_id=_pk(edition), actor=_actor(request), reason=data["reason"])
    return f"Public since {wording.clock(lifted[0].public_at)}: {_named(lifted)}. Caches may take a minute."


def _again(request: HttpRequest, release: Release, edition: Edition | None, data: dict[str, Any]) -> str:
    going = timing.release_from_hold(
        edition_id=_pk(edition), actor=_actor(request), public_at=data["instant"], reason=data["reason"]
    )
    return f"Released from hold: {_named(going)}, public at {wording.instant_in_words(going[0].public_at)}."


def _look(request: HttpRequest, release: Release, edition: Edition | None, data: dict[str, Any]) -> str:
    signoff.look(edition_id=_pk(edition), actor=_actor(request), remark=data["reason"])
    return "Thank you: the second look is recorded, and the flag is gone."


def _take_down(request: HttpRequest, release: Release, edition: Edition | None, data: dict[str, Any]) -> str:
    why = removal.Reason(data["why"])
    who = _actor(request)
    if data["part"] == WHOLE:
        gone = removal.take_down(release_id=release.pk, actor=who, reason=why, remark=data["remark"])
        return f"Taken down: it left at {_left(gone.public_at)}"
    removal.take_down_part(release_id=release.pk, actor=who, part=data["part"], reason=why, remark=data["remark"])
    return f"That part is taken down: it left at {_left(timezone.now())}"


def _left(at: datetime) -> str:
    return (
        f"{wording.local(at):%H:%M:%S}, and a cache or a browser may keep it until "
        f"{wording.local(removal.kept_until(at)):%H:%M}. A second person is asked to look at it."
    )


def _restore(request: HttpRequest, release: Release, edition: Edition | None, data: dict[str, Any]) -> str:
    again = removal.restore(release_id=release.pk, actor=_actor(request), remark=data["reason"])
    return f"Restored word for word: public again since {wording.clock(again.public_at)}."


def _withdraw(request: HttpRequest, release: Release, edition: Edition | None, data: dict[str, Any]) -> str:
    removal.withdraw(release_id=release.pk, actor=_actor(request), public_reason=data["reason"])
    return "Withdrawn: the address says so, with the reason."


def _remove(request: HttpRequest, release: Release, edition: Edition | None, data: dict[str, Any]) -> str:
    removed = removal.remove(release_id=release.pk, actor=_actor(request), reason=data["reason"])
    at = removed.removed_at or timezone.now()
    return (
        f"Removed at {wording.local(at):%H:%M:%S}: its address answers as one never used, and is never given "
        f"out again. Caches may keep it until {wording.local(removal.kept_until(at)):%H:%M}. What to ask of others "
        "stands below."
    )


STEPS = (
    Step("hold", "Hold", "Held, it does not go out, and neither does what is based on it or belongs to its set. What "
         "is public now stays public.", "Hold it now", RemarkForm, _hold, "stop", on_edition=True),
    Step("move", "Move to another time", "The words stay approved; only the time changes. Putting it off needs one "
         "person. Bringing it forward needs someone who may sign off.", "Move it", MoveForm, _move, on_edition=True),
    Step("lift-early", "Make it public now", "It becomes public at once, everywhere here, with everything of its set: "
         "after a broken embargo, for example.", "Make it public now", ReasonForm, _lift_early, on_edition=True),
    Step("release-from-hold", "Release from hold", "The words are signed off already. Name the time anew.",
         "Release it", AgainForm, _again, on_edition=True, shows_text=True),
    Step("look", "Second look", "One person published or took down here alone. Read it; what you find can be "
         "corrected, taken down or restored on the pages of the release.", "I have looked at it", RemarkForm, _look,
         on_edition=True, shows_text=True),
    Step("take-down", "Take down", "It leaves every page, feed, file and search of ours at once. Feeds keep an empty "
         "entry under the same id. A second person then restores it, corrects it or withdraws it.", "", TakeDownForm,
         _take_down, "stop"),
    Step("restore", "Restore", "It comes back word for word, as two people had signed it.", "Restore it", ReasonForm,
         _restore),
    Step("withdraw", "Withdraw", "The address stays and says that the release was withdrawn, when and why. Feeds mark "
         "it under the same id.", "Withdraw it", PublicReasonForm, _withdraw, "stop"),
    Step("remove", "Remove for safety or law", "Nothing stays: no headline, no reason, no address. It cannot be "
         "undone, and the address is never given out again. To correct or to withdraw, use those pages.",
         "Remove it for ever", ReasonForm, _remove, "stop"),
)  # fmt: skip


def page(request: HttpRequest, desk: Any, step: Step, pk: int, edition: int | None = None) -> HttpResponse:
    """The page of a step, and what its press does."""
    release = get_object_or_404(Release, pk=pk)
    asked = get_object_or_404(Edition, pk=edition, release=release) if step.on_edition else None
    form = _form(step, release, request.POST if request.method == "POST" else None)
    refused = ""
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, step.act(request, release, asked, form.cleaned_data))
        except Refusal as refusal:
            refused = str(refusal)
        else:
            return sending.after_a_step(release)
    release = Release.with_text(pk)
    if asked is not None:
        asked.as_read_at(timezone.now())
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts, "title": step.title, "release": release, "step": step, "form": form, "refused": refused,
        "standing": standing(release, release.editions.all(), timezone.now()), "edition": asked,
        "acts": acts_alone([asked]).get(asked.pk, []) if asked else [],
        "may_press": not (step.name == "look" and asked and request.user in signoff.not_the_second(release, asked)),
        "reasons": removal.Reason.choices if step.form is TakeDownForm else [],
        "site_url": preview.door_to_files(release), **_sent(release, step),
        "people": safety.of(release, timezone.now()) if step.looks != "stop" else None,
        "sees_terms": request.user.has_perm(SIGN) or request.user.has_perm(restrictions.SEE),
    }  # fmt: skip
    return TemplateResponse(request, "releases/newsdesk/step.html", context, status=409 if refused else 200)


def _sent(release: Release, step: Step) -> dict[str, Any]:
    """Who has a copy of what this step stops, moves or changes, shown before the press."""
    if step.name == "look":
        return {}
    of_set = telling.of_its_set(release) if step.on_edition else [release.pk]
    return {"sent_to": telling.sent_to(of_set), "sent_of_set": len(of_set) > 1}


def _form(step: Step, release: Release, data: Any) -> forms.Form:
    if step.form is TakeDownForm:
        public: Any = Edition.objects.visible(timezone.now()).filter(release=release).first()
        return TakeDownForm(data, edition=public, initial={"part": WHOLE})
    return step.form(data)


def _actor(request: HttpRequest) -> Any:
    """The signed-in person: admin_view lets nobody else in."""
    return request.user


def _pk(edition: Edition | None) -> int:
    if edition is None:
        raise Refusal("Choose the edition on the page of the release.")
    return edition.pk


def _named(editions: list[Edition]) -> str:
    if len({edition.release_id for edition in editions}) > 1:
        return f"the set of {len(editions)}"
    return " and ".join(f"edition {edition.number}" for edition in editions)
