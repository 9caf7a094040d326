"""What a person does at a page, said once for all journeys."""

import re

from playwright.sync_api import Page, expect


def choose(page: Page, question: str, answer: str, *, nth: int = 0) -> None:
    """Press one of the radios of a question."""
    page.get_by_role("group", name=re.compile(question)).nth(nth).get_by_label(answer, exact=True).check()


def say(page: Page, question: str, answer: str, *, nth: int = 0) -> None:
    """Write an answer."""
    page.get_by_label(re.compile("^" + re.escape(question))).nth(nth).fill(answer)


def saved(page: Page) -> None:
    """Wait until the page says that what was typed is saved."""
    expect(page.locator("#saved")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))


def when(page: Page, day: str, month: str, year: str, time: str = "") -> None:
    """Say when it happened."""
    group = page.get_by_role("group", name=re.compile("When did this happen"))
    for part, text in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(part).fill(text)
    if time:
        page.get_by_label(re.compile("At what time")).fill(time)


def press(page: Page, name: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=name, exact=True).first.click()
