"""References, terms, waivers and takers stand in their own tables, and are shown to nobody but whom they are for."""

import ast
import logging
import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from newsroom.gunicorn import loggable
from newsroom.roles import APPROVER, SAFETY_LEAD, WRITER
from releases import cases, consent
from releases.models import Release
from tests import newsdesk
from tests.house.source import ROOT, imports
from tests.leaks.questions import NEWSDESK, routes
from tests.releases.safety import people

# Django 5.2 warns of a form of its own making (the organisation's address) that no test opens but these.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:The default scheme will be changed")]

OF_CONSENT = ("CF-7731/99", "canaryagreed", "canarytaker", "canarywaiver", "canaryremark")
OF_ORDER = ("canaryterms", "canarycourt")
OF_CASE = ("T20279917", "canarytribunal", "canarycharge")
CANARIES = (*OF_CONSENT, *OF_ORDER, *OF_CASE)
OWN_TABLES = {f"releases_{name}" for name in ("consent", "consentevent", "cover", "restriction", "courtcase",
                                              "caselink", "caseevent")}  # fmt: skip
# Which modules may know the records at all; whatever exports, mails, logs or compares is not among them.
MAY_KNOW = {
    "releases/admin/cases.py", "releases/admin/consents.py", "releases/admin/safety.py", "releases/cases.py",
    "releases/consent.py", "releases/lending.py", "releases/models/__init__.py", "releases/people_duties.py",
    "releases/restrictions.py", "releases/safety.py",
}  # fmt: skip
RECORDS = {"Consent", "ConsentEvent", "Cover", "Restriction", "CourtCase", "CaseLink", "CaseEvent"}


@pytest.fixture
def story(clock, caplog) -> dict[str, Any]:
    """A public release with everything on record, ended and stopped again, so that every step has been taken."""
    caplog.set_level(logging.DEBUG)
    edition = newsdesk.signed(people.draft())
    clock.shift(60)
    record = people.recorded(
        edition.release, reference="CF-7731/99", agreed="Canaryagreed.", taken_by="Canarytaker", identifies=True,
        offence_scotland=True, waiver_sighted_by="Canarywaiver", waiver_sighted_on=people.terms().taken_on,
    )  # fmt: skip
    held = people.restricted(edition.release, terms="Canaryterms.", court="Canarycourt")
    case = cases.record(actor=people.nadia(), reference="T20279917", nation="Scotland", court="Canarytribunal")
    people.linked(case, edition.release)
    cases.set_state(case_id=case.pk, actor=people.nadia(), state="active", reason="Canarycharge.")
    release = people.changed(edition, headline="Next")
    return {"edition": edition, "record": record, "restriction": held, "case": case, "release": release}


def told(text: str) -> set[str]:
    return {canary for canary in CANARIES if canary.lower() in text.lower()}


def every_desk_address(pk: int) -> list[str]:
    """Every address of the newsdesk with this key in every place that takes one."""
    filled = []
    for route, of_newsdesk in routes():
        if of_newsdesk and "logout" not in route:
            route = re.sub(r"<int:\w+>|<path:object_id>|<id>", str(pk), route)
            for parameter, value in NEWSDESK.items():
                route = re.sub(parameter, value, route)
            filled.append(f"/admin/{route}")
    return filled


def shown_to(client, who, story) -> dict[str, set[str]]:
    """What each address of the newsdesk tells the person of the records; addresses that tell nothing left out."""
    client.force_login(who)
    found = {}
    for pk in {story[name].pk for name in ("release", "record", "restriction", "case", "edition")}:
        for address in every_desk_address(pk):
            response = client.get(address)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            if canaries := told(body.decode(errors="replace") + str(response.headers)):
                found[address] = canaries
    return found


def test_the_public_is_told_nothing(client, clock, story) -> None:
    slug = story["edition"].slug
    for address in ("/", "/releases/", f"/releases/{slug}/", f"/releases/{slug}.txt", "/feeds/releases.rss",
                    "/feeds/releases.atom", "/sitemap.xml", "/releases/?q=canaryterms", "/healthz/ready"):  # fmt: skip
        assert told(client.get(address).content.decode().replace("canaryterms", "", 2)) == set(), address


def test_a_writer_is_told_nothing_at_any_address_of_the_desk(client, story) -> None:
    assert shown_to(client, newsdesk.with_roles("wen", WRITER), story) == {}


