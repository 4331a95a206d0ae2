"""Found by fresh eyes: a promise about time, or about what will be printed, must survive the steps in between."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from releases import signoff, timing
from releases.blocks import blocks
from releases.models import Edition, Release
from releases.refusal import Refusal
from releases.standing import what_signing_does
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def preview(client, release, kind="preview"):
    client.force_login(newsdesk.amira())
    return client.get(reverse(f"admin:releases_release_{kind}", args=[release.pk])).content.decode()


def stored(edition):
    return Release.with_text(edition.release_id)


def test_a_held_text_that_is_mended_keeps_its_embargo():
    held = newsdesk.signed(embargoed=True)
    timing.hold(edition_id=held.pk, actor=newsdesk.jo())
    Release.objects.filter(pk=held.release_id).update(headline="Mended")
    assert what_signing_does(stored(held)) == "Sign off: embargoed until 00:01 GMT, Tue 24 Nov"
    newsdesk.signed(stored(held))
    assert not Edition.objects.visible(LIFT - timedelta(microseconds=1)).exists()
    assert Edition.objects.visible(LIFT).get().headline == "Mended"


def test_held_past_its_time_it_waits_for_a_new_one(clock):
    held = newsdesk.signed(embargoed=True)
    timing.hold(edition_id=held.pk, actor=newsdesk.jo())
    clock.move_to(LIFT + timedelta(hours=1))
    with pytest.raises(Refusal, match="has passed"):
        signoff.submit(release_id=held.release_id, actor=newsdesk.jo())


def test_a_signed_text_under_embargo_is_previewed_under_embargo(client, clock):
    edition = newsdesk.signed(embargoed=True)
    for kind in ("preview", "preview_text"):
        page = preview(client, edition.release, kind)
        assert page.count("STRICTLY EMBARGOED UNTIL 00:01 GMT, TUESDAY 24 NOVEMBER 2026") == 2
    assert "24 November 2026, 12.01am" in preview(client, edition.release)
    clock.move_to(LIFT)
    assert "EMBARGOED" not in preview(client, edition.release)


def test_after_the_lift_the_next_text_waits_for_no_instant_that_has_come(client, clock):
    edition = newsdesk.signed(embargoed=True)
    clock.move_to(LIFT + timedelta(hours=1))
    client.force_login(newsdesk.jo())
    page = client.get(reverse("admin:releases_release_change", args=[edition.release_id]))
    form = page.context["adminform"].form
    assert (form["public_mode"].value(), form["wanted_at"].value()) == ("as_signed", None)


def test_a_moved_or_lifted_edition_takes_its_working_text_along():
    edition = newsdesk.signed(embargoed=True)
    timing.move(edition_id=edition.pk, actor=newsdesk.jo(), public_at=LIFT + timedelta(days=1), reason="Late.")
    assert stored(edition).wanted_at == LIFT + timedelta(days=1)
    timing.lift_early(edition_id=edition.pk, actor=newsdesk.amira(), reason="Broken.")
    assert (stored(edition).public_mode, stored(edition).wanted_at) == ("as_signed", None)


def test_a_withdrawal_needs_no_other_change_and_says_what_it_does(client):
    edition = newsdesk.signed()
    Release.objects.filter(pk=edition.release_id).update(change="withdrawal", change_note="The figures are not ours.")
    release = stored(edition)
    assert blocks(release, NOW) == []
    assert what_signing_does(release) == "Sign off: withdraw at once"
    assert "The figures are not ours." in preview(client, release)
    assert release.headline not in preview(client, release)
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    assert "This withdraws the release." in preview(client, release, "sign_off")


def test_a_correction_is_previewed_with_its_note_and_the_old_date(client, clock):
    edition = newsdesk.signed()
    clock.shift(24 * 3600)
    Release.objects.filter(pk=edition.release_id).update(
        headline="Corrected headline", change="correction", change_note="It was 40; it is 14."
    )
    page = preview(client, edition.release)
    assert "It was 40; it is 14." in page
    assert "23 November 2026, 2.32pm" in page
    assert "CORRECTED: Corrected headline" in preview(client, edition.release, "preview_feed")
    assert "It was 40; it is 14." in preview(client, edition.release, "sign_off")


def test_an_old_date_and_a_time_to_come_contradict_each_other():
    release = newsdesk.draft(embargoed=True, issued_on=date(2023, 4, 6))
    assert "first went out on 6 April 2023" in blocks(release, NOW)[0]


def test_a_changed_speaker_is_not_printed_under_the_old_name(client):
    client.force_login(newsdesk.jo())
    newsdesk.DeskFactory()
    where = reverse("admin:releases_release_new_from_text")
    text = "Harbourlight says no\n\nPriya Nair, Director of Services, said:\n\n“No.”\n\nENDS\n"
    first = client.post(where, {"source": text}).context
    data = {"source": text, "headline": "Harbourlight says no", "kind": "statement"}
    for formset in ("passages", "notes", "abouts"):
        data |= {f"{formset}-TOTAL_FORMS": first[formset].total_form_count(), f"{formset}-INITIAL_FORMS": 0}
    row = {**first["passages"][0].initial, "speaker": "Abigail Corrected", "speaker_kind": "other"}
    data |= {f"passages-0-{name}": value for name, value in row.items()}
    page = client.post(where, data).content.decode()
    assert "they still say “Priya Nair”" in page
    assert not Release.objects.exists()
