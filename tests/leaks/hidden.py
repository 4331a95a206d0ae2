"""What must not be seen before the lift, of every kind; and what must never be seen.

Words that begin with canary are public from LIFT on; words that begin with raven never are.
"""

import uuid
from datetime import date, timedelta
from typing import Any

import time_machine
from django.core.files.base import ContentFile

from releases import removal, timing
from releases.models import (
    About,
    Asset,
    Attachment,
    Batch,
    Boilerplate,
    Edition,
    Kind,
    OldAddress,
    Passage,
    Release,
    SpokespersonSheet,
)
from tests import newsdesk
from tests.leaks.verdicts import FILE, HIDDEN_PK, PICTURE, REMOVED
from tests.newsdesk import LIFT, NOW

CANARIES = (
    "canaryheadline", "canarysummary", "canarynarrative", "canarystatement", "canaryspeaker", "canaryrole",
    "canaryother", "canaryprotected", "canarynote", "canaryabout", "canaryboilerplate", "canarytopic", "canaryfile",
    "canarybytes", "canaryalt", "canarycaption", "canarycredit", "canarytimed", "canarycorrection", "canarycorrected",
    "canaryrenamed", "canarysecond", "canaryreason", "canary-release",
)  # fmt: skip
EMBARGOED: dict[str, Any] = {"public_mode": "embargo", "wanted_at": LIFT}


def make(slug: str, **traits: Any) -> Release:
    """A draft with a feed id that is the same in every world."""
    traits = {"headline": f"About {slug}", "uuid": uuid.uuid5(uuid.NAMESPACE_URL, slug)} | traits
    return newsdesk.draft(slug=slug, **traits)


def asset(identity: str, content_type: str, content: bytes) -> Asset:
    stored = Asset(
        uuid=uuid.UUID(identity), sha256=identity.replace("-", "") * 2, content_type=content_type, size=len(content),
        uploaded_at=NOW, original_name="raven-as-uploaded.bin", width=4, height=3,
    )  # fmt: skip
    stored.file.save("a", ContentFile(content))
    return stored


def attach(release: Release, stored: Asset, title: str, **more: Any) -> Release:
    Attachment.objects.create(release=release, asset=stored, title=title, position=1, **more)
    return Release.with_text(release.pk)


def again(slug: str, words: str, *, sign: bool, **columns: Any) -> Edition | None:
    """The working text of a live release, changed; signed for the lift or left as it is."""
    release = Release.objects.get(slug=slug)
    release.passages.filter(type="narrative").update(body=f"<p>{words}</p>")
    for name, value in {**EMBARGOED, **columns, "last_editor": newsdesk.jo()}.items():
        setattr(release, name, value)
    release.save()
    return newsdesk.signed(Release.with_text(release.pk)) if sign else None


def hidden(*, sign: bool) -> None:
    """Everything that is not public a second before the lift."""
    with time_machine.travel(NOW, tick=False):
        removed()
        embargoed = _embargoed()
        timed = make("canary-timed", headline="Canarytimed", public_mode="at_set_time", wanted_at=LIFT)
        held = make("raven-held", headline="Ravenheld", topic=newsdesk.TopicFactory(name="Raventopic"), **EMBARGOED)
        make("raven-draft", headline="Ravendraft", statement__speaker_kind="spokesperson",
             statement__spokesperson=newsdesk.SpokespersonFactory(name="Ravenspeaker"), **EMBARGOED)  # fmt: skip
        Attachment.objects.filter(release__slug="corrected").update(title="Canaryrenamed")
        again("corrected", "Canarycorrected words.", sign=sign, change="correction", change_note="Canarycorrection.")
        again("twice", "Canarycorrected words.", sign=sign, change="correction", change_note="Canarycorrection.")
        again("second", "Canarysecond words.", sign=sign, change="minor")
        again("ending", "Ravenlast words.", sign=sign, change="withdrawal", change_note="Canaryreason.")
        stopped = again("held-second", "Ravensecond words.", sign=sign, change="minor")
        again("edited", "Ravenedit words.", sign=False, change="minor")
        if sign:
            newsdesk.signed(embargoed)
            newsdesk.signed(timed)
            for edition in (newsdesk.signed(held), stopped):
                assert edition
                timing.hold(edition_id=edition.pk, actor=newsdesk.jo())


def removed() -> None:
    """What was public for a year and was then removed for someone's safety: as if it had never been."""
    with time_machine.travel(NOW - timedelta(days=400), tick=False):
        gone = make("raven-removed", headline="Ravenremoved", topic=newsdesk.TopicFactory(name="Raventopic"))
        edition = newsdesk.signed(attach(gone, asset(REMOVED, "application/pdf", b"Ravenbytes"), "Ravenfile"))
    removal.remove(release_id=edition.release_id, actor=newsdesk.jo(), reason="Someone was recognised.")


def _came_from_elsewhere(release: Release) -> None:
    """Addresses of an old site that lead to what is hidden."""
    batch = Batch.objects.create(
        file_name="canary.xml", site="https://old.example", proposed_by=newsdesk.jo(), proposed_at=NOW
    )
    leads: tuple[tuple[str, dict[str, Any]], ...] = (
        ("/2026/11/24/canary-release/", {"release": release}), ("/?p=4711", {"release": release}),
        ("/category/canarytopic/", {"topic": release.topics.get(slug="canarytopic")}),
        ("/wp-content/uploads/canaryfile.pdf", {"asset": Asset.objects.get(uuid=FILE)}),
    )  # fmt: skip
    for address, to in leads:
        OldAddress.objects.create(batch=batch, address=address, **to)


def _embargoed() -> Release:
    release = make(
        "canary-release", pk=HIDDEN_PK, kind=Kind.BLOG_POST, headline="Canaryheadline", summary="Canarysummary.",
        narrative="<p>Canarynarrative.</p>", statement="<p>Canarystatement.</p>", note="<p>Canarynote.</p>",
        statement__speaker_kind="spokesperson",
        statement__spokesperson=newsdesk.SpokespersonFactory(name="Canaryspeaker", role="Canaryrole"),
        topic=newsdesk.TopicFactory(name="Canarytopic"), **EMBARGOED,
    )  # fmt: skip
    release.topics.add(newsdesk.TopicFactory(name="Policing"))
    SpokespersonSheet.objects.get().topics.add(newsdesk.TopicFactory(name="Canarytopic"))
    for position, (kind, name) in enumerate((("other", "Canaryother"), ("protected", "Canaryprotected")), 3):
        Passage.objects.create(
            release=release, position=position, type="statement", body="<p>More words.</p>", speaker_kind=kind,
            speaker_name=name, speaker_role="A friend",
        )  # fmt: skip
    Boilerplate.objects.create(heading="Canaryabout", body="<p>Canaryboilerplate.</p>", in_use_from=date(2026, 1, 1))
    About.objects.create(release=release, heading="Canaryabout", body="<p>Canaryboilerplate.</p>")
    attach(release, asset(FILE, "application/pdf", b"Canarybytes"), "Canaryfile")
    _came_from_elsewhere(release)
    return attach(
        release, asset(PICTURE, "image/png", b"Canarybytes of a picture"), "Canarypicture", shown="picture",
        alternative_text="Canaryalt", caption="Canarycaption", credit="Canarycredit",
    )  # fmt: skip
