"""The pages of who was sent it: a copy to mail under embargo, and whom to tell when it is stopped, moved or changed.

The newsroom mails nothing. It gives the desk the words and the addresses, and keeps who had a copy and who was told.
"""

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from releases import sending, telling, wording
from releases.addresses import recipients
from releases.corrections import corrections
from releases.formats import text as plain_text
from releases.messages import message
from releases.models import Desk, Edition, Kind, Organisation, Release, Sending
from releases.refusal import Refusal
from releases.standing import standing
from releases.step import CHANGE
from releases.telling import News

if TYPE_CHECKING:
    from releases.admin.release import ReleaseAdmin

LONGEST_LINK = 1800  # characters of a mailto link: mail programs on Windows cut a longer one


class PeopleForm(forms.Form):
    people = forms.CharField(
        label="To whom",
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text="One a line: Name <name@paper.example>, Outlet. The To line of a mail, or rows of a spreadsheet, can "
        "be pasted too.",
        error_messages={"required": "Nobody is named. Write one person a line: Name <name@paper.example>, Outlet."},
    )


def urls(desk: "ReleaseAdmin") -> list[URLPattern]:
    """The addresses under the release's admin, for whoever may change releases."""

    def at(route: str, view: Any, name: str) -> URLPattern:
        asked = require_http_methods(["GET", "POST"])(partial(_by_the_desk, desk, view))
        return path(route, desk.admin_site.admin_view(never_cache(asked)), name=name)

    return [
        at("<int:pk>/mail/<int:edition>/", mail, "releases_release_mail"),
        at("<int:pk>/tell/", tell, "releases_release_tell"),
    ]


