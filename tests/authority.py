"""A small made-up authority, and stories told in it line by line."""

import dataclasses
import datetime as dt
import time
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.test import Client

from goldenthread.blocks.forms import TO_COME, Day, Many, Question, Whole
from goldenthread.casework import access
from goldenthread.casework.recording import Act, Recorded, Shared, new_subject, record
from goldenthread.language import Role, Step, handbook
from goldenthread.record import models

LONDON = ZoneInfo("Europe/London")
LONG_AGO = dt.date(2000, 1, 1)
FAR_AHEAD = dt.date(2050, 12, 31)

TEAMS = {
    "authority": ("Northbridge Children's Services", None, False),
    "front-door": ("Front door", "authority", True),
    "east": ("East assessment team", "authority", False),
    "west": ("West assessment team", "authority", False),
    "early-help": ("Early help", "authority", False),
    "st-marks": ("St Mark's Primary", "authority", False),
}
PEOPLE = {
    "Dora": (Role.DIRECTOR, "authority"),
    "Grace": (Role.SERVICE_MANAGER, "authority"),
    "Rita": (Role.REFERRAL_OFFICER, "front-door"),
    "Dot": (Role.DOMESTIC_ABUSE_WORKER, "front-door"),
    "Fran": (Role.TEAM_MANAGER, "front-door"),
    "Sam": (Role.SOCIAL_WORKER, "east"),
    "Sue": (Role.SOCIAL_WORKER, "east"),
    "Ada": (Role.TEAM_MANAGER, "east"),
    "Wes": (Role.SOCIAL_WORKER, "west"),
    "Will": (Role.TEAM_MANAGER, "west"),
    "Eve": (Role.EARLY_HELP_WORKER, "early-help"),
    "Ann": (Role.ANALYST, "authority"),
    "Ira": (Role.REVIEWING_OFFICER, "authority"),
    "Adam": (Role.ADMINISTRATOR, "authority"),
    "Hana": (Role.PARTNER, "st-marks"),
}

PASSWORD = "the same for everybody made up"