def test_an_approver_is_told_the_terms_where_they_sign_and_of_cases_in_the_register(client, story) -> None:
    found = shown_to(client, newsdesk.with_roles("ada", APPROVER), story)
    for address, canaries in found.items():
        assert not canaries & set(OF_CONSENT), address
        if canaries & set(OF_ORDER):
            assert re.search(
                r"/release/\d+/(sign-off|people|restriction|lift-early|release-from-hold|restore|look|move)/", address
            ), address
        if canaries & set(OF_CASE):
            assert re.search(r"/courtcase/|/release/\d+/(people|case)/|^/admin/(releases/)?$", address), address
    assert any("sign-off" in address for address in found)


def test_a_safety_lead_finds_them_where_they_stand(client, story) -> None:
    found = shown_to(client, newsdesk.with_roles("lea", SAFETY_LEAD), story)
    assert set().union(*found.values()) >= set(CANARIES) - {"canaryremark"}


def test_no_table_but_their_own_holds_a_word_of_them(client, story) -> None:
    client.force_login(people.nadia())
    client.post("/admin/releases/consent/", {"reference": "CF-7731/99"})
    client.get(f"/admin/releases/consent/{story['record'].pk}/")
    consent.withdraw(consent_id=story["record"].pk, actor=people.nadia(), remark="Canaryremark.")
    cases.stop_together(case_id=story["case"].pk, actor=people.tess(), release_ids=[story["release"].pk])
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - OWN_TABLES:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # a table of ours
            assert told(str(cursor.fetchall())) == set(), table


def test_no_line_of_the_log_and_no_mail_holds_a_word_of_them(client, story, caplog) -> None:
    client.force_login(people.nadia())
    for path in (f"consent/{story['record'].pk}/", "consent/", f"courtcase/{story['case'].pk}/", "courtcase/"):
        assert told(str(client.get(f"/admin/releases/{path}").request)) == set()
        assert told(loggable(f"/admin/releases/{path}")) == set()
    consent.withdraw(consent_id=story["record"].pk, actor=people.nadia(), remark="Canaryremark.")
    cases.stop_together(case_id=story["case"].pk, actor=people.tess(), release_ids=[story["release"].pk])
    lines = [record for record in caplog.records if not record.name.startswith("django.db.backends")]
    assert told(" ".join(record.getMessage() for record in lines)) == set()
    assert mail.outbox == []


def test_no_record_calls_itself_by_a_word_of_its_own(story) -> None:
    for record in (story["record"], story["restriction"], story["case"], *story["record"].covers.all(),
                   *story["record"].events.all(), *story["case"].events.all(), *story["case"].links.all()):  # fmt: skip
        assert told(f"{record} {record!r}") == set()


def test_only_what_keeps_them_knows_them() -> None:
    """Whatever exports, mails, compares or logs releases cannot reach a record that it does not import."""
    known = {
        str(path.relative_to(ROOT))
        for app in ("releases", "newsroom", "helpline")
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts and not str(path.relative_to(ROOT)).startswith("releases/models/")
        for imported in imports(ROOT, path)
        if imported.name.startswith("releases.models") and imported.name.rpartition(".")[2] in RECORDS
    }
    assert known <= MAY_KNOW
    templates = {
        path.name for path in (ROOT / "releases/templates").rglob("*") if path.is_file()
        and re.search(r"restrictions|\.reference|waiver|\.terms", path.read_text())
    }  # fmt: skip
    assert templates <= {"_safety.html", "safety.html", "_read_first.html", "sign_off.html", "consents.html",
                         "consent.html", "_consent_steps.html", "consent_form.html", "cases.html", "case.html",
                         "case_link.html"}  # fmt: skip


def test_a_release_is_not_kept_with_them_in_the_history_of_drafts(story) -> None:
    assert not {"restrictions", "covers", "court_cases", "case_links"} & set(_followed())
    assert Release.objects.filter(pk=story["release"].pk).exists()


def _followed() -> tuple[str, ...]:
    """What django-reversion takes along with a release, as the source says it."""
    names: list[str] = []
    for path in (ROOT / "releases").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "reversion.register":
                names += [ast.unparse(keyword.value) for keyword in node.keywords if keyword.arg == "follow"]
    return tuple(re.findall(r"'(\w+)'", " ".join(names)))
