"""The desk's pages of a release: preview, send, return, sign off; and the addresses of the other steps.

Each is a page of its own with one solid button; a GET shows, a POST acts (a mail scanner or a prefetch never acts). The
rules stand in releases.signoff; a refusal comes back as a sentence on the page it came from.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from releases import files, lateness, preview, removal, restrictions, safety, signoff, standing, telling, wording
from releases.admin import approvals, erasing, sending, stopping
from releases.admin import safety as people
from releases.alone import Act, acts_alone
from releases.blocks import PUBLISH_NOW, blocks, has_passed
from releases.embargo import Phase, is_in_force, phase
from releases.models import Asset, Edition, PublicMode, Release, State
from releases.refusal import Refusal
from releases.step import CHANGE, SIGN
from releases.warned import told_when_sent, warnings_of

if TYPE_CHECKING:
    from releases.admin.release import ReleaseAdmin

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class EditionAtTheDesk:
    """An edition with what may be done about it at the instant."""

    edition: Edition
    phase: str
    waits: bool
    held: bool
    needs_a_look: bool
    first_served: str
    acts: list[Act]


def editions_of(release: Release, at: datetime, user: Any) -> list[EditionAtTheDesk]:
    """The editions of a release, newest first, as they are at the aware instant `at`, for whoever may look at them."""
    acts = acts_alone(release.editions.all())
    return [
        EditionAtTheDesk(
            edition=edition,
            phase=phase(edition, at).value,
            waits=phase(edition, at) is Phase.WAITING,
            held=phase(edition, at) is Phase.HELD,
            needs_a_look=bool(
                edition.emergency
                and edition.looked_at is None
                and user not in [act.who for act in acts.get(edition.pk, [])]
            ),
            first_served=_first_served(edition),
            acts=acts.get(edition.pk, []),
        )
        for edition in sorted(release.editions.all(), key=lambda edition: -edition.number)
    ]


def _first_served(edition: Edition) -> str:
    """`00:01:00, 0.4 seconds after its time`: what was promised and what was kept."""
    served = None if edition.at_once else lateness.first_served(edition)
    if served is None:
        return ""
    late = (served - edition.public_at).total_seconds()
    return f"{wording.local(served):%H:%M:%S}, {late:.1f} seconds after its time"


def what_may_be_stopped(release: Release, at: datetime, user: Any) -> dict[str, bool]:
    """Whether the release is public at the aware instant `at`, or was taken down and waits for a second person.

    `lacks_a_part`: a part of what is public was taken down, by others than this user.
    """
    now = next((edition for edition in release.editions.all() if is_in_force(edition, at)), None)
    waits = bool(now and now.withdrawn and now.emergency and now.looked_at is None)
    gone = removal.parts_to_put_back(release.editions.all(), now) if now and not now.withdrawn else []
    by_others = bool(gone) and user.get_username() not in {part["by"] for part in gone}
    return {"is_public": bool(now and not now.withdrawn), "was_taken_down": waits, "lacks_a_part": by_others}


def urls(desk: "ReleaseAdmin") -> list[URLPattern]:
    """The addresses under the release's admin, each behind sign-in and the right to see releases."""

    def at(route: str, view: View, name: str, right: str = "") -> URLPattern:
        seen = never_cache(partial(_seen_by_desk, desk, view, right=right))
        return path(route, desk.admin_site.admin_view(seen), name=name)

    return [
        at("<int:pk>/preview/", preview_page, "releases_release_preview"),
        at("<int:pk>/preview/text/", preview_text, "releases_release_preview_text"),
        at("<int:pk>/preview/feed/", preview_feed, "releases_release_preview_feed"),
        at("<int:pk>/preview/files/<uuid:identity>/<str:name>", preview_file, "releases_release_preview_file"),
        at("<int:pk>/send/", send, "releases_release_send", CHANGE),
        at("<int:pk>/return/", give_back, "releases_release_return", CHANGE),
        at("<int:pk>/sign-off/", sign_off, "releases_release_sign_off"),
        at("<int:pk>/people/", people.page, "releases_release_people"),
        at("<int:pk>/consent/", people.record_consent, "releases_release_consent"),
        at("<int:pk>/restriction/", people.record_restriction, "releases_release_restriction"),
        at("<int:pk>/restriction/<int:restriction>/", people.lift_restriction, "releases_release_lift_restriction"),
        at("<int:pk>/case/", people.link_case, "releases_release_case"),
        at("<int:pk>/erase/", erasing.propose, "releases_release_erase"),
        at("<int:pk>/erasures/<int:erasure_pk>/", erasing.decide, "releases_release_erasure"),
        *(
            at(_route(step), _step_page(step), f"releases_release_{_underscored(step)}", CHANGE)
            for step in stopping.STEPS
        ),
    ]


def _route(step: stopping.Step) -> str:
    return f"<int:pk>/{step.name}/" + ("<int:edition>/" if step.on_edition else "")


def _underscored(step: stopping.Step) -> str:
    return step.name.replace("-", "_")


def _step_page(step: stopping.Step) -> View:
    @require_http_methods(["GET", "POST"])
    def page(request: HttpRequest, desk: "ReleaseAdmin", **where: int) -> HttpResponse:
        return stopping.page(request, desk, step, **where)

    return page


def _seen_by_desk(
    desk: "ReleaseAdmin", view: View, request: HttpRequest, *, right: str = "", **kwargs: Any
) -> HttpResponseBase:
    """`right`: what the page is of no use without, besides the right to see releases."""
    if not desk.has_view_or_change_permission(request) or (right and not request.user.has_perm(right)):
        raise PermissionDenied
    return view(request, desk, **kwargs)


