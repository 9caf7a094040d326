"""A person at a browser: the system served from this work tree, a page signed in as one of the made-up workers.

    def test_my_work(signed_in, shot, axe, authority):
        page = signed_in("Sam")
        axe(page)
        shot(page, "my-work")

What the test tells (`authority.tell`) is committed, so that the server sees it; after each test it is taken out again.
Whoever is signed in brought a session with them: the form itself is walked in test_sign_in.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

from goldenthread.doors.command import assets
from tests.authority import Authority, client
from tests.journeys import browser as browsers

CHECKOUT = Path(__file__).resolve().parents[2]
WIDTHS = (320, 768, 1280)
HEIGHTS = {320: 640, 768: 1024, 1280: 900}
# What axe is asked at a width, in its own words; where nothing, only whether the page can be scrolled sideways.
Asked = Mapping[int, Mapping[str, Any] | None]
FULL = bool(os.environ.get("TRIALS"))
EVERYTHING: Mapping[str, Any] = {}
# What it looks at longest. Colours come from one sheet: they are asked where all of them are (test_components), on the
# pages that have most of them, and in the trials.
ALL_BUT_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}
LAYOUT = {"runOnly": ["landmark-unique", "region", "target-size", "scrollable-region-focusable"], "preload": False}
EVERY_WIDTH: Asked = {320: LAYOUT, 768: None, 1280: ALL_BUT_COLOURS}
# Enough where the page itself is asked at every width elsewhere.
WIDEST: Asked = {320: None, 1280: ALL_BUT_COLOURS}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
AXE = "async options => (await axe.run(document, options)).violations"

SignedIn = Callable[..., Page]
Shot = Callable[..., None]
Axe = Callable[..., None]


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="session")
def dressed() -> Iterator[None]:
    """Style sheets and scripts as they stand in this work tree, without gathering them first; kept by the browser."""
    assets.build(settings.VAR / "assets", work=settings.VAR / "assets-work", tests=settings.VAR / "test-assets")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES=settings.STORAGES | {"staticfiles": plain}, WHITENOISE_USE_FINDERS=True, WHITENOISE_MAX_AGE=3600
    ):
        yield


@pytest.fixture(scope="session")
def server(clone: str, dressed: None) -> Iterator[str]:
    """The address of the system, served as the application's role on this worker's clone."""
    serving = ThreadedWSGIServer(("127.0.0.1", 0), Quiet, allow_reuse_address=False)
    serving.daemon_threads = True
    serving.set_app(WSGIHandler())
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    serving.server_close()
    thread.join()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Its loop runs in this thread while the tests ask the database from the same thread, one thing at a time."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as running:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all tests; each page has a profile of its own."""
    running = playwright.chromium.launch(executable_path=browsers.executable(), args=browsers.ARGUMENTS)
    yield running
    running.close()


@pytest.fixture
def authority(transactional_db: None) -> Authority:
    """The small made-up authority, committed, so that the server sees it."""
    return Authority.found()


@pytest.fixture
def visitor(server: str, chromium: Browser, transactional_db: None) -> Iterator[Callable[..., Page]]:
    """Somebody at a browser who has not signed in: `visitor(width=1280, script=True)` is their page.

    An error of a script, or anything that the content security policy refuses, fails the test.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(message.text)

    def come(*, width: int = 1280, script: bool = True) -> Page:
        context = chromium.new_context(
            base_url=server, viewport={"width": width, "height": HEIGHTS[width]}, java_script_enabled=script,
            locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", heard)
        return page

    yield come
    for context in contexts:
        context.close()
    assert not faults, f"The browser complained: {faults}"


def be(page: Page, authority: Authority, who: str, *, at: str) -> None:
    """Let a page's browser be somebody's, or (empty) nobody's, from now on."""
    page.context.clear_cookies()
    if who:
        cookie = client(authority, who).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": at}])


@pytest.fixture
def signed_in(visitor: Callable[..., Page], authority: Authority, server: str) -> SignedIn:
    """`signed_in("Sam")`: a page of Sam, who signed in a moment ago; `at` is where it opens.

    width and script as for a visitor.
    """

    def come(name: str, *, at: str = "/", width: int = 1280, script: bool = True) -> Page:
        page = visitor(width=width, script=script)
        be(page, authority, name, at=server)
        page.goto(at)
        return page

    return come


@pytest.fixture
def opened_page(visitor: Callable[..., Page]) -> Page:
    """The page of a visitor, in which whoever is to look can be signed in."""
    page = visitor()
    page.goto("/signed-out/")
    return page


@pytest.fixture
def shot() -> Shot:
    """`shot(page, "my-work")`: with SCREENS=1 in the environment, the documentation's pictures of the page in
    docs/screens, at 1280 and 320 pixels; else nothing, because a picture that nobody looks at holds nothing.
    """

    def take(page: Page, name: str, *, widths: tuple[int, ...] = (1280, 320), whole: bool = True) -> None:
        if not os.environ.get("SCREENS"):
            return
        before = page.viewport_size
        for width in widths:
            page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            page.screenshot(path=CHECKOUT / f"docs/screens/{name}-{width}.png", full_page=whole, animations="disabled")
        if before:
            page.set_viewport_size(before)

    return take


def violations(page: Page, *, asked: Asked) -> Iterator[str]:
    """What axe says of a page that holds it, and what can be scrolled sideways, at each width. The trials ask all."""
    for width, of_axe in (dict.fromkeys(WIDTHS, EVERYTHING) if FULL else asked).items():
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        if of_axe is not None:
            for one in page.evaluate(AXE, {"resultTypes": ["violations"], **of_axe}):
                yield f"at {width}: {one['id']}: {one['help']} {[node['html'][:200] for node in one['nodes']]}"
        if (over := page.evaluate(SIDEWAYS)) > 0:
            yield f"at {width} can be scrolled sideways by {over} pixels."


@pytest.fixture
def axe(dressed: None) -> Axe:
    """`axe(page)`: no violation that axe-core knows of at 1280 pixels, and nothing to scroll sideways at 320 either.

    What hangs on the layout is for the trials and for test_every_page: a page in the middle of a journey is laid out as
    at its beginning.
    """
    source = (settings.VAR / "test-assets/axe.min.js").read_text()

    def ask(page: Page, *, asked: Asked = WIDEST) -> None:
        before = page.viewport_size
        page.evaluate(f"window.axe || (() => {{ {source} }})()")
        assert not (found := list(violations(page, asked=asked))), "\n".join([page.url, *found])
        if before:
            page.set_viewport_size(before)

    return ask
