"""The made-up plans of improvement: the front door's, the early help strategy, and two boards that watch them."""

import datetime as dt
from collections.abc import Mapping

from goldenthread.casework import access
from goldenthread.oversight import boards, improvement
from goldenthread.oversight.boards import BoardSaid, CameSaid, SeatSaid
from goldenthread.oversight.improvement import ActionSaid, Led, PlanSaid, ProgressSaid

WEEK = dt.timedelta(weeks=1)
YEAR = 52 * WEEK
WHY = "Agreed by the safeguarding partnership."
EHASH, HELP = "Early help and safeguarding hub", "Early help and prevention strategy, phase 3"

# Each priority, the figures that it should move, and its actions: what, who answers, how it is known, in how many weeks
# it is due, and what was said of it so many weeks ago.
Said = tuple[int, str, str]
Promise = tuple[str, str, str, int, tuple[Said, ...]]
Priorities = Mapping[str, tuple[tuple[str, ...], tuple[Promise, ...]]]
HUB: Priorities = {
    "Every contact is decided by a manager within one working day": (
        ("DecisionsInTime",),
        (
            (
                "A manager sits with the duty team each morning and decides what came in overnight.",
                "Fran Whitlock, team manager, front door", "Decisions in time stay above nine in ten.", -6,
                ((20, "amber", "Three mornings in five."), (11, "green", "Every morning since the new rota."),
                 (4, "purple", "Three months without a missed morning; the rota is kept by two people.")),
            ),
            (
                "A second decision-maker is trained for leave and illness.", "Imran Sheikh, service manager",
                "Nobody waits because one person is away.", 5,
                ((9, "amber", ""), (2, "green", "Trained; shadows now.")),
            ),
        ),
    ),
    "Whoever tells us of a worry hears what came of it": (
        (),
        (
            (
                "Each referrer is written to within three working days of the decision.",
                "Rita Delaney, referral officer", "A dip sample of twenty each month.", -2,
                ((10, "amber", "Fourteen of twenty."), (3, "red", "Eleven of twenty: two posts stood empty.")),
            ),
            (
                "Schools are asked each term what the answer was worth to them.",
                "Grace Adeyemi, head of service", "Nine schools in ten say that it helped.", 9, (),
            ),
        ),
    ),
    "A child who comes back is seen as the child who was here": (
        ("ReReferrals", "FrontDoorAuditsGood"),
        (
            (
                "The earlier worries are read before every decision, and the decision says so.",
                "Fran Whitlock, team manager, front door", "Audits find it in nineteen decisions of twenty.", 7,
                ((8, "amber", "Fifteen of twenty in the last audit."),),
            ),
            (
                "Second referrals within a year go before the service manager.", "Imran Sheikh, service manager",
                "Each has a line in the minutes.", -12,
                ((19, "green", ""), (6, "purple", "Every one since the spring has its line.")),
            ),
        ),
    ),
}  # fmt: skip
STRATEGY: Priorities = {
    "Families find help before a worry grows": ((), (
        ("The directory of services is walked through by parents, page by page.", "Eve Sorensen, early help worker",
         "Parents find three services out of three.", 10, ((5, "green", "Two groups have done it."),)),
    )),
    "Early help has one plan and one person who leads it": ((), (
        ("Partners lead one early help plan in three.", "Grace Adeyemi, head of service", "Counted each quarter.", 20,
         ((7, "amber", "One in five."),)),
    )),
    "Children are ready for each change of school": ((), (
        ("Primary and secondary schools plan the move together from the spring before it.",
         "Hana Whitby, head teacher", "Each child with a plan has met one adult of the new school.", 14,
         ((6, "green", "All nine schools of the east."),)),
    )),
    "Young people are known by name when they leave school": ((), (
        ("Secondary to post-16: a named adult until the first half term is over.", "Lorna Fife, service manager",
         "Nobody with a plan is without a place in November.", -1, ((8, "amber", "Four colleges of six."),)),
    )),
    "Help goes on after 19 and into adult services": ((), (
        ("One pathway post-19 with adult services, written with young people.", "Helen Marchetti, director",
         "It is in force, and six young people say what it is like.", 30, ()),
    )),
}  # fmt: skip
SEATS = {
    "Children's social care": ("Grace Adeyemi", "Head of service", "Imran Sheikh"),
    "Police": ("Marian Dale", "Superintendent", "Terence Ng"),
    "Integrated care board": ("Abena Osei", "Designated nurse", ""),
    "Schools": ("Hana Whitby", "Head teacher", "Colm Birch"),
}
PRESENT, ABSENT = CameSaid("present"), CameSaid("absent")
NG = CameSaid("deputy", "Terence Ng")
# How many weeks ago each board met, what it decided, and who did not simply come.
Meeting = tuple[int, str, Mapping[str, CameSaid]]
BOARD_MET: tuple[Meeting, ...] = (
    (21, "The three priorities are agreed.", {}),
    (13, "The sample of replies is taken each month.", {"Police": NG, "Integrated care board": ABSENT}),
    (5, "The police's lead brings what happens to notifications at night.", {"Integrated care board": ABSENT}),
)
GROUP_MET: tuple[Meeting, ...] = (
    (17, "The morning rota is tried for eight weeks.", {"Police": NG}),
    (9, "The rota stays. Two posts are filled by agency workers.", {"Schools": CameSaid("deputy", "Colm Birch")}),
)


