"""A child's plans as their page shows them: what stands now and how it goes, what reviews said, what was before."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from goldenthread.blocks import plan as blocks
from goldenthread.blocks.forms import Question
from goldenthread.blocks.promises import OVER, PROGRESS, Progress
from goldenthread.casework import access, plan_stands
from goldenthread.casework.chronology import said, stored_entries
from goldenthread.casework.duties import STILL
from goldenthread.casework.heads import Head, Reading, head_of, read
from goldenthread.casework.lights import Light, by_root, light_entries
from goldenthread.casework.plan_stands import answers_of
from goldenthread.casework.standing import Part, members_of
from goldenthread.facts.models import CinPlan, ProtectionPlan
from goldenthread.language import Handbook, Step, derived_id, handbook
from goldenthread.record import models

EARLIER = 20


@dataclasses.dataclass(frozen=True)
class Promise:
    """One action of a plan: who does what by when, and how it goes. lacks: what it should say and does not."""

    what: str
    owner: str
    by: dt.date | None
    measure: str
    progress: str
    came_of_it: str
    said_on: dt.date | None
    over: bool
    late: bool
    lacks: Sequence[str]


@dataclasses.dataclass(frozen=True)
class Reviewed:
    """What a meeting since the plan was made said of how it goes."""

    entry: UUID
    title: str
    day: dt.date
    better: str
    not_better: str
    decision: str


@dataclasses.dataclass(frozen=True)
class Made:
    """A plan: what the child needs, who does what, and what happens if it does not work.

    settled: how its manager settled it, and when; empty while that waits, or where nobody signs it off. visits_within:
    the limit by which somebody is to see the child again, whatever the plan says.
    """

    entry: UUID
    kind: str
    title: str
    day: dt.date
    until: dt.date | None
    author: str
    follow_up: str
    waits: bool = False
    settled: str = ""
    settled_on: dt.date | None = None
    who: str = ""
    agreed: str = ""
    not_agreed: str = ""
    needs: Sequence[tuple[str, str]] = ()
    promises: Sequence[Promise] = ()
    contingency: str = ""
    visits: str = ""
    visits_within: str = ""
    transition: str = ""
    childs_view: str = ""
    in_plain_words: str = ""
    reviews: Sequence[Reviewed] = ()


@dataclasses.dataclass(frozen=True)
class Earlier:
    """A plan that is no longer the plan."""

    entry: UUID
    kind: str
    title: str
    day: dt.date
    until: dt.date | None


@dataclasses.dataclass(frozen=True)
class PlansPage:
    """The plans of one child: those that stand, and those before them, of which `more` are further back.

    empty_since: since when there is a plan of which nothing is written here.
    """

    head: Head
    now: Sequence[Made]
    earlier: Sequence[Earlier]
    more: int
    empty_since: dt.date | None = None


def plans_page(
    subject: UUID, actor: access.Actor, now: dt.datetime, *, as_known: dt.datetime | None = None
) -> PlansPage:
    """Every plan of a child, with what was said of it: seven queries.

    :raises NotAllowed: where there is no need to know
    """
    book = handbook()
    members = members_of(subject, actor)
    reading = read(
        subject,
        actor,
        now,
        as_known=as_known,
        members=members,
        parts=[Part(models.Plan), Part(models.Waiting), Part(models.Action), Part(models.ClockRun, STILL)],
    )
    plans = sorted(reading.stood.all(models.Plan), key=lambda one: (one.made_on, one.row), reverse=True)
    standing = [one for one in plans if one.ended_on is None]
    earlier = [one for one in plans if one.ended_on is not None]
    everything = [
        kept[-1] for kept in by_root(light_entries(members, known=as_known)).values() if not kept[-1].withdrawn
    ]
    since = min((one.made_on for one in standing), default=dt.date.max)
    told = [light for light in everything if light.day >= since and _tells(book.steps.get(light.step))]
    of = {one.row: plan_stands.said_of(one, plans, everything, book) for one in standing}
    stored = stored_entries(
        {
            *itertools.chain.from_iterable(of.values()),
            *(light.id for light in told),
            *(one.entry_id for one in earlier[:EARLIER]),
        }
    )
    waiting = {one.entry_id for one in reading.stood.all(models.Waiting)}
    return PlansPage(
        head=head_of(reading),
        now=[_made(one, of[one.row], told, stored, waiting, reading, book) for one in standing],
        earlier=[_earlier(one, stored[one.entry_id], book) for one in earlier[:EARLIER]],
        more=max(0, len(earlier) - EARLIER),
        empty_since=None if standing else _stands_since(reading),
    )


def _stands_since(reading: Reading) -> dt.date | None:
    plans: list[Any] = [*reading.stood.all(ProtectionPlan), *reading.stood.all(CinPlan)]
    return min((one.started_on for one in plans if one.ended_on is None and one.started_on), default=None)


def _tells(step: Step | None) -> bool:
    """Whether it says how a plan goes: an action followed up, a sign-off, a review."""
    if step is None or step.form is None:
        return False
    makes = step.settles is not None and issubclass(step.settles.form, blocks.Plan)
    return makes or issubclass(step.form, Progress) or _reviews(step)


def _reviews(step: Step) -> bool:
    asked = step.form.base_fields if step.form is not None else ()
    return "not_better" in asked or {"progress", "decision"} <= set(asked)


def _made(
    plan: models.Plan,
    said_of: Collection[UUID],
    told: Sequence[Light],
    stored: Mapping[UUID, models.Entry],
    waiting: set[UUID],
    reading: Reading,
    book: Handbook,
) -> Made:
    entry = stored[plan.entry_id]
    answers, form = answers_of(entry), book.steps[entry.step].form
    stands = plan_stands.stands(stored[one] for one in said_of)
    after = [stored[light.id] for light in told if light.day >= plan.made_on]
    answered = ((one, answers_of(one)) for one in after)
    goes = {str(said.get("action")): (one, said) for one, said in answered if said.get("action")}
    settled = [one for one in after if book.steps[one.step].settles is book.steps[entry.step]]
    items = {one.name: one for one in form.items}
    needs = items["needs"].said_in(answers) if "needs" in items else ()
    last = settled[-1] if settled else None
    return Made(
        entry=entry.pk,
        kind=_label(plan.kind, book),
        title=said(entry.step, book),
        day=plan.made_on,
        until=plan.ended_on,
        author=entry.author,
        follow_up=_follow_up(plan.kind, book),
        waits=entry.pk in waiting,
        settled=said(last.step, book) if last else "",
        settled_on=last.happened_on if last else None,
        who=answers.get("who", ""),
        agreed=form.all_questions()["agreed"].said(answers["agreed"]) if answers.get("agreed") else "",
        not_agreed=answers.get("not_agreed", ""),
        needs=[(str(need.get("need", "")), str(need.get("outcome", ""))) for need in needs],
        promises=list(_promises(plan, answers, goes, reading)),
        contingency=stands.get("contingency", ""),
        visits=stands.get("visits", ""),
        visits_within=plan_stands.visits_within(plan.kind, reading.stood.all(models.ClockRun), book),
        transition=answers.get("transition", ""),
        childs_view=stands.get("childs_view", ""),
        in_plain_words=stands.get("in_plain_words", ""),
        reviews=[_reviewed(one, book) for one in reversed(after) if _reviews(book.steps[one.step])],
    )


def _promises(
    plan: models.Plan,
    answers: Mapping[str, Any],
    goes: Mapping[str, tuple[models.Entry, Mapping[str, Any]]],
    reading: Reading,
) -> Iterator[Promise]:
    names = {str(row["id"]): row["name"] for row in reading.stood.rows.get("workers", [])}
    for item in blocks.Plan.actions.said_in(answers):
        followed, answered = goes.get(str(derived_id(UUID(plan.id), blocks.Plan.actions.name, item.number)), (None, {}))
        by = dt.date.fromisoformat(item.get("by")) if item.get("by") else None
        over = answered.get("progress") in OVER
        yield Promise(
            what=str(item.get("what", "")),
            owner=" and ".join(filter(None, (names.get(str(item.get("owner"))), str(item.get("other", ""))))),
            by=by,
            measure=str(item.get("measure", "")),
            progress=PROGRESS.get(answered.get("progress", ""), ""),
            came_of_it=answered.get("came_of_it", ""),
            said_on=followed.happened_on if followed else None,
            over=over,
            late=by is not None and by < reading.today and not over,
            lacks=[blocks.WANTED[cell] for cell in blocks.missing(item)],
        )


def _reviewed(entry: models.Entry, book: Handbook) -> Reviewed:
    answers, questions = answers_of(entry), book.steps[entry.step].form.all_questions()
    decision = answers.get("decision")
    return Reviewed(
        entry.pk,
        said(entry.step, book),
        entry.happened_on,
        answers.get("better") or _safer(answers, questions),
        answers.get("not_better") or answers.get("why", ""),
        questions["decision"].said(decision) if decision else "",
    )


def _safer(answers: Mapping[str, Any], questions: Mapping[str, Question]) -> str:
    """What a review conference says of it, in its own words for yes and no."""
    safer = answers.get("progress")
    return f"{questions['progress'].label} {questions['progress'].said(safer)}." if safer else ""


def _earlier(plan: models.Plan, entry: models.Entry, book: Handbook) -> Earlier:
    return Earlier(entry.pk, _label(plan.kind, book), said(entry.step, book), plan.made_on, plan.ended_on)


def _label(kind: str, book: Handbook) -> str:
    return book.pathway(kind).label


def _follow_up(kind: str, book: Handbook) -> str:
    """The step of a pathway that says how an action goes."""
    return next((s.key for s in book.pathway(kind).steps() if s.form and issubclass(s.form, Progress)), "")
