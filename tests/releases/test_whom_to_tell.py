"""Whom to tell: whoever had a copy before the newest step that concerns it, until somebody ticks that they know."""

from datetime import timedelta

import pytest
import time_machine

from releases import removal, sending, signoff, telling, timing
from releases.models import Event, Release, ReleaseSet
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import LIFT, NOW
from tests.releases.sent import embargoed, news, send

pytestmark = pytest.mark.django_db
LATER = LIFT + timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def hold(edition):
    timing.hold(edition_id=edition.pk, actor=newsdesk.jo())


def again(edition, **columns):
    """The release's next edition, signed."""
    Release.objects.filter(pk=edition.release_id).update(**columns, last_editor=newsdesk.jo())
    release = Release.with_text(edition.release_id)
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    return signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=signoff.seen(Release.with_text(release.pk)))


def steps(edition):
    """Each step of an edition under embargo of which those who have it must hear, and what is said of it."""
    return {
        "was held": lambda: hold(edition),
        "was moved to another time": lambda: timing.move(
            edition_id=edition.pk, actor=newsdesk.amira(), public_at=LATER, reason="Late."
        ),
        "was made public early": lambda: timing.lift_early(
            edition_id=edition.pk, actor=newsdesk.amira(), reason="Broken."
        ),
        "was removed": lambda: removal.remove(release_id=edition.release_id, actor=newsdesk.jo(), reason="Safety."),
    }


@pytest.mark.parametrize("what", ["was held", "was moved to another time", "was made public early", "was removed"])
def test_each_step_before_the_lift_is_to_be_told_to_all_who_have_it(clock, what):
    edition = embargoed()
    assert news(edition) is None
    clock.shift(60)
    steps(edition)[what]()
    found = news(edition, NOW + timedelta(minutes=1))
    assert (found.what, len(found.untold)) == (what, 3)
    assert found.sentence == f"3 people have not yet been told that “{edition.release.headline}” {what}."


def test_so_are_the_steps_after_it(clock):
    edition = embargoed()
    clock.move_to(LIFT + timedelta(hours=1))
    removal.take_down(release_id=edition.release_id, actor=newsdesk.jo(), reason=removal.Reason.WRONG)
    assert news(edition, LIFT + timedelta(hours=1)).what == "was taken down"
    clock.shift(60)
    removal.restore(release_id=edition.release_id, actor=newsdesk.amira(), remark="Right.")
    assert news(edition, LIFT + timedelta(hours=2)).what == "was restored"
    clock.shift(60)
    removal.take_down_part(
        release_id=edition.release_id, actor=newsdesk.jo(), part="passages:1", reason=removal.Reason.SAFETY
    )
    assert news(edition, LIFT + timedelta(hours=2)).what == "was taken down in part"


def test_a_correction_is_to_be_told_from_its_own_time_and_spelling_never(clock):
    edition = embargoed()
    clock.move_to(LIFT + timedelta(hours=1))
    again(edition, change="minor", headline="Another headline", public_mode="as_signed", wanted_at=None)
    assert news(edition, LIFT + timedelta(hours=2)) is None
    again(edition, change="correction", change_note="It was 38.", headline="Third", public_mode="at_set_time",
          wanted_at=LATER)  # fmt: skip
    assert news(edition, LIFT + timedelta(hours=2)) is None
    assert news(edition, LATER).what == "was changed"


def test_a_newer_step_replaces_the_news_and_everyone_is_to_be_told_anew(clock):
    edition = embargoed()
    clock.shift(60)
    hold(edition)
    first = news(edition)
    sending.tell(event_id=first.event.pk, sending_ids=[r.sending.pk for r in first.untold[:2]], actor=newsdesk.amira())
    assert len(news(edition).untold) == 1
    clock.shift(60)
    timing.release_from_hold(edition_id=edition.pk, actor=newsdesk.amira(), public_at=LATER, reason="Checked.")
    assert (news(edition).what, len(news(edition).untold)) == ("was given a time again", 3)


def test_whoever_was_sent_a_copy_since_knows_it_already(clock):
    edition = embargoed()
    clock.shift(60)
    timing.move(edition_id=edition.pk, actor=newsdesk.amira(), public_at=LATER, reason="Late.")
    clock.shift(60)
    send(edition, "new@daily.example")
    assert len(news(edition).recipients) == 3
    assert news(edition, LATER) is None, "once the new time has come the move is no news"


def test_a_text_mended_after_a_hold_is_to_be_told_to_those_with_the_old_one_until_they_have_the_new(clock):
    edition = embargoed()
    clock.shift(60)
    hold(edition)
    clock.shift(60)
    second = again(edition, headline="Mended", wanted_at=LATER)
    assert news(edition).what == "was changed"
    clock.shift(60)
    send(second, "isla@daily.example\ntom@wire.example")
    assert [r.sending.email for r in news(edition).untold] == ["jo@radio.example"]


def test_a_hold_of_what_only_follows_is_nothing_to_those_whose_copy_is_public(clock):
    edition = embargoed()
    clock.move_to(LIFT + timedelta(hours=1))
    second = again(edition, change="correction", change_note="Was 38.", headline="Two", public_mode="embargo",
                   wanted_at=LATER)  # fmt: skip
    clock.shift(60)
    hold(second)
    assert news(edition, LIFT + timedelta(hours=2)) is None


def test_the_whole_set_is_to_be_told(clock):
    pair = ReleaseSet.objects.create(name="Two")
    releases = [newsdesk.draft(set=pair, embargoed=True) for _ in range(2)]
    first, second = (newsdesk.signed(release) for release in releases)
    for edition in (first, second):
        send(edition)
    clock.shift(60)
    hold(first)
    found = telling.news(NOW + timedelta(minutes=1), telling.of_its_set(releases[1]))
    assert [(each.what, len(each.untold)) for each in found] == [("was held", 3)] * 2


def test_a_tick_says_by_whom_and_when_is_set_once_and_can_be_taken_back():
    edition = embargoed()
    hold(edition)
    found = news(edition)
    one = found.untold[0].sending
    assert sending.tell(event_id=found.event.pk, sending_ids=[one.pk], actor=newsdesk.amira()) == 1
    told = next(r.told for r in news(edition).recipients if r.told)
    assert (told.told_by, told.told_at, told.sending) == (newsdesk.amira(), NOW, one)
    with pytest.raises(Refusal, match="Tick at least one"):
        sending.tell(event_id=found.event.pk, sending_ids=[one.pk], actor=newsdesk.jo())
    sending.not_told(event_id=found.event.pk, sending_ids=[one.pk], actor=newsdesk.jo())
    assert len(news(edition).untold) == 3
    details = list(Event.objects.filter(step=Event.Step.TOLD).order_by("pk").values_list("details", flat=True))
    assert details == [{"people": 1, "of": "held"}, {"people": -1, "of": "held"}]


def test_nobody_of_another_release_is_ticked_and_nobody_without_the_right_ticks():
    edition, other = embargoed(), embargoed()
    hold(edition)
    event = news(edition).event
    with pytest.raises(Refusal, match="Tick at least one"):
        sending.tell(event_id=event.pk, sending_ids=[s.pk for s in other.sendings.all()], actor=newsdesk.jo())
    with pytest.raises(Refusal, match="may not do this"):
        sending.tell(event_id=event.pk, sending_ids=[s.pk for s in edition.sendings.all()], actor=newsdesk.sam())


def test_it_takes_few_questions_however_many_releases(django_assert_max_num_queries):
    for _ in range(4):
        hold(embargoed())
    with django_assert_max_num_queries(3):
        assert len(telling.news(NOW)) == 4
