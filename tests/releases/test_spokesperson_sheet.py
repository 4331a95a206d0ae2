"""The spokesperson sheet: not a byte of it in public without its own tick, and of the desk's own part never a byte."""

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from releases.models import SpokespersonSheet, Topic
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
MAY_BE_SHOWN = {"pronunciation": "SAYCANARY", "pronouns": "pronouncanary", "languages": "languagecanary"}
NEVER_SHOWN = {"availability": "availablecanary", "mobile": "07700 900789", "notes": "notecanary"}
PERSON = "/spokespeople/priya-nair/"
ADDRESSES = (
    PERSON, "/", "/releases/", "/spokespeople/", "/topics/policing/", "/releases/?q=canary",
    "/releases/?spokesperson=priya-nair", "/feeds/releases.rss", "/feeds/releases.atom",
    "/feeds/kinds/press_release.rss",
    "/feeds/spokespeople/priya-nair.rss", "/feeds/spokespeople/priya-nair.atom", "/sitemap.xml?of=pages",
    "/helpline.json", "/no-such-page/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def sheet():
    newsdesk.organisation()
    edition = newsdesk.signed()
    person = edition.speaker_links.get().spokesperson
    return SpokespersonSheet.objects.create(
        spokesperson=person, radio=True, television=True, **MAY_BE_SHOWN, **NEVER_SHOWN
    )


def public(client, sheet) -> dict[str, str]:
    """Every public answer, as text."""
    newsdesk.forget_what_is_kept()
    slug = sheet.spokesperson.links.get().edition.slug
    asked = (*ADDRESSES, f"/releases/{slug}/", f"/releases/{slug}.txt")
    return {address: client.get(address).content.decode() for address in asked}


def test_without_a_tick_every_public_answer_is_the_same_to_the_byte_as_without_a_sheet(client, sheet):
    with_it = public(client, sheet)
    person = sheet.spokesperson
    sheet.delete()
    sheet.spokesperson = person
    assert public(client, sheet) == with_it


@pytest.mark.parametrize("field", MAY_BE_SHOWN)
def test_a_tick_shows_its_own_field_on_the_persons_page_and_nothing_anywhere_else(client, sheet, field):
    setattr(sheet, f"{field}_public", True)
    sheet.save()
    for address, page in public(client, sheet).items():
        shown = [value for value in (*MAY_BE_SHOWN.values(), *NEVER_SHOWN.values()) if value in page]
        assert shown == ([MAY_BE_SHOWN[field]] if address == PERSON else []), address


def test_what_the_desk_alone_may_know_has_no_tick_at_all(sheet):
    names = {field.name for field in SpokespersonSheet._meta.get_fields()}
    assert not {f"{field}_public" for field in (*NEVER_SHOWN, "radio", "television", "print_and_online")} & names


def test_topics_are_shown_by_tick_and_only_those_that_something_public_carries(client, sheet):
    sheet.topics.set([newsdesk.TopicFactory(), newsdesk.TopicFactory(name="Hiddencanary")])
    assert "Speaks on" not in public(client, sheet)[PERSON]
    sheet.topics_public = True
    sheet.save()
    page = public(client, sheet)[PERSON]
    assert '<a href="/topics/policing/">Policing</a>' in page
    assert "iddencanary" not in page


def test_who_has_no_public_page_shows_nothing_whatever_is_ticked(client, sheet):
    SpokespersonSheet.objects.update(pronunciation_public=True)
    sheet.spokesperson.listed = False
    sheet.spokesperson.save()
    assert not [a for a, page in public(client, sheet).items() if "SAYCANARY" in page]


def test_an_emptied_field_loses_its_tick_so_that_what_is_written_later_is_not_public(sheet):
    sheet.pronouns_public, sheet.pronouns = True, " "
    sheet.full_clean()
    sheet.save()
    sheet.refresh_from_db()
    assert (sheet.pronouns, sheet.pronouns_public) == ("", False)


@pytest.mark.parametrize("field", MAY_BE_SHOWN)
def test_the_database_refuses_a_tick_beside_nothing(sheet, field):
    with pytest.raises(IntegrityError), transaction.atomic():
        SpokespersonSheet.objects.update(**{field: "", f"{field}_public": True})


def test_the_form_keeps_the_sheet_and_its_history_names_fields_and_no_words(client):
    who = newsdesk.person("noor", "Noor", "releases.view_spokesperson", "releases.change_spokesperson")
    person = newsdesk.SpokespersonFactory()
    client.force_login(who)
    address = reverse("admin:releases_spokesperson_change", args=[person.pk])
    page = client.get(address).content.decode()
    assert page.index("Their public page") < page.index("May be public, each by its tick") < page.index("For the desk")
    assert "Never where they live, are or will be." in page
    role = person.roles.get()
    data = {
        "name": person.name, "slug": person.slug, "biography": "",
        "roles-TOTAL_FORMS": 1, "roles-INITIAL_FORMS": 1, "roles-0-id": role.pk, "roles-0-spokesperson": person.pk,
        "roles-0-title": role.title, "roles-0-held_from": "2020-01-01",
        "sheet-TOTAL_FORMS": 1, "sheet-INITIAL_FORMS": 0, "sheet-0-pronunciation": "PREE-ya",
        "sheet-0-pronunciation_public": "on", "sheet-0-mobile": "07700 900789", "sheet-0-radio": "on",
    }  # fmt: skip
    assert client.post(address, data).status_code == 302
    kept = SpokespersonSheet.objects.get(spokesperson=person)
    assert (kept.pronunciation, kept.pronunciation_public, kept.mobile, kept.radio) == (
        "PREE-ya", True, "07700 900789", True
    )  # fmt: skip
    history = client.get(reverse("admin:releases_spokesperson_history", args=[person.pk])).content.decode()
    assert "900789" not in history


def test_the_sheets_of_a_round_are_on_one_page_for_the_desk(client, sheet):
    sheet.topics.set([newsdesk.TopicFactory()])
    newsdesk.SpokespersonFactory(name="Marian Osei", role="Chief Executive")
    left = newsdesk.SpokespersonFactory(name="Gone Person")
    left.roles.update(held_until="2025-01-01")
    client.force_login(newsdesk.person("noor", "Noor", "releases.view_spokesperson"))
    address = reverse("admin:releases_spokesperson_sheets")
    everyone = client.get(address).content.decode()
    for words in (*MAY_BE_SHOWN.values(), *NEVER_SHOWN.values(), "Radio, Television", "Marian Osei", "1 without a"):
        assert words in everyone, words
    assert "Gone Person" not in everyone
    on_policing = client.get(address, {"topic": "policing", "kind": "radio"}).content.decode()
    assert "Who speaks on Policing, for radio" in on_policing
    assert "Priya Nair" in on_policing
    assert "Marian Osei" not in on_policing
    Topic.objects.create(name="Housing", slug="housing")
    assert "has Housing on their sheet" in client.get(address, {"topic": "housing"}).content.decode()


def test_who_may_not_see_spokespeople_sees_no_sheet(client, sheet):
    for nobody in (newsdesk.sam(), newsdesk.jo()):
        client.force_login(nobody)
        assert client.get(reverse("admin:releases_spokesperson_sheets")).status_code == 403
