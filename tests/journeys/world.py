"""One made-up authority with something on every page: what the addresses name, and how each is filled in."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from goldenthread.casework import access, drafts, people, services, sharing
from goldenthread.casework.administration import Change
from goldenthread.casework.front_door import sent_in
from goldenthread.casework.recording import Act, record
from goldenthread.oversight import boards, improvement, raising, readying, readying_people
from goldenthread.oversight.models import PickedLook, RaisedSignal
from goldenthread.record.models import Entry, Episode, Holding, PartnerOutage, Plan
from tests.authority import Authority
from tests.passkeys import made_passkey
from tests.rooms.doors.test_recording import filled


@dataclasses.dataclass(frozen=True)
class World:
    """Children in every place, forms begun and recorded, a signal, two records joined."""

    authority: Authority
    child: UUID
    brother: UUID
    worry: UUID
    contact: UUID
    twin: UUID
    joined: UUID
    entry: UUID
    call: UUID
    visit: UUID
    decision: UUID
    sign_off: UUID
    recorded: UUID
    signal: int
    picked: int
    relation: UUID
    opening: UUID
    planned: UUID
    letter: UUID
    plan: UUID
    passkey: int
    service: int
    shared: int
    begun: UUID
    sent: UUID
    ready: Mapping[str, int]
    improved: Mapping[str, int]

    @classmethod
    def told(cls, authority: Authority) -> "World":
        today, now = timezone.localdate(), timezone.now()
        ago = lambda days, at="": f"{today - dt.timedelta(days=days):%d %b %Y} {at}"  # noqa: E731
        child = authority.child("James", "Marlow-Featherstonehaugh", born="14 Jul 2017", known_as="Jay",
                                pronouns="he/him", school="St Mark's", communication="by pictures")  # fmt: skip
        brother = authority.child("Kofi", "Marlow-Featherstonehaugh", born="2 Feb 2019", disability=["COMM", "LD"])
        mother, nan = authority.child("Ann", "Marlow", born="1 Mar 1992"), authority.child("Rose", born="1 Mar 1961")
        teacher = authority.child("Mary", "Ellis", born=None, professional="class teacher")
        worry, twin = authority.child("Tom", "Reeve"), authority.child("Jamie", "Marlow", born="15 Jul 2017")
        joined = authority.child("Jay", "Marlow", born="14 Jul 2017")
        authority.tell(f"{ago(200, '09:10')} | front_door.contact_received | Rita\n"
                       f"{ago(199)} | front_door.decided | Fran | outcome=no_further_action", child)  # fmt: skip
        for one in (child, brother):
            authority.tell(
                f"""
                {ago(70, "10:30")} | front_door.contact_received | Rita | childs_words=I do my own tea.
                {ago(69)} | front_door.decided | Fran
                {ago(68)} | assessment.allocated | Grace | priority=20
                {ago(60, "15:00")} | assessment.child_seen | Sam | said=I do not want to talk about Dad.
                """,
                one,
            )
        for one, other, kind in ((child, mother, "mother"), (brother, mother, "mother"), (child, nan, "grandparent"),
                                 (child, teacher, "teacher")):  # fmt: skip
            tie = {"other": str(other), "kind": kind, "parental_responsibility": "yes"}
            record(Act("person.related", one, today, tie), by=authority.actor("Sam"), key=authority.key())
        authority.tell(f"{ago(44)} | person.warned | Sam | says=Do not tell his father the address", child)
        authority.tell(f"{ago(3)} | assessment.written | Sam | worries=Nobody wakes. | strengths=Nan.", child)
        authority.tell(f"{ago(1, '10:30')} | front_door.contact_received | Rita | urgent=yes", worry)
        for grade in ("high", "medium", "standard"):
            told = "Rita | source_code=6 | kind=domestic_abuse | police_reference=NB/7"
            kit = authority.child("Kit", grade.title())
            authority.tell(f"{ago(1, '06:10')} | front_door.contact_received | {told} | police_grade={grade}", kit)
        authority.tell(f"{ago(0)} | out_of_hours.briefed | Fran | to_team=front-door", worry)
        authority.tell(f"{ago(0, '00:10')} | out_of_hours.handed_back | Rita | to_team=front-door", worry)
        for one in (twin, joined):
            authority.tell(f"{ago(40, '10:30')} | front_door.contact_received | Rita\n{ago(39)} | front_door.decided "
                           f"| Fran\n{ago(38)} | assessment.allocated | Grace", one)  # fmt: skip
        people.join(joined, twin, why="One boy", actor=authority.actor("Grace"), key="join", today=today)
        authority.tell(f"{ago(0)} | assessment.midpoint_checked | Ada", twin)
        why = {"reason": "asked", "says": "His doctor rang: is anybody with him, and what may she tell his father?"}
        record(Act("person.opened_with_reason", child, now, why), by=authority.actor("Eve"), key="opening")
        visit = Entry.objects.filter(about=child, step="assessment.child_seen").get()
        seen = {**(visit.answers or {}), "observed": "A bruise, which he says is from football."}
        again = Act(visit.step, child, visit.happened_at or visit.happened_on, seen, corrects=visit.pk)
        record(again, by=authority.actor("Sam"), key="correction")
        planned = authority.child("Edie", "Castellane-Brightwater", born="3 Apr 2015", known_as="Edie")
        authority.tell(plans(ago), planned)
        authority.tell(f"{ago(2)} | team_transfer.proposed | Sam | to_team=west", planned)
        asked = authority.child("Lou", "Reeve")
        authority.tell(
            f"""
            {ago(3, "10:30")} | front_door.contact_received | Rita
            {ago(3)} | front_door.decided | Fran
            {ago(3, "11:00")} | strategy_discussion.called | Fran
            {ago(2, "09:00")} | partner_request.asked | Rita | partner=police | rag=red
            {ago(2, "10:00")} | strategy_discussion.held | Fran | outcome=no_section47
            """,
            asked,
        )
        PartnerOutage.objects.create(
            source_code="6", what="Their referral system", meanwhile="They ring; the duty officer writes it down.",
            since=now - dt.timedelta(hours=5), noted_by=authority.workers["Rita"],
        )  # fmt: skip
        means = {"was": "missed", "meaning": "He had said so in July, and nobody asked him again for a month."}
        record(Act("analysed_chronology.weighed", child, today, means, follows=visit.pk), by=authority.actor("Sam"),
               key="weighed")  # fmt: skip
        raising.sweep(today=today, at=now)
        rita, sam, ada, fran = (authority.actor(name) for name in ("Rita", "Sam", "Ada", "Fran"))
        call = drafts.begin("front_door.contact_received", [worry, child], by=rita, at=now, apart="call")
        begun = drafts.begin("assessment.child_seen", [child, brother], by=sam, at=now)
        drafts.save(begun, {(None, "purpose"): ("To see both boys alone", 0)}, by=sam, at=now, page="one")
        drafts.save(begun, {(None, "purpose"): ("To see the home", 0)}, by=ada, at=now, page="two")
        client = Client()
        client.force_login(authority.users["Sam"])
        form = client.get(f"/record/person.said/?about={child}")["Location"]
        said = filled(client.get(form).content.decode(), {"said": "I like Nan.", "where": "At school"})
        sent = client.post(form, {**said, "do": "complete"})
        assert sent.status_code == 302, sent.content.decode()
        sue = authority.users["Sue"]
        TOTP.activate(sue, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        RecoveryCodes.activate(sue)
        passkey = made_passkey(authority.users["Ira"])
        return cls(
            passkey=passkey.pk, service=services_of(authority), shared=sharing_of(authority), planned=planned,
            ready=readiness_of(authority),
            plan=Plan.now.get(about=planned, ended_on=None).entry_id,
            letter=Entry.objects.get(about=planned, step="letter.written").pk,
            authority=authority, child=child, brother=brother, worry=worry, twin=twin, joined=joined, entry=visit.pk,
            contact=Episode.now.get(about=worry, pathway="front_door").id, call=call, visit=begun,
            opening=Entry.objects.get(about=child, step="person.opened_with_reason").pk,
            relation=drafts.begin("person.related", [child], by=sam, at=now),
            decision=drafts.begin("front_door.decided", [worry], by=fran, at=now),
            sign_off=drafts.begin("assessment.authorised", [child], by=ada, at=now),
            recorded=UUID(form.split("/")[2]),
            improved=improved(authority), picked=picked(authority, child),
            begun=referral_of(authority), sent=referral_of(authority, sent=True),
            signal=RaisedSignal.objects.filter(ended_at=None, about=child).earliest("pk").pk,
        )  # fmt: skip


def referral_of(authority: Authority, *, sent: bool = False) -> UUID:
    """What a head teacher is writing to us, or has sent."""
    hana, now = authority.actor("Hana"), timezone.now()
    typed = {
        "urgent": "no", "source_code": "2A", "referrer_contact": "01632 960123", "children_1_given": "Noor",
        "children_1_surname": "Ash", "children_1_this_child": "Asleep at her desk on four mornings of five.",
        "home": "4 Quarry Row", "kind": "neglect", "worry": "Nobody fetches her, and nobody answers when we ring.",
        "hopes": "safety", "parents_know": "yes", "consent": "given",
    }  # fmt: skip
    data = MultiValueDict({name: [said] for name, said in typed.items()})
    with access.acting(hana):
        referral = sent_in.begin(by=hana, at=now)
        note = b"Monday: no breakfast. Tuesday: no breakfast."
        sent_in.attach(referral, title="The class teacher's notes", name="notes.txt", content=note, by=hana)
        for page in sent_in.PAGES if sent else sent_in.PAGES[:3]:
            sent_in.keep(referral, page, data, by=hana, at=now)
        if sent:
            sent_in.send(referral, by=hana, now=now)
    return referral


def sharing_of(authority: Authority) -> int:
    """Two agreements on sharing: one that is overdue, one that has ended."""
    today = timezone.localdate()
    change = Change(by=authority.actor("Adam"), at=timezone.now(), why="It begins.")
    ago, soon = today - dt.timedelta(days=400), today + dt.timedelta(days=300)
    health = sharing.SharingSaid(
        "Health practitioners", "governance", "1", "Health visitors read who leads and when we meet.", soon
    )
    ended = sharing.add(health, since=ago, change=change)
    sharing.end(ended, on=today - dt.timedelta(days=1), change=change)
    all_of_us = sharing.SharingSaid(
        "Sharing about children in Northbridge", "protocol", "2025", "What each of us may ask and tell of a child.",
        today - dt.timedelta(days=30), "The partnership's office",
    )  # fmt: skip
    stands = sharing.add(all_of_us, since=ago, change=change)
    police = sharing.Signed("Police", "Chief superintendent M. Dale", ago)
    sharing.sign(stands, police, today=today, change=change)
    return stands


def readiness_of(authority: Authority) -> Mapping[str, int]:
    """A change of practice with everything on its pages: a session held and one to come, helpers, checks, partners."""
    today, at, by = timezone.localdate(), timezone.now(), authority.actor("Grace")
    who: dict[str, Any] = {"by": by, "at": at}
    ids = {name: worker.pk for name, worker in authority.workers.items()}
    ago, soon = today - dt.timedelta(days=20), today + dt.timedelta(days=35)
    said = readying.ChangeSaid("Signs of Safety", "Assessments and plans, in every team.", soon, ids["Grace"])
    change = readying.begin(said, today=today, **who)
    whom = ("social worker", "team manager", "partners")
    need = readying.need(change, readying.NeedSaid("Two days of training", "training", Decimal(2), whom), **who)
    for on in (soon, ago):
        session = readying.session(need, readying.SessionSaid(on, "The Old Library", 2), change=change, **who)
    who["today"] = today
    readying_people.register(session, team="east", came=[ids["Sam"]], **who)
    readying_people.reached(session, "Northbridge hospital trust", 12, names="Dr A. Osei and eleven more", **who)
    lead = readying_people.HelperSaid(ids["Sam"], ago)
    readying_people.helper(change, lead, team="east", **who)
    buddy = readying_people.HelperSaid(ids["Sam"], soon, soon + dt.timedelta(days=20), ids["Sue"])
    readying_people.helper(change, buddy, team="east", **who)
    done = readying.check(change, "Guides are printed", owner=ids["Ada"], due_on=ago, **who)
    readying.check_done(done, on=today, **who)
    check = readying.check(change, "The new forms are tried", owner=ids["Ada"], due_on=ago, **who)
    return {"number": change, "session": session, "check": check}


def improved(authority: Authority) -> Mapping[str, int]:
    """A plan with an action of every status, one of them overdue, and two boards that watch its first priority."""
    today, now, grace = timezone.localdate(), timezone.now(), authority.actor("Grace")
    led = improvement.Led(by=grace, at=now, why="The inspection asked for it.")
    since = today - dt.timedelta(weeks=30)
    said = improvement.PlanSaid("improvement", "The front door, improved", "Grace Adeyemi, head of service", since)
    plan = improvement.add_plan(said, change=led)
    figures = ["AssessmentsInTime", "ReReferrals"]
    priority = improvement.add_priority(plan, "Every referrer hears what came of it", figures, today=today, change=led)
    improvement.add_priority(plan, "Nothing is promised here yet", today=today, change=led)
    made = []
    for nth, status in enumerate(("red", "amber", "green", "purple", "")):
        promise = improvement.ActionSaid(
            f"Ring back each school that sent a referral, part {nth}.", "Fran Whitlock, team manager",
            today + dt.timedelta(weeks=nth - 1), "A dip sample of twenty, each month.",
        )  # fmt: skip
        made.append(improvement.add_action(priority, promise, since=since, change=led))
        if status:
            evidence = "Nineteen of twenty in January, twenty of twenty in February."
            stands = improvement.ProgressSaid(today - dt.timedelta(weeks=1), status, evidence)
            improvement.add_progress(made[-1], stands, by=grace, at=now, today=today)
    for kind, name in (("board", "Early help and safeguarding hub board"), ("group", "Operational management group")):
        words = "It keeps three priorities in view and no more, and hears of each at every meeting."
        board = boards.add(boards.BoardSaid(kind, name, words, 8, 3, since), change=led)
        watched = boards.watch(board, priority, since=since, change=led)
        seats = [
            boards.add_seat(
                board, boards.SeatSaid(agency, lead, "Its safeguarding lead", deputy), since=since, change=led
            )
            for agency, lead, deputy in (("Police", "M. Dale", "T. Ng"), ("Hospital trust", "A. Osei", ""))
        ]
        for weeks in (18, 9):
            came = {seats[0]: boards.CameSaid("deputy", "T. Ng"), seats[1]: boards.CameSaid("absent")}
            boards.hold_meeting(
                board, came, on=today - dt.timedelta(weeks=weeks), decisions="Ask the trust who comes.", by=grace,
                at=now, today=today,
            )  # fmt: skip
    return {"plan": plan, "priority": priority, "action": made[0], "board": board, "seat": seats[0], "watched": watched}


def services_of(authority: Authority) -> int:
    """Two services of the directory, of which one has ended."""
    today, change = timezone.localdate(), Change(by=authority.actor("Adam"), at=timezone.now(), why="It began.")
    fathers = services.ServiceSaid(
        "Fathers and babies at Chapel Row", "early_years", "A morning a week for fathers with babies and small "
        "children, with breakfast. Somebody comes along the first time.", "01632 960001; families may come by "
        "themselves", "Chapel Row", 0, 4,
    )  # fmt: skip
    boats = services.ServiceSaid("Boats and bikes", "youth", "Evenings on the river.", "01632 960002", "", 11, 17)
    ended = services.add(boats, since=today, change=change)
    services.end(ended, on=today, change=change)
    return services.add(fathers, since=today, change=change)


def plans(ago: Callable[..., str]) -> str:
    """A child in need with a plan, one before it, a review, and an action that is late."""
    by = {days: (timezone.localdate() - dt.timedelta(days=days)).isoformat() for days in (5, 60)}
    return f"""
        {ago(150, "10:30")} | front_door.contact_received | Rita
        {ago(149)} | front_door.decided | Fran
        {ago(148)} | assessment.allocated | Grace | priority=20
        {ago(140, "15:00")} | assessment.child_seen | Sam
        {ago(125)} | assessment.written | Sam
        {ago(124)} | assessment.authorised | Ada
        {ago(118)} | child_in_need.planned | Sam | actions_1_owner=Sam | actions_1_by={by[60]}
        {ago(117)} | child_in_need.approved | Ada
        {ago(50)} | child_in_need.reviewed | Sam | decision=made_anew
        {ago(48)} | child_in_need.planned | Sam | agreed=in_part | not_agreed=“I will not go back to that class.” \
            | actions_1_what=Walk her to school.  | actions_1_measure=She is there when the bell goes. \
            | needs_1_outcome=She starts the day with her class. | who=Her mother, the school, Edie \
            | contingency=If she misses school twice in a week, Sam calls everybody together that Friday. \
            | actions_1_owner=Sam | actions_1_by={by[5]} | actions_2_what=Ring her father every Sunday. \
            | actions_2_other=Her mother | actions_3_what=A place at the breakfast club. \
            | childs_view=I want to pick my own breakfast. | in_plain_words=You come to school fed and on time.
        {ago(47)} | child_in_need.approved | Ada
        {ago(20)} | child_in_need.reviewed | Sam | better=There every day but two. \
            | not_better=Her father has not rung.
        {ago(19)} | letter.written | Sam | to=Ms Castellane | address=4 Quay Street | title=The plan for Edie \
            | words=We met again about Edie.
    """


def picked(authority: Authority, child: UUID) -> int:
    """Looks that were picked out, for East's manager: by Sam at night, and by Wes from outside."""
    now, team = timezone.now(), authority.teams["east"]
    for who, kind in (("Wes", "outside"), ("Sam", "night")):
        made = PickedLook.objects.create(
            about_id=child, worker=authority.workers[who], post=authority.posts[who], team=team, kind=kind,
            day=timezone.localdate(), first_at=now, last_at=now, looks=3, need="Allocated in the team", picked_at=now,
        )  # fmt: skip
    return made.pk


