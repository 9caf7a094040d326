"""Figures: what the authority's numbers say, whether they move, and the children behind each."""

import datetime as dt
import hashlib
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.blocks.numbers import whole_number
from goldenthread.blocks.widgets import FIRST_DAY
from goldenthread.casework import access
from goldenthread.doors.office import charts, links
from goldenthread.doors.office.asking import Asked, asked_of
from goldenthread.doors.office.request import Request
from goldenthread.language import Indicator, handbook
from goldenthread.oversight import listing, measures, scope, snapshots, suppression
from goldenthread.oversight.destinations import Ended, destinations
from goldenthread.oversight.measures import Counted, Figure
from goldenthread.standards import comparators
from goldenthread.timekeeping.calendars import LAST_DAY

ROWS = 50
YEARS_BESIDE = 5
MOST_POINTS = 60
GOOD = {
    "high": "Higher is better", "low": "Lower is better", "middle": "Neither high nor low is good in itself",
    "information": "For information",
}  # fmt: skip
# What else looks across records, for those for whom it is.
BESIDE = (
    ("Where it ends: what came of contacts, assessments and help", "where_it_ends"),
    ("Audits of the front door", "front_door_audits"),
    ("Readiness: who is ready before practice changes", "readiness"),
)


def figures(request: Request) -> HttpResponse:
    """Every figure of the handbook in one row: value, trend, and what it stands beside."""
    actor, asked, teams = question_of(request)
    found = measures.figures(sorted(handbook().indicators, key=lambda one: one.number), asked.period, teams=asked.teams)
    rows = [_in_a_row(suppression.for_eyes_of(actor, one), asked) for one in found]
    places = [(text, reverse(name)) for text, name in BESIDE if access.serves(actor, name)]
    return render(request, "figures/figures.html", around(asked, teams) | {
        "rows": rows, "good": GOOD, "places": places,
    })  # fmt: skip


def where_it_ends(request: Request) -> HttpResponse:
    """What came of contacts, assessments, early help and signposting, and what programmes changed."""
    actor, asked, teams = question_of(request)
    found = [
        (
            ended.title,
            suppression.of_a_total(actor, ended.many),
            list(zip(ended.destinations, _of(actor, ended), strict=True)),
        )
        for ended in destinations(asked.period, teams=asked.teams)
    ]
    trail = [{"text": "Figures", "href": reverse("figures")}]
    return render(request, "figures/where_it_ends.html", around(asked, teams) | {"found": found, "trail": trail})


def _of(actor: access.Actor, ended: Ended) -> list[Counted]:
    return suppression.of_one_whole(actor, [one.counted for one in ended.destinations])


def figure(request: Request, key: str) -> HttpResponse:
    """One figure: its counts, its months with their limits, its teams, what it stands beside, and what it means."""
    actor, asked, teams = question_of(request)
    indicator = _declared(key)
    live = measures.figure(key, asked.period, teams=asked.teams)
    shown = suppression.for_eyes_of(actor, live)
    beside = _beside(indicator)
    kept = snapshots.kept(key, asked.period, teams=asked.teams) if asked.period.end < timezone.localdate() else None
    differs = kept is not None and kept.counted != live.whole and not suppression.suppressed(actor)
    opens = access.serves(actor, "figure_children")
    here = asked.query()
    context = around(asked, teams) | {
        "trail": [{"text": "Figures", "href": reverse("figures")}],
        "indicator": indicator, "good": GOOD, "figure": shown, "movement": measures.movement(shown),
        "kept": kept if differs else None, "beside": beside,
        "chart": reverse("figure_chart", args=[key]) + here,
        "narrow": reverse("figure_chart", args=[key]) + asked.query(narrow=1),
        "opens": (lambda **more: reverse("figure_children", args=[key]) + asked.query(**more)) if opens else None,
        "months": [(month, charts.month_label(month.month)) for month in shown.months],
        "by_team": sorted(((teams.name(team), _code(teams, team), counted) for team, counted in shown.teams)),
        "not_counted": shown.whole.out_of - shown.whole.counts,
    }  # fmt: skip
    return render(request, "figures/figure.html", context)


def children(request: Request, key: str) -> HttpResponse:
    """Who is behind a number."""
    actor, asked, teams = question_of(request)
    indicator = _declared(key)
    counting = {"yes": True, "no": False}.get(request.GET.get("counting", ""))
    month = _month(request.GET.get("month", ""))
    number = request.GET.get("page", "1")
    found = listing.children(
        key, asked.period, actor=actor, today=timezone.localdate(), counting=counting, month=month,
        teams=asked.teams, page=whole_number(number) or 1, most=ROWS,
        school=request.GET.get("school"),
    )  # fmt: skip
    access.listed(actor, [row.about for row in found.rows], page="figure_children", at=timezone.now())
    which = {True: indicator.counted[0], False: indicator.counted[1], None: "all"}[counting]
    several = asked.teams is None or len(asked.teams) > 1
    context = around(asked, teams) | {
        "trail": [
            {"text": "Figures", "href": reverse("figures")},
            {"text": indicator.label, "href": reverse("figure", args=[key]) + asked.query()},
        ],
        "indicator": indicator, "which": which, "counting": counting, "month": month, "listing": found,
        "page": Paginator(range(found.open), ROWS).get_page(number), "links": links, "teams": teams,
        "back": reverse("figure", args=[key]) + asked.query(),
        "several": several,
        "columns": [
            {"text": text}
            for text, shown in (
                ("Child", True), ("Counts as", counting is None), *((column, True) for column in found.columns),
                ("Team", several), ("Next", True),
            )
            if shown
        ],
    }  # fmt: skip
    return render(request, "figures/children.html", context)


