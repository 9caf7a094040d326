"""Questions whose answer names something on the record: what may be chosen, and what the entry then keeps."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from goldenthread.blocks.forms import Question
from goldenthread.casework import access, services
from goldenthread.casework.known_adults import ADULT, Adult, adults
from goldenthread.casework.network import people_named
from goldenthread.facts.models import Contact, Enquiry, PartnerRequest, Relationship, Warning
from goldenthread.language import Role, Step, handbook
from goldenthread.record.models import Action, Allocation, Holding, Team
from goldenthread.timekeeping import spoken

Option = tuple[str, str]
Options = list[Option | tuple[str, list[Option]]]
NOT_OPEN = "Somebody whose record is not open to you"
CARRY_WORK = (Role.SOCIAL_WORKER, Role.EARLY_HELP_WORKER, Role.TEAM_MANAGER)


@dataclasses.dataclass(frozen=True)
class Chosen:
    """What may be chosen for each kind of question that a form asks.

    closed: who stands in the draft by a colleague's choice and whose record is not open to this reader. They keep
    their place on the page, but only somebody who may open their record can record them. adults: those who may be
    asked about.
    """

    options: Mapping[str, Options]
    closed: frozenset[str] = frozenset()
    adults: Sequence[Adult] = ()

    def of(self, question: Question) -> Options | None:
        return self.options.get(question.chooses)

    def words(self, question: Question, value: str) -> str:
        """What was chosen, in words; nothing if it cannot be chosen."""
        for key, label in flat(self.options.get(question.chooses, [])):
            if key == value and key not in self.closed:
                return label
        return ""


def flat(options: Options) -> list[Option]:
    """Options without their groups."""
    found: list[Option] = []
    for key, label in options:
        found += label if isinstance(label, list) else [(key, label)]
    return found


def choices(
    step: Step, about: Sequence[UUID], *, by: access.Actor, today: dt.date, found: Sequence[str] = ()
) -> Chosen:
    """What this form may choose from: a query or two for each kind that it asks for.

    found: ids of people whom the people finder found, who are offered as well.
    """
    kinds = {question.chooses for question in step.form.all_questions().values()} if step.form else set()
    options: dict[str, Options] = {}
    closed: frozenset[str] = frozenset()
    if kinds & {"worker", "workers"}:
        options["worker"] = options["workers"] = workers(by)
    if kinds & {"colleague", "team"}:
        held = _held(today)
        options["colleague"], options["team"] = colleagues(held), teams(held, today=today)
    if "action" in kinds:
        options["action"] = promised(about)
    if "service" in kinds:
        options["service"] = list(services.by_what_they_help_with(today=today))
    if "enquiry" in kinds:
        options["enquiry"] = enquiries(about)
    if "request" in kinds:
        options["request"] = requests(about)
    if "contact" in kinds:
        options["contact"] = contacts(about)
    if kinds & {"relationship", "person"}:
        options["relationship"], options["person"], closed = related(about, found, by=by, today=today)
    around: Sequence[Adult] = adults(about, by=by, today=today) if ADULT in kinds else ()
    if around:
        options[ADULT] = [(str(one.id), one.said) for one in around]
    if "warning" in kinds:
        options["warning"] = [
            (row.id, f"{row.says} (since {spoken(row.since)})")
            for row in Warning.now.filter(about__in=about, ended_on=None)
        ]
    return Chosen(options, closed, around)


def workers(by: access.Actor) -> Options:
    """Those who carry children's work, team by team (one's own teams first), each with the number of children."""
    load = (
        Allocation.now.filter(worker=OuterRef("worker"), until=None)
        .values("worker")
        .annotate(n=Count("about", distinct=True))
    )
    held = Holding.objects.filter(post__role__in=CARRY_WORK, until=None).select_related("worker", "post__team")
    held = held.annotate(load=Coalesce(Subquery(load.values("n")), 0)).order_by("post__team__name", "worker__name")
    teams: dict[tuple[bool, str], list[Option]] = {}
    for one in held:
        carried = one.load
        key = f"{one.worker_id}:{one.post_id}:{one.post.team_id}"
        children = f"{carried} child" if carried == 1 else f"{carried} children"
        limit = f" of {one.post.caseload_limit}" if one.post.caseload_limit else ""
        teams.setdefault((one.post.team_id not in by.teams, one.post.team.name), []).append(
            (key, f"{one.worker.name}, {children}{limit}")
        )
    return [(name, options) for (_, name), options in sorted(teams.items())]


def _held(today: dt.date) -> list[Holding]:
    """Every post that is held here today."""
    held = Holding.objects.filter(Q(until=None) | Q(until__gte=today), since__lte=today)
    held = held.exclude(post__role=Role.PARTNER)
    return list(held.select_related("worker", "post__team").order_by("post__team__name", "worker__name", "pk"))


def colleagues(held: Sequence[Holding]) -> Options:
    """Everybody who holds a post today, team by team."""
    found: dict[str, list[Option]] = {}
    for one in held:
        found.setdefault(one.post.team.name, []).append((str(one.worker_id), f"{one.worker.name}, {one.post.title}"))
    return list(found.items())


def teams(held: Sequence[Holding], *, today: dt.date) -> Options:
    """The teams in which somebody carries children's work today, early help first, each with how many do."""
    carrying: dict[Team, set[int]] = {}
    early: set[int] = set()
    for one in held:
        team = one.post.team
        if one.post.role in CARRY_WORK and (team.closed_on is None or team.closed_on > today):
            carrying.setdefault(team, set()).add(one.worker_id)
            early |= {team.pk} if one.post.role == Role.EARLY_HELP_WORKER else set()
    found: dict[str, list[Option]] = {"Early help": [], "Social work": []}
    for team, workers_ in carrying.items():
        people = f"{len(workers_)} worker" if len(workers_) == 1 else f"{len(workers_)} workers"
        here = found["Early help" if team.pk in early else "Social work"]
        here.append((str(team.pk), f"{team.name}, {people}"))
    return [(name, options) for name, options in found.items() if options]