def addresses() -> dict[str, URLPattern]:
    """Every address by its name."""
    return {pattern.name: pattern for door in get_resolver().url_patterns for pattern in door.url_patterns}


# No page: an answer to a machine, a picture on another page, a button, the way to somebody else's sign-in.
NO_PAGE = {
    "health", "session", "draft_beside", "paper", "figure_chart", "figure_trend", "change_post", "sign_out_everywhere",
    "openid_connect_login", "cover_end",
    "openid_connect_callback", "portal_begin",
}  # fmt: skip
# In the middle of signing in, or a refusal: test_every_refusal walks there.
WALKED = {"mfa_authenticate", "sign_in_refused"}

# Who opens it, and with what in its places; several where one address has several faces.
Filled = tuple[str, Callable[[World], Mapping[str, object]], str]


def _nothing(world: World) -> Mapping[str, object]:
    return {}


def _child(world: World) -> Mapping[str, object]:
    return {"subject": world.child}


def _team(world: World) -> Mapping[str, object]:
    return {"code": "east"}


def _figure(world: World) -> Mapping[str, object]:
    return {"key": "AssessmentsInTime"}


def _sam(world: World) -> Mapping[str, object]:
    return {"worker": world.authority.workers["Sam"].pk}


def _begun(world: World, **more: str) -> Mapping[str, object]:
    return {"referral": world.begun, **more}


