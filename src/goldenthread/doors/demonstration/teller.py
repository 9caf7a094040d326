"""Tells the stories through the one way in, each line by the person who would have written it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from goldenthread.casework import taking_in
from goldenthread.casework.recording import Act, Recorded, Shared, is_recorded, new_subject, record, recorded_under
from goldenthread.casework.staffing import Appointed
from goldenthread.doors.demonstration.stories.telling import Story, Told
from goldenthread.doors.demonstration.work_going_on import born_on, expected_on, family_acts, family_of
from goldenthread.language import handbook
from goldenthread.standards.holidays import england_and_wales

LONDON = ZoneInfo("Europe/London")
REGISTRAR = "rita.delaney"
# What was told today was told a little while ago, at whatever hour the demonstration begins.
JUST_NOW = dt.timedelta(minutes=25)


class Teller:
    """Tells stories as from one day; every line has a key of its own, so that nothing is told twice."""

    def __init__(self, today: dt.date, *, now: dt.datetime) -> None:
        self.today, self.now = today, now
        self.calendar = england_and_wales()
        self.people: Mapping[str, Appointed] = {}

    def is_told(self, story: Story) -> bool:
        """Whether a story is told to its end."""
        return is_recorded(self._key(story, len(story.told) - 1))

    def tell(self, story: Story) -> None:
        """Tell a whole story."""
        children = self._children(story)
        named: dict[str, Recorded] = {}
        for nth, told in enumerate(story.told):
            key = self._key(story, nth)
            recorded = self._record(told, children, named, key)
            if told.name:
                named[told.name] = recorded
            if nth == 0 and story.warning:
                self._warn(story, children)
        if story.restricted_to:
            self._restrict(story, children)

    def _key(self, story: Story, nth: int) -> str:
        return f"demonstration/{story.key}/{nth}"

    def _children(self, story: Story) -> dict[str, UUID]:
        """The children, registered on the day of the first worry where the old system did not know them."""
        known = taking_in.subjects_of([child.number for child in story.children if child.number])
        day = self._day(story.told[0].ago)
        key = f"demonstration/{story.key}/family"
        children: dict[str, UUID] = {}
        acts = []
        for nth, child in enumerate(story.children):
            if child.number:
                children[child.given] = known[child.number]
                continue
            about = children[child.given] = new_subject(key, nth)
            answers: dict[str, Any] = {"surname": story.surname}
            if child.unborn:
                answers["expected_on"] = expected_on(child, self.today).isoformat()
            else:
                answers |= {"given": child.given, "sex": child.sex, "born_on": born_on(child, self.today).isoformat()}
            acts.append(Act("person.registered", about, day, answers, new="person"))
            described = {"ethnicity": child.ethnicity, **child.described} if not child.unborn else {}
            if described:
                acts.append(Act("person.described", about, day, described))
        if acts:
            family = family_of(story, self.today)
            acts += family_acts(family, children, key, day)
            _once(*acts, by=self.people[REGISTRAR].actor, key=key, today=self.today)
        return children

    def _warn(self, story: Story, children: Mapping[str, UUID]) -> None:
        """What everybody must know before they act."""
        warning = {"says": story.warning, "review_on": self.calendar.add(self.today, 20).isoformat()}
        acts = [Act("person.warned", about, self._day(story.told[0].ago), warning) for about in children.values()]
        manager = self.people["fran.whitlock"].actor
        _once(*acts, by=manager, key=f"demonstration/{story.key}/warning", today=self.today)

    def _restrict(self, story: Story, children: Mapping[str, UUID]) -> None:
        """Close the record to all but those named."""
        workers = [self.people[name].actor.worker for name in story.restricted_to]
        acts = [Act("person.restricted", about, self._day(story.told[-1].ago),
                    {"why": story.restricted_why, "workers": workers})
                for about in children.values()]  # fmt: skip
        _once(*acts, by=self.people["grace.adeyemi"].actor, key=f"demonstration/{story.key}/restricted",
               today=self.today)  # fmt: skip

    def _record(self, told: Told, children: Mapping[str, UUID], named: Mapping[str, Recorded], key: str) -> Recorded:
        step = handbook().steps[told.step]
        happened: dt.date | dt.datetime = self._moment(told) if step.timed else self._day(told.ago)
        part = {given: about for given, about in children.items() if not told.own or given in told.own}
        shared = dict(told.answers)
        if told.worker:
            shared |= self.people[told.worker].allocation
        if told.team_of:
            team = self.people[told.team_of].actor
            shared |= {"takes_on": team.team, "takes_on_said": team.team_name}
        if told.lead:
            lead = self.people[told.lead].actor
            shared |= {"lead": lead.worker, "lead_said": lead.name}
        one = len(part) > 1 and step.together
        acts = []
        for nth, (given, about) in enumerate(part.items()):
            own = dict(told.own.get(given, {}))
            if told.of:
                own["enquiry"] = str(named[told.of].entries[nth])
            acts.append(Act(told.step, about, happened, own if one else {**shared, **own}))
        return _once(*acts, by=self.people[told.by].actor, key=key, today=self.today,
                      occasion=Shared(shared) if one else None)  # fmt: skip

    def _day(self, ago: int) -> dt.date:
        return self.calendar.add(self.today, -ago)

    def _moment(self, told: Told) -> dt.datetime:
        moment = dt.datetime.combine(self._day(told.ago), dt.time.fromisoformat(told.at), LONDON)
        return min(moment, self.now.astimezone(LONDON) - JUST_NOW)


def _once(*acts: Act, key: str, **more: Any) -> Recorded:
    """What was told before an interruption stays as it was told then, whatever day it is now."""
    return recorded_under(key) or record(*acts, key=key, **more)
