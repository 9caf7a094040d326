"""A story told at a browser: each line's person finds the step on a page, fills its form in and records it.

    Walk(page, authority, at=server).tell("5 Mar 2025 10:00 | strategy_discussion.held | Ada", jay, kai)

The lines are those of `authority.tell`; what a line leaves out is answered as tests/authority.py has it. A step that no
page offers to its person fails, and so does a brother whom the form does not offer to add.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from playwright.sync_api import Page, expect

from goldenthread.facts.models import Person
from goldenthread.language import Step, handbook
from tests.authority import ANSWERS, Authority, complete, day, moment, names_a_colleague
from tests.journeys.conftest import be

RECEIVED = "front_door.contact_received"
AT_THE_FRONT_DOOR = ("front_door", "police_notification")
BOARDS = ("/front-door/", "/front-door/police/")
ON_THE_PAGE = "() => Object.fromEntries([...document.querySelectorAll('.gt-form [name]')].map(e => [e.name, e.type]))"
NAMED_ALREADY = """() => [...document.querySelectorAll('.gt-form select[name$="_who"]')]
  .filter(one => one.value).map(one => one.name)"""
AND_CLOSED = "Recorded. From now on this record is not open to you."
MORE = "Save and go on later"


class Walk:
    """One browser at which one person after another works. `look` is asked of each form that is filled in, by its step,
    and of each receipt.
    """

    def __init__(self, page: Page, authority: Authority, *, at: str) -> None:
        self.page, self.authority, self.at, self.who = page, authority, at, ""
        self.look: Callable[[str, str], None] = lambda step, what: None

    def sign_in(self, who: str) -> None:
        """Be somebody from now on."""
        if who != self.who:
            be(self.page, self.authority, who, at=self.at)
            self.who = who

    def tell(self, text: str, *children: UUID) -> None:
        """Walk what happened, one line a step. What is recorded for one child at a time is walked for each."""
        for line in filter(str.strip, text.splitlines()):
            when, key, who, *rest = [part.strip() for part in line.split("|")]
            said = {**ANSWERS.get(key, {}), **dict(pair.split("=", 1) for pair in rest if "=" in pair)}
            step = handbook().steps[key]
            self.sign_in(who)
            for about in [children] if step.together else [[child] for child in children]:
                self.begin(step, *about)
                self.fill(step, when, self.in_full(step, said), about, nth=[children.index(one) + 1 for one in about])
                self.look(step.key, "form")
                self.record(step)
                self.look(step.key, "receipt")

    def begin(self, step: Step, *children: UUID) -> None:
        """Open the form from a page that offers it, and add the brothers and sisters whom it is about too."""
        if step.key == RECEIVED:
            return self.take_a_contact(*children)
        self.go_to(step, children[0])
        link = self.page.locator(f'a[href*="/record/{step.key}/"]')
        assert link.count(), f"No page offers {self.who} “{step.label}”: {self.page.url}"
        if not link.filter(visible=True).count():
            self.page.locator("summary", has_text="Record something").click()
        link.filter(visible=True).first.click()
        expect(self.page.locator(".gt-form")).to_be_visible()
        for child in children[1:]:
            add = self.page.locator(f'button[value="with:{child}"]')
            if add.count():
                add.click()
                expect(self.page.locator(f'button[value="without:{child}"]')).to_have_count(1)

    def take_a_contact(self, *children: UUID) -> None:
        """A worry comes in about children who are known: each is looked for, and chosen."""
        self.page.goto(BOARDS[0])
        self.page.get_by_role("link", name="Take a contact").click()
        self.page.get_by_role("button", name="Add the children").click()
        for child in children:
            person = Person.now.get(about=child)
            self.page.locator('[name="given"]').fill(person.given)
            self.page.locator('[name="surname"]').fill(person.surname)
            on = person.born_on or person.expected_on
            for part in ("day", "month", "year"):
                box = self.page.locator(f'[name="{"born_on" if person.born_on else "expected_on"}_{part}"]')
                box.fill(str(getattr(on, part)))
            self.page.get_by_role("button", name="Look for this child").click()
            self.page.locator(f'button[value="take:{child}"]').click()
        self.page.get_by_role("link", name="Go on with the worry").click()

    def go_to(self, step: Step, child: UUID) -> None:
        """The page that offers a step: a board at the front door, the contact's page, or the child's."""
        here = f'a[href*="/record/{step.key}/"]'
        if step.pathway.key in AT_THE_FRONT_DOOR:
            for board in BOARDS:
                self.page.goto(board)
                if self.page.locator(here).count():
                    return
            self.page.goto(BOARDS[0])
            self.page.locator(f'main a[href*="/front-door/{child}/"]').first.click()
        else:
            self.page.goto(f"/child/{child}/")

    def in_full(self, step: Step, said: Mapping[str, Any]) -> dict[str, Any]:
        """The answers by the values of the form's own fields."""
        answers = dict(said)
        if name := answers.pop("worker", ""):
            post = self.authority.posts[name]
            answers["worker_id"] = f"{self.authority.workers[name].pk}:{post.pk}:{post.team_id}"
        for name, answer in answers.items():
            if names_a_colleague(name) and answer in self.authority.workers:
                answers[name] = self.authority.workers[answer].pk
            if name in ("takes_on", "team_id", "to_team") and answer in self.authority.teams:
                answers[name] = self.authority.teams[answer].pk
        return complete(step, answers)

    def fill(self, step: Step, when: str, answers: Mapping[str, Any], children: Sequence[UUID], nth: list[int]) -> None:
        """Answer the form. Where it has room for fewer of one kind than there are, it is saved and shows one more."""
        wanted = dict(self.places(step, when, answers, children, nth))
        for _ in range(5):
            there = self.page.evaluate(ON_THE_PAGE)
            for name in [name for name in wanted if name in there or f"{name}_day" in there]:
                self.answer(name, wanted.pop(name), there)
            if not any("_2_" in name or "_3_" in name or "_4_" in name for name in wanted):
                self.reach_everybody()
                return
            with self.page.expect_navigation():
                self.page.get_by_role("button", name=MORE).click()

    def reach_everybody(self) -> None:
        """Say of each adult who stood on the form already that they were met."""
        known = self.page.evaluate(NAMED_ALREADY)
        for name in known:
            reached = self.page.locator(f'[name="{name.removesuffix("_who")}_reached"]')
            if reached.count() and not reached.input_value():
                reached.select_option("met")

    def places(
        self, step: Step, when: str, answers: Mapping[str, Any], children: Sequence[UUID], nth: list[int]
    ) -> Iterator[tuple[str, Any]]:
        """Each field's name on the page, and what stands in it."""
        timed = f"{when} 10:00" if ":" not in when else when
        yield "all-_day", moment(timed).date() if step.timed else day(when)
        if step.timed:
            yield "all-_time", f"{moment(timed):%H:%M}"
        for name, question in step.form.all_questions().items():
            for child, place in zip(children, nth, strict=True):
                said = answers.get(f"{place}.{name}", answers.get(name))
                if said not in (None, "", []):
                    yield f"{child if question.own else 'all'}-{name}", said

    def answer(self, name: str, said: Any, there: Mapping[str, str]) -> None:
        """Put one answer into its field."""
        if f"{name}_day" in there:
            on = day_of(said)
            for part in ("day", "month", "year"):
                self.page.locator(f'[name="{name}_{part}"]').fill(str(getattr(on, part)))
        elif there[name] in ("radio", "checkbox"):
            for one in said if isinstance(said, list) else [said]:
                self.page.locator(f'[name="{name}"][value="{one}"]').check()
        elif there[name].startswith("select"):
            self.page.locator(f'[name="{name}"]').select_option(str(said))
        else:
            self.page.locator(f'[name="{name}"]').fill(str(said))

    def record(self, step: Step) -> None:
        """Press the button that records it; what is refused is said."""
        with self.page.expect_navigation():
            self.page.locator('.gt-form button[value="complete"]').click()
        refused = self.page.locator(".gt-error-summary")
        said = refused.inner_text() if refused.count() else ""
        recorded = "/recorded/" in self.page.url or self.page.get_by_text(AND_CLOSED).count()
        assert recorded, f"{self.who} could not “{step.label}”: {said or self.page.url}"


def day_of(said: Any) -> dt.date:
    """A day as a line says it, or as a form keeps it."""
    return said if isinstance(said, dt.date) else dt.date.fromisoformat(str(said))