def _shared(world: World) -> Mapping[str, object]:
    return {"agreement": world.shared}


def _ready(*names: str, **more: str) -> Callable[[World], Mapping[str, object]]:
    return lambda world: {name: world.ready[name] for name in names} | more


def _improved(world: World, place: str) -> Mapping[str, object]:
    return {place: world.improved[place]}


def _service(world: World) -> Mapping[str, object]:
    return {"service": world.service}


def _holding(world: World) -> Mapping[str, object]:
    held = Holding.objects.get(worker=world.authority.workers["Sam"])
    return {"worker": held.worker_id, "holding": held.pk}


OPENED: Mapping[str, tuple[Filled, ...]] = {
    "account_login": (("", _nothing, ""),),
    "account_logout": (("Sam", _nothing, ""),),
    "signed_out": (("", _nothing, ""),),
    **dict.fromkeys(
        (
            "account", "account_change_password", "second_factor", "mfa_deactivate_totp", "mfa_add_webauthn",
            "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_reauthenticate",
        ),
        (("Sue", _nothing, ""),),
    ),
    "account_reauthenticate": (("Sue", _nothing, ""), ("Ira", _nothing, "")),
    "mfa_reauthenticate_webauthn": (("Ira", _nothing, ""),),
    "mfa_activate_totp": (("Sam", _nothing, ""),),
    "mfa_remove_webauthn": (("Ira", lambda world: {"pk": world.passkey}, ""),),
    "administration_worker_factor": (("Adam", lambda world: {"worker": world.authority.workers["Sue"].pk}, ""),),
    "my_work": tuple((name, _nothing, "") for name in ("Sam", "Ada", "Fran", "Adam"))
    + (("Sam", _nothing, "?by=child"), ("Sam", _nothing, "?by=kind"), ("Grace", _nothing, "?whose=all")),
    "keys": (("Sam", _nothing, ""),),
    "posts": (("Sam", _nothing, ""),),
    "law": (("Sam", _nothing, ""),),
    "find": (("Sam", _nothing, ""), ("Sam", _nothing, "?q=marlow"), ("Sam", _nothing, "?q=football")),
    "person_new": (("Rita", _nothing, ""), ("Sam", lambda world: {}, "?related_to={child}")),
    "person": (("Sam", _child, ""), ("Grace", lambda world: {"subject": world.twin}, "")),
    "person_join": (("Grace", _child, ""), ("Grace", _child, "?other={twin}")),
    "person_part": (("Grace", lambda world: {"subject": world.joined}, ""),),
    "child": (("Sam", _child, ""), ("Ada", _child, "?as_known=2020-01-01"), ("Eve", _child, "")),
    "cover": (("Sam", _nothing, ""), ("Grace", _nothing, "")),
    "open_with_reason": (("Ira", _child, ""),),
    "opening": (("Ada", lambda world: {"subject": world.child, "entry": world.opening}, ""),),
    "chronology": tuple(("Sam", _child, asked) for asked in ("", "?analysed=1", "?print=1", "?since=yesterday")),
    "people": (("Sam", _child, ""),),
    "papers": (("Sam", _child, ""),),
    "paper_new": (("Sam", _child, ""),),
    "duties": (("Sam", _child, ""),), "route": (("Sam", _child, ""),),
    "run_sheet": (("Sam", _child, ""),),
    "where_it_ends": (("Grace", _nothing, ""), ("Ann", _nothing, "")),
    "step_comments": (("Sam", lambda world: {"key": "assessment.authorised"}, ""),),
    "steps_commented": (("Grace", _nothing, ""),),
    "looks": (("Sam", _child, ""),),
    "plan": (("Sam", _child, ""), ("Sam", lambda world: {"subject": world.planned}, "")),
    "plan_family": (("Sam", lambda world: {"subject": world.planned, "entry": world.plan}, ""),),
    "letter": (("Sam", lambda world: {"subject": world.planned, "entry": world.letter}, ""),),
    "entry": (("Sam", lambda world: {"subject": world.child, "entry": world.entry}, ""),),
    "withdraw": (("Sam", lambda world: {"subject": world.child, "entry": world.entry}, ""),),
    "record": (("Sam", lambda world: {"step": "person.described"}, "?about={child}"),),
    "draft": (
        ("Rita", lambda world: {"draft": world.call}, ""),
        ("Sam", lambda world: {"draft": world.visit}, ""),
        ("Fran", lambda world: {"draft": world.decision}, ""),
        ("Ada", lambda world: {"draft": world.sign_off}, ""),
    ),
    "draft_person": (
        ("Sam", lambda world: {"draft": world.relation, "question": "all-other"}, ""),
        ("Sam", lambda world: {"draft": world.relation, "question": "all-other"}, "?q=marlow"),
    ),
    "recorded": (("Sam", lambda world: {"draft": world.recorded}, ""),),
    "portal": (("Hana", _nothing, ""),),
    "portal_part": tuple(("Hana", partial(_begun, part=page.key), "") for page in sent_in.PAGES),
    "portal_papers": (("Hana", _begun, ""),),
    "portal_check": (("Hana", _begun, ""),),
    "portal_sent": (("Hana", lambda world: {"referral": world.sent}, ""),),
    "sharing": (("Eve", _nothing, ""),),
    "services": (("Eve", _nothing, ""), ("Eve", _nothing, "?words=boats&age=12")),
    "front_door": (("Fran", _nothing, ""), ("Rita", _nothing, "")),
    "out_of_hours": (("Fran", _nothing, ""),),
    "partners": (("Fran", _nothing, ""), ("Sam", _nothing, "")),
    "partner_meetings": (("Fran", _nothing, "?agency=gp&what=came"), ("Ira", _nothing, "?since=yesterday")),
    "partner_outage_new": (("Rita", _nothing, ""),),
    "partner_outage": (("Rita", lambda world: {"number": PartnerOutage.objects.earliest("pk").pk}, ""),),
    "transfers": (("Ada", _nothing, ""),),
    "panels": (("Ada", _nothing, ""),),
    "front_door_audits": (("Fran", _nothing, ""), ("Grace", _nothing, "")),
    "front_door_audits_draw": (("Fran", _nothing, ""),),
    "police": (("Fran", _nothing, ""), ("Rita", _nothing, "")),
    "contact": (("Fran", lambda world: {"subject": world.worry, "contact": world.contact}, ""),),
    "contact_new": (("Rita", _nothing, ""),),
    "contact_children": (("Rita", lambda world: {"draft": world.call}, ""),),
    "team": (("Ada", _nothing, ""), ("Sam", _nothing, "")),
    "team_of": (("Grace", lambda world: {"code": "authority"}, ""),)
    + tuple(("Grace", _team, f"?show={show}") for show in ("running", "overdue", "waiting", "unallocated", "children"))
    + (("Ada", lambda world: {"code": "east"}, "?show=disabled"), ("Grace", _team, "?show=disabled&lack=plan"))
    + (("Grace", _team, "?school=st+mark's"),),
    "figures": (("Ada", _nothing, ""),),
    "figure": (("Ada", _figure, ""), ("Ann", _figure, "")),
    "improvement": (("Grace", _nothing, ""), ("Ira", _nothing, "")),
    **{
        f"improvement_{name}": tuple((who, partial(_improved, place=place), "") for who in readers)
        for name, place, readers in (
            ("plan", "plan", ("Grace", "Ann")), ("action", "action", ("Grace", "Ira")),
            ("board", "board", ("Dora", "Ira")), ("plan_change", "plan", ("Grace",)),
            ("priority_new", "plan", ("Grace",)), ("priority_change", "priority", ("Grace",)),
            ("action_new", "priority", ("Grace",)), ("progress", "action", ("Grace",)),
            ("board_change", "board", ("Grace",)), ("seat_new", "board", ("Grace",)),
            ("seat_end", "seat", ("Grace",)), ("watch", "board", ("Grace",)), ("watch_end", "watched", ("Grace",)),
            ("meeting_new", "board", ("Grace",)),
        )
    },
    "improvement_plan_new": (("Dora", _nothing, ""),),
    "improvement_board_new": (("Dora", _nothing, ""),),
    "figure_children": (("Ada", _figure, "?school="),),
    "readiness": (("Grace", _nothing, ""), ("Ann", _nothing, "")),
    "readiness_new": (("Grace", _nothing, ""),),
    "readiness_change": tuple((name, _ready("number"), "") for name in ("Grace", "Ada", "Ann", "Dora")),
    "readiness_team": (("Grace", _ready("number", code="east"), ""), ("Ada", _ready("number", code="east"), "")),
    "readiness_session": (("Grace", _ready("session"), "?team=east"), ("Ada", _ready("session"), "")),
    "readiness_reached": (("Grace", _ready("session"), ""),),
    "readiness_helper": (("Grace", _ready("number", code="east"), ""),),
    "readiness_check_done": (("Grace", _ready("number", "check"), ""),),
    **dict.fromkeys(
        ("readiness_alter", "readiness_need", "readiness_session_new", "readiness_check", "readiness_live"),
        (("Grace", _ready("number"), ""),),
    ),
    "desk": (("Ada", _nothing, ""), ("Ada", _nothing, "?by=child"), ("Grace", _nothing, "?whose=theirs")),
    "picked_looks": (("Ada", _nothing, ""), ("Ada", _nothing, "?whose=children"), ("Sam", _nothing, "")),
    "picked_look": (("Ada", lambda world: {"number": world.picked}, ""),),
    "desk_signal": (("Ada", lambda world: {"number": world.signal}, ""),),
    **{
        f"administration{name}": (("Adam", places, ""),)
        for name, places in {
            "": _nothing, "_team_new": _nothing, "_team": _team, "_team_change": _team, "_team_close": _team,
            "_team_schools": _team,
            "_post_new": _team, "_post": lambda world: {"code": "sam"}, "_workers": _nothing, "_worker_new": _nothing,
            "_worker": _sam, "_worker_password": _sam, "_worker_account": _sam, "_worker_post": _sam,
            "_worker_leaves": _holding,
            "_services": _nothing, "_service_new": _nothing, "_service": _service, "_service_end": _service,
            "_sharing": _nothing, "_sharing_new": _nothing, "_sharing_anew": _shared, "_sharing_signed": _shared,
            "_sharing_end": _shared,
            "_limits": _nothing, "_days": _nothing, "_day_new": _nothing,
            "_limit": lambda world: {"key": "assessment_midpoint_review_local"}, "_changes": _nothing,
        }.items()
    },
}  # fmt: skip


def opened(world: World, name: str) -> list[tuple[str, str]]:
    """Who opens this address, and the address with something in each of its places; in each of its faces.

    :raises LookupError: for an address that nobody has filled in
    """
    if name not in OPENED:
        raise LookupError(
            f"Say in {__name__} who opens “{name}”, and with what in its places, so that it is looked at."
        )
    ids = {"child": world.child, "twin": world.twin}
    return [
        (who, reverse(name, kwargs=dict(places(world))) + question.format(**ids))
        for who, places, question in OPENED[name]
    ]
