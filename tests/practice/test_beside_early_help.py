"""What stands beside early help: panels, co-working, signposting from the directory, programmes measured twice."""

import pytest

from goldenthread.casework import access, services
from goldenthread.casework.administration import Change
from goldenthread.casework.carrying import carried_forward
from goldenthread.casework.recording import CannotRecord
from goldenthread.casework.worklist import my_work
from goldenthread.facts.models import Attendance, CoWorking, PanelDecision, Programme, Signposted
from goldenthread.language import handbook
from goldenthread.record.models import Action, Allocation, ClockRun, Episode, Waiting
from tests.authority import day, moment
from tests.practice.plainly import says
from tests.practice.test_assessment import IN_TIME

HELPED = "2 Mar 2026 | early_help.requested | Rita\n4 Mar 2026 | early_help.accepted | Eve"
WEIGHED = """
     2 Mar 2026 | early_help.requested | Sam
     4 Mar 2026 | early_help.accepted  | Sam
     9 Mar 2026 | panel.asked          | Sam
    16 Mar 2026 | panel.held           | Ada | decision="""
ASKED_OF_EARLY_HELP = "14 May 2026 | co_working.asked | Sam | team_id=early-help | by=2026-06-12"
TOLD_OF_A_SERVICE = "3 Mar 2026 | signposting.signposted | Rita | service={} | other=Dads' group, Chapel Row"
COURSE = "9 Mar 2026 | programme.began | Eve | measure=sdq | before=21 | programme=Strengthening Families"


@pytest.fixture
def helped(authority):
    """A child with whom early help works."""
    child = authority.child()
    authority.tell(HELPED, child)
    return child


def test_a_panel_weighs_the_threshold(authority, helped):
    authority.tell("9 Mar 2026 | panel.asked | Eve | panel=early_help_action_meeting", helped)
    held = "16 Mar 2026 | panel.held | Grace | panel=early_help_action_meeting | threshold=child_in_need"
    held += " | decision=step_up | actions_1_what=Step up to the front door."

    with pytest.raises(CannotRecord, match="Say who does “Step up to the front door.”, and by when"):
        authority.tell(held, helped)
    authority.tell(f"{held} | actions_1_owner=Eve | actions_1_by=2026-03-18", helped)

    row = PanelDecision.now.get(about=helped)
    assert (row.kind, row.threshold, row.decision) == ("early_help_action_meeting", "child_in_need", "step_up")
    assert Action.now.get(about=helped).worker == authority.workers["Eve"]
    assert {one.kind for one in Attendance.now.filter(about=helped)} == {"early_help_action_meeting"}
    assert Episode.now.get(about=helped, pathway="panel").ended_on == day("16 Mar 2026")


@pytest.mark.parametrize(
    ("decision", "done"),
    [
        ("step_up", "30 Mar 2026 10:00 | early_help.stepped_up | Sam"),
        ("co_working", f"{ASKED_OF_EARLY_HELP}\n30 Mar 2026 | co_working.accepted | Ada".replace("14 May", "18 Mar")),
        ("step_up", "30 Mar 2026 | early_help.ended | Sam | outcome=moved"),
        ("ends", "30 Mar 2026 | early_help.ended | Sam"),
    ],
)
def test_what_a_panel_decided_and_nobody_began_comes_to_the_manager(decision, done):
    held = WEIGHED + decision
    about = "panel_decision_not_carried_out"

    assert not says(about, held, "30 Mar 2026")
    assert says(about, held, "31 Mar 2026").startswith("The panel decided on Mon 16 March 2026")
    assert not says(about, f"{held}\n{done}", "31 Mar 2026")


def test_the_front_door_is_told_what_the_panel_weighed_without_its_being_typed_again(authority, helped):
    authority.tell("9 Mar 2026 | panel.asked | Eve", helped)
    held = "16 Mar 2026 | panel.held | Grace | decision=step_up | weighed=Worse since July. | actions_1_what=Step up."
    authority.tell(f"{held} | actions_1_owner=Eve | actions_1_by=2026-03-18", helped)

    began = carried_forward(
        handbook().steps["early_help.stepped_up"], [helped], by=authority.actor("Eve"), today=day("20 May 2026")
    )

    assert began[None, "worry"] == "Worse since July."


def test_help_that_a_panel_decided_to_go_on_with_needs_no_beginning():
    assert not says("panel_decision_not_carried_out", f"{WEIGHED}goes_on", "31 Mar 2026")
    assert not says("panel_decision_not_carried_out", f"{WEIGHED}early_help", "31 Mar 2026")