def promised(about: Sequence[UUID]) -> Options:
    """What was promised and is not done."""
    rows = Action.now.filter(about__in=about, done_on=None).order_by(F("due_on").asc(nulls_last=True), "row")
    return [(row.id, f"{row.what}, by {spoken(row.due_on)}" if row.due_on else row.what) for row in rows]


def enquiries(about: Sequence[UUID]) -> Options:
    """The questions to partners that are still open."""
    form = handbook().steps["front_door.enquiry_sent"].form
    partner = form.all_questions()["partner"] if form else None
    asked: dict[tuple[str, object], Option] = {}
    for row in Enquiry.now.filter(about__in=about, answered_at=None).order_by("asked_at", "row"):
        words = partner.said(row.partner) if partner else row.partner
        asked.setdefault((row.partner, row.asked_at), (row.id, f"{words}, asked {spoken(row.asked_at.date())}"))
    return list(asked.values())


def contacts(about: Sequence[UUID]) -> Options:
    """The contacts on which somebody has decided, the latest decision first."""
    form = handbook().steps["front_door.decided"].form
    outcome = form.all_questions()["outcome"] if form else None
    return [
        (
            row.id,
            f"Contact of {spoken(row.contact_on)}, decided {spoken(row.decided_on)}: "
            f"{outcome.said(row.outcome) if outcome else row.outcome}",
        )
        for row in Contact.now.filter(about__in=about, decided_on__isnull=False).order_by("-decided_on", "-row")
        if row.decided_on
    ]


def requests(about: Sequence[UUID]) -> Options:
    """What partners were asked for after a child protection concern, and have not answered."""
    form = handbook().steps["partner_request.asked"].form
    partner = form.all_questions()["partner"] if form else None
    return [
        (row.id, f"{partner.said(row.partner) if partner else row.partner}, asked {spoken(row.asked_at.date())}")
        for row in PartnerRequest.now.filter(about__in=about, answered_at=None).order_by("asked_at", "row")
    ]


def related(
    about: Sequence[UUID], found: Sequence[str], *, by: access.Actor, today: dt.date
) -> tuple[Options, Options, frozenset[str]]:
    """The relationships that stand; who may be chosen, the related and those found; and who of these is closed."""
    rows = list(Relationship.now.filter(about__in=about, until=None).order_by("since", "id"))
    ids = {row.other_id for row in rows}
    more = [id_ for id_ in dict.fromkeys(map(_person, found)) if id_ and id_ not in ids]
    people = people_named([*ids, *more], by, today=today)
    words = {row.id: f"{people[row.other_id].name} ({row.kind})" for row in rows}
    chosen: Options = [(str(row.other_id), words[row.id]) for row in rows]
    rest = [id_ for id_ in more if id_ in people and not people[id_].opens]
    closed = set(rest) - (access.openable(by, rest) if rest else set())
    chosen += [
        (str(id_), NOT_OPEN if id_ in closed else ", ".join(filter(None, (people[id_].name, people[id_].age))))
        for id_ in more
        if id_ in people
    ]
    return [(row.id, words[row.id]) for row in rows], chosen, frozenset(map(str, closed))


def _person(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None  # somebody sent what no list offered: it is refused when the form is checked


def kept(question: Question, name: str, value: Any, chosen: Chosen) -> dict[str, Any]:
    """The answers that an entry keeps for one that was chosen: the id, and beside it the words that stood there."""
    if question.chooses == "worker":
        worker, post, team = str(value).split(":")
        return {
            name: int(worker),
            "post_id": int(post),
            "team_id": int(team),
            f"{name}_said": chosen.words(question, value).rpartition(",")[0],
        }
    if question.chooses == "workers":
        words = ", ".join(chosen.words(question, one).rpartition(",")[0] for one in value)
        return {name: [int(str(one).partition(":")[0]) for one in value], f"{name}_said": words}
    if question.chooses in ("colleague", "service"):
        return {name: int(value), f"{name}_said": chosen.words(question, value)}
    if question.chooses == "team":
        return {name: int(value), f"{name}_said": chosen.words(question, value).rpartition(",")[0]}
    return {name: value, f"{name}_said": chosen.words(question, value)}


def typed_again(question: Question, value: Any, answers: Mapping[str, Any]) -> Any:
    """An entry's answer as it would be chosen again, to correct it."""
    if question.chooses == "worker":
        return f"{value}:{answers.get('post_id', '')}:{answers.get('team_id', '')}"
    if question.chooses in ("team", "colleague", "service"):
        return str(value)
    return value