def stock(*, by: access.Actor, at: dt.datetime, today: dt.date) -> None:
    """Make the plans and the boards, if no plan is there yet. by: a service manager or director."""
    if improvement.plans():
        return
    led = Led(by=by, at=at, why=WHY)
    monday = today - dt.timedelta(days=today.weekday())
    begun = monday - 30 * WEEK
    hub = PlanSaid("improvement", f"{EHASH}: improvement plan", "Grace Adeyemi, head of service", begun)
    help_early = PlanSaid(
        "strategy", HELP, "Helen Marchetti, director of children's services", begun, begun + 3 * YEAR,
        "Help from before birth to 25, with the changes that come with age: primary to secondary school, secondary "
        "school to post-16, post-19, and into adult services.",
    )  # fmt: skip
    watched = _plan(hub, HUB, led=led, monday=monday)
    of_strategy = _plan(help_early, STRATEGY, led=led, monday=monday)
    for kind, name, words, seats, priorities, met in (
        ("board", f"{EHASH} board", "Leads of the partners answer for the hub. It has three priorities and no more, "
         "and hears of each at every meeting.", SEATS, watched, BOARD_MET),
        ("group", "Operational management group", "Managers of the partners do what the board asks, and tell it "
         "what stands in the way. It has three priorities and no more.",
         {name: seat for name, seat in SEATS.items() if name != "Integrated care board"},
         [*watched[:2], of_strategy[0]], GROUP_MET),
    ):  # fmt: skip
        said = BoardSaid(kind, name, words, weeks=8, most=3, since=begun)
        board = boards.add(said, change=led)
        numbers = {
            agency: boards.add_seat(board, SeatSaid(agency, *seat), since=begun, change=led)
            for agency, seat in seats.items()
        }
        for priority in priorities:
            boards.watch(board, priority, since=begun, change=led)
        for weeks, decided, came in met:
            boards.hold_meeting(
                board, {numbers[agency]: came.get(agency, PRESENT) for agency in numbers}, on=monday - weeks * WEEK,
                decisions=decided, by=by, at=at, today=today,
            )  # fmt: skip


def _plan(said: PlanSaid, priorities: Priorities, *, led: Led, monday: dt.date) -> list[int]:
    """A plan with all that stands under it; the numbers of its priorities."""
    plan = improvement.add_plan(said, change=led)
    made = []
    for says, (figures, promises) in priorities.items():
        made.append(improvement.add_priority(plan, says, figures, today=monday, change=led))
        for what, owner, measure, weeks, progress in promises:
            promise = ActionSaid(what, owner, monday + weeks * WEEK, measure)
            action = improvement.add_action(made[-1], promise, since=said.since, change=led)
            for ago, status, evidence in progress:
                stands = ProgressSaid(monday - ago * WEEK, status, evidence)
                improvement.add_progress(action, stands, by=led.by, at=led.at, today=monday)
    return made