def test_early_help_accepts_to_work_beside_the_social_worker(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)
    authority.tell(ASKED_OF_EARLY_HELP, child)
    waits = Waiting.now.get(about=child, step="co_working.asked")

    assert "early help worker" in waits.roles
    run = ClockRun.now.get(about=child, clock="co_working.answer_due")
    assert (run.due_on, run.stopped_on) == (day("21 May 2026"), None)
    assert my_work(authority.actor("Eve"), now=moment("15 May 2026 08:00")).sign_offs
    authority.tell("18 May 2026 | co_working.accepted | Eve | worker=Eve | review_on=2026-07-01", child)

    both = Allocation.now.filter(about=child, until=None).order_by("role")
    assert [(one.role, one.worker.name) for one in both] == [("lead worker", "Sam"), ("second worker", "Eve")]
    assert Episode.now.get(about=child, pathway="child_in_need").team == authority.teams["east"]
    assert access.may_open(authority.actor("Eve"), child)

    with pytest.raises(CannotRecord, match="Early help works beside us since Mon 18 May 2026"):
        authority.tell("20 May 2026 | co_working.asked | Sam | team_id=early-help | by=2026-06-12", child)

    authority.tell("1 Jul 2026 | co_working.ended | Eve", child)
    assert [one.worker.name for one in Allocation.now.filter(about=child, until=None)] == ["Sam"]


def test_who_declines_says_why_and_whoever_asked_says_what_happens_instead(authority):
    child = authority.child()
    authority.tell(IN_TIME, child)
    authority.tell(ASKED_OF_EARLY_HELP, child)

    authority.tell("18 May 2026 | co_working.declined | Eve | why=No worker free before July.", child)

    row = CoWorking.now.get(about=child)
    owed = Action.now.get(about=child, step="co_working.decided_instead")
    assert (row.accepted, row.answered_on) == (False, day("18 May 2026"))
    assert (owed.worker, owed.why) == (authority.workers["Sam"], "No worker free before July.")
    authority.tell("20 May 2026 | co_working.decided_instead | Sam", child)
    assert Action.now.get(about=child, step="co_working.decided_instead").done_on == day("20 May 2026")


@pytest.fixture
def service(authority):
    """A service of the directory."""
    change = Change(by=authority.actor("Adam"), at=moment("1 Mar 2026 09:00"), why="It began.")
    said = services.ServiceSaid("Dads' group", "parenting", "For fathers, weekly", "01632 960001", "Chapel Row", 0, 11)
    return services.add(said, since=day("1 Mar 2026"), change=change)


def test_what_came_of_a_signposting_is_asked_until_it_is_known(authority, service):
    child = authority.child()
    authority.tell("2 Mar 2026 10:30 | front_door.contact_received | Rita", child)
    authority.tell(TOLD_OF_A_SERVICE.format(service), child)
    assert ClockRun.now.get(about=child, clock="signposting.outcome_due").due_on == day("14 Apr 2026")

    authority.tell("10 Apr 2026 | signposting.outcome_known | Rita | came=waiting", child)
    again = ClockRun.now.get(about=child, clock="signposting.outcome_due", stopped_on=None)
    assert again.due_on == day("22 May 2026")

    authority.tell("20 May 2026 | signposting.outcome_known | Rita | came=went", child)
    row = Signposted.now.get(about=child)
    assert (row.service_id, row.came, row.asked_on) == (service, "went", day("20 May 2026"))
    assert not ClockRun.now.filter(about=child, clock="signposting.outcome_due", stopped_on=None, lapsed="").exists()


def test_a_signposting_to_nowhere_is_refused(authority):
    child = authority.child()
    with pytest.raises(CannotRecord, match="Choose a service of the directory"):
        authority.tell("3 Mar 2026 | signposting.signposted | Rita", child)


def test_the_directory_is_searched_by_what_for_age_and_place(authority, service):
    def found(**asked) -> list[str]:
        return [one.said.name for one in services.find(today=day("9 Mar 2026"), **asked)]

    assert found(words="chapel") == found(age=11) == found(helps_with="parenting") == ["Dads' group"]
    assert found(age=12) == found(helps_with="youth") == found(words="swimming") == []


def test_a_service_that_ended_is_offered_no_longer(authority, service):
    change = Change(by=authority.actor("Adam"), at=moment("9 Mar 2026 09:00"), why="It closed.")
    services.end(service, on=day("31 Mar 2026"), change=change)

    assert services.find(today=day("31 Mar 2026"))
    assert services.find(today=day("1 Apr 2026")) == []
    assert services.by_what_they_help_with(today=day("1 Apr 2026")) == []


@pytest.mark.parametrize(("after", "better"), [("12", True), ("21", False)])
def test_a_programme_is_measured_before_and_after(authority, helped, after, better):
    authority.tell(COURSE, helped)
    for when, came in (("16 Mar 2026", "yes"), ("23 Mar 2026", "no"), ("30 Mar 2026", "in_part")):
        authority.tell(f"{when} | programme.session_held | Eve | came={came}", helped)
    authority.tell(f"1 Jun 2026 | programme.ended | Eve | after={after}", helped)

    row = Programme.now.get(about=helped)
    assert (row.sessions, row.attended, row.change, row.better) == (3, 2, int(after) - 21, better)


def test_a_score_that_the_measure_cannot_have_is_refused(authority, helped):
    with pytest.raises(CannotRecord, match="goes from 0 to 40: 41 cannot be its score"):
        authority.tell(COURSE.replace("before=21", "before=41"), helped)
    authority.tell(COURSE, helped)
    with pytest.raises(CannotRecord, match="Give the score after, or say why"):
        authority.tell("1 Jun 2026 | programme.ended | Eve", helped)