def _context(request: HttpRequest, desk: "ReleaseAdmin", release: Release, title: str, **more: Any) -> dict[str, Any]:
    return {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": title,
        "release": release,
        "standing": standing.standing(release, release.editions.all(), timezone.now()),
        **more,
    }


def _to_form(pk: int) -> HttpResponse:
    return redirect("admin:releases_release_change", pk)


# --- preview: the same functions that serve the public, on the draft --------------------------------------------------


@require_http_methods(["GET"])
def preview_page(request: HttpRequest, desk: "ReleaseAdmin", pk: int) -> HttpResponse:
    return preview.page(request, _release(pk))


@require_http_methods(["GET"])
def preview_text(request: HttpRequest, desk: "ReleaseAdmin", pk: int) -> HttpResponse:
    return preview.text(request, _release(pk))


@require_http_methods(["GET"])
def preview_feed(request: HttpRequest, desk: "ReleaseAdmin", pk: int) -> HttpResponse:
    return preview.feed_item(request, _release(pk))


@require_http_methods(["GET"])
def preview_file(request: HttpRequest, desk: "ReleaseAdmin", pk: int, identity: UUID, name: str) -> HttpResponseBase:
    """A file of the draft, for the desk's eyes; in public it has another door, and is hidden behind the gate."""
    asset = get_object_or_404(Asset, uuid=identity, attachments__release=pk)
    return preview.unkept(files.answer(request, asset, name))


def _release(pk: int) -> Release:
    get_object_or_404(Release, pk=pk)
    return Release.with_text(pk)


# --- steps ----------------------------------------------------------------------------------------------------------


@require_POST
def send(request: HttpRequest, desk: "ReleaseAdmin", pk: int) -> HttpResponse:
    """Send the working text for sign-off."""
    get_object_or_404(Release, pk=pk)
    try:
        signoff.submit(release_id=pk, actor=request.user)  # type: ignore[arg-type]  # admin_view lets only users in
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _to_form(pk)
    messages.success(request, "Sent for sign-off. Nothing goes out until someone other than its last editor signs it.")
    return redirect("admin:releases_release_sign_off", pk)


@require_POST
def give_back(request: HttpRequest, desk: "ReleaseAdmin", pk: int) -> HttpResponse:
    """Return the text to its writer."""
    get_object_or_404(Release, pk=pk)
    try:
        signoff.return_to_draft(release_id=pk, actor=request.user, reason=request.POST.get("reason", ""))  # type: ignore[arg-type]  # as above
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:releases_release_sign_off", pk)
    messages.success(request, "Returned to draft. The reason is in the log.")
    return _to_form(pk)


@require_http_methods(["GET", "POST"])
def sign_off(request: HttpRequest, desk: "ReleaseAdmin", pk: int) -> HttpResponse:
    """Read-only, made for a phone: the text as it will be public, and one button that says what happens and when."""
    refused = ""
    if request.method == "POST":
        try:
            edition = _sign(request, pk)
        except Refusal as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _done(edition))
            return sending.after_a_step(edition.release)
    release = _release(pk)
    at = timezone.now()
    edition = preview.edition_of(release, at)
    context = _context(
        request, desk, release, "Sign off",
        people=safety.of(release, at),
        sees_terms=request.user.has_perm(SIGN) or request.user.has_perm(restrictions.SEE),
        refused=refused,
        seen=signoff.seen(release),
        edition=edition,
        site_url=preview.door_to_files(release),
        blocks=(stopped_by := blocks(release, at)),
        only_the_time_has_passed=has_passed(release, at) and len(stopped_by) == 1,
        publish_now=PUBLISH_NOW,
        warnings=warnings_of(release),
        told=told_when_sent(release),
        sent_to=telling.sent_to([pk]),
        is_signing=True,
        button=standing.what_signing_does(release),
        embargo_line=preview.embargo_line(release, at),
        notes=preview.notes_of(edition, at),
        is_last_editor=release.last_editor_id == request.user.pk,
        may_sign=request.user.has_perm(SIGN),
        **approvals.shown(release, request.user),
    )  # fmt: skip
    return TemplateResponse(request, "releases/newsdesk/sign_off.html", context, status=409 if refused else 200)


def _sign(request: HttpRequest, pk: int) -> Edition:
    get_object_or_404(Release, pk=pk)
    seen = signoff.Seen(
        request.POST.get("sha256", ""), _whole(request.POST.get("saves")), request.POST.get("restrictions", "")
    )
    if request.POST.get("alone"):
        reason = request.POST.get("reason", "")
        return signoff.publish_alone(release_id=pk, actor=request.user, seen=seen, reason=reason)  # type: ignore[arg-type]  # as above
    typed = request.POST.get("publish_now", "")
    return signoff.sign(release_id=pk, actor=request.user, seen=seen, publish_now=typed)  # type: ignore[arg-type]  # as above


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else -1


def _done(edition: Edition) -> str:
    """The instant is repeated in words after it was set."""
    if edition.state == State.HELD:
        return "Signed off. It waits, held, until every release of its set is signed off; then they go out together."
    if edition.withdrawn:
        return f"Signed off. Withdrawn at {wording.instant_in_words(edition.public_at)}; the address says so."
    if edition.at_once:
        return f"Signed off. Public since {wording.clock(edition.public_at)}."
    verb = "Embargoed until" if edition.public_mode == PublicMode.EMBARGO else "It becomes public at"
    return f"Signed off. {verb} {wording.instant_in_words(edition.public_at)}, by itself."
