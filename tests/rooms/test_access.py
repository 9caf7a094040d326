"""Every address by every role: each cell decided in a table that people can read, and asked for real.

A row says who may open an address: the letters are the roles below. `child` addresses are asked three times: of a
child whose work the person's team has, of another team's child, and of a restricted record.
"""

import uuid

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from goldenthread.casework import access
from goldenthread.language import Compartment, Role
from goldenthread.record.models import Entry, Episode, Holding, Look
from tests.authority import LONG_AGO, Authority
from tests.practice.test_assessment import IN_TIME

LETTERS = {
    "r": "Rita", "w": "Dot", "s": "Sam", "t": "Ada", "h": "Grace", "d": "Dora", "e": "Eve", "i": "Ira", "a": "Ann",
    "q": "Adam", "p": "Hana",
}  # fmt: skip
ROLES = {
    "r": Role.REFERRAL_OFFICER, "w": Role.DOMESTIC_ABUSE_WORKER,
    "s": Role.SOCIAL_WORKER, "t": Role.TEAM_MANAGER, "h": Role.SERVICE_MANAGER,
    "d": Role.DIRECTOR, "e": Role.EARLY_HELP_WORKER, "i": Role.REVIEWING_OFFICER, "a": Role.ANALYST,
    "q": Role.ADMINISTRATOR, "p": Role.PARTNER,
}  # fmt: skip

EVERYBODY = "rwsthdeiaqp"
STAFF = "rwsthdeiaq"
PRACTICE = "rwsthdei"
MANAGERS = "th"

PAGES = {
    "account_login": EVERYBODY, "account_logout": EVERYBODY, "signed_out": EVERYBODY, "health": EVERYBODY,
    **dict.fromkeys(
        (
            "mfa_authenticate", "sign_in_refused", "openid_connect_login", "openid_connect_callback", "session",
            "account", "account_change_password", "sign_out_everywhere", "second_factor", "mfa_activate_totp",
            "mfa_deactivate_totp", "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes", "account_reauthenticate", "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
        ),
        EVERYBODY,
    ),
    "my_work": EVERYBODY, "keys": STAFF, "posts": EVERYBODY, "change_post": EVERYBODY, "law": STAFF,
    **dict.fromkeys(("portal", "portal_begin", "portal_part", "portal_papers", "portal_check", "portal_sent"), "p"),
    "services": PRACTICE, "sharing": PRACTICE, "step_comments": PRACTICE, "steps_commented": "thd",
    "cover": PRACTICE, "cover_end": PRACTICE,
    "find": PRACTICE, "person_new": PRACTICE, "record": PRACTICE, "draft": PRACTICE, "recorded": PRACTICE,
    "draft_person": PRACTICE, "draft_beside": PRACTICE,
    "front_door": "rwsth", "police": "rwsth", "contact_new": "rwsth", "contact_children": "rwsth",
    "out_of_hours": PRACTICE, "partners": PRACTICE, "partner_outage_new": "rwsth", "partner_outage": "rwsth",
    "partner_meetings": "thdi",
    "transfers": "sthd",
    "panels": "sthde",
    "front_door_audits": "thd", "front_door_audits_draw": "th",
    "picked_looks": "sthde", "picked_look": "sthde",
    "team": "sthd", "team_of": "sthd", "desk": "thd", "desk_signal": "thd",
    "readiness": "thda", "readiness_change": "thda", "readiness_team": "thd", "readiness_session": "thd",
    **dict.fromkeys(
        (
            "readiness_new", "readiness_alter", "readiness_need", "readiness_session_new", "readiness_reached",
            "readiness_helper", "readiness_check", "readiness_check_done", "readiness_live",
        ),
        "hd",
    ),
    "figures": "sthda", "where_it_ends": "sthda",
    **dict.fromkeys(("improvement", "improvement_plan", "improvement_action", "improvement_board"), "thdai"),
    **dict.fromkeys(
        (
            "improvement_plan_new", "improvement_plan_change", "improvement_priority_new",
            "improvement_priority_change", "improvement_action_new", "improvement_progress", "improvement_board_new",
            "improvement_board_change", "improvement_seat_new", "improvement_seat_end", "improvement_watch",
            "improvement_watch_end", "improvement_meeting_new",
        ),
        "hd",
    ),
    "figure": "sthda", "figure_chart": "sthda", "figure_trend": "sthda", "figure_children": "sthd",
    **dict.fromkeys(
        (
            "administration", "administration_team_new", "administration_team", "administration_team_change",
            "administration_team_close", "administration_team_schools",
            "administration_post_new", "administration_post", "administration_workers",
            "administration_worker_new", "administration_worker", "administration_worker_password",
            "administration_worker_factor", "administration_worker_account", "administration_worker_post",
            "administration_worker_leaves",
            "administration_limits", "administration_limit", "administration_days", "administration_day_new",
            "administration_changes", "administration_services", "administration_service_new", "administration_service",
            "administration_service_end", "administration_sharing", "administration_sharing_new",
            "administration_sharing_anew", "administration_sharing_signed", "administration_sharing_end",
        ),
        "q",
    ),
}  # fmt: skip

