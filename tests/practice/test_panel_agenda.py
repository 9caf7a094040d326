"""The agenda of each panel: who is brought to it, by whom, since when, what is asked; and a clock until it is heard."""

from goldenthread.casework.agenda import agendas
from goldenthread.record.models import ClockRun
from goldenthread.timekeeping import spoken
from tests.authority import client, day, moment
from tests.practice.test_pre_birth import ASSESSED, PANEL, unborn
from tests.practice.test_protection import REFERRED
from tests.trials import in_trials

__all__ = ["unborn"]
NOW = moment("9 Mar 2026 09:00")
WORKED_WITH = f"{REFERRED}\n3 Mar 2026 | assessment.allocated | Grace"
ASK = "4 Mar 2026 | panel.asked | Sam | panel=child_in_need_panel | question=Is the plan enough?"
HEARD = "{} | panel.held | Ada | decision={} | actions_1_what=See Nan. | actions_1_owner=Sam | actions_1_by=2026-05-01"


def due(child, clock: str) -> list[tuple]:
    runs = ClockRun.now.filter(about=child, clock=clock).order_by("started_on", "row")
    return [(run.started_on, run.due_on, run.stopped_on) for run in runs]


def test_a_panel_has_a_family_before_it_until_it_has_decided(authority):
    child = authority.child()
    authority.tell(f"{WORKED_WITH}\n{ASK}", child)
    authority.tell(HEARD.format("10 Mar 2026", "again"), child)
    authority.tell(HEARD.format("24 Mar 2026", "goes_on"), child)

    assert due(child, "panel.held_due") == [
        (day("4 Mar 2026"), day("25 Mar 2026"), day("10 Mar 2026")),
        (day("10 Mar 2026"), day("31 Mar 2026"), day("24 Mar 2026")),
    ]


def test_an_assessment_before_birth_goes_to_its_panel_by_a_day(authority, unborn):
    authority.tell(ASSESSED, unborn)
    ((authorised, by, held),) = due(unborn, "pre_birth.panel_due")
    assert by
    assert held is None
    shown = agendas(authority.actor("Ada"), now=moment(f"{authorised:%d %b %Y} 18:00"))

    (family,) = next(panel.families for panel in shown.panels if panel.title == "Pre-birth panel")
    authority.tell(PANEL.format("child_in_need"), unborn)
    after = agendas(authority.actor("Ada"), now=moment(f"{authorised:%d %b %Y} 18:00"))

    assert (family.by, family.since, family.limit.due) == ("Sam", authorised, by)
    assert family.asked.startswith("The assessment recommends: ")
    assert [move.step for move in family.moves] == ["pre_birth.panel_held"]
    assert not after.children()
    assert due(unborn, "pre_birth.panel_due")[0][2]


def test_brothers_and_sisters_stand_on_it_together_with_what_is_asked(authority):
    mia, kofi, other = (authority.child(name) for name in ("Mia", "Kofi", "Ada"))
    for child in (mia, kofi, other):
        authority.tell(WORKED_WITH, child)
    authority.tell(ASK, mia, kofi)
    authority.tell(ASK.replace("4 Mar", "3 Mar").replace("child_in_need_panel", "early_help_action_meeting"), other)
    authority.tell(HEARD.format("6 Mar 2026", "again"), other)

    shown = agendas(authority.actor("Ada"), now=NOW)
    page = client(authority, "Ada").get("/panels/").content.decode()

    by_panel = {panel.title: panel.families for panel in shown.panels}
    assert list(by_panel) == ["Early help action meeting", "Child in need panel", "Pre-birth panel"]
    (family,) = by_panel["Child in need panel"]
    (again,) = by_panel["Early help action meeting"]
    assert {child.id for child in family.children} == {mia, kofi}
    assert (family.by, family.since, family.asked) == ("Sam", day("4 Mar 2026"), "Is the plan enough?")
    assert again.again == day("6 Mar 2026")
    assert "Mia Made-Up, Kofi Made-Up" in page or "Kofi Made-Up, Mia Made-Up" in page
    assert f"by Sam, {spoken(family.since)}" in page
    assert "/record/panel.held/" in page


def test_nobody_sees_on_it_whom_they_may_not_open(authority):
    child = authority.child()
    authority.tell(f"{WORKED_WITH}\n{ASK}", child)

    assert agendas(authority.actor("Sam"), now=NOW).children() == [child]
    assert not agendas(authority.actor("Sam"), now=NOW).panels[1].families[0].moves
    assert agendas(authority.actor("Wes"), now=NOW).children() == []


@in_trials
def test_it_reads_in_few_queries_whatever_the_size(authority, django_assert_max_num_queries):
    for n in range(12):
        child = authority.child(f"Mia {n}")
        authority.tell(f"{WORKED_WITH}\n{ASK}", child)
    visitor = client(authority, "Ada")

    with django_assert_max_num_queries(12):
        page = visitor.get("/panels/").content.decode()

    assert page.count("Is the plan enough?") == 12
