"""Every page and every refusal at 320, 768 and 1280 pixels: nothing that axe knows of, nothing to scroll sideways.

A page that nobody has filled in (tests/journeys/world.py) fails, so that a new one cannot be left out.
"""

import copy
from types import MappingProxyType

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Page, expect

from goldenthread.casework import worklist
from tests.authority import PASSWORD, Authority, client, email
from tests.database import Clone
from tests.journeys.conftest import EVERY_WIDTH, EVERYTHING, FULL, WIDEST, Asked, Shot, be, violations
from tests.journeys.world import NO_PAGE, WALKED, World, addresses, opened
from tests.rooms.doors.test_recording import TRANSACTION

MOST_QUERIES = 12
# Forms that must not be sent empty.
REFUSE_NOTHING = (
    "account_login",
    "person_new",
    "person_join",
    "person_part",
    "paper_new",
    "draft",
    "cover",
    "open_with_reason",
    "opening",
    "contact_children",
    "desk_signal",
    "picked_look",
    "partner_outage_new",
    "partner_outage",
    "readiness_new",
    "readiness_alter",
    "readiness_need",
    "readiness_session_new",
    "readiness_reached",
    "readiness_helper",
    "readiness_check",
    "readiness_check_done",
    "readiness_live",
    "administration_team_new",
    "administration_team_change",
    "administration_team_close",
    "administration_team_schools",
    "administration_post_new",
    "administration_post",
    "administration_worker_new",
    "administration_worker",
    "administration_worker_password",
    "administration_worker_account",
    "administration_worker_post",
    "administration_worker_leaves",
    "administration_limit",
    "administration_day_new",
    "administration_service_new",
    "administration_service",
    "administration_service_end",
    "improvement_plan_new",
    "improvement_priority_new",
    "improvement_action_new",
    "improvement_progress",
    "improvement_board_new",
    "improvement_seat_new",
    "improvement_seat_end",
    "improvement_watch",
    "improvement_watch_end",
    "improvement_meeting_new",
)
# Those of which no other journey takes a picture.
PICTURED_HERE = {
    "route",
    "run_sheet",
    "sharing",
    "administration_sharing",
    "where_it_ends",
    "readiness_change",
    "readiness_team",
    "readiness_session",
    "step_comments",
    "partners",
    "cover",
    "keys",
    "posts",
    "draft_person",
    "picked_look",
    "account_change_password",
    "administration",
    "administration_team_new",
    "administration_team_close",
    "administration_post",
    "administration_workers",
    "administration_worker_new",
    "administration_worker_post",
    "administration_worker_leaves",
    "administration_limit",
    "administration_days",
    "administration_day_new",
    "administration_changes",
    "improvement",
    "improvement_plan",
    "improvement_action",
    "improvement_action_new",
    "improvement_board",
    "improvement_meeting_new",
}
# Where most of the colours are, beside the kit.
COLOURFUL = {"my_work", "child", "chronology", "plan", "front_door", "police", "desk", "team", "figure", "contact"}
EMPTY_IT = """form => {
  for (const one of form.elements) {
    if (['radio', 'checkbox'].includes(one.type)) one.checked = false;
    else if (!['hidden', 'submit', 'button'].includes(one.type)) one.value = '';
  }
  form.noValidate = true;
  const named = 'button[value=complete], button[value=find], button[value=look]';
  form.requestSubmit(form.querySelector(named) || form.querySelector('button:not([value^=save])'));
}"""

TOO_MUCH = """form => {
  for (let n = 0; n < 1100; n++) form.append(Object.assign(document.createElement('input'), {name: n}));
}"""