# Of a child with East: the social worker, the manager and the management line. The front door passed the work on.
RECORDS = {
    "child": "sthd", "chronology": "sthd", "people": "sthd", "papers": "sthd", "paper": "sthd", "paper_new": "sthd",
    "duties": "sthd", "run_sheet": "sthd", "route": "sthd", "looks": "sthd", "plan": "sthd", "plan_family": "sthd",
    "letter": "sthd",
    "entry": "sthd", "person": "sthd", "person_join": "th", "person_part": "th", "contact": "sth",
    "opening": "thd",  # those who may review how Eve opened it
    "withdraw": "hd",  # the last entry there is Rita's, of the front door: hers, or those who manage her
}  # fmt: skip
# Of a child with West: only the management line above both teams. Of a restricted record: nobody who is not named.
OF_ANOTHER_TEAM = "hd"
# The page that asks for a reason, of any record but those that are hidden.
ASKED_FIRST = {"open_with_reason": PRACTICE}

REFUSED = 403


def addresses() -> dict[str, URLPattern]:
    return {pattern.name: pattern for door in get_resolver().url_patterns for pattern in door.url_patterns}


def test_every_address_is_decided_once_and_stands_in_the_table():
    assert set(addresses()) == set(PAGES) | set(RECORDS) | set(ASKED_FIRST)
    assert set(addresses()) <= set(access.ADDRESSES)


def test_every_role_stands_in_the_table():
    assert set(ROLES.values()) == set(Role)


def test_an_address_that_nobody_decided_opens_for_nobody(authority):
    with pytest.raises(access.NotAllowed, match="Nobody has decided"):
        access.decide(authority.actor("Dora"), "a_new_page")


@pytest.fixture
def children(authority: Authority) -> dict[str, uuid.UUID]:
    """A child with East, one with West, and one whose record is restricted."""
    ours, theirs, hidden = authority.child("Ours"), authority.child("Theirs"), authority.child("Hidden", "Zzyzx")
    told = IN_TIME.split("     9 Mar")[0] + "     5 Mar 2026 | front_door.referrer_told | Rita\n"
    authority.tell(told, ours)
    authority.tell(told.replace("| Grace", "| Grace | worker=Wes"), theirs)
    for child in (ours, theirs):
        authority.tell("6 Mar 2026 20:00 | person.opened_with_reason | Eve | reason=duty", child)
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", hidden)
    authority.tell("3 Mar 2026 | person.restricted | Fran | why=Staff", hidden)
    return {"ours": ours, "theirs": theirs, "hidden": hidden}