def chart(request: Request, key: str) -> HttpResponse:
    """The figure's months, drawn."""
    actor, asked, _ = question_of(request)
    indicator = _declared(key)
    shown = suppression.for_eyes_of(actor, measures.figure(key, asked.period, teams=asked.teams))
    newest = next((row for row in _beside(indicator).get("newest", []) if row["area"] == comparators.ENGLAND), None)
    beside = (f"England {newest['year']}", newest["value"]) if newest and shown.share else None
    return _drawing(request, charts.control_chart(shown, beside=beside, narrow=bool(request.GET.get("narrow"))))


def trend(request: Request) -> HttpResponse:
    """A small line through the points of the address, which says all of it: no record is asked."""
    said = request.GET.get("points", "").split(",")[:MOST_POINTS]
    try:
        points = [float(one) if one else None for one in said]
    except ValueError:
        raise Http404("The points of a trend are numbers with commas between them.") from None
    answer = _drawing(request, charts.trend(points))
    answer["Cache-Control"] = "private, max-age=604800, immutable"
    return answer


def question_of(request: Request) -> tuple[access.Actor, Asked, scope.Scope]:
    """Who asks, what is asked, and whose work it may be about."""
    actor: access.Actor = request.actor
    teams = scope.of(actor)
    return actor, asked_of(request, today=timezone.localdate(), scope=teams, no_team=listing.NO_TEAM), teams


def _declared(key: str) -> Indicator:
    try:
        return measures.declared(key)
    except LookupError as unknown:
        raise Http404(str(unknown)) from None


def _month(text: str) -> dt.date | None:
    """`2026-05`; nothing for no month, or for what is not one."""
    try:
        month = dt.date.fromisoformat(f"{text}-01") if text else None
    except ValueError:
        raise Http404("A month is asked for as 2026-05.") from None
    if month and not FIRST_DAY <= month <= LAST_DAY:
        raise Http404("No figure has such a month.")
    return month


def _drawing(request: Request, specification: dict[str, Any]) -> HttpResponse:
    svg = charts.draw(specification)
    mark = f'"{hashlib.sha256(svg.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified(headers={"ETag": mark})
    return HttpResponse(svg, content_type="image/svg+xml", headers={"ETag": mark, "Cache-Control": "private, no-cache"})


def around(asked: Asked, teams: scope.Scope) -> dict[str, Any]:
    """What every page of figures says of itself: the question, whose work, which days."""
    everybody = "All teams" if teams.everywhere or len(teams.teams) > 1 else teams.teams[0].name
    whose = asked.team.name if asked.team else "Work that no team has" if "team" in asked.kept else everybody
    return {
        "asked": asked, "form": asked.form, "whose": whose, "period": asked.period, "as_known": asked.as_known,
        "at": timezone.localtime(),
    }  # fmt: skip


def _in_a_row(figure: Figure, asked: Asked) -> dict[str, Any]:
    points = [month.counted.percent if figure.share else float(month.counted.out_of) for month in figure.months]
    return {
        "indicator": figure.indicator, "figure": figure, "movement": measures.movement(figure),
        "moved": any(month.signal for month in figure.months),
        "href": reverse("figure", args=[figure.indicator.key]) + asked.query(),
        "trend": reverse("figure_trend") + "?points=" + ",".join("" if p is None else f"{p:.1f}" for p in points),
        "drawn": sum(point is not None for point in points) > 1,
        "beside": _beside(figure.indicator),
    }  # fmt: skip


def _beside(indicator: Indicator) -> dict[str, Any]:
    """The published measure: its newest value and its last years, for England and the authority's own region."""
    if not indicator.comparator:
        return {}
    published = comparators.measure(indicator.comparator)
    areas = [area for area in (comparators.ENGLAND, settings.REGION) if area]
    rows = {area: {value.year: value for value in published.of(area)} for area in areas}
    years = sorted(rows[comparators.ENGLAND], reverse=True)[:YEARS_BESIDE]
    newest = [published.latest(area) for area in areas]
    like = comparators.neighbours(settings.NEIGHBOURS_OF) if settings.NEIGHBOURS_OF else None
    spreads = {one.year: one for one in comparators.spreads(published.key, settings.NEIGHBOURS_OF)} if like else {}
    columns = [*areas, *(["Statistical neighbours, median"] if spreads else [])]
    return {
        "measure": published, "areas": areas,
        "columns": [{"text": "Year"}, *({"text": column, "numeric": True} for column in columns)],
        "newest": [{"area": v.area, "year": v.year, "value": v.value} for v in newest if v.value is not None],
        "years": [(year, [rows[area].get(year) for area in areas], spreads.get(year)) for year in years],
        "like": like, "model": comparators.MODEL, "spread": spreads[max(spreads)] if spreads else None,
    }  # fmt: skip


def _code(teams: scope.Scope, team: int | None) -> str:
    return next((one.code for one in teams.teams if one.id == team), "none")


urlpatterns = [
    path("figures/", figures, name="figures"),
    path("figures/trend.svg", trend, name="figure_trend"),
    path("figures/where-it-ends/", where_it_ends, name="where_it_ends"),
    path("figures/<str:key>/", figure, name="figure"),
    path("figures/<str:key>/children/", children, name="figure_children"),
    path("figures/<str:key>/chart.svg", chart, name="figure_chart"),
]