class Reader:
    """One browser page, in which one worker after another looks; what is wrong is gathered, and said at the end."""

    def __init__(self, page: Page, authority: Authority, *, asked: Asked = EVERY_WIDTH) -> None:
        self.page, self.authority, self.asked = page, authority, asked
        self.wrong: list[str] = []
        self.who = ""
        page.add_init_script(path=settings.VAR / "test-assets/axe.min.js")

    def sign_in(self, who: str) -> None:
        """Be somebody, or (empty) nobody."""
        if who != self.who:
            self.who = who
            be(self.page, self.authority, who, at=self.page.evaluate("location.origin"))

    def go(self, address: str, *, status: int = 200) -> None:
        """Open it, and hear that it answers as it should."""
        answer = self.page.goto(address)
        if answer is None or answer.status != status:
            self.wrong.append(f"{address} for {self.who or 'a visitor'} answers {answer and answer.status}.")

    def read(self, what: str = "", *, more: Asked = MappingProxyType({})) -> None:
        """Ask axe, and try to scroll sideways, at each width; `more` where a width is asked something else."""
        here = what or f"{self.page.url} for {self.who or 'a visitor'}"
        self.wrong += [f"{here} {found}" for found in violations(self.page, asked={**self.asked, **more})]

    def done(self) -> None:
        assert not self.wrong, "\n".join(self.wrong)


@pytest.fixture(scope="session")
def told(own_database: Clone) -> tuple[World, str]:
    """The world, and the name of the database in which it was told, once for all."""
    world = World.told(Authority.found())
    kept = own_database.keep("world")
    own_database.restore()
    return world, kept


@pytest.fixture
def world(own_database: Clone, told: tuple[World, str], transactional_db: None) -> World:
    """The world as it was told, whatever another test did in it."""
    made, kept = told
    own_database.anew(of=kept)
    return copy.deepcopy(made)


def test_a_world_is_the_same_whatever_was_done_in_it(
    world: World, told: tuple[World, str], own_database: Clone
) -> None:
    before = {name: own_database.digest(name) for name in own_database.tables}
    world.authority.tell(f"{timezone.localdate():%d %b %Y} | front_door.contact_received | Rita", world.twin)
    world.authority.users.clear()
    assert before != {name: own_database.digest(name) for name in own_database.tables}

    own_database.anew(of=told[1])

    assert before == {name: own_database.digest(name) for name in own_database.tables}
    assert told[0].authority.users


@pytest.mark.parametrize("half", [0, 1])
def test_every_page(opened_page: Page, world: World, half: int, shot: Shot) -> None:
    reader, authority = Reader(opened_page, world.authority), world.authority
    to_picture = set(PICTURED_HERE)

    names = sorted(set(addresses()) - NO_PAGE - WALKED)
    pages = [(name, nth, *page) for name in names for nth, page in enumerate(opened(world, name))]

    for name, nth, who, address in pages[half::2]:
        visiting = client(authority, who)
        with CaptureQueriesContext(connection) as asked:
            answer = visiting.get(address)
        queries = [one["sql"] for one in asked if not one["sql"].startswith(TRANSACTION)]
        if answer.status_code >= 400 or len(queries) > MOST_QUERIES:
            reader.wrong.append(f"{address} for {who} answers {answer.status_code} in {len(queries)} queries.")
        # Each page in one of its faces at the browser; in the trials in all of them.
        if nth and not FULL:
            continue
        reader.sign_in(who)
        reader.go(address)
        reader.read(more={1280: EVERYTHING} if name in COLOURFUL else {})
        if name in to_picture:
            to_picture.remove(name)
            shot(reader.page, name.replace("_", "-"))

    reader.done()


def test_every_form_sent_empty_says_what_is_missing(opened_page: Page, world: World) -> None:
    # A form that says what is missing is laid out as its page is, which is asked at all three.
    reader = Reader(opened_page, world.authority, asked=WIDEST)

    for name in REFUSE_NOTHING:
        for who, address in opened(world, name):
            reader.sign_in(who)
            reader.go(address)
            form = reader.page.locator("main form[method=post]").last
            if not form.count():
                continue
            with reader.page.expect_navigation():
                form.evaluate(EMPTY_IT)
            if not reader.page.get_by_role("alert").first.is_visible():
                reader.wrong.append(f"{address} for {who}, sent empty, says nothing of it.")
            reader.read(f"{address} for {who}, sent empty,")

    reader.done()