SCORES = ("before", "after", "service")
ANSWERS: dict[str, dict[str, Any]] = {
    "front_door.contact_received": {
        "source_code": "2A",
        "how": "telephone",
        "kind": "neglect",
        "urgent": "no",
        "consent": "given",
        "worry": "The same clothes all week.",
        "this_child": "Hungry and tired.",
    },
    "person.works_here": {"colleague": "1"},
    "out_of_hours.briefed": {"until_on": FAR_AHEAD.isoformat()},
    "front_door.directed": {"direction": "Ask the school.", "enquiries": "yes"},
    "front_door.consent_settled": {"consent": "given", "asked_by": "Rita", "asked_of": "His mother"},
    "front_door.enquiry_sent": {"partner": "school", "question": "How is he?", "rag": "amber"},
    "front_door.decided": {
        "threshold": "child_in_need",
        "why": "Third worry of a kind.",
        "outcome": "referral",
        "primary_need": "N1",
        "told": "An assessment will begin.",
    },
    "assessment.allocated": {"priority": "45", "direction": "Find out who cares for them at night.", "worker": "Sam"},
    "assessment.child_seen": {
        "purpose": "To see him",
        "where": "School",
        "seen": "yes",
        "alone": "yes",
        "said": "I like Nan.",
        "observed": "Thin.",
    },
    "assessment.midpoint_checked": {"progress": "Seen once.", "direction": "See the father.", "in_time": "yes"},
    "assessment.written": {
        "lived_experience": "He gets himself up.",
        "recommends": "child_in_need",
        "factors": ["16A"],
    },
    "assessment.returned": {"questions": "Where is the father?"},
    "assessment.authorised": {"outcome": "child_in_need", "why": "He needs a plan.", "family_told": "A plan begins."},
    "referral.closed": {"outcome": "RC7", "why": "Better.", "family_told": "We end."},
    "strategy_discussion.held": {
        **{f"asked_{nth}_agency": agency for nth, agency in enumerate(("social_care", "police", "gp"), 1)},
        **{f"asked_{nth}_came": "present" for nth in (1, 2, 3)},
        "actions_1_what": "See him at school with the police.",
        "actions_1_owner": "Sam",
        "actions_1_by": "2026-03-04",
        "outcome": "joint",
    },
    "section47.child_seen": {"seen": "yes", "alone": "yes", "said": "He hit me with the belt."},
    "section47.reported": {"found": "likely_harm"},
    "section47.authorised": {"conference": "yes", "on": "2026-03-20", "chair": "Ira"},
    "team_transfer.audited": {"decision": "ready"},
    "team_transfer.checked": {"decision": "ready"},
    "team_transfer.accepted": {"worker": "Wes"},
    "transfer_in.notified": {"category": "NEG", "on": "2026-03-19", "chair": "Ira"},
    "section47.conference_held": {
        **{f"asked_{nth}_agency": agency for nth, agency in enumerate(("social_care", "police", "school"), 1)},
        **{f"asked_{nth}_came": "present" for nth in (1, 2, 3)},
        "decision": "plan",
        "category": "PHY",
        "contingency": "If his father comes to the house, Sam asks the court for an order the same day.",
        "in_plain_words": "You are safe at home.",
        "actions_1_what": "His father lives elsewhere.",
        "actions_1_other": "His father",
        "actions_1_by": "2026-03-27",
        "core_group": "His mother, school, health visitor",
        "core_group_on": "2026-03-30",
        "lead": "Sam",
    },
    "child_protection.papers_sent": {"what": ["outline", "record"], "to": "His mother and the core group."},
    "child_protection.visited": {"seen": "yes", "alone": "yes", "said": "It is quiet now."},
    "child_protection.core_group_held": {
        **{f"asked_{nth}_agency": agency for nth, agency in enumerate(("social_care", "school"), 1)},
        **{f"asked_{nth}_came": "present" for nth in (1, 2)},
    },
    "child_protection.reviewed": {
        **{f"asked_{nth}_agency": agency for nth, agency in enumerate(("social_care", "police", "school"), 1)},
        **{f"asked_{nth}_came": "present" for nth in (1, 2, 3)},
        "decision": "goes_on",
    },
    "child_protection.legal_considered": {
        "decision": "gateway",
        "actions_1_what": "The chronology goes to the lawyers.",
        "actions_1_owner": "Sam",
        "actions_1_by": "2026-12-18",
    },
    "child_protection.gateway_met": {
        "decision": "pre_proceedings",
        "actions_1_what": "The letter before proceedings is sent.",
        "actions_1_owner": "Ada",
        "actions_1_by": "2027-01-08",
    },
    "child_protection.ended_otherwise": {"outcome": "looked_after"},
    "transfer_in.conference_held": {
        **{f"asked_{nth}_agency": agency for nth, agency in enumerate(("social_care", "police", "school"), 1)},
        **{f"asked_{nth}_came": "present" for nth in (1, 2, 3)},
        "decision": "taken_on",
        "category": "NEG",
        "contingency": "If she is not at school, Sam goes to her home the same day.",
        "in_plain_words": "You are safe at home.",
        "actions_1_what": "See her at her new school every week.",
        "actions_1_owner": "Sam",
        "actions_1_by": "2026-03-27",
        "core_group": "Her aunt, her new school, the school nurse",
        "core_group_on": "2026-03-30",
        "lead": "Sam",
    },
    "child_in_need.visited": {"seen": "yes", "alone": "yes", "said": "I go to school now."},
    "child_in_need.planned": {
        "agreed": "yes",
        "needs_1_need": "To be at school on time",
        "actions_1_what": "Walk him to school.",
        "actions_1_by": "2026-06-01",
        "actions_1_measure": "He is there when the bell goes.",
    },
    "child_in_need.action_followed_up": {"progress": "done", "came_of_it": "He is there."},
    "child_in_need.ended": {
        "outcome": "needs_met",
        "takes_on": "early-help",
        "passed_to": "Family centre",
        "agreed_by": "Eve",
        "goes_on": "The walk to school, until the summer.",
    },
    "early_help.requested": {"family_knows": "yes", "team_id": "early-help"},
    "early_help.accepted": {"basis": "early_help"},
    "early_help.lead_named": {"worker": "Eve", "until": "2026-12-01", "social_worker": "no"},
    "early_help.consent_ended": {"outcome": "threshold_not_met"},
    "early_help.planned": {
        "agreed": "yes",
        "needs_1_need": "Breakfast before school",
        "actions_1_what": "Breakfast club from Monday.",
        "actions_1_by": "2026-06-01",
        "actions_1_measure": "He eats there on most days.",
    },
    "early_help.team_met": {"asked_1_agency": "school", "asked_1_came": "present", "asked_1_report": "in_time"},
    "early_help.reviewed": {"decision": "goes_on"},
    "early_help.stepped_up": {
        "worry": "He is alone at night.",
        "happened": "Breakfast club and six visits.",
        "kind": "neglect",
        "urgent": "no",
        "consent": "given",
        "team_id": "front-door",
        "this_child": "He minds his sister.",
    },
    "booking.concern_raised": {"worry": "Her first two live with her mother.", "decision": "universal"},
    "booking.looked_again": {"worry": "She has stopped coming.", "decision": "universal"},
    "pre_birth.allocated": {"worker": "Sam"},
    "pre_birth.panel_held": {
        **{f"asked_{nth}_agency": agency for nth, agency in enumerate(("social_care", "midwifery"), 1)},
        **{f"asked_{nth}_came": "present" for nth in (1, 2)},
        "actions_1_what": "A cot, and a home to put it in.",
        "actions_1_owner": "Sam",
        "actions_1_by": "2026-08-01",
        "decision": "child_in_need",
        "safe_now": "She is with her aunt.",
    },
    "pre_birth.gateway_met": {
        "decision": "court",
        "actions_1_what": "The application is with the court on the day of the birth.",
        "actions_1_owner": "Ada",
        "actions_1_by": "2026-09-14",
    },
    "pre_birth.birth_planned": {"at_birth": "together"},
    "pre_birth.birth_recorded": {"born_on": "2026-09-09", "plan": "child_in_need"},
    "pre_birth.discharge_planned": {
        **{f"asked_{nth}_agency": agency for nth, agency in enumerate(("social_care", "midwifery"), 1)},
        **{f"asked_{nth}_came": "present" for nth in (1, 2)},
        "actions_1_what": "Visit on the first day at home.",
        "actions_1_owner": "Sam",
        "actions_1_by": "2026-09-15",
    },
    "panel.held": {
        **{f"asked_{nth}_agency": agency for nth, agency in enumerate(("early_help", "school"), 1)},
        **{f"asked_{nth}_came": "present" for nth in (1, 2)},
    },
    "learning_review.begun": {"lead": "Ira"},
    "learning_review.found": {
        "lessons_1_lesson": "Nobody asked how she communicates.",
        "lessons_1_whom": "practice",
        "actions_1_what": "Ask it of every disabled child.",
        "actions_1_owner": "Ada",
        "actions_1_by": "2026-06-01",
        "actions_1_measure": "It is said of each on the list.",
    },
    "early_help.followed_up": {"how_it_goes": "taken_up", "notes": "Began."},
    "early_help.ended": {"outcome": "needs_met", "notes": "Well."},
}


