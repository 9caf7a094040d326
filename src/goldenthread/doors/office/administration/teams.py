"""Teams and their posts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone

from goldenthread.casework import administration, schools
from goldenthread.doors.office import administration_forms as asks
from goldenthread.doors.office.administration.asking import ask, change, page
from goldenthread.doors.office.request import Request
from goldenthread.language import Role
from goldenthread.timekeeping import spoken


def teams(request: Request) -> HttpResponse:
    """Every team with its posts, held and vacant."""
    return page(request, "administration/teams.html", teams=administration.teams(today=timezone.localdate()))


def _team_choices(without: str = "") -> list[tuple[str, str]]:
    lines = administration.teams(today=timezone.localdate())
    return [(line.code, line.name) for line in lines if line.code != without and not line.closed_on]


def _hours(said: dict[str, Any]) -> administration.Hours:
    return administration.Hours(said["hours"], said["office_from"] or asks.OPENS, said["office_until"] or asks.CLOSES)


def new_team(request: Request) -> HttpResponse:
    """A new team."""
    form = asks.NewTeam(request.POST or None, teams=_team_choices())

    def do() -> HttpResponse:
        said = form.cleaned_data
        code = administration.make_team(
            said["name"], parent=said["parent"], duty=said["duty"], hours=_hours(said), change=change(request, form)
        )
        messages.success(request, f"{said['name']} is made. Give it posts.")
        return redirect("administration_team", code=code)

    return ask(request, form, do, title="Make a team", button="Make the team", back=reverse("administration"))


def team(request: Request, code: str) -> HttpResponse:
    """A team and its posts."""
    line = _line(code)
    placed = schools.placements(code, today=timezone.localdate())
    return page(request, "administration/team.html", team=line, posts=administration.posts(code), placed=placed)


def _line(code: str) -> administration.TeamLine:
    found = next((one for one in administration.teams(today=timezone.localdate()) if one.code == code), None)
    if found is None:
        raise Http404
    return found


def edit_team(request: Request, code: str) -> HttpResponse:
    """Rename a team or move it."""
    line = _line(code)
    now = {"name": line.name, "parent": line.above, "duty": line.duty, "hours": line.hours.when,
           "office_from": line.hours.office_from, "office_until": line.hours.office_until}  # fmt: skip
    form = asks.Team(request.POST or None, teams=_team_choices(code), initial=now)

    def do() -> str:
        said = form.cleaned_data
        administration.change_team(
            code, name=said["name"], parent=said["parent"], duty=said["duty"], hours=_hours(said),
            change=change(request, form),
        )  # fmt: skip
        return f"{said['name']} is changed."

    return ask(
        request, form, do, title=f"Change {line.name}", button="Change the team",
        back=reverse("administration_team", args=[code]),
        intro="Its managers, and those of every team above it, answer for its work: moving it changes who may see it.",
    )  # fmt: skip


def place_team(request: Request, code: str) -> HttpResponse:
    """Say at which schools a team is placed."""
    line = _line(code)
    now = schools.placed(code, today=timezone.localdate())
    form = asks.Schools(request.POST or None, initial={"schools": "\n".join(now.schools) if now else ""})

    def do() -> str:
        said = form.cleaned_data
        made = schools.place(
            code, schools=said["schools"].splitlines(), on=said["on"], change=change(request, form)
        )  # fmt: skip
        return f"{line.name} is placed at {', '.join(made.schools) or 'no school'} from {spoken(made.since)}."

    return ask(
        request, form, do, title=f"Place {line.name} at schools", button="Place the team",
        back=reverse("administration_team", args=[code]),
        intro="Its page then leads to the children of each of these schools. It opens no record to anybody.",
    )  # fmt: skip


def close_team(request: Request, code: str) -> HttpResponse:
    """Close a team."""
    line = _line(code)
    form = asks.LastDay(request.POST or None)

    def do() -> str:
        administration.close_team(code, on=form.cleaned_data["on"], change=change(request, form))
        return f"{line.name} is closed after {spoken(form.cleaned_data['on'])}."

    return ask(
        request, form, do, title=f"Close {line.name}", button="Close the team",
        back=reverse("administration_team", args=[code]),
        intro="Nobody may hold a post in it after its last day, and no child may be allocated in it.",
    )  # fmt: skip


def new_post(request: Request, code: str) -> HttpResponse:
    """A new post in a team."""
    line = _line(code)
    form = asks.NewPost(request.POST or None)

    def do() -> str:
        said = form.cleaned_data
        administration.make_post(
            code, title=said["title"], role=Role(said["role"]), limit=said["limit"], change=change(request, form)
        )
        return f"{said['title']} is made. Somebody can take it up from their own page, under Workers."

    return ask(
        request, form, do, title=f"Make a post in {line.name}", button="Make the post",
        back=reverse("administration_team", args=[code]),
    )  # fmt: skip


def edit_post(request: Request, code: str) -> HttpResponse:
    """Change a post's title or caseload limit."""
    post = next(iter(administration.posts(code=code)), None)
    if post is None:
        raise Http404
    form = asks.Post(request.POST or None, initial={"title": post.title, "limit": post.limit})

    def do() -> str:
        said = form.cleaned_data
        administration.change_post(code, title=said["title"], limit=said["limit"], change=change(request, form))
        return f"{said['title']} is changed."

    return ask(
        request, form, do, title=f"Change {post.title}, {post.team_name}", button="Change the post",
        back=reverse("administration_team", args=[post.team]),
    )  # fmt: skip


urlpatterns = [
    path("administration/", teams, name="administration"),
    path("administration/teams/new/", new_team, name="administration_team_new"),
    path("administration/teams/<slug:code>/", team, name="administration_team"),
    path("administration/teams/<slug:code>/change/", edit_team, name="administration_team_change"),
    path("administration/teams/<slug:code>/schools/", place_team, name="administration_team_schools"),
    path("administration/teams/<slug:code>/close/", close_team, name="administration_team_close"),
    path("administration/teams/<slug:code>/posts/new/", new_post, name="administration_post_new"),
    path("administration/posts/<slug:code>/", edit_post, name="administration_post"),
]