def test_every_refusal(opened_page: Page, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, page = Reader(opened_page, world.authority), opened_page
    child = f"/child/{world.child}/"

    for who, address, status, says in (
        ("", "/sign-in/refused/", 401, ""),
        ("", "/nothing/", 404, "There is no such page"),
        ("Sam", f"{child}entry/{world.child}/", 404, "There is no such page"),
        ("Wes", child, 403, "no recorded need to know"),
        ("Adam", "/find/?q=marlow", 403, "This page is not for"),
        ("Sam", "/record/person.described/", 403, "Choose whom this is about first"),
        ("Ada", "/desk/999/", 403, "not on your desk"),
        ("Ada", f"/record/strategy_discussion.held/?about={world.child}", 422, "What comes first"),
    ):
        reader.sign_in(who)
        reader.go(address, status=status)
        assert says in page_words(reader), address
        reader.read()

    reader.sign_in("Sam")
    reader.go("/posts/change/")
    expect(page.get_by_role("heading", name="Your posts")).to_be_visible()

    reader.sign_in("")
    reader.go("/sign-in/")
    page.locator("[name=csrfmiddlewaretoken]").evaluate("one => one.remove()")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("This form was open too long")).to_be_visible()
    reader.read("A form from another place")

    reader.go("/sign-in/")
    page.locator("main form").evaluate(TOO_MUCH)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="That request could not be read")).to_be_visible()
    reader.read("A form that is too long")

    reader.sign_in("Sam")
    with monkeypatch.context() as broken:
        broken.setattr(worklist, "my_work", None)
        reader.go("/", status=500)
    expect(page.get_by_role("heading", name="Something went wrong on our side")).to_be_visible()
    reader.read("What went wrong")

    with monkeypatch.context() as lost:
        lost.setitem(connection.settings_dict, "HOST", "/nowhere")
        reader.go("/", status=503)
    expect(page.get_by_role("heading", name="Golden Thread is closed for a moment")).to_be_visible()
    reader.read("The database is lost")

    for password, says in (("", "Write your password"), ("not this one", "do not belong together")):
        reader.sign_in("")
        reader.go("/sign-in/")
        page.get_by_label("Email address").fill(email("Sue"))
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_text(says)).to_be_visible()
        reader.read(f"Signing in: {says}")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/second-step/**")
    reader.read()
    reader.done()


def test_where_there_is_nothing(opened_page: Page, authority: Authority) -> None:
    reader = Reader(opened_page, authority)
    new = authority.child("Nia", "Field")

    for who, address, says in (
        ("Eve", "/", "Nothing is overdue, due or waiting for you."),
        ("Ada", "/", "Nothing is overdue, due or waiting for you."),
        ("Sam", "/find/?q=elephant", "Nobody, and no words, that you may see"),
        ("Will", "/desk/", "Nothing waits for your decision."),
        ("Fran", "/front-door/", "No"),
        ("Ada", "/team/", "Nothing is past its day."),
        ("Ada", "/team/?show=overdue", ""),
        ("Ada", "/figures/", ""),
        ("Ada", "/improvement/", "No plan is here yet."),
        ("Ada", "/figures/AssessmentsInTime/", ""),
        ("Ada", "/figures/AssessmentsInTime/children/", ""),
        ("Adam", "/administration/changes/", ""),
        ("Rita", f"/child/{new}/", ""),
        ("Rita", f"/child/{new}/chronology/?words=elephant", "Nothing on this record is of that kind"),
        ("Rita", f"/child/{new}/people/", "Nobody"),
        ("Rita", f"/child/{new}/papers/", ""),
        ("Rita", f"/child/{new}/duties/", "No limit has run for this child"),
        ("Rita", f"/child/{new}/?as_known=2020-01-01", ""),
        ("Rita", f"/person/{new}/", ""),
    ):
        reader.sign_in(who)
        reader.go(address)
        if says and says not in page_words(reader):
            reader.wrong.append(f"{address} for {who} does not say “{says}”.")
        reader.read()

    reader.done()


def page_words(reader: Reader) -> str:
    return reader.page.locator("main").inner_text()
