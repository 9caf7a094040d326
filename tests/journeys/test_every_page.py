"""Every page and every refusal at 320, 768 and 1280 pixels: nothing that axe knows of, nothing to scroll sideways.

A page that nobody has filled in (tests/journeys/world.py) fails, so that a new one cannot be left out.
"""

import os
import time
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page

from goldenthread.casework import worklist
from tests.authority import PASSWORD, Authority, email
from tests.journeys.conftest import HEIGHTS, WIDTHS
from tests.journeys.world import NO_PAGE, WALKED, World, addresses, opened
from tests.rooms.doors.test_recording import TRANSACTION

MOST_QUERIES = 12
# At one width everything is asked, at the others what hangs on the layout; the trials ask everything at each.
LAYOUT = {"runOnly": ["color-contrast", "target-size", "scrollable-region-focusable", "landmark-unique", "region"]}
LAYOUT_ALONE = () if os.environ.get("TRIALS") else (320, 768)
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
    "administration_team_new",
    "administration_team_change",
    "administration_team_close",
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
)
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

    def __init__(self, page: Page, authority: Authority) -> None:
        self.page, self.authority = page, authority
        self.wrong: list[str] = []
        self.who = ""
        page.add_init_script(path=settings.VAR / "test-assets/axe.min.js")

    def sign_in(self, who: str) -> None:
        """Be somebody, or (empty) nobody, without the form: its own journey walks that."""
        if who == self.who:
            return
        self.who = who
        self.page.context.clear_cookies()
        if who:
            cookie = client(self.authority, who).cookies[settings.SESSION_COOKIE_NAME].value
            base = self.page.evaluate("location.origin")
            self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])

    def go(self, address: str, *, status: int = 200) -> None:
        """Open it, and hear that it answers as it should."""
        answer = self.page.goto(address)
        if answer is None or answer.status != status:
            self.wrong.append(f"{address} for {self.who or 'a visitor'} answers {answer and answer.status}.")

    def read(self, what: str = "") -> None:
        """Ask axe, and try to scroll sideways, at each width."""
        here = what or f"{self.page.url} for {self.who or 'a visitor'}"
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            found, over = self.page.evaluate(
                "async options => [(await axe.run(document, options)).violations,"
                " document.documentElement.scrollWidth - document.documentElement.clientWidth]",
                {"resultTypes": ["violations"], **(LAYOUT if width in LAYOUT_ALONE else {})},
            )
            self.wrong += [f"{here} at {width}: {one['id']}: {one['help']} "
                           f"{[node['html'][:200] for node in one['nodes']]}" for one in found]  # fmt: skip
            if over > 0:
                self.wrong.append(f"{here} at {width} can be scrolled sideways by {over} pixels.")

    def done(self) -> None:
        assert not self.wrong, "\n".join(self.wrong)


def client(authority: Authority, who: str) -> Client:
    """Signed in a moment ago, so that nobody is asked again whether it is they."""
    visiting = Client()
    if who:
        visiting.force_login(authority.users[who])
        session = visiting.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": email(who)}]
        session.save()
    return visiting


@pytest.fixture
def reader(visitor: Callable[..., Page], authority: Authority) -> Reader:
    page = visitor()
    page.goto("/signed-out/")
    return Reader(page, authority)


@pytest.mark.parametrize("half", [0, 1])
def test_every_page(reader: Reader, authority: Authority, half: int) -> None:
    world = World.told(authority)

    pages = [(name, *page) for name in sorted(set(addresses()) - NO_PAGE - WALKED) for page in opened(world, name)]

    for _, who, address in pages[half::2]:
        visiting = client(authority, who)
        with CaptureQueriesContext(connection) as asked:
            visiting.get(address)
        reader.sign_in(who)
        reader.go(address)
        reader.read()
        queries = [one["sql"] for one in asked if not one["sql"].startswith(TRANSACTION)]
        if len(queries) > MOST_QUERIES:
            reader.wrong.append(f"{address} for {who} takes {len(queries)} queries.")

    reader.done()


def test_every_form_sent_empty_says_what_is_missing(reader: Reader, authority: Authority) -> None:
    world = World.told(authority)

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


def test_every_refusal(reader: Reader, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    world, page = World.told(authority), reader.page
    child = f"/child/{world.child}/"

    for who, address, status, says in (
        ("", "/sign-in/refused/", 401, ""),
        ("", "/nothing/", 404, "There is no such page"),
        ("Sam", f"{child}entry/{world.child}/", 404, "There is no such page"),
        ("Wes", child, 403, "no recorded need to know"),
        ("Adam", "/find/?q=marlow", 403, "This page is not for"),
        ("Sam", "/record/person.described/", 403, "Choose whom this is about first"),
        ("Ada", "/desk/999/", 403, "not on your desk"),
    ):
        reader.sign_in(who)
        reader.go(address, status=status)
        assert says in page_words(reader), address
        reader.read()

    reader.sign_in("Sam")
    reader.go("/posts/change/")
    assert page.get_by_role("heading", name="Your posts").is_visible()

    reader.sign_in("")
    reader.go("/sign-in/")
    page.locator("[name=csrfmiddlewaretoken]").evaluate("one => one.remove()")
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_text("This form was open too long").is_visible()
    reader.read("A form from another place")

    reader.go("/sign-in/")
    page.locator("main form").evaluate(TOO_MUCH)
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("heading", name="That request could not be read").is_visible()
    reader.read("A form that is too long")

    reader.sign_in("Sam")
    with monkeypatch.context() as broken:
        broken.setattr(worklist, "my_work", None)
        reader.go("/", status=500)
    assert page.get_by_role("heading", name="Something went wrong on our side").is_visible()
    reader.read("What went wrong")

    with monkeypatch.context() as lost:
        lost.setitem(connection.settings_dict, "HOST", "/nowhere")
        reader.go("/", status=503)
    assert page.get_by_role("heading", name="Golden Thread is closed for a moment").is_visible()
    reader.read("The database is lost")

    for password, says in (("", "Write your password"), ("not this one", "do not belong together")):
        reader.sign_in("")
        reader.go("/sign-in/")
        page.get_by_label("Email address").fill(email("Sue"))
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in").click()
        assert page.get_by_text(says).is_visible()
        reader.read(f"Signing in: {says}")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/second-step/**")
    reader.read()
    reader.done()


def test_where_there_is_nothing(reader: Reader, authority: Authority) -> None:
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