def asked(address: str, child: uuid.UUID | None = None) -> str:
    """The address with something in each of its places; what is not there answers 404, which is no refusal."""
    somewhere = {
        "key": "AssessmentsInTime", "code": "east", "worker": 1, "holding": 1, "service": 1, "agreement": 1,
        "number": 1, "check": 1, "session": 1, "referral": uuid.uuid4(), "part": "danger",
        "draft": uuid.uuid4(),
        "step": "person.said", "contact": uuid.uuid4(), "entry": uuid.uuid4(), "subject": child,
        "question": "all-other", "paper": uuid.uuid4(),
        "provider_id": "directory", "pk": 1,
        **dict.fromkeys(("plan", "priority", "action", "board", "seat", "watched"), 1),
    }  # fmt: skip
    if address in ("entry", "withdraw"):
        somewhere["entry"] = Entry.objects.filter(about=child, compartment=Compartment.CHILD).latest("position").pk
    if address == "opening":
        opened = Entry.objects.filter(about=child, step="person.opened_with_reason")
        somewhere["entry"] = opened.values_list("pk", flat=True).first() or uuid.uuid4()
    if address == "contact":
        somewhere["contact"] = Episode.now.get(about=child, pathway="front_door").id
    places = addresses()[address].pattern.converters
    return reverse(address, kwargs={place: somewhere[place] for place in places})


def visitor(authority: Authority, name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(authority.users[name])
    return client


@pytest.mark.parametrize("letter", LETTERS)
def test_records(authority, children, letter):
    client = visitor(authority, LETTERS[letter])

    opened = {
        (address, whose): client.get(asked(address, child)).status_code != REFUSED
        for address in RECORDS
        for whose, child in children.items()
    }

    for (address, whose), may in opened.items():
        mine = letter in RECORDS[address]
        expected = {"ours": mine, "theirs": mine and letter in OF_ANOTHER_TEAM, "hidden": False}[whose]
        assert may is expected, f"{LETTERS[letter]} at {address} of the child with {whose}"


@pytest.mark.parametrize("letter", LETTERS)
def test_where_a_reason_is_asked_first(authority, children, letter):
    client = visitor(authority, LETTERS[letter])

    asked_first = {
        whose: client.get(asked("open_with_reason", child)).status_code != REFUSED for whose, child in children.items()
    }

    assert asked_first == {"ours": letter in PRACTICE, "theirs": letter in PRACTICE, "hidden": False}


@pytest.mark.parametrize("name", ["Sam", "Ada", "Wes", "Grace", "Rita"])
def test_a_restricted_name_is_nowhere(authority, children, name):
    client = visitor(authority, name)

    for page in ("/", "/front-door/", "/find/?q=Hidden", "/team/", "/desk/"):
        assert "Zzyzx" not in client.get(page, follow=True).content.decode(), page
    assert "Hidden" not in client.get("/find/?q=Zzyzx").content.decode()


def test_nobody_is_let_in_before_signing_in_or_after_leaving(authority, children):
    for address in (*PAGES, *RECORDS, *ASKED_FIRST):
        if address == "session":
            assert Client().get(asked(address)).status_code == 401
        elif not access.ADDRESSES[address].public:
            assert "/sign-in/" in Client().get(asked(address, children["ours"])).headers["Location"], address

    Holding.objects.filter(worker=authority.workers["Sam"]).update(until=LONG_AGO)
    assert "/sign-in/" in visitor(authority, "Sam").get("/").headers["Location"]


def test_every_look_leaves_a_trace(authority, children):
    visitor(authority, "Sam").get(asked("child", children["ours"]))
    visitor(authority, "Wes").get(asked("child", children["ours"]))

    (look,) = Look.objects.filter(about=children["ours"])
    assert (look.worker, look.page, look.why) == (authority.workers["Sam"], "child", "Allocated as lead worker")


def test_a_refusal_is_written_down_without_a_name(authority, children, caplog):
    visitor(authority, "Wes").get(asked("child", children["ours"]))

    assert f"Worker {authority.workers['Wes'].pk} was refused at child" in caplog.text
    assert "Ours" not in caplog.text


@pytest.mark.parametrize(("name", "offered"), [("Sam", True), ("Ann", False), ("Adam", False)])
def test_nobody_is_offered_what_they_would_be_refused(authority, name, offered):
    page = visitor(authority, name).get("/").content.decode()

    assert ('role="search"' in page) is offered
