"""What somebody asks of a figure: over which period, whose, and as known on which day."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, QueryDict

from goldenthread.blocks.widgets import DayField
from goldenthread.language import Period
from goldenthread.oversight import periods
from goldenthread.oversight.scope import Scope, TeamName

LONDON = ZoneInfo("Europe/London")
OWN = "own"
NO_TEAM = "none"


class Question(forms.Form):
    """The period, the team and the day of knowing; every part may be left out."""

    use_required_attribute = False

    period = forms.ChoiceField(label="Period", required=False)
    team = forms.ChoiceField(label="Whose work", required=False)
    since = DayField(label="Own dates: from", required=False)
    until = DayField(label="Own dates: to", required=False)
    as_known = DayField(
        label="As known at the end of",
        required=False,
        help_text="As the figure would have read then. Leave empty for now.",
    )

    def __init__(self, data: Any, *, today: dt.date, scope: Scope) -> None:
        super().__init__(data or None)
        self.today = today
        named = [(choice.name, choice.label) for choice in periods.choices(today)]
        everybody = "All teams" if scope.everywhere or len(scope.teams) > 1 else "My team"
        teams = [(team.code, team.name) for team in scope.teams]
        self.fields["period"].choices = [*named, (OWN, "Own dates")]  # type: ignore[attr-defined]
        self.fields["team"].choices = [("", everybody), *teams] + ([(NO_TEAM, "No team")] if scope.everywhere else [])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Dates that hold together."""
        given = super().clean() or {}
        since, until, known = given.get("since"), given.get("until"), given.get("as_known")
        if known and known > self.today:
            self.add_error("as_known", "That day has not come yet. Choose an earlier one, or leave it empty.")
        if (since or until) and not given.get("period"):
            given["period"] = OWN
        if given.get("period") == OWN:
            for name, day in (("since", since), ("until", until)):
                if not day and name not in self.errors:
                    self.add_error(name, "Own dates need both days.")
            if since and until and since > until:
                self.add_error("until", "This day is before the first. Choose a later one.")
        return given


@dataclasses.dataclass(frozen=True)
class Asked:
    """A question understood. `kept` is the part of the address that asks it again."""

    form: Question
    period: Period
    label: str
    team: TeamName | None
    teams: frozenset[int] | None
    as_known: dt.date | None
    kept: Mapping[str, str]

    @property
    def unusual(self) -> bool:
        """Whether more than a period by name or a team was asked for."""
        return self.as_known is not None or OWN in self.kept.values() or bool(self.form.is_bound and self.form.errors)

    def query(self, **more: object) -> str:
        """The same question, with more."""
        asked = QueryDict(mutable=True)
        asked.update({**self.kept, **{name: str(value) for name, value in more.items() if value is not None}})
        return f"?{asked.urlencode()}" if asked else ""


def asked_of(request: HttpRequest, *, today: dt.date, scope: Scope, no_team: int) -> Asked:
    """What this request asks. What is not understood is said beside its field, and the first period is shown.

    :raises NotAllowed: for a team outside the scope
    """
    wanted = request.GET.get("team", "")
    team = scope.team(wanted) if wanted and wanted != NO_TEAM else None
    form = Question(request.GET, today=today, scope=scope)
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    for field in form.fields.values():
        field.required = True  # so that no label says "if known": nothing here is a fact about anybody
    as_known = given.get("as_known")
    named = {choice.name: choice for choice in periods.choices(as_known or today)}
    kept = {"team": wanted} if wanted else {}
    if as_known:
        kept["as_known"] = as_known.isoformat()
    known = dt.datetime.combine(as_known + dt.timedelta(days=1), dt.time(), LONDON) if as_known else None
    if given.get("period") == OWN:
        start, end, label = given["since"], given["until"], "Own dates"
        kept |= {"period": OWN, "since": start.isoformat(), "until": end.isoformat()}
    else:
        choice = named.get(given.get("period") or "year", named["year"])
        start, end, label = choice.start, choice.end, choice.label
        if given.get("period"):
            kept["period"] = choice.name
    teams = frozenset({team.id}) if team else scope.ids
    if wanted == NO_TEAM and scope.everywhere:
        teams = frozenset({no_team})
    return Asked(form, Period(start, end, known), label, team, teams, as_known, kept)