def _by_the_desk(desk: "ReleaseAdmin", view: Any, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    response: HttpResponseBase = view(request, desk, **kwargs)
    return response


def after_a_step(release: Release) -> HttpResponse:
    """Where a step leads: to whom it must be told, if anybody was sent a copy; else back to the release."""
    waiting = [each for each in telling.news(timezone.now(), telling.of_its_set(release)) if each.untold]
    if not waiting:
        return redirect("admin:releases_release_change", release.pk)
    here = next((each for each in waiting if each.release.pk == release.pk), waiting[0])
    return redirect("admin:releases_release_tell", here.release.pk)


# --- a copy -----------------------------------------------------------------------------------------------------------


def mail(request: HttpRequest, desk: "ReleaseAdmin", pk: int, edition: int) -> HttpResponse:
    """Note to whom, then copy: the words stand on the page once somebody is noted."""
    found = get_object_or_404(Edition.objects.select_related("desk", "release"), pk=edition, release=pk)
    form, refused = PeopleForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            noted = sending.note(
                edition_id=found.pk, actor=_actor(request), people=recipients(form.cleaned_data["people"])
            )
        except Refusal as refusal:
            refused = str(refusal)
        else:
            flash.success(request, f"Noted: {_people(len(noted))}. The e-mail and the addresses stand below.")
            return redirect(reverse("admin:releases_release_mail", args=[pk, found.pk]) + "#copy")
    at = timezone.now()
    cannot = sending.why_not(found, at)
    everyone = list(found.sendings.select_related("sent_by").order_by("sent_at", "pk"))
    context = {"edition": found, "form": form, "refused": refused, "cannot": cannot, "everyone": everyone}
    if everyone and not cannot:
        newest = [each for each in everyone if each.sent_at == everyone[-1].sent_at]
        context |= {"newest": newest, **_copy(request, found, newest)}
    return _page(request, desk, "mail.html", found.release, "Copy as e-mail", context)


def _copy(request: HttpRequest, edition: Edition, newest: list[Sending]) -> dict[str, Any]:
    """The subject, the two bodies (plain and rich), and a link that opens the mail program.

    The text is the one that becomes public: as it reads at its instant, without what is lent no longer by then.
    """
    edition = edition.as_read_at(edition.public_at)
    until = wording.instant_in_words(edition.public_at)
    line = wording.embargo_line(edition.public_at)
    notes = corrections([edition], timezone.now()).get(edition.release_id, [])
    organisation = Organisation.current()
    words = {
        "edition": edition, "body": edition.body, "text": plain_text.as_text(edition, notes), "embargo_line": line,
        "until": until, "corrections": notes, "address": f"{settings.SITE_URL}/releases/{edition.slug}/",
    }  # fmt: skip
    terms = render_to_string("releases/newsdesk/_terms.txt", words, request).strip()
    body = render_to_string("releases/release.txt", {**words, "terms": terms}, request).strip()
    subject = f"EMBARGOED until {until}: {Kind(edition.kind).label.lower()} from {organisation.name}"
    addresses = _addresses(newest)
    return {**words, "terms": terms, "subject": subject, "plain": body, "addresses": addresses,
            "mailto": _mailto(addresses, subject, body)}  # fmt: skip


# --- whom to tell -----------------------------------------------------------------------------------------------------


def tell(request: HttpRequest, desk: "ReleaseAdmin", pk: int) -> HttpResponse:
    """Who was sent it, the message for what was done since, and a tick for each who has been told."""
    release = get_object_or_404(Release, pk=pk)
    refused = ""
    if request.method == "POST":
        try:
            flash.success(request, _take(request, release))
        except Refusal as refusal:
            refused = str(refusal)
        else:
            return redirect("admin:releases_release_tell", pk)
    at = timezone.now()
    of_set = telling.of_its_set(release)
    all_news = telling.news(at, of_set)
    here = next((each for each in all_news if each.release.pk == pk), None)
    others = [each for each in all_news if each.release.pk != pk and each.untold]
    everyone = Sending.objects.filter(edition__release=release).select_related("edition", "sent_by")
    context: dict[str, Any] = {
        "news": here, "others": others, "refused": refused, "everyone": everyone.defer("edition__document"),
        "kept_days": settings.KEEP_RECIPIENTS_DAYS,
    }  # fmt: skip
    if here:
        context |= _message(here, release)
    return _page(request, desk, "tell.html", release, "Who was sent it", context)


def _take(request: HttpRequest, release: Release) -> str:
    """The step that was pressed; what it did, in a sentence."""
    posted, actor = request.POST, _actor(request)
    if email := posted.get("forget"):
        sending.forget(release_id=release.pk, email=email, actor=actor, reason=posted.get("reason", ""))
        return "Taken off the list. The log keeps that somebody was, and not who."
    events = [each.event for each in telling.news(timezone.now(), [release.pk])]
    event = next((event for event in events if str(event.pk) == posted.get("event")), None)
    if event is None:
        raise Refusal("Something newer has been done to this release. Read the new message; nothing was ticked.")
    if "not_told" in posted:
        sending.not_told(event_id=event.pk, sending_ids=_numbers([posted["not_told"]]), actor=actor)
        return "Not told yet: they stand on the list again."
    count = sending.tell(event_id=event.pk, sending_ids=_numbers(posted.getlist("sending")), actor=actor)
    return f"Ticked as told: {_people(count)}."


def _message(news: News, release: Release) -> dict[str, Any]:
    newest = news.event.edition or news.recipients[-1].sending.edition
    desk: Any = release.desk or Desk.objects.filter(pk=newest.desk_id).first()
    words = message(
        news, timezone.now(), organisation=Organisation.current().name, desk=desk, site_url=settings.SITE_URL
    )
    addresses = _addresses([recipient.sending for recipient in news.untold])
    return {"words": words, "addresses": addresses, "mailto": _mailto(addresses, words.subject, words.body)}


def _addresses(sendings: list[Sending]) -> str:
    """For the Bcc field: nobody on the list sees who else is."""
    return ", ".join(each.email for each in sendings)


def _mailto(addresses: str, subject: str, body: str) -> str:
    """RFC 6068; without the body, and then without the addresses, where the link would grow too long."""
    bcc, about = f"bcc={quote(addresses, safe='@,')}", f"subject={quote(subject)}"
    for parts in ((bcc, about, f"body={quote(body)}"), (bcc, about), (about,)):
        link = f"mailto:?{'&'.join(parts)}"
        if len(link) <= LONGEST_LINK:
            return link
    return "mailto:"


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19]


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _actor(request: HttpRequest) -> Any:
    """The signed-in person: admin_view lets nobody else in."""
    return request.user


def _page(
    request: HttpRequest, desk: "ReleaseAdmin", template: str, release: Release, title: str, more: dict[str, Any]
) -> HttpResponse:
    context = {
        **desk.admin_site.each_context(request), "opts": desk.opts, "title": title, "release": release,
        "standing": standing(release, release.editions.all(), timezone.now()), **more,
    }  # fmt: skip
    return TemplateResponse(
        request, f"releases/newsdesk/{template}", context, status=409 if more.get("refused") else 200
    )