def complete(step: Step, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers that matter to a story, with something said to every other question that must have an answer."""
    said = dict(answers)
    for name, question in (step.form.all_questions() if step.form else {}).items():
        if question.required and question.until is None and said.get(name) in (None, "", []):
            codes = [code for code, _ in getattr(question, "choices", []) if code]
            said[name] = (codes[:1] if isinstance(question, Many) else codes[0]) if codes else _something(question)
    return said


def _something(question: Question) -> object:
    if isinstance(question, Whole) or question.chooses == "team":
        return 1
    if isinstance(question, Day):
        return (FAR_AHEAD if question.of == TO_COME else LONG_AGO).isoformat()
    return "Said."


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text.strip(), "%d %b %Y").date()


def moment(text: str) -> dt.datetime:
    return dt.datetime.strptime(text.strip(), "%d %b %Y %H:%M").replace(tzinfo=LONDON)


def email(name: str) -> str:
    """What a made-up worker signs in with, beside PASSWORD."""
    return f"{name.lower()}@northbridge.example"


@cache
def hashed() -> str:
    return make_password(PASSWORD)


@dataclasses.dataclass
class Authority:
    """The teams and workers, and the children whose stories are told."""

    teams: dict[str, models.Team]
    workers: dict[str, models.Worker]
    posts: dict[str, models.Post]
    users: dict[str, User]
    count: int = 0

    @classmethod
    def found(cls) -> "Authority":
        agency = models.Agency.objects.create(name="Northbridge", kind="authority")
        teams: dict[str, models.Team] = {}
        for code, (name, parent, duty) in TEAMS.items():
            teams[code] = models.Team.objects.create(
                code=code, name=name, agency=agency, parent=teams.get(parent or ""), duty=duty
            )
        users = {
            user.first_name: user
            for user in get_user_model().objects.bulk_create(
                User(username=email(name), email=email(name), first_name=name, password=hashed()) for name in PEOPLE
            )
        }
        made = models.Worker.objects.bulk_create(models.Worker(name=name, user=users[name]) for name in PEOPLE)
        workers = dict(zip(PEOPLE, made, strict=True))
        holdable = models.Post.objects.bulk_create(
            models.Post(code=name.lower(), title=role, role=role, team=teams[team])
            for name, (role, team) in PEOPLE.items()
        )
        posts = dict(zip(PEOPLE, holdable, strict=True))
        models.Holding.objects.bulk_create(
            models.Holding(worker=workers[name], post=posts[name], since=LONG_AGO) for name in PEOPLE
        )
        return cls(teams, workers, posts, users)

    def actor(self, name: str) -> access.Actor:
        return access.actor_in(self.posts[name], self.workers[name])

    def key(self) -> str:
        self.count += 1
        return f"story-{self.count}"

    def child(self, given: str = "Mia", surname: str = "Made-Up", born: str | None = "3 Mar 2017", **more) -> UUID:
        """Register a child."""
        key = self.key()
        answers = {"given": given, "surname": surname, **more}
        if born:
            answers["born_on"] = day(born).isoformat()
        child = new_subject(key)
        record(
            Act("person.registered", child, LONG_AGO, answers, new=models.Subject.Kind.PERSON),
            by=self.actor("Rita"),
            key=key,
        )
        return child

    def tell(self, text: str, *children: UUID, shared: dict | None = None, answers: dict | None = None) -> Recorded:
        """Tell what happened, one line a step: a day (and time), the step, who, and answers that matter.

        answers: those that no line can say. Several children share each line's occasion; what is said of one alone
        begins with its place: `2.category=EMO`. Who is left out: the first whose role may.
        """
        result, more = None, answers or {}
        for line in filter(str.strip, text.splitlines()):
            when, key, *rest = [part.strip() for part in line.split("|")]
            step = handbook().steps[key]
            who = rest[0] if rest and rest[0] else self._first(step.by)
            answers = {**_given(step, when), **more, **dict(pair.split("=", 1) for pair in rest[1:] if "=" in pair)}
            if name := answers.pop("worker", ""):
                post = self.posts[name]
                answers |= {"worker_id": self.workers[name].pk, "post_id": post.pk, "team_id": post.team_id}
            answers |= {name: self.workers[who].pk for name, who in answers.items() if who and names_a_colleague(name)}
            for name in ("takes_on", "team_id", "to_team"):
                if answers.get(name) in self.teams:
                    answers[name] = self.teams[answers[name]].pk
            answers |= {name: int(said) for name, said in answers.items() if name in SCORES and str(said).isdecimal()}
            own = {name: answers.pop(name) for name in list(answers) if name.partition(".")[0].isdigit()}
            answers = complete(step, answers)
            timed = f"{when} 10:00" if ":" not in when else when
            happened = moment(timed) if step.timed else day(when)
            occasion = Shared(shared or {}) if len(children) > 1 else None
            result = record(
                *(Act(key, child, happened, answers | _own(own, nth)) for nth, child in enumerate(children, 1)),
                by=self.actor(who),
                key=self.key(),
                occasion=occasion,
            )
        assert result is not None
        return result

    def _first(self, roles: tuple[Role, ...]) -> str:
        preferred = {
            Role.TEAM_MANAGER: "Ada",
            Role.SOCIAL_WORKER: "Sam",
            Role.REFERRAL_OFFICER: "Rita",
            Role.EARLY_HELP_WORKER: "Eve",
        }
        return next(preferred[role] for role in roles if role in preferred)


def _given(step: Step, when: str) -> dict[str, Any]:
    """What is answered where a story says nothing; a day that was to come and is over by then is a week ahead."""
    told = day(" ".join(when.split()[:3]))
    asked = step.form.all_questions() if step.form else {}
    over = {
        name: (told + dt.timedelta(days=7)).isoformat()
        for name, said in ANSWERS.get(step.key, {}).items()
        if isinstance(asked.get(name), Day) and asked[name].of == TO_COME and said < told.isoformat()
    }
    return {**ANSWERS.get(step.key, {}), **over}


def names_a_colleague(question: str) -> bool:
    """Whether an answer is told by a colleague's name, and kept by their number."""
    return question.endswith("_owner") or question in ("auditor", "chair", "lead", "moderator")


def _own(said: dict[str, Any], nth: int) -> dict[str, Any]:
    """What is said of one of several children alone."""
    return {name.partition(".")[2]: answer for name, answer in said.items() if name.startswith(f"{nth}.")}


def client(authority: Authority, who: str) -> Client:
    """Signed in a moment ago, so that nobody is asked again whether it is they; or (empty) nobody."""
    visiting = Client()
    if who:
        visiting.force_login(authority.users[who])
        session = visiting.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": email(who)}]
        session.save()
    return visiting
